"""Reads a pseudonymous list and its quotas for the lottery; says every fault with its line and field."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jtai.core.selection.columns import kept_as, plain
from jtai.core.selection.pseudonyms import (
    looks_like_names,
    why_header_refused,
    why_id_refused,
    why_value_refused,
)
from jtai.core.selection.question import ChildList, Quota, make_list
from jtai.words import counted, file_size

LARGEST = 20_000_000
MOST_CHILDREN = 10_000
MOST_FEATURES = 40
LONGEST_CELL = 200
MOST_FLAWS = 100
NOT_RECORDED = "Not recorded"
_QUOTA_COLUMNS = ["feature", "value", "min", "max"]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a file. line: as a text editor counts, 0 for the file; field: the column or ""."""

    line: int
    field: str
    message: str


class FlawsFound(Exception):
    """The file cannot be used; carries what is wrong with it."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = tuple(flaws[:MOST_FLAWS])
        super().__init__("; ".join(flaw.message for flaw in self.flaws))


def read_children(data: bytes) -> ChildList:
    """A list: `child_id`, perhaps a family reference, and features. Raises `FlawsFound`."""
    rows = _rows(data, MOST_CHILDREN, "children")
    headers = [header.strip() for header in rows[0][1]]
    id_at, family_at = _headers_checked(headers)
    _refuse([*_row_flaws(rows, len(headers)), *_id_flaws(rows[1:], id_at)])
    body = [(line, [_cell(cell) for cell in row]) for line, row in rows[1:]]
    _refuse(list(_value_flaws(headers, body, id_at, family_at)))
    places = [i for i in range(len(headers)) if i not in (id_at, family_at)]
    children = [(row[id_at], [row[i] for i in places]) for _, row in body]
    families = {row[id_at]: row[family_at] for _, row in body} if family_at >= 0 else {}
    families = {child: "" if family == NOT_RECORDED else family for child, family in families.items()}
    return make_list([headers[i] for i in places], children, families)


def read_quotas(data: bytes, pool: ChildList, size: int) -> tuple[Quota, ...]:
    """Quotas as `feature,value,min,max`, checked against the list. Raises `FlawsFound`."""
    rows = _rows(data, MOST_CHILDREN, "quotas")
    if [plain(header) for header in rows[0][1]] != _QUOTA_COLUMNS:
        message = f"The first line must read {','.join(_QUOTA_COLUMNS)}."
        raise FlawsFound([Flaw(rows[0][0], "", message)])
    _refuse(list(_row_flaws(rows, len(_QUOTA_COLUMNS))))
    flaws: list[Flaw] = []
    quotas: list[Quota] = []
    lines: dict[tuple[str, str], int] = {}
    for line, row in rows[1:]:
        feature, value = row[0].strip(), _cell(row[1])
        numbers = list(_numbers(line, row, flaws))
        if (feature, value) in lines:
            first = lines[feature, value]
            flaws.append(Flaw(line, "value", f"The quota for {feature}, {value} is already in line {first}."))
        elif feature not in pool.features:
            known = ", ".join(pool.features)
            flaws.append(Flaw(line, "feature", f"The list has no column “{feature}”. It has {known}."))
        elif len(numbers) == 2:
            quotas.append(Quota(feature, value, *numbers))
        lines.setdefault((feature, value), line)
    flaws += [
        Flaw(lines[quota.feature, quota.value], field, message)
        for quota in quotas
        for field, message in check_quota(quota, pool, size)
    ]
    _refuse(flaws)
    return tuple(quotas)


def check_quota(quota: Quota, pool: ChildList, size: int) -> list[tuple[str, str]]:
    """What is wrong with one quota by itself: the field it is in and a sentence."""
    held = pool.count(quota.feature)[quota.value]
    name = f"{quota.feature}, {quota.value}"
    if quota.least > quota.most:
        return [("min", f"{name}: the least, {quota.least}, is more than the most, {quota.most}.")]
    if quota.least > held:
        return [("min", f"{name}: at least {quota.least} are asked for and the list has {held}.")]
    if quota.least > size:
        return [("min", f"{name}: at least {quota.least} are asked for and only {size} are chosen.")]
    return []


def _numbers(line: int, row: Sequence[str], flaws: list[Flaw]) -> Iterator[int]:
    for field, cell in zip(("min", "max"), row[2:], strict=True):
        text = cell.strip()
        if text.isascii() and text.isdigit() and len(text) < 10:
            yield int(text)
        else:
            flaws.append(Flaw(line, field, f"“{text[:20]}” is not a whole number of children."))


def _rows(data: bytes, most: int, what: str) -> list[tuple[int, list[str]]]:
    """The rows that are not blank, with the line each begins on."""
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, line = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error:
        raise FlawsFound(
            [Flaw(line, "", "This line cannot be read as CSV. Look at its quotation marks.")]
        ) from None
    if len(rows) < 2:
        raise FlawsFound([Flaw(0, "", f"The file has no {what}.")])
    if len(rows) > most + 1:
        raise FlawsFound([Flaw(rows[most + 1][0], "", f"The file has more than {most} {what}.")])
    return rows


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise FlawsFound([Flaw(0, "", f"The file is larger than {file_size(LARGEST)}.")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = "This line is not UTF-8 text. Save the file as “CSV UTF-8”."
        raise FlawsFound([Flaw(line, "", message)]) from None
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise FlawsFound([Flaw(line, "", "This line is not text. Save the file as “CSV UTF-8”.")])
    return text


def _headers_checked(headers: Sequence[str]) -> tuple[int, int]:
    """Where the id and the family reference stand (-1: no family)."""
    flaws = [
        Flaw(1, header, f"The column {why}. Remove it.")
        for header in headers
        if (why := why_header_refused(header))
    ]
    flaws += [Flaw(1, "", f"Column {i + 1} has no name.") for i, header in enumerate(headers) if not header]
    twice = [header for header, times in Counter(filter(None, headers)).items() if times > 1]
    flaws += [Flaw(1, header, "Two columns have this name.") for header in twice]
    if len(headers) > MOST_FEATURES:
        flaws.append(
            Flaw(
                1,
                "",
                f"The list has more than {counted(MOST_FEATURES, 'column')}. Leave some out.",
            )
        )
    flaws += [
        Flaw(1, header[:20], "The name of the column is too long.") for header in headers if len(header) > 60
    ]
    places = {
        name: [i for i, h in enumerate(headers) if kept_as(h) == name] for name in ("child_id", "family")
    }
    if not places["child_id"]:
        flaws.append(Flaw(1, "child_id", "No column has this name. It holds the children's own numbers."))
    for name, found in places.items():
        if len(found) > 1:
            flaws.append(Flaw(1, headers[found[1]], f"Two columns are taken for {name}. Remove one."))
    _refuse(flaws)
    if len(headers) == 1 + len(places["family"]):
        raise FlawsFound([Flaw(1, "", "The list has no column to balance by, only the children's numbers.")])
    return places["child_id"][0], (places["family"] or [-1])[0]


def _row_flaws(rows: Sequence[tuple[int, list[str]]], width: int) -> Iterator[Flaw]:
    for line, row in rows:
        if len(row) != width:
            yield Flaw(line, "", f"The line has {counted(len(row), 'cell')} and the first line has {width}.")
        elif any(len(cell) > LONGEST_CELL for cell in row):
            yield Flaw(line, "", f"A cell is longer than {counted(LONGEST_CELL, 'character')}.")


def _id_flaws(rows: Sequence[tuple[int, list[str]]], id_at: int) -> Iterator[Flaw]:
    lines: dict[str, int] = {}
    for line, row in rows:
        child = row[id_at].strip() if id_at < len(row) else ""
        if not child:
            yield Flaw(line, "child_id", "The child has no number of its own.")
        elif child in lines:
            yield Flaw(line, "child_id", f"{child} is already in line {lines[child]}.")
        lines.setdefault(child, line)


def _value_flaws(
    headers: Sequence[str], body: Sequence[tuple[int, list[str]]], id_at: int, family_at: int
) -> Iterator[Flaw]:
    for place, header in enumerate(headers):
        cells = [row[place] for _, row in body]
        standing = Counter(cells)
        if place not in (id_at, family_at) and looks_like_names(cells):
            yield Flaw(1, header, "The column looks like names of persons. Remove it.")
            continue
        for line, row in body:
            is_id = place in (id_at, family_at)
            cell = row[place]
            if why := why_id_refused(cell) if is_id else why_value_refused(cell, standing[cell]):
                yield Flaw(line, header, f"This looks like {why}. Only numbers and categories are taken.")


def _cell(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()) or NOT_RECORDED


def _refuse(flaws: Sequence[Flaw]) -> None:
    if flaws:
        raise FlawsFound(flaws)
