"""`jtai timetable`: plan the week on site, repair a plan that is running, check a plan."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from jtai.commands.arguments import Parser, add_format
from jtai.commands.output import ANSWER_IS_NO, DONE, Answer, BadInput, Fault, bad
from jtai.commands.timetable_words import (
    activity_words,
    changes_text,
    clash_text,
    no_repair_text,
    plan_text,
    violations_text,
)
from jtai.core import timetable
from jtai.core.timetable import Faulty, Placed, Planned, Progress, Rule, Week, Wishes
from jtai.words import counted

T = TypeVar("T")
_MOST_BYTES = 5_000_000
_INTERRUPTED = 130


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser(
        "timetable",
        help="plan the week on site, repair a plan, check a plan",
        description="Plans the week on site from a file in the format jtai-week-1.",
        epilog="Example: jtai timetable solve week.json --seconds 30 --format json > plan.json",
    )
    verbs = group.add_subparsers(
        dest="verb", metavar="solve|replan|check", required=True, parser_class=Parser
    )
    _add_solve(verbs)
    _add_replan(verbs)
    _add_check(verbs)


def _add_solve(verbs: Any) -> None:
    parser = verbs.add_parser(
        "solve",
        help="a plan for the week, or the rules that clash",
        description="Searches for the best plan of a week. Stopped with Ctrl-C it gives the best so far. If "
        "there can be no plan it names a few rules that cannot all be met, and answers 1.",
        epilog="Example: jtai timetable solve week.json --seconds 30 --seed 1",
    )
    parser.add_argument("week", help="the week, a JSON file (- reads standard input)")
    _add_search(parser, "30")
    parser.set_defaults(run=run_solve)


def _add_replan(verbs: Any) -> None:
    parser = verbs.add_parser(
        "replan",
        help="the least disturbing repair of a plan that is running",
        description="Changes a running plan as little as possible after somebody drops out, falls ill, or "
        "something is added. What has started stays as it was.",
        epilog="Example: jtai timetable replan week.json plan.json event.json",
    )
    parser.add_argument("week", help="the week, a JSON file (- reads standard input)")
    parser.add_argument("plan", help="the plan that is running, a JSON file")
    parser.add_argument("event", help="what changed and when, a JSON file")
    _add_search(parser, "20")
    parser.set_defaults(run=run_replan)


def _add_check(verbs: Any) -> None:
    parser = verbs.add_parser(
        "check",
        help="which rules a plan breaks, and what it costs",
        description="Checks a plan without the solver: every broken rule with its activity, and the cost. "
        "With --old and --event it checks a repair.",
        epilog="Example: jtai timetable check week.json plan.json",
    )
    parser.add_argument("week", help="the week, a JSON file (- reads standard input)")
    parser.add_argument("plan", help="the plan, a JSON file")
    parser.add_argument("--old", metavar="PLAN.json", help="the plan that was running, to check a repair")
    parser.add_argument("--event", metavar="EVENT.json", help="what changed, to check a repair")
    add_format(parser)
    parser.set_defaults(run=run_check)


def _add_search(parser: argparse.ArgumentParser, seconds: str) -> None:
    parser.add_argument(
        "--seconds", default=seconds, help=f"how long to search at most, 1 to 3600 (usually {seconds})"
    )
    parser.add_argument("--seed", default="1", help="a number that steers the search (usually 1)")
    parser.add_argument("--workers", default="2", help="how many searches at once, 1 to 8 (usually 2)")
    parser.add_argument(
        "--progress", action="store_true", help="report each step on standard error (always on a terminal)"
    )
    add_format(parser)


def run_solve(options: argparse.Namespace) -> Answer:
    """A plan, or why there is none."""
    wishes = _wishes(options)
    week = _read(options.week, timetable.read_week)
    planned = _stoppable(lambda: timetable.solve(week, wishes))
    if planned.conflict:
        return _no_plan(planned)
    data: dict[str, Any] = {
        "format": 1,
        "cost": planned.cost,
        "bound": planned.bound,
        "plan": timetable.plan_data(planned.plan),
        "unscheduled": sorted(n for n in week.activities if n not in planned.plan),
    }
    if planned.why:
        data["why"] = dict(sorted(planned.why.items()))
    missing = planned.missing(week)
    return Answer(data, _solved_text(week, planned, missing), ANSWER_IS_NO if missing else DONE)


def _solved_text(week: Week, planned: Planned, missing: list[str]) -> str:
    lines = [plan_text(week, planned.plan), ""]
    for name, why in sorted(planned.why.items()):
        must = "must take place and is not planned" if name in missing else "left out"
        lines.append(f"{activity_words(week, name)}: {must}: {why}.")
    bound = f" No plan can cost less than {planned.bound}." if planned.bound else ""
    lines.append(f"{counted(len(planned.plan), 'activity')}. Cost {planned.cost}.{bound}")
    if missing:
        lines.append(
            "This is not a full plan, and it is not proven that there is none: give it more seconds."
        )
    if planned.ended in {"stopped", "died"}:
        why = "was stopped" if planned.ended == "stopped" else "ended early"
        lines.append(f"The search {why}; this is the best plan it had found.")
    return "\n".join(lines)


def _no_plan(planned: Planned) -> Answer:
    remedy = planned.remedy
    data: dict[str, Any] = {
        "feasible": False,
        "smallest": planned.smallest,
        "conflict": _rules_data(planned.conflict),
        "further": [_rules_data(rules) for rules in planned.further],
        "relaxations": [
            {"message": way.message, "price": way.price, "whole": way.whole}
            for way in planned.relaxations
        ],
        "remedy": remedy and {
            "price": remedy.price,
            "changes": [{"message": change.message, "price": change.price} for change in remedy.changes],
            "whole": remedy.whole,
            "least": remedy.least,
        },
    }  # fmt: skip
    return Answer(data, clash_text(planned), ANSWER_IS_NO)


def _rules_data(rules: Sequence[Rule]) -> list[dict[str, str]]:
    return [{"rule": rule.rule, "message": rule.message} for rule in rules]


def run_replan(options: argparse.Namespace) -> Answer:
    """The least disturbing repair."""
    wishes = _wishes(options)
    week = _read(options.week, timetable.read_week)
    old = _read(options.plan, lambda content: timetable.read_plan(content, week))
    event = _read(options.event, lambda content: timetable.read_event(content, week))
    _refuse_broken(week, old, options.plan)
    repaired = _stoppable(lambda: timetable.replan(week, old, event, wishes))
    if repaired is None:
        return _no_repair(timetable.obstacles(week, old, event))
    data = {
        "disruption": repaired.disruption,
        "plan": timetable.plan_data(repaired.plan),
        "changes": [{"activity": c.activity, "what": c.what, "why": c.why} for c in repaired.changes],
    }
    proven = "no repair disturbs less" if repaired.proven else f"at least {repaired.bound} cannot be avoided"
    lines = [
        changes_text(timetable.after_event(week, event), repaired.changes),
        "",
        f"Disruption {repaired.disruption}; {proven}.",
    ]
    return Answer(data, "\n".join(lines))


def _no_repair(rules: Sequence[Rule]) -> Answer:
    reasons = list(rules) or [Rule("missing", "The meetings of the whole team could not all be held.")]
    return Answer(
        {"feasible": False, "conflict": _rules_data(reasons)}, no_repair_text(reasons), ANSWER_IS_NO
    )


def _refuse_broken(week: Week, old: dict[str, Placed], where: str) -> None:
    # An activity that was left out stays out; that is no reason not to repair the rest.
    broken = [violation for violation in timetable.check(week, old) if violation.rule != "missing"]
    if broken:
        raise BadInput(
            Fault(where, f"The plan that is running breaks a rule ({violation.rule}): {violation.message}")
            for violation in broken
        )


def run_check(options: argparse.Namespace) -> Answer:
    """Which rules are broken, and the cost."""
    if (options.old is None) != (options.event is None):
        raise bad(
            "--old and --event", "A repair is checked with both: the plan that was running and the event."
        )
    week = _read(options.week, timetable.read_week)
    if options.old is None:
        plan = _read(options.plan, lambda content: timetable.read_plan(content, week))
        violations, price = timetable.check(week, plan), timetable.cost(week, plan).total
        figures = f"Cost {price}."
    else:
        old = _read(options.old, lambda content: timetable.read_plan(content, week))
        event = _read(options.event, lambda content: timetable.read_event(content, week))
        whole = timetable.after_event(week, event)
        plan = _read(options.plan, lambda content: timetable.read_plan(content, whole))
        violations, price = timetable.check_repair(week, old, event, plan), timetable.cost(whole, plan).total
        figures = f"Cost {price}. Disruption {timetable.disruption(whole, old, event, plan)}."
    rows = [{"rule": v.rule, "activity": v.activity, "message": v.message} for v in violations]
    return Answer(
        {"violations": rows, "cost": price},
        f"{violations_text(violations)}\n{figures}",
        ANSWER_IS_NO if rows else DONE,
    )


def _wishes(options: argparse.Namespace) -> Wishes:
    seconds = _number(options.seconds, "--seconds", 1, 3600)
    seed, workers = _number(options.seed, "--seed", 0, 10**9), _number(options.workers, "--workers", 1, 8)
    report = _report if options.progress or sys.stderr.isatty() else _be_quiet
    return Wishes(seconds=float(seconds), seed=seed, workers=workers, progress=report)


def _number(text: str, where: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= most:
        return int(text)
    raise bad(where, f"“{text}” is not a whole number from {least} to {most}.")


def _report(step: Progress) -> None:
    missing = f", {step.missing} still to place" if step.missing else ""
    print(f"{step.seconds:6.1f} s  cost {step.cost}{missing}", file=sys.stderr, flush=True)


def _be_quiet(step: Progress) -> None:
    """Nothing is reported."""


def _stoppable(work: Callable[[], T]) -> T:
    try:
        return work()
    except KeyboardInterrupt:
        print("Stopped before there was a plan.", file=sys.stderr)
        raise SystemExit(_INTERRUPTED) from None


def _read(name: str, read: Callable[[bytes], T]) -> T:
    where = "standard input" if name == "-" else name
    try:
        return read(_content(name))
    except Faulty as error:
        raise BadInput(
            Fault(", ".join(part for part in (where, fault.place) if part), fault.message)
            for fault in error.faults
        ) from None


def _content(name: str) -> bytes:
    # One byte more than the reader takes, so that it can say that there is too much.
    if name == "-":
        return sys.stdin.buffer.read(_MOST_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise bad(name, f"The file cannot be read: {(error.strerror or 'unknown reason').lower()}.") from None
