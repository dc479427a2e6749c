"""Whatever process writes, nobody else on the machine can read it, whatever its umask is (ADR 0256)."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from jtai.config.own_files import close_to_others
from tests.architecture.services import LOCAL, environment, python, service

# Writes to the database, the trail and the outbox, and looks at the folder while the database is open.
WRITE = """
import os
import django; django.setup()
from pathlib import Path
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from jtai.apps.accounts.actions import create_account
from jtai.apps.notices.actions import queue, send_waiting
at = timezone.now()
with transaction.atomic():
    create_account(email="a@people.invalid", full_name="A", password="a very quiet morning", by=None, at=at)
    queue(key="k", kind="t", to_name="A", to_email="a@people.invalid", subject="s", body="b", written_at=at)
if not settings.JTAI_IS_SERVICE:
    send_waiting()
for path in [settings.DATA_DIR, *settings.DATA_DIR.rglob("*")]:
    print(oct(path.stat().st_mode & 0o777), path.relative_to(settings.DATA_DIR))
"""
WRITTEN = {".", "jtai.sqlite3", "jtai.sqlite3-wal", "jtai.sqlite3-shm", "heads"}


@pytest.mark.parametrize(
    ("settings", "also"),
    [("of a service", set()), ("of ./run", {"secret", "outbox"})],
    ids=["service", "run"],
)
def test_new_files_are_their_owners_alone(settings: str, also: set[str], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    local = environment(DJANGO_SETTINGS_MODULE=LOCAL, JTAI_DATA_DIR=str(folder))
    env = service(folder) if settings == "of a service" else local
    if settings == "of a service":
        # Made by whoever set up the machine, and open to everybody.
        folder.mkdir(mode=0o755)
    before = os.umask(0)
    try:
        assert python("manage.py", "migrate", "-v0", env=env).returncode == 0
        done = python("-c", WRITE, env=env)
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    modes = {name: int(mode, 8) for mode, name in (line.split() for line in done.stdout.splitlines() if line)}
    assert set(modes) >= WRITTEN | also
    assert any(name.startswith("heads/") for name in modes)
    left_open = {name for name, mode in modes.items() if mode & (stat.S_IRWXG | stat.S_IRWXO)}
    # The folder itself is closed when the service starts: see the next test and test_logs.py.
    assert left_open <= {"."}


def test_what_was_open_is_closed_and_links_are_not_followed(tmp_path: Path) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    for path in (data / "files", data / "static", elsewhere):
        path.mkdir(parents=True)
    names = ("jtai.sqlite3", "jtai.sqlite3-wal", "jtai.sqlite3-shm", "files/a", "static/jtai.css")
    for name in names:
        (data / name).touch()
        (data / name).chmod(0o666)
    (elsewhere / "theirs").touch()
    (elsewhere / "theirs").chmod(0o644)
    (data / "link").symlink_to(elsewhere / "theirs")
    data.chmod(0o777)
    assert close_to_others(data, data / "static") == []
    modes = {name: stat.S_IMODE((data / name).stat().st_mode) for name in names}
    assert modes == dict.fromkeys(names, 0o600) | {"static/jtai.css": 0o666}
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((elsewhere / "theirs").stat().st_mode) == 0o644
