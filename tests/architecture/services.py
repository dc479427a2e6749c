"""A service as its guide starts it: settings from outside, a data folder of its own, real processes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEY = "i_g4PI4ewqVnqBLBLbgHwfkS3pLmVZoO4TB_LzFDtbva9u8xIfVozynMivk9bp2r"
PRODUCTION = "jtai.config.settings.production"
LOCAL = "jtai.config.settings.local"
GUNICORN = ["-m", "gunicorn", "--config", "python:jtai.config.serving", "jtai.config.wsgi:application"]
NOT_STARTED = 4


def environment(**settings: str) -> dict[str, str]:
    """The environment without anything that says how to run, and with `settings`."""
    ours = ("JTAI_", "DATABASE_", "DJANGO_", "WEB_CONCURRENCY")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return env | {"PYTHONPATH": str(ROOT / "src")} | settings


def service(folder: Path, **more: str) -> dict[str, str]:
    """What a service that may start is told."""
    told = {
        "DJANGO_SETTINGS_MODULE": PRODUCTION,
        "JTAI_SECRET_KEY": KEY,
        "JTAI_HOSTS": "jtai.invalid",
        "JTAI_DATA_DIR": str(folder),
    }
    return environment(**(told | more))


def python(*words: str, env: dict[str, str], **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=600, **more
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(words: list[str], env: dict[str, str], log: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process that listens on `port`, as long as the block lasts."""
    with log.open("ab") as out:
        command = [sys.executable, *words]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
    try:
        until = time.monotonic() + 300
        while time.monotonic() < until:
            assert process.poll() is None, log.read_text()
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
        yield process
    finally:
        process.terminate()
        process.wait(30)
