"""Starts the optimiser in a process of its own, with a limit of time, and ends it whatever happens.

Nothing is forked from the caller's threads: a new interpreter is started. When the caller is interrupted,
asks to stop or runs out of time, the process and all it started are killed; when the caller itself is
killed, the optimiser notices that its input is closed and leaves.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import jtai.core
from jtai.words import noun_of

_SOURCES = Path(jtai.core.__file__).parents[2]
_LOOKS_EVERY = 0.02


class OptimiserFailed(Exception):
    """No answer: out of time, stopped, or broken. The message is a sentence."""


def ask(
    task: Mapping[str, Any], *, seconds: float, stop: Callable[[], bool] = lambda: False
) -> dict[str, Any]:
    """One task done by the optimiser. Raises `OptimiserFailed`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "jtai.core.selection.optimiser"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_SOURCES,  # this source tree, whatever is installed
        start_new_session=True,
    )
    answers, faults = _Heard(process.stdout), _Heard(process.stderr)
    try:
        _tell(process, json.dumps(task))
        _wait(process, answers, seconds, stop)
    finally:
        _end(process)
    return _answer(process.returncode, answers.text(), faults.text())


class _Heard:
    """What a pipe says, read beside the waiting so that it never fills up."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self._pipe = pipe
        self._data = b""
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        if self._pipe is not None:
            self._data = self._pipe.read()
            self._pipe.close()

    def has_ended(self, seconds: float) -> bool:
        """True when nothing more will be said, which is known at once; False after these seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def text(self) -> str:
        self._thread.join()
        return self._data.decode("utf-8", "replace")


def _tell(process: subprocess.Popen[bytes], task: str) -> None:
    if process.stdin is None:
        return
    with suppress(BrokenPipeError):  # when it has left already its exit code says why
        process.stdin.write(task.encode() + b"\n")
        process.stdin.flush()


def _wait(
    process: subprocess.Popen[bytes], answers: _Heard, seconds: float, stop: Callable[[], bool]
) -> None:
    until = time.monotonic() + seconds
    while not (answers.has_ended(_LOOKS_EVERY) and _has_left(process)):
        if stop():
            raise OptimiserFailed("The search was stopped.")
        if time.monotonic() >= until:
            raise OptimiserFailed(f"No answer was found in {seconds:g} {noun_of(seconds, 'second')}.")


def _has_left(process: subprocess.Popen[bytes]) -> bool:
    with suppress(subprocess.TimeoutExpired):
        process.wait(_LOOKS_EVERY)
    return process.returncode is not None


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.close()


def _answer(code: int, text: str, faults: str) -> dict[str, Any]:
    if code != 0:
        lines = faults.strip().splitlines()
        raise OptimiserFailed(f"The optimiser broke off ({lines[-1] if lines else f'code {code}'}).")
    found: dict[str, Any] = json.loads(text)
    return found
