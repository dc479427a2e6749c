"""Facts of an edition held against each other: folder, codes, stages, gates, meetings, fieldwork, chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jtai.core.framework.paths import texts_at, values_at
from jtai.core.framework.purposes import NEEDED_ROLES, NOBODY, ROLES
from jtai.core.framework.references import DECLARED, declared

Fault = tuple[str, str]


def consistency_faults(table: Mapping[str, object], folder: str) -> Iterator[Fault]:
    """Every (key, sentence) where two parts of an edition cannot both be right.

    folder: the name of the folder it stands in, as "2016_08".
    """
    yield from _identity(table, folder)
    yield from _codes(table)
    yield from _stages(table)
    yield from _loops(table)
    yield from _meetings(table)
    yield from _fieldwork(table)
    yield from _approver(table)
    yield from _statement(table)
    yield from _roles(table)
    yield from _named_locally(table)


def _identity(table: Mapping[str, object], folder: str) -> Iterator[Fault]:
    """An inspection pins the id and finds its edition by the folder (ADR 0102)."""
    edition_id, wanted = table.get("id"), folder.replace("_", "-")
    if isinstance(edition_id, str) and edition_id != wanted:
        yield (
            "id",
            f"The folder {folder} holds the edition “{wanted}”, not “{edition_id}”. Correct one of the two.",
        )


def _codes(table: Mapping[str, object]) -> Iterator[Fault]:
    """A code stands in addresses: a slash in it would lead to another page."""
    patterns = {pattern for patterns in DECLARED.values() for pattern in patterns}
    for pattern in sorted(patterns | {"notices[].code", "briefing_sections[].code", "setup_agenda[].code"}):
        for path, code in texts_at(table, pattern):
            if not code.strip() or set(code) & set("/?#%\\"):
                yield (
                    path,
                    f"“{code}” is used in addresses and may not hold / ? # % or \\. Choose another code.",
                )


def _whole(row: Any, *keys: str) -> list[int] | None:
    """The numbers under these keys, or None where one is missing or of another type."""
    values = [row.get(key) for key in keys] if isinstance(row, dict) else [None]
    return (
        [value for value in values if isinstance(value, int)] if all(type(v) is int for v in values) else None
    )


def _stages(table: Mapping[str, object]) -> Iterator[Fault]:
    """The stage bar shows every day of the timetable: each stage begins on the day after the one before."""
    origin, before = table.get("day_origin"), None
    for path, stage in values_at(table, "stages[]"):
        days = _whole(stage, "first_day", "last_day")
        if days is None:
            return
        first, last = days
        expected = before + 1 if before is not None else origin
        if last < first:
            yield f"{path}.last_day", f"Day {last} comes before day {first}. Correct one of the two."
        if isinstance(expected, int) and first != expected:
            yield (
                f"{path}.first_day",
                f"This stage begins on day {first}; day {expected} is next. Close the gap.",
            )
        before = last
    last_due = max(
        (
            d[0]
            for _, row in values_at(table, "tracks.inspection.milestones[]")
            if (d := _whole(row, "last_day"))
        ),
        default=None,
    )
    if before is not None and last_due is not None and before < last_due:
        yield (
            "stages",
            f"The last stage ends on day {before}, the timetable on day {last_due}. Close the gap.",
        )


def _loops(table: Mapping[str, object]) -> Iterator[Fault]:
    """Milestones that wait for each other would never open."""
    gates = {
        row["code"]: (path, [code for _, code in texts_at(row, "gates")])
        for path, row in values_at(table, "tracks.*.milestones[]")
        if isinstance(row, dict) and isinstance(row.get("code"), str)
    }
    for code, (path, _) in gates.items():
        way, seen = [code], {code}
        while way:
            following = set(gates.get(way.pop(), ("", []))[1])
            if code in following:
                yield f"{path}.gates", f"“{code}” waits for itself through its gates. Take one of them out."
                break
            way += following - seen
            seen |= following


def _meetings(table: Mapping[str, object]) -> Iterator[Fault]:
    """Meetings are held in fieldwork; one tied to earlier milestones alone is held before it."""
    days, origin = _whole(table.get("fieldwork"), "first_day", "last_day"), table.get("day_origin")
    if days is None or not isinstance(origin, int):
        return
    for path, meeting in values_at(table, "meetings[]"):
        first, last = (origin, days[0] - 1) if _before_site(meeting, table, days[0]) else days
        held = meeting.get("days") if isinstance(meeting, dict) else None
        for number, day in enumerate(held if isinstance(held, list) else []):
            if type(day) is int and not first <= day <= last:
                yield (
                    f"{path}.days[{number}]",
                    f"Day {day} is not among days {first} to {last} of this meeting.",
                )


def _before_site(meeting: object, table: Mapping[str, object], site: int) -> bool:
    """Is this meeting tied to milestones that are all due before the team is on site?"""
    rows = [row for _, row in values_at(table, "tracks.inspection.milestones[]") if isinstance(row, dict)]
    due = {row.get("code"): _whole(row, "last_day") for row in rows}
    tied = [due.get(code) for _, code in texts_at(meeting, "milestones")]
    return bool(tied) and all(last is not None and last[0] < site for last in tied)


def _fieldwork(table: Mapping[str, object]) -> Iterator[Fault]:
    """Evidence ends while people are on site, and people leave no earlier than they come."""
    days = _whole(table.get("fieldwork"), "first_day", "last_day")
    if days is None:
        return
    first, last = days
    if last < first:
        yield "fieldwork.last_day", f"Fieldwork ends on day {last}, before it begins on day {first}."
    for _, stop in texts_at(table, "evidence.stop_milestone"):
        for path, row in values_at(table, "tracks.inspection.milestones[]"):
            ends = _whole(row, "last_day")
            if isinstance(row, dict) and row.get("code") == stop and ends and not first <= ends[0] <= last:
                yield (
                    f"{path}.last_day",
                    f"Evidence ends on day {ends[0]}; fieldwork is days {first} to {last}.",
                )


def _approver(table: Mapping[str, object]) -> Iterator[Fault]:
    """Whoever approves for the leading inspectorate signs somewhere in the chain, and one step publishes."""
    steps = [row for _, row in values_at(table, "letter.sign_off_chain[]") if isinstance(row, dict)]
    if not steps:
        return
    publishing = sum(step.get("kind") == "publish" for step in steps)
    if publishing != 1:
        yield "letter.sign_off_chain", f"Exactly one step publishes the letter; {publishing} do here."
    signing = {code for step in steps for _, code in texts_at(step, "who")}
    for path, approver in texts_at(table, "approver_role"):
        if approver in declared(table, "role") and approver not in signing:
            yield path, f"“{approver}” acts in no step of sign-off. Name a role of the chain."


def _roles(table: Mapping[str, object]) -> Iterator[Fault]:
    """Who may do what is asked by the words of the access table: every role is one of them or like one."""
    known: set[str] = set()
    for path, role in values_at(table, "roles[]"):
        code, like = (role.get("code"), role.get("like", "")) if isinstance(role, dict) else (None, "")
        if not isinstance(code, str) or not isinstance(like, str):
            continue
        known |= {code, like}
        if code in ROLES and like:
            yield f"{path}.like", f"“{code}” has rights of its own. Take `like` out."
        elif like and like not in ROLES | {NOBODY}:
            yield f"{path}.like", f"No role has the rights of “{like}”. Choose one of: {_listed(ROLES)}."
        elif code not in ROLES and not like:
            words = f"Nothing says what “{code}” may do. Say whose rights it has, as `like`"
            yield f"{path}.code", f"{words}: one of {_listed(ROLES)}, or {NOBODY}."
    for role, why in NEEDED_ROLES.items():
        if known and role not in known:
            yield "roles", f"No role is “{role}” or like it: {why}. Add one."


def _named_locally(table: Mapping[str, object]) -> Iterator[Fault]:
    """An inspection has room for one local name (footnote 2)."""
    for path, _ in list(texts_at(table, "workstreams[].local_name"))[1:]:
        yield path, "One workstream has a name of the area's own already. Leave `local_name` on one."


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _statement(table: Mapping[str, object]) -> Iterator[Fault]:
    """The days for the statement are the offset of its milestone; the default reading counts as it does."""
    usual = [
        row
        for _, row in values_at(table, "statement.readings[]")
        if isinstance(row, dict) and row.get("default") is True
    ]
    for _, code in texts_at(table, "statement.milestone"):
        for path, row in values_at(table, "tracks.*.milestones[]"):
            if not isinstance(row, dict) or row.get("code") != code:
                continue
            if not isinstance(row.get("offset"), int):
                yield (
                    f"{path}.offset",
                    "The statement is due so many working days after the letter. Add `offset`.",
                )
            anchor = row.get("anchor")
            for reading in usual:
                if anchor not in (reading.get("event"), reading.get("anchor")):
                    words = (
                        f"The track counts from “{anchor}”, the default reading of the statement does not."
                    )
                    yield f"{path}.anchor", f"{words} Correct one of the two."
