"""The settings of a real service: every secret from outside, nothing of the demonstration, files found."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.architecture.services import python, service

# Whether subdomains and browsers' lists take part is for whoever owns the domain to say.
LEFT_TO_THE_OWNER = {"security.W005", "security.W021"}


def manage(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return python("manage.py", *words, env=env)


def test_djangos_own_advice_for_services_is_followed(tables: Path) -> None:
    done = manage("check", "--deploy", env=service(tables))
    assert "System check identified" in done.stderr + done.stdout
    said = {word.strip("()") for word in done.stderr.split() if word.startswith("(")}
    assert {word for word in said if "." in word} - LEFT_TO_THE_OWNER == set(), done.stderr


def test_every_static_file_is_found_and_named_by_its_content(tmp_path: Path) -> None:
    done = manage("collectstatic", "--noinput", env=service(tmp_path))
    assert done.returncode == 0, done.stderr
    named = json.loads((tmp_path / "static/staticfiles.json").read_text())["paths"]
    assert "ui/jtai.css" in named
    assert "vendor/govuk-frontend.css" in named


def test_it_refuses_the_demonstration(tmp_path: Path) -> None:
    code = "from django.conf import settings; print(settings.JTAI_DEMONSTRATION_ALLOWED, settings.DEBUG)"
    done = manage("shell", "-v0", "-c", code, env=service(tmp_path))
    assert done.stdout.split() == ["False", "False"]


def test_whose_notebooks_are_shared_is_said_in_the_environment(tmp_path: Path) -> None:
    asked = "print(*map(settings.notebooks_are_shared, ['cqc', 'ofsted', 'hmic']))"
    code = f"from jtai.apps.evidence import settings; {asked}"
    for value, said in (("cqc,hmic", "True False True"), ("", "False False False")):
        done = manage("shell", "-v0", "-c", code, env=service(tmp_path, JTAI_SHARED_NOTEBOOKS=value))
        assert done.stdout.strip() == said
