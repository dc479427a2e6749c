"""`jtai screen` as people and scripts use it: JSON lines, tables, reasons, lists, bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jtai import cli
from jtai.commands import screening
from tests.editions.shared import ROOT

NOTES = [
    {"id": "a", "text": "Spoke with Uzma Rehman (the team manager)."},
    {"id": 2, "text": "Records are clear."},
    {"id": "c", "text": "DOB 12/04/2010; Darren Eccles’s plan is late."},
]


def write(path: Path, records: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return str(path)


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert cli.main(["screen", *arguments, "--format", "json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Standard error of a run that must answer 2, on one line."""
    assert cli.main(["screen", *arguments]) == 2
    error = capsys.readouterr().err.strip()
    assert "\n" not in error and "Traceback" not in error
    return error


def test_one_line_for_each_line_in_order_with_offsets_in_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = lines(capsys, write(tmp_path / "notes.jsonl", NOTES))
    assert [each["id"] for each in answer] == ["a", 2, "c"]
    assert answer[0]["spans"] == [
        {"start": 11, "end": 22, "tier": "strong", "suggestion": "the team manager"}
    ]
    assert (answer[1]["spans"], answer[1]["identifiers"]) == ([], [])
    (span,) = answer[2]["spans"]
    assert NOTES[2]["text"][span["start"] : span["end"]] == "Darren Eccles"
    (identifier,) = answer[2]["identifiers"]
    assert set(identifier) == {"start", "end", "kind", "message"}
    assert identifier["kind"] == "date-of-birth"


def test_standard_input_in_a_process_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jtai.cli", "screen", "--format", "json"],
        input="\ufeff" + json.dumps(NOTES[0]) + "\n\n" + json.dumps(NOTES[1]) + "\n",
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", 2]


def test_the_table_shows_the_words_and_says_that_it_is_an_aid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["screen", write(tmp_path / "notes.jsonl", NOTES)]) == 0
    shown = capsys.readouterr().out
    assert "strong name    Uzma Rehman    the team manager" in shown
    assert "date-of-birth" in shown and "paragraph 80" in shown
    assert "3 records read. This is an aid: names can be missed" in shown


def test_it_says_when_nothing_was_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["screen", write(tmp_path / "notes.jsonl", NOTES[1:2])]) == 0
    assert "1 record read. Nothing found." in capsys.readouterr().out


def test_explain_gives_reasons_for_what_was_marked_and_what_was_let_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "notes.jsonl", [{"id": 1, "text": "Dr Okonjo works in Rotherham."}])
    (line,) = lines(capsys, path, "--explain")
    assert "title before it: Dr" in line["spans"][0]["reasons"]
    assert line["let_through"] == [{"start": 19, "end": 28, "reason": "place after “in”"}]
    assert cli.main(["screen", path, "--explain"]) == 0
    assert "let through" in capsys.readouterr().out


def test_words_that_are_allowed_are_let_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    allowed = tmp_path / "allowed.txt"
    allowed.write_text("# the team\nUzma Rehman\n", encoding="utf-8")
    answer = lines(capsys, write(tmp_path / "notes.jsonl", NOTES), "--allow", str(allowed))
    assert [len(each["spans"]) for each in answer] == [0, 0, 1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": 1, "text": "ok"}\n{"id": 2, "text": }\n', "line 2: This is not JSON"),
        (b'{"id": 1}\n', "line 1, field text: The field is missing."),
        (b'{"text": "x"}\n', "line 1, field id: The field is missing."),
        (b'{"id": 1, "text": 5}\n', "line 1, field text: The text is not a string."),
        (b'{"id": [1], "text": "x"}\n', "line 1, field id: The id is neither a string nor a whole number."),
        (b"[1, 2]\n", "line 1: This is not a JSON object."),
        (b'{"id": 1, "text": "caf\xe9"}\n', "line 1: Byte 23 is not valid UTF-8."),
        (
            b'{"id": 1, "text": "\\ud800"}\n',
            "line 1, field text: The text contains half a character (a lone surrogate).",
        ),
        (b'{"id": ' + b"1" * 5_000 + b', "text": ""}\n', "line 1: This is not JSON (a number is too long)."),
        (b"[" * 100_000 + b"\n", "line 1: This is not JSON"),
    ],
)
def test_bad_lines_are_named_with_file_line_and_field(
    content: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_bytes(content)
    assert f"{path}, {message}" in refused(capsys, str(path))


def test_every_bad_line_is_listed_and_no_answer_is_given_before_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_text('{"id": 1, "text": "Darren Eccles"}\nx\n{"id": 3}\n', encoding="utf-8")
    assert cli.main(["screen", str(path), "--format", "json"]) == 2
    captured = capsys.readouterr()
    assert "2 faults. The first" in captured.err
    assert [fault["where"] for fault in json.loads(captured.out)["faults"]] == [
        f"{path}, line 2",
        f"{path}, line 3, field text",
    ]


def test_a_line_that_no_note_has_is_refused_before_it_is_read_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening, "LONGEST_LINE", 1_000_000)
    path = tmp_path / "notes.jsonl"
    path.write_bytes(b'{"id": 1, "text": "' + b"a" * 2_000_000)
    assert "line 1: The line is longer than 1 MB" in refused(capsys, str(path))


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere.jsonl: The file cannot be read" in refused(capsys, str(tmp_path / "nowhere.jsonl"))
    assert "The file cannot be read" in refused(capsys, str(tmp_path))
    assert "nowhere.txt" in refused(capsys, "--allow", str(tmp_path / "nowhere.txt"))


def test_columns_of_names_are_told_by_header_and_by_cells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("child_id,Surname,worker\nC1,Eccles,Uzma Rehman\nC2,Lis,Jo Marsh\n", encoding="utf-8")
    assert cli.main(["screen", "--list", str(path), "--format", "json"]) == 1
    columns = json.loads(capsys.readouterr().out)["columns"]
    assert [(each["number"], each["header"]) for each in columns] == [(2, "Surname"), (3, "worker")]
    assert cli.main(["screen", "--list", str(path)]) == 1
    assert "Column 3, “worker”: 2 of its 2 cells look like names." in capsys.readouterr().out


def test_a_list_without_names_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_text("child_id,gender,area\nC1,F,Leeds\nC2,M,Hull\n", encoding="utf-8")
    assert cli.main(["screen", "--list", str(path)]) == 0
    assert "No column looks like names." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: The list has no header row."),
        (b"child_id\nC\xff\n", "line 2: The line is not valid UTF-8."),
    ],
)
def test_a_list_that_cannot_be_read_is_named(
    content: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert f"{path}, {message}" in refused(capsys, "--list", str(path))


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["screen", "--help"])
    assert stopped.value.code == 0
    assert "Example:" in capsys.readouterr().out
