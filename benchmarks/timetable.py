"""The timetable engine on data with known answers: one table.

    .venv/bin/python -m benchmarks.timetable [--seconds 30] [--only weeks|repairs|clashes|csplib|timefold]
    .venv/bin/python -m benchmarks.timetable --only weeks --seconds 60 --keep        keep what is better
    .venv/bin/python -m benchmarks.timetable --only timefold --no-peer               ours alone

Weeks: the cost after a while beside the best known (benchmarks/data/timetable/best_known.json). Repairs: the
disturbance beside the least proven. Clashes: how soon a conflict is told. CSPLib 046: the 27 published
verdicts. Timefold: the score of its published 50- and 100-meeting data, ours and Timefold's own after the
same seconds, one thread each; it is installed under `var/` for this comparison, needs Java 17, and is left
out where that is missing. The load of the machine is printed, because every time depends on it.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.beside_timefold import NoPeer, compared, install_peer, peer_plan, ratio, told
from benchmarks.kept_weeks import keep
from benchmarks.meeting_search import plan_meetings
from benchmarks.published_meetings import PUBLISHED, Meetings, Score, instances, settle
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


@dataclass(frozen=True)
class Run:
    """How the benchmark is to be run."""

    seconds: float
    peer_seconds: float
    seed: int = 1
    keep: bool = False
    peer: bool = True

    @property
    def wishes(self) -> Wishes:
        """What the engine is asked for."""
        return Wishes(seconds=self.seconds, seed=self.seed)


def weeks(run: Run) -> Iterator[Line]:
    """First plan, full plan, cost at ten seconds and at the end, and the bound."""
    known = json.loads((DATA / "best_known.json").read_text())
    for name, row in known.items():
        week = read_week((DATA / f"{name}.json").read_bytes())
        planned = solve(week, run.wishes)
        best, goal = row["best_known_cost"], HARD.get(name, 1.05)
        full = next((step.seconds for step in planned.steps if not step.missing), None)
        early = [step.cost for step in planned.steps if step.seconds <= 10 and not step.missing]
        valid = not check(week, planned.plan)
        words = "no full plan"
        if full is not None:
            words = f"first {planned.steps[0].seconds:.1f} s, full {full:.1f} s, "
            words += f"{early[-1] if early else '-'} at 10 s, bound {planned.bound}"
        if run.keep:
            words += f"; {keep(DATA, name, week, planned, run.seconds)}"
        yield (
            f"week {name}", f"{planned.cost}{'' if valid else ' (not valid)'}", f"{best}, goal {goal} ×",
            f"{planned.cost / best:.3f} ×", words,
        )  # fmt: skip


def repairs(run: Run) -> Iterator[Line]:
    """The disturbance and when it was found and proven."""
    for name, (of, limit, goal) in REPAIRS.items():
        answer = json.loads((DATA / f"replan/{name}.answer.json").read_text())
        week = read_week((DATA / f"{of}.json").read_bytes())
        old = read_plan((DATA / f"{of}.plan.json").read_bytes(), week)
        event = read_event((DATA / f"replan/{name}.event.json").read_bytes(), week)
        began = time.monotonic()
        repaired = replan(week, old, event, run.wishes)
        took, least = time.monotonic() - began, answer["disruption"]
        assert repaired is not None and not check_repair(week, old, event, repaired.plan)
        at = [step for step in repaired.steps if step.seconds <= limit][-1].cost
        within = (
            next(s.seconds for s in repaired.steps if s.cost <= goal * least)
            if repaired.disruption <= goal * least
            else None
        )
        words = (
            f"goal {goal} × in {limit} s: reached at {within:.1f} s"
            if within is not None
            else "goal not reached"
        )
        yield (
            f"repair {name}", f"{at} at {limit} s", f"{least} proven", f"{at / least:.3f} ×",
            f"{words}; {'proven' if repaired.proven else 'ended'} at {took:.1f} s",
        )  # fmt: skip


def clashes(run: Run) -> Iterator[Line]:
    """How soon a conflict is told, and how many rules it has."""
    for name in ("dx1_infeasible", "dx2_infeasible"):
        known = json.loads((DATA / f"{name.split('.')[0]}.conflict.json").read_text())
        week = read_week((DATA / f"{name}.json").read_bytes())
        began = time.monotonic()
        planned = solve(week, run.wishes)
        rules = ", ".join(rule.rule for rule in planned.conflict)
        yield (
            f"clash {name}", f"{len(planned.conflict)} rules", f"{len(known['conflict'])} rules, goal 10 s",
            f"{time.monotonic() - began:.1f} s", f"{rules}; {len(planned.relaxations)} changes that help",
        )  # fmt: skip


def csplib(run: Run) -> Iterator[Line]:
    """The verdicts, and the slowest of them."""
    right, wrong, longest = 0, [], 0.0
    rows = instances()
    for each in rows:
        said, took = settle(each, run.seconds)
        longest = max(longest, took)
        if said == ("timetable" if each.satisfiable else "no timetable"):
            right += 1
        else:
            wrong.append(f"#{each.number} {said}")
    words = f"slowest {longest:.1f} s{'; differs: ' + ', '.join(wrong) if wrong else ''}"
    yield "CSPLib 046", f"{right} verdicts", f"{len(rows)} published", f"{right / len(rows):.3f}", words


def timefold(run: Run) -> Iterator[Line]:
    """Our score and the peer's after the same time."""
    missing = "no peer: it was not asked for"
    if run.peer:
        missing = _installed()
    for size, grains in ((50, 160), (100, 320)):
        path = PUBLISHED / f"ms-{size}meetings-{grains}timegrains-5rooms.json"
        meetings, began = Meetings(path), time.monotonic()
        score, whole = plan_meetings(meetings, run.seconds, run.seed)
        found = f"{told(score)} in {time.monotonic() - began:.1f} s"
        fits = "what is required fits" if whole else "what is required was not all placed"
        beside = ("-", "", missing) if missing else _beside(meetings, path, run.peer_seconds, score)
        yield f"Timefold {size} meetings", found, beside[0], beside[1], f"{beside[2]}; {fits}"


def _installed() -> str:
    try:
        install_peer()
    except NoPeer as reason:
        return str(reason)
    return ""


def _beside(meetings: Meetings, path: Path, seconds: float, ours: Score) -> tuple[str, str, str]:
    try:
        peer = peer_plan(meetings, path, seconds)
    except NoPeer as reason:
        return "-", "", str(reason)
    words = compared(ours, peer.score)
    if peer.own != peer.score:
        words += f"; THE PEER COUNTS {told(peer.own)} FOR ITS PLAN"
    return f"Timefold {told(peer.score)} in {peer.seconds:.1f} s", ratio(ours, peer.score), words


PARTS: dict[str, Callable[[Run], Iterator[Line]]] = {
    "weeks": weeks, "repairs": repairs, "clashes": clashes, "csplib": csplib, "timefold": timefold,
}  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="The timetable engine on data with known answers.")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--only", choices=sorted(PARTS), action="append")
    parser.add_argument("--keep", action="store_true", help="keep a plan of a week that is better than known")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peer-seconds", type=float, help="give the peer more time, or less, than ours")
    parser.add_argument("--no-peer", action="store_true")
    options = parser.parse_args()
    peer_seconds = options.peer_seconds or options.seconds
    run = Run(options.seconds, peer_seconds, options.seed, options.keep, not options.no_peer)
    before = os.getloadavg()[0]
    lines = [line for name, part in PARTS.items() if name in (options.only or PARTS) for line in part(run)]
    print(table(("what", "found", "known", "ratio", "told"), lines))
    loads = f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    print(f"\n{os.cpu_count()} cores; {loads}; {options.seconds:.0f} s each.")


if __name__ == "__main__":
    main()
