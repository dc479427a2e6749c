"""Reads a list of children: unique numbers, not names (paragraph 19).

Everything that is wrong is said at once, with its row and column. What is kept is what choosing needs:
number, age in whole years, gender, ethnicity, disability, stage, probation, family reference.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date

from jtai.core.results import Problem, blocks
from jtai.core.selection.columns import kept_as, why_dropped, why_refused
from jtai.words import counted, file_size, long_date

SOURCE = "Guidance, paragraph 19"
LARGEST = 20_000_000
MOST_ROWS = 50_000
MOST_PROBLEMS = 50
NOT_RECORDED = "Not recorded"
_BLANK = {"", "n/a", "#n/a", "na", "none", "null", "-", "not known", "unknown", "not recorded"}

_NAME = re.compile(r"^[A-Z][a-z'’-]+(?: [A-Z]\.?)?(?: (?:Mc|Mac|O['’])?[A-Z][a-z'’-]+)+$")
_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$", re.IGNORECASE)
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_UPN = re.compile(r"^[A-Z]\d{11}[A-Z\d]$")
_TEXT_DATE = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_TRUE = {"y", "yes", "true", "1"}
_FALSE = {"n", "no", "false", "0"}


@dataclass(frozen=True, slots=True)
class ChildRow:
    """One child of a list. age in whole years at notification, -1 unborn, None not recorded."""

    child_id: str
    age: int | None = None
    gender: str = NOT_RECORDED
    ethnicity: str = NOT_RECORDED
    disability: str = NOT_RECORDED
    stage: str = NOT_RECORDED
    probation: bool | None = None
    family: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One thing the import did with a column, in a sentence."""

    column: str
    message: str


@dataclass(frozen=True, slots=True)
class ListReport:
    """What came of a list: the children if nothing is wrong, what was done, and every problem."""

    children: tuple[ChildRow, ...] = ()
    lines: tuple[ReportLine, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class _Reading:
    notified_on: date
    columns: dict[int, str] = field(default_factory=dict)
    headers: list[str] = field(default_factory=list)
    lines: list[ReportLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_of: dict[str, int] = field(default_factory=dict)

    def fault(self, code: str, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(blocks(code, message, SOURCE, "file"))


def read_list(data: bytes, *, notified_on: date) -> ListReport:
    """Read a CSV list. notified_on: ages are whole years on this day. Never raises for bad content."""
    reading = _Reading(notified_on)
    text = _decoded(data, reading)
    if text is None:
        return ListReport(problems=tuple(reading.problems))
    csv.field_size_limit(1_000_000)
    try:
        rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    except csv.Error:
        reading.fault(
            "list-not-csv", "This file cannot be read as CSV. Save the list as CSV and send it again."
        )
        return ListReport(problems=tuple(reading.problems))
    if len(rows) < 2:
        reading.fault("list-empty", "The list has no children. Check the file and send it again.")
    elif len(rows) > MOST_ROWS:
        reading.fault(
            "list-too-long",
            f"The list has more than {counted(MOST_ROWS, 'row')}. Send only the children of the theme.",
        )
    else:
        _read_headers(rows[0], reading)
    if reading.problems:
        return ListReport(lines=tuple(reading.lines), problems=tuple(reading.problems))
    children = [_child(row, number, reading) for number, row in enumerate(rows[1:], start=2)]
    if reading.problems:
        return ListReport(lines=tuple(reading.lines), problems=tuple(reading.problems))
    return ListReport(tuple(c for c in children if c), tuple(reading.lines))


def _decoded(data: bytes, reading: _Reading) -> str | None:
    if len(data) > LARGEST:
        reading.fault("list-too-large", f"The file is larger than {file_size(LARGEST)}. Send only the list.")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reading.fault(
            "list-not-utf8", f"Line {line} is not UTF-8 text. Save the list as “CSV UTF-8” and send it again."
        )
        return None
    if "\x00" in text:
        reading.fault(
            "list-not-text", "This file is not a text list. Save the list as “CSV UTF-8” and send it again."
        )
        return None
    return text


def _read_headers(headers: list[str], reading: _Reading) -> None:
    reading.headers = [header.strip() for header in headers]
    for index, header in enumerate(reading.headers):
        if why := why_refused(header):
            reading.fault(
                "list-column-refused",
                f"Column {index + 1}, “{header}”, {why}. Remove the column and send the list again. "
                "We have not saved this file.",
            )
        elif column := kept_as(header):
            if column in reading.columns.values():
                reading.fault(
                    "list-column-twice",
                    f"Two columns are {column.replace('_', ' ')}: “{header}” is the second.",
                )
            reading.columns[index] = column
        elif header:
            why = why_dropped(header) or "is not needed to choose children"
            reading.lines.append(ReportLine(header, f"“{header}” {why} and was not saved."))
    if "child_id" not in reading.columns.values() and not reading.problems:
        reading.fault(
            "list-no-id",
            "No column holds the children's own numbers. Name it “Child ID” and send the list again.",
        )
    if "date_of_birth" in reading.columns.values():
        header = reading.headers[next(i for i, c in reading.columns.items() if c == "date_of_birth")]
        when = long_date(reading.notified_on)
        reading.lines.append(
            ReportLine(
                header, f"“{header}” was turned into whole years on {when}. No date of birth was saved."
            )
        )


def _child(row: list[str], number: int, reading: _Reading) -> ChildRow | None:
    values = {
        c: (row[i].replace("\u00a0", " ").strip() if i < len(row) else "") for i, c in reading.columns.items()
    }
    _check_cells(row, number, reading)
    child_id = values.get("child_id", "")
    if not _check_id(child_id, number, reading):
        return None
    return ChildRow(
        child_id=child_id,
        age=_age(values, number, reading),
        gender=_word(values.get("gender", "")),
        ethnicity=_word(values.get("ethnicity", "")),
        disability=_yes_no_word(values.get("disability", "")),
        stage=_word(values.get("stage", "")),
        probation=_yes_no(values.get("probation", "")),
        family=values.get("family", ""),
        needs=_word(values.get("needs", "")) if values.get("needs", "") else "",
    )


def _check_id(child_id: str, number: int, reading: _Reading) -> bool:
    if not child_id:
        reading.fault(
            "list-id-missing", f"Row {number} has no number for the child. Each child needs its own number."
        )
        return False
    if child_id in reading.rows_of:
        reading.fault(
            "list-id-twice",
            f"Row {number} has the same number as row {reading.rows_of[child_id]} ({child_id}). "
            "Each child needs its own number.",
        )
        return False
    reading.rows_of[child_id] = number
    if len(child_id) > 40:
        reading.fault(
            "list-id-long", f"The number in row {number} is longer than 40 characters. Use a shorter one."
        )
        return False
    return True


def _check_cells(row: list[str], number: int, reading: _Reading) -> None:
    for index, column in reading.columns.items():
        cell = row[index].strip() if index < len(row) else ""
        if why := _why_cell_refused(cell, column):
            header = reading.headers[index]
            reading.fault(
                "list-cell-refused",
                f"Row {number}, column “{header}”, looks like {why}. "
                "Use the child's own number and send the list again.",
            )


def _why_cell_refused(cell: str, column: str) -> str:
    if column in ("child_id", "family") and _NAME.match(cell):
        return "a full name"
    digits = cell.replace(" ", "").replace("-", "")
    if column != "date_of_birth" and len(digits) == 10 and digits.isdigit() and _is_nhs_number(digits):
        return "an NHS number"
    if _UPN.match(cell):
        return "a unique pupil number"
    if _POSTCODE.match(cell) and column != "child_id":
        return "a postcode"
    return "an e-mail address" if _EMAIL.match(cell) else ""


def _is_nhs_number(digits: str) -> bool:
    total = sum(int(d) * weight for d, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = 11 - total % 11
    return check != 10 and check % 11 == int(digits[9])


def _age(values: dict[str, str], number: int, reading: _Reading) -> int | None:
    born_text = values.get("date_of_birth", "")
    if born_text and born_text.lower() not in _BLANK:
        born = _date(born_text)
        if born is None:
            reading.fault(
                "list-date",
                f"Row {number}: “{born_text}” is not a date we can read. "
                "Write it as 14/03/2009 or leave it out.",
            )
            return None
        return _whole_years(born, reading.notified_on)
    text = values.get("age", "")
    if text.lower() in _BLANK:
        return None
    found = re.match(r"^(-?\d{1,2})(?:\.\d+)?\b", text)
    if found is None or not -1 <= int(found.group(1)) <= 25:
        reading.fault(
            "list-age", f"Row {number}: “{text[:20]}” is not an age in years. Correct it or leave it empty."
        )
        return None
    return int(found.group(1))


def _date(text: str) -> date | None:
    """A date, day first, or ISO."""
    try:
        if found := _TEXT_DATE.match(text):
            return date(int(found.group(3)), int(found.group(2)), int(found.group(1)))
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _whole_years(born: date, on: date) -> int:
    if born > on:
        return -1
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _word(text: str) -> str:
    """A value without its code prefix ("b) Female"); blanks are a value of their own."""
    stripped = re.sub(r"^[a-z]\)\s*", "", text.strip())
    return NOT_RECORDED if stripped.lower() in _BLANK else stripped[:60]


def _yes_no(text: str) -> bool | None:
    word = re.sub(r"^[a-z]\)\s*", "", text.strip().lower())
    return True if word in _TRUE else False if word in _FALSE else None


def _yes_no_word(text: str) -> str:
    answer = _yes_no(text)
    return _word(text) if answer is None else ("Yes" if answer else "No")
