"""`./run` as a person meets it: it starts, says where it is, stops, and leaves nothing behind."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
# What ./run fetches and git does not keep.
ASSETS = ("src/jtai/ui/static/vendor",)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this checkout with an environment of its own that borrows the installed packages."""
    folder = tmp_path_factory.mktemp("clone")
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for name in ASSETS:
        shutil.copytree(ROOT / name, folder / name, symlinks=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", ".venv"], cwd=folder, check=True)
    site = next((folder / ".venv/lib").glob("python*/site-packages"))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    shutil.copy(ROOT / ".venv/jtai-lock", folder / ".venv/jtai-lock")
    git(folder, "init", "-q")
    git(folder, "add", "--all")
    return folder


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def environment(port: str = "") -> dict[str, str]:
    unset = (
        "DATABASE_URL",
        "DJANGO_SETTINGS_MODULE",
        "JTAI_DATA_DIR",
        "JTAI_TEST_RECORD",
        "PORT",
        "PYTHONPATH",
    )
    env = {name: value for name, value in os.environ.items() if name not in unset}
    return env | ({"PORT": port} if port else {})


def run(clone: Path, *words: str, port: str = "") -> subprocess.CompletedProcess[str]:
    env = environment(port)
    return subprocess.run(["./run", *words], cwd=clone, env=env, capture_output=True, text=True, check=False)


def left_behind(clone: Path) -> list[str]:
    """Processes that were started in the copy."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(clone):
                found.append(" ".join(process.cmdline()))
        except psutil.Error:  # ended meanwhile, or a zombie
            continue
    return found


def worked() -> float:
    """Seconds of work, not of the clock, of the processes that ended: other tests share the two cores."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture(scope="module")
def first_start(clone: Path) -> tuple[subprocess.CompletedProcess[str], float]:
    began = worked()
    return run(clone, "--check"), worked() - began


@pytest.fixture(scope="module")
def started(
    first_start: tuple[subprocess.CompletedProcess[str], float],
) -> subprocess.CompletedProcess[str]:
    """The first start, which builds the demonstration; everything else here comes after it."""
    return first_start[0]


def test_check_says_ready_and_leaves_nothing_running(
    started: subprocess.CompletedProcess[str], clone: Path
) -> None:
    assert started.returncode == 0, started.stderr
    assert started.stdout.splitlines()[-1] == "ready"
    assert left_behind(clone) == []
    assert git(clone, "status", "--porcelain", "--untracked-files=all").count("??") == 0


def test_a_second_start_does_nothing_again(
    first_start: tuple[subprocess.CompletedProcess[str], float], clone: Path
) -> None:
    began = worked()
    done = run(clone, "--check")
    assert done.returncode == 0, done.stderr
    assert "Building the demonstration" not in done.stdout
    assert worked() - began < first_start[1] / 2


def test_a_port_that_is_taken_is_named(clone: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(clone, port=str(port))
    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_no_number_is_refused(clone: Path) -> None:
    done = run(clone, port="eighty")
    assert done.returncode == 1
    assert 'PORT is "eighty"' in done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_with_everything_it_started(
    started: subprocess.CompletedProcess[str], clone: Path, how: signal.Signals
) -> None:
    port = free_port()
    with subprocess.Popen(
        ["./run"], cwd=clone, env=environment(str(port)), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = next(line for line in process.stdout if "JTAI is at" in line)
        assert said.strip() == f"JTAI is at http://127.0.0.1:{port}/"
        process.send_signal(how)
        assert "Stopped." in process.stdout.read()
        assert process.wait(30) == 0
    assert left_behind(clone) == []


def test_what_cannot_start_says_so_without_a_traceback(clone: Path) -> None:
    data = clone / "var/elsewhere"
    data.mkdir(parents=True)
    (data / "jtai.sqlite3").write_text("This is no database. " * 100)
    done = subprocess.run(
        ["./run", "--check"],
        cwd=clone,
        env=environment() | {"JTAI_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "JTAI could not start" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert "Traceback" in (data / "log/start.log").read_text()
