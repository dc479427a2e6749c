"""The settings of a real service: every secret from outside, nothing of the demonstration, files found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Whether subdomains and browsers' lists take part is for whoever owns the domain to say.
LEFT_TO_THE_OWNER = {"security.W005", "security.W021"}


def manage(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("JTAI_", "DATABASE_"))}
    env |= {"DJANGO_SETTINGS_MODULE": "jtai.config.settings.production", **settings}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def a_service(folder: Path) -> dict[str, str]:
    key = "".join(chr(33 + number % 90) for number in range(7, 400, 5))
    return {"JTAI_SECRET_KEY": key, "JTAI_HOSTS": "jtai.invalid", "JTAI_DATA_DIR": str(folder)}


def test_it_does_not_start_without_a_secret(tmp_path: Path) -> None:
    done = manage("check", JTAI_HOSTS="jtai.invalid", JTAI_DATA_DIR=str(tmp_path))
    assert done.returncode != 0
    assert "JTAI_SECRET_KEY" in done.stderr


def test_djangos_own_advice_for_services_is_followed(tmp_path: Path) -> None:
    done = manage("check", "--deploy", **a_service(tmp_path))
    said = {word.strip("()") for word in done.stderr.split() if word.startswith("(")}
    assert {word for word in said if "." in word} - LEFT_TO_THE_OWNER == set(), done.stderr


def test_every_static_file_is_found_and_named_by_its_content(tmp_path: Path) -> None:
    done = manage("collectstatic", "--noinput", **a_service(tmp_path))
    assert done.returncode == 0, done.stderr
    named = json.loads((tmp_path / "static/staticfiles.json").read_text())["paths"]
    assert "ui/jtai.css" in named
    assert "vendor/govuk-frontend.css" in named


def test_it_refuses_the_demonstration(tmp_path: Path) -> None:
    code = "from django.conf import settings; print(settings.JTAI_DEMONSTRATION_ALLOWED, settings.DEBUG)"
    done = manage("shell", "-v0", "-c", code, **a_service(tmp_path))
    assert done.stdout.split() == ["False", "False"]
