"""The loader names every fault of an edition at once: file, key and a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jtai.core.framework import FrameworkFaults, read_edition
from jtai.core.framework.paths import by_code
from tests.editions.shared import AUGUST, THIRD


def copy_of(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to / folder.name))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(FrameworkFaults) as raised:
        read_edition(folder)
    return [(fault.file, fault.key, fault.message) for fault in raised.value.faults]


def test_faults_in_several_files_are_named_together(tmp_path: Path) -> None:
    folder = copy_of(AUGUST, tmp_path)
    change(folder, "edition.toml", "day_origin = 0", 'day_origin = "zero"')
    change(folder, "people.toml", 'inspectorate = "cqc"', 'inspectorate = "cqq"')
    change(folder, "letter.toml", "[statement]\n", "[statement]\ndays = 71\n")
    change(folder, "criteria.toml", '{ code = "ESN 02"', '{ code = "ESN 01"')
    change(folder, "outline.toml", "paragraphs = 101", "paragraphs = 101\npages = 40")
    found = {(file, key) for file, key, _ in faults_of(folder)}
    assert found == {
        ("2016_08/edition.toml", "day_origin"),
        ("2016_08/people.toml", "notify_lists[0].inspectorate"),
        ("2016_08/letter.toml", "statement.days"),
        ("2016_08/criteria.toml", "criteria[0].code"),
        ("2016_08/criteria.toml", "criteria[1].code"),
        ("2016_08/outline.toml", "outline.pages"),
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "words"),
    [
        (
            "timetable.toml",
            'usual_weekday = "Friday"',
            'usual_weekday = "Monday"',
            ".usual_weekday",
            "by count",
        ),
        ("timetable.toml", "week = 9", "week = 8", ".week", "week 9 by count"),
        ("timetable.toml", 'gates = ["prepub"', 'gates = ["prepup"', ".gates[0]", "no gate “prepup”"),
        ("timetable.toml", 'owner = "editor"', 'owner = "printer"', ".owner", "no owner “printer”"),
        ("timetable.toml", 'modality = "must"', 'modality = "may"', ".modality", "must, usually"),
        ("timetable.toml", 'time = "lunchtime"', 'time = "tea"', ".time", "no time"),
        ("timetable.toml", 'value = "printed_weekday"', 'value = "weekday"', ".value", "not an option"),
        (
            "timetable.toml",
            "first_day = 14\nlast_day = 16",
            "first_day = 16\nlast_day = 14",
            ".last_day",
            "before",
        ),
        ("timetable.toml", "first_day = 14\n", "", "", "both"),
        (
            "people.toml",
            'like = "nobody"\n',
            "",
            "roles[records-officer].code",
            "what “records-officer” may do",
        ),
        ("people.toml", 'like = "nobody"', 'like = "the-moon"', "roles[records-officer].like", "“the-moon”"),
        ("people.toml", 'code = "publisher"', 'code = "publisher"\nlike = "editor"', ".like", "Take `like`"),
        (
            "people.toml",
            'code = "analyst"',
            'code = "reader"\nlike = "editor"',
            "roles",
            "writes the briefing",
        ),
        ("edition.toml", "notice_days = 9", "notice_days = 10", "notice_days", "are 9 days"),
        (
            "edition.toml",
            'title = "Deep dive theme"',
            'title = "Deep dive theme"\nlocal_name = "team"',
            "workstreams[deep-dive].local_name",
            "Leave `local_name` on one",
        ),
        ("edition.toml", "leads = true", "leads = false", "inspectorates", "0 do here"),
        ("edition.toml", '"Tuesday"', '"Sunday"', "fieldwork.usual_notification_weekday", "not a working"),
        (
            "readings.toml",
            'default = "inclusive"',
            'default = "both"',
            "readings.fa.window.default",
            "options",
        ),
        ("readings.toml", 'default = "15:30"', 'default = "half three"', ".default", "no clock time"),
        ("stages.toml", "{qa_email}", "{qa_fax}", ".paragraphs[7]", "{qa_fax}"),
        ("stages.toml", "tracked_max = 7", "tracked_max = 27", "selection", "must not fall"),
        (
            "letter.toml",
            'opens_after = ["draft-agreed"]',
            'opens_after = ["published"]',
            ".opens_after[0]",
            "later",
        ),
        (
            "timetable.toml",
            'purpose = "board-told"\n',
            "",
            "tracks.inspection.milestones",
            "“board-told”: the director",
        ),
        ("timetable.toml", 'purpose = "board-told"', 'purpose = "first-call"', ".purpose", "of 2 rows"),
        ("stages.toml", 'purpose = "tell-board"', 'purpose = "tell-bored"', ".purpose", "Nothing looks for"),
        ("stages.toml", 'purpose = "tell-board"\n', "", "notices", "to tell the safeguarding board"),
        ("readings.toml", 'purpose = "minutes-to-confirm"\n', "", "readings", "after so many minutes"),
        (
            "readings.toml",
            'options = ["working", "calendar"]',
            'options = ["working", "lunar"]',
            ".options",
            "“lunar”",
        ),
        ("readings.toml", 'default = "60"', 'default = "an hour"', ".default", "no whole number"),
        (
            "tracks.toml",
            'code = "fa-due"',
            'code = "fa-due"\npurpose = "first-call"',
            ".purpose",
            "inspection track have",
        ),
        ("people.toml", 'purpose = "director"\n', "", "contact_roles", "the first call goes to them"),
        ("letter.toml", 'asks = "letter-edit", ', "", ".asks", "which line of the access table"),
        (
            "letter.toml",
            'kind = "send", ',
            'kind = "send", asks = "letter-edit", ',
            ".asks",
            "Take `asks` out",
        ),
        ("letter.toml", 'asks = "letter-agreement"', 'asks = "the-moon"', ".asks", "is not one of"),
        ("letter.toml", "I agree version {number}", "I agree version {count}", ".says", "{count}"),
        ("letter.toml", "I agree version {number}", "I agree version {number", ".says", "cannot be read"),
        ("letter.toml", ', says = "I agree version {number} of the letter."', "", ".says", "needs words"),
        ("letter.toml", "{statement_due}", "{due}", "letter.next_steps", "{due}"),
        (
            "letter.toml",
            "to {theme} in {area_name}, under",
            "to {subject} in {area_name}, under",
            "letter.opening",
            "{subject}",
        ),
        ("letter.toml", ", default = true", "", "statement.readings", "0 are here"),
        ("letter.toml", 'who = ["editor"]', 'who = ["tea-maker"]', ".who[0]", "no role"),
        ("complaints.toml", 'track = "complaint"', 'track = "moan"', "complaints.track", "no track"),
        ("tracks.toml", 'time = "13:00"', 'time = "1pm"', "clock_words.lunchtime.time", "no clock time"),
        ("tracks.toml", "offset = 48\n", "", "", "`offset`"),
        (
            "tracks.toml",
            "is_clock = false",
            "is_clock = 0",
            "clock_words.end-of-day.is_clock",
            "true or false",
        ),
    ],
)
def test_a_fault_is_named_where_it_stands(
    tmp_path: Path, file: str, old: str, new: str, key: str, words: str
) -> None:
    folder = copy_of(AUGUST, tmp_path)
    change(folder, file, old, new)
    found = faults_of(folder)
    assert any(
        where == f"2016_08/{file}" and at.endswith(key) and words in message for where, at, message in found
    ), found


def test_fieldwork_that_ends_before_its_evidence_is_named(tmp_path: Path) -> None:
    folder = copy_of(AUGUST, tmp_path)
    change(folder, "edition.toml", "last_day = 13\none_week", "last_day = 11\none_week")
    found = {key: words for _, key, words in faults_of(folder)}
    assert "Evidence ends on day 12" in found["tracks.inspection.milestones[evidence-stop].last_day"]


def test_a_row_is_named_by_its_code_and_by_its_number_where_the_code_is_not_its_own() -> None:
    table = {"tracks": {"a": {"milestones": [{"code": "x"}, {"code": "y", "when": [{"value": 1}]}]}}}
    assert by_code(table, "tracks.a.milestones[1].when[0].value") == "tracks.a.milestones[y].when[0].value"
    twice = {"criteria": [{"code": "x"}, {"code": "x"}]}
    assert by_code(twice, "criteria[1].code") == "criteria[1].code"
    assert by_code({}, "readings.sea.lock_time") == "readings.sea.lock_time"


def test_a_printed_weekday_that_disagrees_needs_a_note(tmp_path: Path) -> None:
    folder = copy_of(AUGUST, tmp_path)
    text = (folder / "timetable.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith('discrepancy = "Day 43')]
    (folder / "timetable.toml").write_text("\n".join(lines), encoding="utf-8")
    ((_, key, message),) = faults_of(folder)
    assert key.endswith(".printed_weekday")
    assert message == "Day 43 is a Friday by count and “Tuesday” is printed. Say so in `discrepancy`."


def test_a_file_that_cannot_be_read_hides_no_other_and_adds_no_noise(tmp_path: Path) -> None:
    folder = copy_of(AUGUST, tmp_path)
    (folder / "letter.toml").write_text("[letter\n", encoding="utf-8")
    (folder / "outline.toml").write_text("= 3", encoding="utf-8")
    assert [file for file, _, _ in faults_of(folder)] == ["2016_08/letter.toml", "2016_08/outline.toml"]


def test_a_key_in_two_files_is_a_fault(tmp_path: Path) -> None:
    folder = copy_of(THIRD / "2031_05", tmp_path)
    (folder / "more.toml").write_text(
        'title = "Again"\n[tracks.statement]\ntitle = "Again"\n', encoding="utf-8"
    )
    found = {(file, key) for file, key, _ in faults_of(folder)}
    assert {("2031_05/more.toml", "title"), ("2031_05/timeline.toml", "tracks.statement")} <= found


@pytest.mark.parametrize("edit", [lambda folder: (folder / "letter.toml").unlink()])
def test_a_missing_file_shows_as_missing_keys(tmp_path: Path, edit: Callable[[Path], None]) -> None:
    folder = copy_of(AUGUST, tmp_path)
    edit(folder)
    assert {"letter", "statement"} <= {key for _, key, _ in faults_of(folder)}


def test_the_message_of_the_exception_counts_and_names_the_first(tmp_path: Path) -> None:
    folder = copy_of(AUGUST, tmp_path)
    change(folder, "edition.toml", "day_origin = 0\n", "")
    with pytest.raises(FrameworkFaults, match=r"1 fault; the first: 2016_08/edition.toml: day_origin"):
        read_edition(folder)
