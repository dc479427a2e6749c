"""A real server in a process of its own, with a database and a data folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
SERVER = ["-m", "gunicorn", "jtai.config.wsgi:application", "--workers", "1", "--threads", "4"]
LONGEST_START = 60


@dataclass(frozen=True)
class House:
    """Where the software of a journey lives; everything that touches it is a process of its own."""

    folder: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        ours = {
            "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
            "JTAI_DATA_DIR": str(self.folder),
        }
        return kept | ours | ({"DATABASE_URL": self.database} if self.database else {})

    def run(self, *words: str) -> str:
        """A command of this house; its words are what it printed."""
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
        return done.stdout

    @contextmanager
    def open(self) -> Iterator[str]:
        """The address of the server, as long as the block lasts."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        log = self.folder / "server.log"
        with log.open("w") as out:
            command = [sys.executable, *SERVER, "--bind", f"127.0.0.1:{port}"]
            server = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=out, stderr=out)
            try:
                wait_for(f"http://127.0.0.1:{port}/sign-in", server, log)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()
                server.wait(20)


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    """Until the server answers, or has given up."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"The server did not answer in {LONGEST_START} s: {log.read_text()}")


@contextmanager
def database() -> Iterator[str]:
    """The address of a new database: on PostgreSQL one of our own name, otherwise none (a file is made)."""
    base = os.environ.get("DATABASE_URL", "")
    if not base:
        yield ""
        return
    import environ
    import psycopg

    told = environ.Env.db_url_config(base)
    name = f"journey_{uuid4().hex[:10]}"
    who = {"host": told["HOST"], "user": told["USER"], "dbname": told["NAME"]}
    more = {"password": told["PASSWORD"], "port": told["PORT"]}
    who |= {key: value for key, value in more.items() if value}
    with psycopg.connect(**who, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield base.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with psycopg.connect(**who, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """A house with its tables made by the migrations and nobody in it."""
    folder.mkdir(parents=True, exist_ok=True)
    with database() as address:
        made = House(folder, address)
        made.run("manage.py", "migrate", "-v0")
        yield made
