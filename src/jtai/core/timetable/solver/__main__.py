"""The solver's process: one job on standard input, one line of JSON for each thing found.

The limits are set before anything else is loaded. A thread watches whether the process that started this one
still lives; when it is gone, so is this one.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from typing import Any


def _limit(job: dict[str, Any]) -> None:
    memory, seconds = int(job["memory"]), float(job["seconds"])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    processor = int(seconds * (os.cpu_count() or 1)) + 20
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def main() -> None:
    """Do the one job."""
    began = time.monotonic()
    parent = os.getppid()
    job = json.loads(sys.stdin.buffer.read())
    _limit(job)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    from jtai.core.timetable.solver.jobs import TASKS

    TASKS[job["task"]](job, began)
    sys.stdout.flush()
    # A solver still at work in a thread is not waited for.
    os._exit(0)


if __name__ == "__main__":
    main()
