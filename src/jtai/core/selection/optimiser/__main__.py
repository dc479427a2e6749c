"""The process of the optimiser: one task as a line of JSON on standard input, one answer on standard output.

It ends when its standard input is closed: whoever started it has gone, however that came about.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
from typing import Any

_MOST_MEMORY = 4 * 1024**3
# Sums by one thread, so that they are added in the same order every time; read when numpy is loaded.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> int:
    """Do one task."""
    for name in _ONE_THREAD:
        os.putenv(name, "1")
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    task = json.loads(sys.stdin.readline())
    threading.Thread(target=_leave_with_the_caller, daemon=True).start()
    sys.stdout.write(json.dumps(_done(task)))
    sys.stdout.flush()
    return 0


def _leave_with_the_caller() -> None:
    sys.stdin.read()
    os._exit(1)


def _done(task: dict[str, Any]) -> dict[str, Any]:
    # The solver is loaded here, so that a bad task is refused without it.
    from jtai.core.selection.optimiser.lottery import answer, fair_share
    from jtai.core.selection.optimiser.nearest import nearest
    from jtai.core.selection.question import read_question

    if task["task"] == "several":
        return {"answers": [_done(each) for each in task["tasks"]]}
    if task["task"] == "lottery":
        return answer(read_question(task["question"]), relax=task["relax"], then=task.get("then", ()))
    if task["task"] == "shares":
        return {"shares": [fair_share(panels, task["people"]) for panels in task["curve"]]}
    return {"panels": nearest(read_question(task["question"]), task)}


if __name__ == "__main__":
    os._exit(main())  # the answer is out; there is nothing to tidy up
