"""The timetable engine on data with known answers: one table.

    .venv/bin/python -m benchmarks.timetable [--seconds 30] [--only weeks|repairs|clashes|csplib|timefold]

Weeks: the cost after a while beside the best known (benchmarks/data/timetable/best_known.json). Repairs: the
disturbance beside the least proven. Clashes: how soon a conflict is told. CSPLib 046: the 27 published
verdicts. Timefold: the score of the published 50- and 100-meeting data. The load of the machine is printed,
because every time depends on it.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.published_meetings import instances, plan_meetings, settle
from jtai.commands.output import table
from jtai.core.timetable import Wishes, check, check_repair, read_event, read_plan, read_week, replan, solve

DATA = Path(__file__).parent / "data/timetable"
Line = tuple[str, str, str, str, str]
REPAIRS = {
    "r1_person_away": ("d2_typical", 5, 1.0),
    "r2_inspector_ill": ("d3_typical7", 10, 1.05),
    "r3_both": ("d4_busy", 10, 1.05),
}
HARD = {"d4_busy": 1.15, "d5_hard": 1.15}
# Scores of a peer on another machine, as the sources of the data report them; run it again before comparing.
PEER = {50: "Timefold 1.24, reported: -5/-377/-9574", 100: "Timefold 1.24, reported: -21/-611/-26584"}


def weeks(seconds: float) -> Iterator[Line]:
    """First plan, full plan, cost at ten seconds and at the end, and the bound."""
    known = json.loads((DATA / "best_known.json").read_text())
    for name, row in known.items():
        week = read_week((DATA / f"{name}.json").read_bytes())
        planned = solve(week, Wishes(seconds=seconds))
        best, goal = row["best_known_cost"], HARD.get(name, 1.05)
        full = next((step.seconds for step in planned.steps if not step.missing), None)
        early = [step.cost for step in planned.steps if step.seconds <= 10 and not step.missing]
        valid = not check(week, planned.plan)
        told = "no full plan"
        if full is not None:
            told = f"first {planned.steps[0].seconds:.1f} s, full {full:.1f} s, "
            told += f"{early[-1] if early else '-'} at 10 s, bound {planned.bound}"
        yield (
            f"week {name}", f"{planned.cost}{'' if valid else ' (not valid)'}", f"{best}, goal {goal} ×",
            f"{planned.cost / best:.3f} ×", told,
        )  # fmt: skip


def repairs(seconds: float) -> Iterator[Line]:
    """The disturbance and when it was found and proven."""
    for name, (of, limit, goal) in REPAIRS.items():
        answer = json.loads((DATA / f"replan/{name}.answer.json").read_text())
        week = read_week((DATA / f"{of}.json").read_bytes())
        old = read_plan((DATA / f"{of}.plan.json").read_bytes(), week)
        event = read_event((DATA / f"replan/{name}.event.json").read_bytes(), week)
        began = time.monotonic()
        repaired = replan(week, old, event, Wishes(seconds=seconds))
        took, least = time.monotonic() - began, answer["disruption"]
        assert repaired is not None and not check_repair(week, old, event, repaired.plan)
        at = [step for step in repaired.steps if step.seconds <= limit][-1].cost
        within = (
            next(s.seconds for s in repaired.steps if s.cost <= goal * least)
            if repaired.disruption <= goal * least
            else None
        )
        told = (
            f"goal {goal} × in {limit} s: reached at {within:.1f} s"
            if within is not None
            else "goal not reached"
        )
        yield (
            f"repair {name}", f"{at} at {limit} s", f"{least} proven", f"{at / least:.3f} ×",
            f"{told}; {'proven' if repaired.proven else 'ended'} at {took:.1f} s",
        )  # fmt: skip


def clashes(seconds: float) -> Iterator[Line]:
    """How soon a conflict is told, and how many rules it has."""
    for name in ("dx1_infeasible", "dx2_infeasible"):
        known = json.loads((DATA / f"{name.split('.')[0]}.conflict.json").read_text())
        week = read_week((DATA / f"{name}.json").read_bytes())
        began = time.monotonic()
        planned = solve(week, Wishes(seconds=seconds))
        rules = ", ".join(rule.rule for rule in planned.conflict)
        yield (
            f"clash {name}", f"{len(planned.conflict)} rules", f"{len(known['conflict'])} rules, goal 10 s",
            f"{time.monotonic() - began:.1f} s", f"{rules}; {len(planned.relaxations)} changes that help",
        )  # fmt: skip


def csplib(seconds: float) -> Iterator[Line]:
    """The verdicts, and the slowest of them."""
    right, wrong, longest = 0, [], 0.0
    rows = instances()
    for each in rows:
        said, took = settle(each, seconds)
        longest = max(longest, took)
        if said == ("timetable" if each.satisfiable else "no timetable"):
            right += 1
        else:
            wrong.append(f"#{each.number} {said}")
    told = f"slowest {longest:.1f} s{'; differs: ' + ', '.join(wrong) if wrong else ''}"
    yield "CSPLib 046", f"{right} verdicts", f"{len(rows)} published", f"{right / len(rows):.3f}", told


def timefold(seconds: float) -> Iterator[Line]:
    """The score after the same time."""
    for size, grains in ((50, 160), (100, 320)):
        score, whole = plan_meetings(f"ms-{size}meetings-{grains}timegrains-5rooms.json", seconds)
        told = "what is required fits" if whole else "what is required was not all placed"
        yield (
            f"Timefold {size} meetings",
            "/".join(map(str, score)),
            PEER[size],
            "",
            f"{seconds:.0f} s; {told}",
        )


PARTS: dict[str, Callable[[float], Iterator[Line]]] = {
    "weeks": weeks, "repairs": repairs, "clashes": clashes, "csplib": csplib, "timefold": timefold,
}  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="The timetable engine on data with known answers.")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--only", choices=sorted(PARTS), action="append")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    lines = [
        line
        for name, part in PARTS.items()
        if name in (options.only or PARTS)
        for line in part(options.seconds)
    ]
    print(table(("what", "found", "known", "ratio", "told"), lines))
    loads = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    print(f"\n{os.cpu_count()} cores; {loads}; {options.seconds:.0f} s each.")


if __name__ == "__main__":
    main()
