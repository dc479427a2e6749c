"""Brings up the demonstration: tables, demonstration data, server and worker; stops them together.

Called by `./run` inside `.venv`. `--check` fetches the home page, prints "ready" and stops.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
DEFAULT_PORT = 8000
GRACE_SECONDS = 15
START_SECONDS = 60
WORKER_COMMAND = "send_messages"
SETTINGS = "jtai.config.settings.local"


class CannotStart(Exception):
    """Said to the person at the terminal as it is: what is wrong, and what to do."""


class Stopped(BaseException):
    """Ctrl-C, or the signal a supervisor sends."""


def choose_port(check: bool) -> int:
    text = os.environ.get("PORT", "").strip()
    if text and not (text.isdecimal() and 0 < int(text) < 65536):
        raise CannotStart(f'PORT is "{text}", which is no port number. Set it to a number such as 8080.')
    wanted = int(text) if text else (0 if check else DEFAULT_PORT)
    with socket.socket() as probe:
        # As the server does: a port that only waits out its last connections counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError as error:
            raise CannotStart(
                f"Port {wanted} cannot be used ({error.strerror}). Perhaps JTAI is already running there: "
                f"stop it, or choose another port with PORT={wanted + 1} ./run"
            ) from None
        return int(probe.getsockname()[1])


def use_local_settings() -> None:
    """The demonstration must never be built in the data of a service (ADR 0255)."""
    told = os.environ.get("DJANGO_SETTINGS_MODULE", SETTINGS)
    if told != SETTINGS:
        raise CannotStart(
            f"DJANGO_SETTINGS_MODULE is {told}, and ./run builds and serves the demonstration. Leave the "
            "variable unset for ./run; docs/how-to/run-it-as-a-service.md says how a service is started."
        )
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS


def own(data: Path) -> None:
    """A data folder that can be written, and that nobody else can read: database, outbox, log, secret."""
    from jtai.config.own_files import close_to_others

    os.umask(0o077)
    try:
        (data / "log").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data / "log"):
            pass
    except OSError as error:
        raise CannotStart(
            f"The data folder {short(data)} cannot be written ({error.strerror}). Give it to your account, "
            "or set JTAI_DATA_DIR to a folder of your own."
        ) from None
    for problem in close_to_others(data, data / "static"):
        raise CannotStart(problem)


def prepare(data: Path) -> None:
    """Tables up to date; on the first start, the demonstration."""
    import django
    from django.core.management import call_command

    django.setup()
    from django.contrib.auth import get_user_model

    call_command("migrate", verbosity=0, interactive=False)
    demonstrate(data, lambda: call_command("demo", verbosity=0), get_user_model().objects.exists())


def demonstrate(data: Path, build: Callable[[], object], has_people: bool) -> None:
    """Build the demonstration in an empty database; notice one that was left half built."""
    half_built = data / "demonstration-half-built"
    if has_people and half_built.exists():
        raise CannotStart(
            f"The demonstration was left half built last time. Delete the folder {short(data)} (or empty the "
            "database that DATABASE_URL names) and start again."
        )
    if not has_people:
        print("Building the demonstration; this happens once.", flush=True)
        half_built.touch()
        build()
        half_built.unlink()


def commands(port: int) -> list[list[str]]:
    python = sys.executable
    server = [python, "-m", "gunicorn", "--config", "python:jtai.config.serving"]
    server += ["jtai.config.wsgi:application", "--bind", f"{HOST}:{port}"]
    return [server, [python, "manage.py", WORKER_COMMAND, "--keep-going"]]


@contextmanager
def running(lines: list[list[str]], log: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes, each the leader of a group of its own, and none of them afterwards."""
    children: list[subprocess.Popen[bytes]] = []
    with log.open("ab") as out:
        try:
            for line in lines:
                children.append(
                    subprocess.Popen(
                        line,
                        cwd=ROOT,
                        stdin=subprocess.DEVNULL,
                        stdout=out,
                        stderr=subprocess.STDOUT,
                        start_new_session=True,
                    )
                )
            yield children
        finally:
            stop(children)


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
    until = time.monotonic() + GRACE_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, until - time.monotonic()))
        # The group, not the child: a worker can outlive the server that started it.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def wait_for_home_page(url: str, children: list[subprocess.Popen[bytes]], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if any(child.poll() is not None for child in children):
            break
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310
                if b"JTAI" in answer.read():
                    return
                raise CannotStart(f"{url} answered with something other than JTAI; see {short(log)}.")
        except urllib.error.HTTPError as error:
            raise CannotStart(f"The home page answered {error.code}; {short(log)} says why.") from None
        except OSError:
            time.sleep(0.1)
    raise CannotStart(f"The server did not start; the last lines of {short(log)} say why.")


def short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def tell(url: str, log: Path) -> None:
    from django.core.management import call_command

    call_command("demo_accounts")
    print(f"\nJTAI is at {url}\nIts log is {short(log)}. Stop it with Ctrl-C.", flush=True)


def on_signal(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise Stopped


def serve(check: bool) -> None:
    os.chdir(ROOT)
    use_local_settings()
    data = Path(os.environ.get("JTAI_DATA_DIR") or ROOT / "var").resolve()
    log = data / "log" / "server.log"
    port = choose_port(check)
    own(data)
    prepare(data)
    url = f"http://{HOST}:{port}/"
    os.environ.setdefault("JTAI_ADDRESS", url.rstrip("/"))
    with running(commands(port), log) as children:
        wait_for_home_page(url, children, log)
        tell(url, log)
        if check:
            print("ready", flush=True)
            return
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        raise CannotStart(
            f"A part of the server has ended by itself; the last lines of {short(log)} say why."
        )


def remember(error: BaseException) -> str:
    """The traceback goes into a file: a terminal gets a sentence."""
    folder = Path(os.environ.get("JTAI_DATA_DIR") or ROOT / "var") / "log"
    path = folder / "start.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a") as out:
            traceback.print_exception(error, file=out)
    except OSError as fault:
        return f"The whole story could not be written to {short(path)} ({fault.strerror})."
    return f"The whole story is in {short(path.resolve())}."


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)
    try:
        serve(check="--check" in sys.argv[1:])
    except Stopped:
        print("\nStopped.")
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    except Exception as error:
        what = str(error).strip().splitlines() or [type(error).__name__]
        print(f"JTAI could not start: {what[0]}\n{remember(error)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
