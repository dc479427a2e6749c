"""The command line as people and scripts use it: answers, exit codes, faults, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jtai import cli
from tests.editions.shared import ROOT, read_data

A1 = ("timeline", "--edition", "2016-08", "--day-zero", "2016-09-06")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a terminal starts it."""
    return subprocess.run(
        [sys.executable, "-m", "jtai.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any, str]:
    """Exit code, JSON and standard error."""
    code = cli.main([*arguments, "--format", "json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out), captured.err


def test_in_a_process_of_its_own() -> None:
    done = run(*A1, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(done.stdout)
    assert (data["format"], data["edition"], data["day_zero"]) == (1, "2016-08", "2016-09-06")


def test_editions_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, data, _ = answer(capsys, "editions")
    assert code == 0
    assert {row["id"]: row["criteria"] for row in data}.items() >= {"2016-01": 22, "2016-08": 22}.items()
    assert set(data[0]) == {"id", "title", "published", "criteria", "milestones"}


def test_themes_are_listed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["editions"]) == 0
    shown = capsys.readouterr().out
    assert "domestic-abuse" in shown
    assert "14 January 2016" in shown


@pytest.mark.parametrize(
    ("edition", "name"),
    [(edition, name) for edition, rows in read_data("worked_calendars.json").items() for name in rows],
)
def test_every_worked_date_comes_out(edition: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    example = read_data("worked_calendars.json")[edition][name]
    code, data, _ = answer(capsys, "timeline", "--edition", edition, "--day-zero", example["day_zero"])
    found = {row["code"]: [row["first_on"], row["due_on"]] for row in data["milestones"]}
    assert found == example["dates"]
    # A3 and A5 of the worked calendars split fieldwork: the answer is "no", with all milestones.
    blocked = any(problem["severity"] == "blocks" for problem in data["problems"])
    assert (code, blocked) == ((1, True) if name in {"A3", "A5"} else (0, False))


def test_a_milestone_has_the_keys_scripts_rely_on(capsys: pytest.CaptureFixture[str]) -> None:
    _, data, _ = answer(capsys, *A1)
    rows = {row["code"]: row for row in data["milestones"]}
    assert set(data) == {"format", "edition", "day_zero", "milestones", "problems"}
    assert list(rows["publish"]) == [
        "code", "title", "owner", "first_day", "last_day", "first_on", "due_on", "due_at", "source",
        "discrepancy",
    ]  # fmt: skip
    due = {code: row["due_at"] for code, row in rows.items()}
    assert due["notify-dcs"] == "09:30"
    assert due["select-20"] == due["draft-sent"] == "12:00"
    assert due["data-20"] == due["evidence-stop"] == due["feedback"] == "15:00"
    assert due["findings-meet"] == due["signoff-3"] == "13:00"
    for code in ("prep-1", "brief-note", "onsite", "joint-eval", "fa-due", "publish"):
        assert due[code] is None
    assert "see C02" in rows["publish"]["discrepancy"]
    assert rows["prepub"]["discrepancy"] is None


def test_closure_days_and_holds(capsys: pytest.CaptureFixture[str]) -> None:
    closures = [f"--closure=2017-12-{day}" for day in (27, 28, 29)] + ["--closure=2018-01-02:closed"]
    code, data, _ = answer(capsys, "timeline", "--edition", "2016-08", "--day-zero", "2017-11-21", *closures)
    assert code == 0
    assert {row["code"]: row["due_on"] for row in data["milestones"]}["publish"] == "2018-01-30"
    _, data, _ = answer(
        capsys, "timeline", "--edition", "2016-08", "--day-zero", "2019-09-10",
        "--hold", "2019-11-06..2019-12-13:general election",
    )  # fmt: skip
    assert {row["code"]: row["due_on"] for row in data["milestones"]}["publish"] == "2019-12-16"


def test_another_reading(capsys: pytest.CaptureFixture[str]) -> None:
    _, data, _ = answer(capsys, *A1, "--reading", "anchor.publish=printed_weekday")
    assert {row["code"]: row["due_on"] for row in data["milestones"]}["publish"] == "2016-11-08"


@pytest.mark.requirement("R-009-4")
def test_day_zero_refused_blocked_and_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    at = ("timeline", "--edition", "2016-08", "--day-zero")
    code, data, error = answer(capsys, *at, "2016-12-27")
    assert code == 2
    assert "Tuesday 27 December 2016 is not a working day" in error
    code, data, error = answer(capsys, *at, "2017-04-04")
    assert (code, error) == (1, "")
    (problem,) = data["problems"]
    assert set(problem) == {"code", "severity", "message", "source"}
    assert (problem["code"], problem["severity"]) == ("fieldwork-split", "blocks")
    assert {row["code"]: row["due_on"] for row in data["milestones"]}["team-brief"] == "2017-04-19"
    code, data, _ = answer(capsys, *at, "2017-02-28")
    assert (code, data["problems"]) == (0, [])


def test_a_warning_alone_is_not_a_no(capsys: pytest.CaptureFixture[str]) -> None:
    code, data, _ = answer(capsys, "timeline", "--edition", "2016-01", "--day-zero", "2016-01-12")
    assert (code, [p["severity"] for p in data["problems"]]) == (0, ["warns"])


def test_the_table_shows_dates_times_and_disagreements(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(list(A1)) == 0
    shown = capsys.readouterr().out
    assert "mid-afternoon (15:00)" in shown
    assert "Fri 4 Nov 2016" in shown
    assert "publish: Day 43 is a Friday by count; the table prints “Tuesday”" in shown


def test_the_calendar_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "dates.ics"
    code, data, _ = answer(capsys, *A1, "--ics", str(file), "--reference", "j7k2m4")
    assert (code, len(data["milestones"])) == (0, 46)
    text = file.read_text(encoding="utf-8")
    assert "BEGIN:VTIMEZONE" in text
    assert "SUMMARY:j7k2m4: " in text
    code, _, error = answer(capsys, *A1, "--ics", str(tmp_path / "no" / "such.ics"))
    assert code == 2
    assert "cannot be written" in error


def test_add_and_count(capsys: pytest.CaptureFixture[str]) -> None:
    code, data, _ = answer(capsys, "working-days", "add", "2018-01-30", "70")
    assert code == 0
    assert (data["date"], data["weekday"]) == ("2018-05-11", "Friday")
    assert [row["date"] for row in data["skipped"]] == ["2018-03-30", "2018-04-02", "2018-05-07"]
    assert answer(capsys, "working-days", "count", "2018-01-30", "2018-05-11")[1] == {"working_days": 70}
    code, data, _ = answer(capsys, "working-days", "add", "2016-09-06", "-1", "--closure", "2016-09-05:away")
    assert (code, data["date"]) == (0, "2016-09-02")
    assert data["skipped"] == [{"date": "2016-09-05", "why": "closed: away"}]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("timeline", "--edition", "1999-01", "--day-zero", "2016-09-06"), "no edition “1999-01”"),
        (("timeline", "--edition", "2016-08", "--day-zero", "6.9.2016"), "Write it as 2016-09-06"),
        (("timeline", "--edition", "2016-08", "--day-zero", "2016-02-30"), "“2016-02-30” is not a date"),
        (("timeline", "--edition", "2016-08", "--day-zero", "2050-12-20"), "outside the calendar"),
        (("timeline", "--edition", "2016-08"), "--day-zero"),
        ((*A1, "--hold", "2019-11-06"), "is not a hold"),
        ((*A1, "--hold", "2019-12-06..2019-11-01:x"), "ends before it begins"),
        ((*A1, "--closure", "soon"), "“soon” is not a date"),
        ((*A1, "--reading", "anchor.publish=tuesday"), "Choose one of: day_number, printed_weekday"),
        ((*A1, "--reading", "nonsense"), "is not a reading"),
        ((*A1, "--calendar", "england-0"), "no calendar “england-0”"),
        (("working-days", "add", "2018-01-30", "many"), "not a whole number"),
        (("working-days", "add", "1980-01-30", "1"), "runs from 1990-01-01 to 2050-12-31"),
        (("working-days", "count", "2018-01-30", "2060-01-01"), "runs from 1990-01-01 to 2050-12-31"),
        (("nonsense",), "nonsense"),
        ((), "required"),
    ],
)
def test_bad_input_is_one_plain_sentence_and_exit_code_two(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(list(arguments)) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert len(shown.err.splitlines()) == 1
    assert "Traceback" not in shown.out + shown.err


def test_bad_input_in_a_process_of_its_own() -> None:
    done = run("timeline", "--edition", "2016-08", "--day-zero", "2016-12-27")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "Traceback" not in done.stdout + done.stderr


def test_all_faults_stand_on_standard_output_and_their_number_in_the_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, data, error = answer(
        capsys, "timeline", "--edition", "x", "--day-zero", "y", "--closure", "z", "--hold", "w"
    )
    assert code == 2
    assert [row["where"] for row in data["faults"]] == ["--edition", "--day-zero", "--closure", "--hold"]
    assert error.startswith("4 faults. The first: --edition: There is no edition “x”.")


@pytest.mark.parametrize(
    "arguments",
    [(), ("editions",), ("timeline",), ("working-days",), ("working-days", "add"), ("working-days", "count")],
)
def test_help_has_an_example(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main([*arguments, "--help"])
    assert left.value.code == 0
    assert "Example" in capsys.readouterr().out


def test_a_reader_that_goes_away_makes_no_noise() -> None:
    command = f"{sys.executable} -m jtai.cli {' '.join(A1)} | head -1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, env=environment)
    assert done.stderr == ""
    assert done.stdout.startswith("Day")


def test_what_nobody_expected_keeps_its_details_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    # A folder in place of the released files is no fault of the person at the terminal.
    monkeypatch.setattr("jtai.commands.editions.available_editions", lambda: 1 / 0)
    assert cli.main(["editions"]) == cli.UNEXPECTED
    shown = capsys.readouterr()
    (log,) = tmp_path.glob("jtai-error-*.log")
    assert str(log) in shown.err
    assert "Traceback" not in shown.err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
