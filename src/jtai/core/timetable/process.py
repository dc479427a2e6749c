"""The solver's own process: started, listened to, and ended, whatever happens to it.

It is never forked: a fresh interpreter with its own process group reads one job and writes a line of JSON for
each thing it finds. It limits its own time and memory, and ends itself when whoever started it is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[3]
# Seconds a solver may be late, at most, and for short searches at least and as a share of their time.
_GRACE, _LEAST_GRACE, _SHARE_GRACE = 2.0, 0.3, 0.2
_LONGEST_LINE = 20_000_000
MEMORY = 4_000_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a search may take (by the clock of the wall) and how much memory it may hold."""

    seconds: float
    memory: int = MEMORY


def listen(
    job: Mapping[str, Any], limits: Limits, stop: Callable[[], bool] = lambda: False
) -> Generator[dict[str, Any], None, None]:
    """Every message of a solver working on `job`. Ends when it ends, at the limit, or when `stop` says so.

    The last message is {"kind": "end", "how": "finished", "time", "stopped" or "died"}.
    """
    process = _start({**job, "seconds": limits.seconds, "memory": limits.memory})
    try:
        late = min(_GRACE, _LEAST_GRACE + _SHARE_GRACE * limits.seconds)
        yield from _messages(process, time.monotonic() + limits.seconds + late, stop)
    finally:
        _end(process)


def _start(job: Mapping[str, Any]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "jtai.core.timetable.solver"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={"PYTHONPATH": str(_ROOT), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
    )
    assert process.stdin is not None
    # A solver that dies before it has read its job is told of by its silence.
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(json.dumps(job).encode())
        process.stdin.close()
    return process


def _messages(
    process: subprocess.Popen[bytes], until: float, stop: Callable[[], bool]
) -> Generator[dict[str, Any], None, None]:
    assert process.stdout is not None
    stream, waiting = process.stdout.fileno(), b""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while True:
            if stop():
                yield {"kind": "end", "how": "stopped"}
                return
            if time.monotonic() > until or len(waiting) > _LONGEST_LINE:
                yield {"kind": "end", "how": "time"}
                return
            if not selector.select(0.1):
                continue
            chunk = os.read(stream, 1 << 16)
            if not chunk:
                yield {"kind": "end", "how": "finished" if process.wait(_GRACE) == 0 else "died"}
                return
            *lines, waiting = (waiting + chunk).split(b"\n")
            for line in lines:
                yield json.loads(line)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the solver and everything it may have started."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
