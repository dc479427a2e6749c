"""Keeps the best plan found of an invented week beside it, and its cost among the best known.

The plans `<week>.plan.json` stay as they are: the repairs of `replan/` start from them. A better plan goes
into `<week>.best.json`. What is kept is read again from the bytes that are to be written, so what the
checker agrees to is what stands in the file.
"""

from __future__ import annotations

import json
from pathlib import Path

from jtai.core.timetable import Planned, Week, check, cost, plan_data, read_plan


def keep(folder: Path, name: str, week: Week, planned: Planned, seconds: float) -> str:
    """Writes the plan and lowers the figure when the plan is better; says what was done."""
    figures = folder / "best_known.json"
    known = json.loads(figures.read_text())
    before = known[name]["best_known_cost"]
    if planned.cost >= before:
        return "nothing to keep"
    content = as_file(name, planned, seconds)
    plan = read_plan(content, week)
    if broken := check(week, plan):
        return f"NOT kept, the checker says {broken[0].rule}: {broken[0].message}"
    if (counted := cost(week, plan).total) != planned.cost:
        return f"NOT kept, the checker counts {counted}, not {planned.cost}"
    (folder / f"{name}.best.json").write_bytes(content)
    known[name]["best_known_cost"] = planned.cost
    figures.write_text(json.dumps(known, indent=1) + "\n")
    return f"kept, {before} before"


def as_file(name: str, planned: Planned, seconds: float) -> bytes:
    """The plan as a file holds it, with its cost and the seconds of the search that found it."""
    data = {
        "format": 1, "instance": name, "cost": planned.cost, "bound": planned.bound,
        "search_seconds": seconds, "plan": plan_data(planned.plan),
    }  # fmt: skip
    return (json.dumps(data, indent=0) + "\n").encode()
