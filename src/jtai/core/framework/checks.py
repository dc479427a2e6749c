"""What a file must satisfy beyond types: codes that exist once, days that agree with weekdays, one leader.

Works on the raw tables, so that one missing key does not hide the other faults.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Set
from datetime import date
from typing import Any

from jtai.core.framework.consistency import consistency_faults
from jtai.core.framework.model import Edition
from jtai.core.framework.paths import lists_of_tables, texts_at, values_at
from jtai.core.framework.purpose_checks import purpose_faults
from jtai.core.framework.references import broken_references, declared
from jtai.words import WEEKDAYS, agreed, counted

Fault = tuple[str, str]
_WORKING_WEEK = WEEKDAYS[:5]
# What the letter fills in its own texts (jtai.apps.letters.queries.composing).
_HEAD = frozenset({"area_name", "theme", "fieldwork_start", "fieldwork_end", "inspectorates", "legal_basis"})
LETTER_PLACES = {
    "reference": _HEAD,
    "salutation": _HEAD,
    "opening": _HEAD,
    "next_steps": frozenset({"statement_lead", "statement_cooperators", "mailbox", "statement_due"}),
}
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def edition_faults(table: Mapping[str, object], folder: str) -> Iterator[Fault]:
    """Every (key, sentence) of an edition that shows only when its parts are held against each other."""
    yield from repeated_codes(table)
    yield from broken_references(table)
    yield from _leader(table)
    yield from _days(table)
    yield from _times(table)
    yield from _readings(table)
    yield from _places(table)
    yield from _numbers(table)
    yield from _chain(table)
    yield from purpose_faults(table)
    yield from consistency_faults(table, folder)


def theme_faults(
    table: Mapping[str, object], editions: Mapping[str, Edition], faulty: Container[str] = ()
) -> Iterator[Fault]:
    """Every (key, sentence) of a theme that shows only against the editions it may be used with.

    A `faulty` edition says nothing about a theme: its own faults are named elsewhere.
    """
    yield from repeated_codes(table)
    first, last = table.get("valid_from"), table.get("valid_to")
    # A date with a time is the reader's fault to name; the two do not compare.
    if type(first) is date and type(last) is date and last < first:
        yield "valid_to", "The period ends before it begins. Correct one of the two dates."
    for path, address in texts_at(table, "links[].checked"):
        if not address.startswith("https://"):
            yield path, "A checked link begins with https://. Correct it."
    for pattern in ("editions", "links[].edition"):
        for path, edition_id in texts_at(table, pattern):
            if edition_id not in editions and edition_id not in faulty:
                yield path, f"There is no edition “{edition_id}”. There are: {', '.join(sorted(editions))}."
    for _, edition_id in texts_at(table, "editions"):
        if edition_id in editions:
            yield from _theme_against(table, editions[edition_id])


def _theme_against(table: Mapping[str, object], edition: Edition) -> Iterator[Fault]:
    known = {
        "items[].agency": ("agency", {row.code for row in edition.agencies}),
        "items[].inspectorate": ("inspectorate", {row.code for row in edition.inspectorates}),
        "items[].milestone": ("milestone", {row.code for row in edition.tracks["inspection"].milestones}),
        "criteria[].scope_element": ("scope element", {row.code for row in edition.scope_elements}),
    }
    for pattern, (what, codes) in known.items():
        for path, code in texts_at(table, pattern):
            if code not in codes:
                yield path, f"The edition {edition.id} has no {what} “{code}”. Correct the code."
    taken = {row.code for row in edition.criteria}
    for path, code in texts_at(table, "criteria[].code"):
        if code in taken:
            yield path, f"“{code}” is a criterion of the edition {edition.id} already. Choose another code."


def repeated_codes(table: Mapping[str, object]) -> Iterator[Fault]:
    """Rows of one list that carry the same code."""
    for path, rows in lists_of_tables(table):
        times = Counter(row["code"] for row in rows if isinstance(row.get("code"), str))
        for number, row in enumerate(rows):
            if times.get(row.get("code"), 0) > 1:
                code = row["code"]
                yield (
                    f"{path}[{number}].code",
                    f"The code “{code}” is used {counted(times[code], 'time')}. Remove all but one.",
                )


def _leader(table: Mapping[str, object]) -> Iterator[Fault]:
    leads = [value for _, value in values_at(table, "inspectorates[].leads") if value is True]
    if len(leads) != 1 and "inspectorates" in table:
        here = f"{len(leads)} {agreed(len(leads), 'does')} here"
        yield "inspectorates", f"Exactly one inspectorate leads; {here}. Correct `leads`."


def _days(table: Mapping[str, object]) -> Iterator[Fault]:
    """Day numbers against printed and usual weekdays (clashes C01, C02 are such disagreements)."""
    fieldwork: Any = table.get("fieldwork")
    origin = table.get("day_origin")
    first_weekday = fieldwork.get("usual_notification_weekday") if isinstance(fieldwork, dict) else None
    if not isinstance(origin, int) or first_weekday not in _WORKING_WEEK:
        if first_weekday is not None and first_weekday not in _WORKING_WEEK:
            yield "fieldwork.usual_notification_weekday", f"“{first_weekday}” is not a working weekday."
        return
    for path, row in values_at(table, "tracks.*.milestones[]"):
        if isinstance(row, dict):
            yield from _milestone_days(path, row, origin, _WORKING_WEEK.index(first_weekday))


def _milestone_days(path: str, row: dict[str, Any], origin: int, shift: int) -> Iterator[Fault]:
    first, last = row.get("first_day"), row.get("last_day")
    if not isinstance(first, int) or not isinstance(last, int):
        if (first is None) != (last is None):
            yield path, "A milestone has both `first_day` and `last_day`, or neither."
        elif first is None and row.get("offset") is None and row.get("count") != "none":
            yield path, 'A milestone has day numbers, an `offset` from its anchor, or `count = "none"`.'
        return
    if last < first:
        yield f"{path}.last_day", f"Day {last} comes before day {first}. Correct one of the two."
    week, weekday = divmod(last - origin + shift, len(_WORKING_WEEK))
    counted = _WORKING_WEEK[weekday]
    if row.get("usual_weekday", counted) not in (counted, ""):
        yield f"{path}.usual_weekday", f"Day {last} is a {counted} by count, not a {row['usual_weekday']}."
    if row.get("week", week + 1) != week + 1:
        yield f"{path}.week", f"Day {last} is in week {week + 1} by count, not in week {row['week']}."
    if row.get("printed_weekday", counted) not in (counted, "") and not row.get("discrepancy"):
        printed = row["printed_weekday"]
        yield (
            f"{path}.printed_weekday",
            f"Day {last} is a {counted} by count and “{printed}” is printed. Say so in `discrepancy`.",
        )


def _times(table: Mapping[str, object]) -> Iterator[Fault]:
    """Times are clocks, clock words or time settings."""
    clock_words: Any = table.get("clock_words")
    words = set(clock_words) if isinstance(clock_words, dict) else set()
    readings: Any = table.get("readings")
    settings = {
        key for key, row in (readings or {}).items() if isinstance(row, dict) and row.get("kind") == "time"
    }
    for pattern in (
        "tracks.*.milestones[].time", "tracks.*.milestones[].starts", "tracks.*.milestones[].when[].time",
        "meetings[].starts", "meetings[].ends",
    ):  # fmt: skip
        for path, word in texts_at(table, pattern):
            if not _CLOCK.fullmatch(word) and word not in words | settings:
                yield path, f"“{word}” is no time: write a clock as 09:30, a clock word or a time setting."
    for path, clock in texts_at(table, "clock_words.*.time"):
        if not _CLOCK.fullmatch(clock):
            yield path, f"“{clock}” is no clock time. Write it as 15:00."
    for setting in settings:
        default = readings[setting].get("default", "")
        if isinstance(default, str) and not _CLOCK.fullmatch(default) and default not in words:
            yield f"readings.{setting}.default", f"“{default}” is no clock time and no clock word."


def _readings(table: Mapping[str, object]) -> Iterator[Fault]:
    readings: Any = table.get("readings")
    known = readings if isinstance(readings, dict) else {}
    for setting, row in known.items():
        options = row.get("options") if isinstance(row, dict) else None
        if options and row.get("default") not in options:
            yield f"readings.{setting}.default", f"“{row.get('default')}” is not among the options."
    for path, when in values_at(table, "tracks.*.milestones[].when[]"):
        if not isinstance(when, dict):
            continue
        setting, value = when.get("reading"), when.get("value")
        if setting not in known:
            yield f"{path}.reading", f"There is no setting “{setting}” among the readings."
        elif value not in known[setting].get("options", [value]):
            yield f"{path}.value", f"“{value}” is not an option of “{setting}”."


def _places(table: Mapping[str, object]) -> Iterator[Fault]:
    """Every {place} in a notice is one of its fields; those of the letter are filled by the letter."""
    for path, notice in values_at(table, "notices[]"):
        if not isinstance(notice, dict):
            continue
        fields = {code for _, code in texts_at(notice, "fields[].code")}
        for pattern in ("subject", "salutation", "closing", "paragraphs"):
            for key, text in texts_at(notice, pattern):
                yield from _unknown_places(f"{path}.{key}", text, fields)
    for key, known in LETTER_PLACES.items():
        for path, text in texts_at(table, f"letter.{key}"):
            yield from _unknown_places(path, text, known)


def _numbers(table: Mapping[str, object]) -> Iterator[Fault]:
    fieldwork, selection, origin = table.get("fieldwork"), table.get("selection"), table.get("day_origin")
    if isinstance(fieldwork, dict) and isinstance(origin, int):
        first, notice = fieldwork.get("first_day"), table.get("notice_days")
        if isinstance(first, int) and isinstance(notice, int) and first - origin != notice:
            days = f"{agreed(first - origin, 'is')} {counted(first - origin, 'day')}"
            yield "notice_days", f"From day {origin} to fieldwork on day {first} {days}."
    if isinstance(selection, dict):
        sizes = [selection.get(key) for key in ("tracked_min", "tracked_max", "shortlist_size")]
        if all(isinstance(size, int) for size in sizes) and sizes != sorted(sizes):  # type: ignore[type-var]
            yield "selection", "tracked_min, tracked_max and shortlist_size must not fall in this order."
    defaults = [value for _, value in values_at(table, "statement.readings[].default") if value is True]
    if "statement" in table and len(defaults) != 1:
        yield (
            "statement.readings",
            f"Exactly one reading is the default; {len(defaults)} {agreed(len(defaults), 'is')} here.",
        )
    for path, track in texts_at(table, "complaints.track"):
        if track not in (table.get("tracks") or {}):  # type: ignore[operator]
            yield path, f"There is no track “{track}”."


def _chain(table: Mapping[str, object]) -> Iterator[Fault]:
    """A step of sign-off opens after steps that stand before it, and says what it asks and what it says."""
    seen: set[str] = set()
    known = declared(table, "step of sign-off")
    for path, step in values_at(table, "letter.sign_off_chain[]"):
        for key, code in texts_at(step, "opens_after"):
            if code in known and code not in seen:
                yield f"{path}.{key}", f"“{code}” comes later in the chain. Put the steps in order."
        seen |= {code for _, code in texts_at(step, "code")}
        if isinstance(step, dict):
            yield from _asks_and_says(path, step)


def _asks_and_says(path: str, step: dict[str, Any]) -> Iterator[Fault]:
    """Who may sign or review is asked by a line of the access table; a signature has words (ADR 0280)."""
    kind = step.get("kind")
    if kind in ("sign", "review") and "asks" not in step:
        yield f"{path}.asks", "A step that is signed or reviewed says which line of the access table it asks."
    if kind not in ("sign", "review") and "asks" in step:
        yield f"{path}.asks", f"A step of the kind “{kind}” has a page that asks for itself. Take `asks` out."
    if kind == "sign" and not step.get("says"):
        yield f"{path}.says", "A signature needs words. Add what whoever signs says, as `says`."
    for _, text in texts_at(step, "says"):
        yield from _unknown_places(f"{path}.says", text, {"number"})


def _unknown_places(path: str, text: str, known: Set[str]) -> Iterator[Fault]:
    """Every {place} of a text that nothing fills."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        yield path, f"The places in braces cannot be read ({error}). Write them as {{place}}."
        return
    for name in names:
        if name not in known:
            yield path, f"Nothing fills “{{{name}}}”. The places here are: {', '.join(sorted(known))}."
