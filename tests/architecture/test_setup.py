"""Setting up on a machine where something is missing: one sentence that says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("cat", "cut", "rm", "sha256sum", "dirname", "id", "date")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with the two commands, and a PATH with a shell and almost nothing else."""
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    (tmp_path / "tools").mkdir()
    for name in ("run", "test", "tools/setup.sh", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def start(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": str(folder / "bin"), "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        ["/bin/sh", *words], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def pretend(folder: Path, name: str, script: str) -> None:
    path = folder / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize("command", ["run", "test"])
def test_no_python(bare: Path, command: str) -> None:
    done = start(bare, command)
    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 is needed and was not found. "
        "On Debian 12: apt-get install python3 python3-venv, then try again.\n"
    )


def test_a_python_that_is_too_old_counts_as_none(bare: Path) -> None:
    pretend(bare, "python3", "exit 1")
    assert "Python 3.11 is needed" in start(bare, "run").stderr


def test_python_without_venv(bare: Path) -> None:
    pretend(bare, "python3.11", 'case "$2" in *venv*) exit 1 ;; esac')
    done = start(bare, "run")
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_a_checkout_that_is_not_whole(bare: Path) -> None:
    (bare / "requirements.txt").unlink()
    assert "requirements.txt is missing" in start(bare, "run").stderr


def test_a_word_that_run_does_not_know(bare: Path) -> None:
    done = start(bare, "run", "--faster")
    assert done.returncode == 2
    assert '"--faster"' in done.stderr


@pytest.mark.parametrize("command", ["run", "test"])
def test_help_needs_nothing(bare: Path, command: str) -> None:
    pretend(bare, "sed", f'exec {shutil.which("sed")} "$@"')
    done = start(bare, command, "--help")
    assert done.returncode == 0
    assert f"./{command}" in done.stdout


def marked(folder: Path, mark: str, wanted: str) -> list[str]:
    """What install_packages does with an environment whose remembered lock is `mark`."""
    binaries = folder / ".venv/bin"
    binaries.mkdir(parents=True)
    (folder / ".venv/jtai-lock").write_text(
        start(folder, "-c", f". tools/setup.sh; printf '%s' \"{mark}\"").stdout
    )
    (binaries / "uv").write_text('#!/bin/sh\nfor last; do :; done; echo "$last" >> asked\n')
    (binaries / "uv").chmod(0o755)
    done = start(folder, "-c", f". tools/setup.sh; install_packages {wanted}")
    assert done.returncode == 0, done.stderr
    asked = folder / "asked"
    return asked.read_text().split() if asked.exists() else []


RUN = "run $(checksum requirements.txt)"
DEV = "dev $(checksum requirements.txt requirements-dev.txt)"


@pytest.mark.parametrize(
    ("mark", "wanted", "installed"),
    [
        ("", "run", ["requirements.txt"]),
        (RUN, "run", []),
        (RUN, "dev", ["requirements-dev.txt"]),
        (DEV, "run", []),
        (DEV, "dev", []),
        ("run old", "run", ["requirements.txt"]),
        ("dev old", "run", ["requirements-dev.txt"]),
    ],
)
def test_what_is_installed_again(bare: Path, mark: str, wanted: str, installed: list[str]) -> None:
    assert marked(bare, mark, wanted) == installed


def test_a_missing_browser_is_installed_from_debian(bare: Path) -> None:
    pretend(bare, "apt-get", 'echo "$@" >> asked')
    pretend(bare, "id", "echo 0")
    pretend(bare, "env", f'exec {shutil.which("env")} "$@"')
    done = start(bare, "-c", ". tools/setup.sh; find_chromium journeys")
    assert done.returncode == 0, done.stderr
    update, install = (bare / "asked").read_text().splitlines()
    assert update.startswith("update")
    assert install.startswith("install") and "chromium" in install


def test_a_browser_that_may_not_be_installed_is_said_and_no_more(bare: Path) -> None:
    pretend(bare, "apt-get", 'echo "$@" >> asked')
    pretend(bare, "id", "echo 1000")
    done = start(bare, "-c", ". tools/setup.sh; find_chromium journeys")
    assert done.returncode == 0
    assert "what needs a browser will be skipped" in done.stdout
    assert not (bare / "asked").exists()


@pytest.mark.parametrize("part", ["apps", "checks"])
def test_parts_without_a_browser_ask_for_none(bare: Path, part: str) -> None:
    pretend(bare, "apt-get", 'echo "$@" >> asked')
    start(bare, "-c", f". tools/setup.sh; find_chromium {part}")
    assert not (bare / "asked").exists()
