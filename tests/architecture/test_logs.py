"""No token, name, address of a person or query reaches a log, and nobody else reads what is written.

A real server each: as ./run starts it, and as the guide for services says. ADR 0256, 0257.
"""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.architecture.services import (
    GUNICORN,
    LOCAL,
    ROOT,
    environment,
    free_port,
    python,
    running,
    service,
)

MAKE = """
import django; django.setup()
from django.utils import timezone
from jtai.apps.accounts.actions import create_account
admin = create_account(email="ada.fenmarsh@people.invalid", full_name="Ada Fenmarsh", by=None,
                       password="a very quiet morning", service_roles=["administrator"], at=timezone.now())
create_account(email="new@people.invalid", full_name="New", by=None, at=timezone.now())
"""
LINK = """
import django; django.setup()
from jtai.apps.accounts.actions import invitation_link
from jtai.apps.accounts.models import User
print(invitation_link(User.objects.get(email="new@people.invalid")))
"""
ADDRESS, PASSWORD = "ada.fenmarsh@people.invalid", "a very quiet morning"
# What was sent and must not be found anywhere in a log.
TYPED = ("fenmarsh", "Quenby", "wrong.person", "quiet morning", "mauve-token", "referred-from", "other.host")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LINE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 [A-Z]+ [\w.]+ ")


class Visitor:
    """A browser, as far as this needs one: cookies and a few headers."""

    def __init__(self, port: int, host: str) -> None:
        self.port, self.cookies = port, {}
        self.headers = {
            "Host": host,
            "X-Forwarded-Proto": "https",
            "Referer": "https://x.invalid/referred-from",
        }

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        told = self.headers | {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} | headers
        body = None
        if fields is not None:
            body = urlencode(fields)
            told |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://{told['Host']}/",
            }
        connection.request(method, path, body, told)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, text

    def post(self, path: str, **fields: str) -> int:
        _, page = self.ask("GET", path)
        hidden = dict(HIDDEN.findall(page))
        return self.ask("POST", path, hidden | fields)[0]


def go_about(port: int, host: str, link: str) -> None:
    """Everything that puts something secret into an address, a query, a header or a form."""
    one = Visitor(port, host)
    # The token moves into the session, so that the page itself has an address without one.
    assert one.ask("GET", link)[0] == 303
    assert one.post("/password/choose", password="short", again="quiet morning") in (400, 422)
    assert one.ask("GET", link.rsplit("/", 1)[0] + "/mauve-token")[0] == 404
    one.post("/sign-in", email="wrong.person@people.invalid", password="not the quiet morning")
    for _ in range(7):
        one.post("/sign-in", email=ADDRESS, password="wrong.person")
    assert one.ask("GET", "/no/such/page/mauve-token?q=Quenby")[0] == 404
    assert one.ask("GET", "/home?q=Quenby")[0] == 302
    assert one.ask("POST", "/sign-in", {"email": "wrong.person"})[0] == 200
    assert one.ask("GET", "/?q=Quenby", Host="other.host")[0] == 400
    assert one.ask("TRACE", "/home?q=Quenby")[0] == 405
    assert one.ask("GET", "/sign-in?next=/people%3Fq=Quenby&q=Quenby")[0] == 200
    talk(port, b"GET /invitation/mauve-token with spaces HTTP/1.1\r\n\r\n")
    talk(port, b"GET /invitation/mauve-token HTTP/1.1\r\nHost: x\r\nmauve-token with spaces: 1\r\n\r\n")


def search(port: int, host: str) -> None:
    """Signed in, with a name in the query."""
    one = Visitor(port, host)
    assert one.post("/sign-in", email=ADDRESS, password=PASSWORD) in (302, 303)
    assert one.ask("GET", "/admin/people?q=Quenby")[0] == 200


def talk(port: int, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.sendall(raw)
        line.recv(2000)


def spoken(text: str, link: str) -> list[str]:
    """What a log says that it must not."""
    needles = [*TYPED, link.rsplit("/", 1)[1], "/invitation/", "/sign-in", "/home"]
    return [x for x in text.splitlines() if any(needle.lower() in x.lower() for needle in needles)]


def open_to_others(folder: Path) -> list[str]:
    everything = [folder, *folder.rglob("*")]
    return [str(p) for p in everything if p.lstat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]


@pytest.fixture(scope="module")
def made(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with tables and two people, one of whom has no password yet."""
    folder = Path(shutil.copytree(tables, tmp_path_factory.mktemp("made") / "data"))
    env = environment(DJANGO_SETTINGS_MODULE=LOCAL, JTAI_DATA_DIR=str(folder))
    done = python("-c", MAKE, env=env)
    assert done.returncode == 0, done.stderr
    return folder


def link_in(env: dict[str, str]) -> str:
    """The address at which the one without a password chooses it."""
    done = python("-c", LINK, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def as_run(made: Path, tmp_path: Path) -> Iterator[tuple[int, Path, str]]:
    """What ./run starts, in a data folder that somebody has opened to everybody."""
    folder = Path(shutil.copytree(made, tmp_path / "data"))
    (folder / "outbox").mkdir()
    (folder / "outbox" / "old.eml").write_text("Subject: old\n")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    port = free_port()
    env = environment(JTAI_DATA_DIR=str(folder), PORT=str(port))
    before = subprocess.Popen(
        [sys.executable, "tools/start.py"], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        assert before.stdout is not None
        assert any("JTAI is at" in line for line in iter(before.stdout.readline, ""))
        yield port, folder, link_in(environment(DJANGO_SETTINGS_MODULE=LOCAL, JTAI_DATA_DIR=str(folder)))
    finally:
        before.send_signal(signal.SIGTERM)
        before.wait(40)


def test_as_run_starts_it(as_run: tuple[int, Path, str]) -> None:
    port, folder, link = as_run
    search(port, "127.0.0.1")
    go_about(port, "127.0.0.1", link)
    told = "".join(path.read_text() for path in (folder / "log").iterdir())
    assert spoken(told, link) == []
    assert "GET invitation 404" in told and "OTHER - 405" in told and "GET people 200" in told
    assert re.search(r"POST sign-in 30[23] \d+ ms user \d+ reference [0-9a-f]{8}\n", told)
    assert [
        x for x in told.splitlines() if x and not x[0].isspace() and "Warning" not in x and not LINE.match(x)
    ] == []
    assert open_to_others(folder) == []


def test_as_the_guide_starts_a_service(made: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "data"))
    (folder / "jtai.sqlite3").chmod(0o644)
    (folder / "secret").unlink()
    port, log = free_port(), tmp_path / "log"
    env = service(folder, JTAI_BEHIND_PROXY="yes")
    assert python("manage.py", "collectstatic", "-v0", "--noinput", env=env).returncode == 0
    with running([*GUNICORN, "--bind", f"127.0.0.1:{port}", "--access-logfile", "-"], env, log, port):
        link = link_in(env)
        search(port, "jtai.invalid")
        go_about(port, "jtai.invalid", link)
        one = Visitor(port, "jtai.invalid")
        one.ask("GET", "/sign-in")
        assert list(one.cookies) == ["__Host-jtai-csrf"]
    told = log.read_text()
    assert spoken(told, link) == []
    assert "GET invitation 404" in told
    assert [x for x in told.splitlines() if x and not LINE.match(x)] == []
    assert [x for x in open_to_others(folder) if "/static/" not in x] == []


def test_without_a_proxy_of_ones_own_a_header_makes_nothing_secure(made: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "data"))
    (folder / "secret").unlink()
    port = free_port()
    with running([*GUNICORN, "--bind", f"127.0.0.1:{port}"], service(folder), tmp_path / "log", port):
        assert Visitor(port, "jtai.invalid").ask("GET", "/sign-in")[0] == 301
