"""The commands that need the web application: they refuse in one sentence what cannot be done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jtai import cli
from tests.editions.shared import ROOT


def run(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return subprocess.run(
        [sys.executable, "-m", "jtai.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, "PYTHONPATH": str(ROOT / "src"), "JTAI_DATA_DIR": str(data), **environment},
    )


def test_a_trail_without_a_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, "audit", "verify")
    assert done.returncode == 2
    assert "Run ./run first." in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [("demo",), ("serve",), ("audit", "verify")], ids=" ".join)
def test_where_a_service_lives_nothing_starts_with_settings_of_ones_own_machine(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    done = run(tmp_path, *words, JTAI_HOSTS="jtai.invalid")
    assert done.returncode == 2
    assert "JTAI_HOSTS is set, as for a service" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["eighty", "0", "70000"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["serve", "--port", port]) == 2
    assert "is not a port number" in capsys.readouterr().err


def test_settings_that_do_not_exist_leave_no_traceback(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        "audit",
        "verify",
        DJANGO_SETTINGS_MODULE="jtai.config.settings.nowhere",
        TMPDIR=str(tmp_path),
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [("audit",), ("audit", "verify"), ("demo",), ("serve",)])
def test_help_has_an_example(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([*arguments, "--help"])
    assert left.value.code == 0
    assert "Example: jtai" in capsys.readouterr().out
