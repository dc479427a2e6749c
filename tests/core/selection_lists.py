"""Lists for the tests of the lottery, and the optimiser asked once for each."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jtai.core.selection.drawing import Seed, draw
from jtai.core.selection.question import ChildList, Question, make_list
from jtai.core.selection.reading import read_children, read_quotas
from jtai.core.selection.running import ask

DATA = Path(__file__).parent.parent / "data" / "selection"
EQUAL, GAP, SHUT_OUT = "s1_n60_prop", "s5_n26_integrality_gap", "s6_n36_unselectable_child"
IMPOSSIBLE, TWENTY = "s7_n48_infeasible", "s8_stage2_20_to_5_7"


def pool(name: str) -> ChildList:
    return read_children((DATA / name / "children.csv").read_bytes())


def expected(name: str) -> Any:
    return json.loads((DATA / name / "expected.json").read_text(encoding="utf-8"))


def question(name: str) -> Question:
    listed, size = pool(name), expected(name)["k"]
    return Question(listed, read_quotas((DATA / name / "quotas.csv").read_bytes(), listed, size), size)


def lottery_task(asked: Question, *, relax: bool = False) -> dict[str, Any]:
    return {"task": "lottery", "question": asked.as_data(), "relax": relax}


@cache
def _all() -> dict[str, Any]:
    """Every list answered in one process of the optimiser."""
    names = (EQUAL, GAP, SHUT_OUT, IMPOSSIBLE)
    tasks = [lottery_task(question(name)) for name in names]
    tasks.append(lottery_task(question(IMPOSSIBLE), relax=True))
    answers = ask({"task": "several", "tasks": tasks}, seconds=60)["answers"]
    return dict(zip((*names, "relaxed"), answers, strict=True))


def lottery(name: str) -> Any:
    """A copy that a test may spoil."""
    return json.loads(json.dumps(_all()[name]))


def receipt(name: str, *, director: str | None = None) -> Any:
    return draw(lottery(name), Seed("heads 7", director))["receipt"]


def small_list(rows: dict[str, tuple[str, ...]], families: dict[str, str] | None = None) -> ChildList:
    width = len(next(iter(rows.values())))
    return make_list([f"f{i}" for i in range(width)], rows.items(), families)
