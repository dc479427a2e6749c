"""`jtai editions` lists what can be loaded; `jtai editions check` says whether a folder is an edition."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from jtai import cli
from jtai.core.framework import also_editions_from
from tests.editions.shared import ROOT, THIRD

AUGUST = ROOT / "src/jtai/editions/2016_08"


def copied(tmp_path: Path, name: str, edition_id: str) -> Path:
    """August under another name, with the id that belongs to it."""
    folder = Path(shutil.copytree(AUGUST, tmp_path / name))
    text = (folder / "edition.toml").read_text(encoding="utf-8")
    (folder / "edition.toml").write_text(text.replace('"2016-08"', f'"{edition_id}"', 1), encoding="utf-8")
    return folder


def test_a_good_folder_is_an_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["editions", "check", str(THIRD / "2031_05")]) == 0
    assert "2031_05 is an edition: 3 criteria" in capsys.readouterr().out
    assert cli.main(["editions", "check", str(THIRD / "2031_05"), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["format"], data["id"], data["faults"]) == (1, "2031-05", [])


def test_every_fault_of_a_folder_is_named_and_the_answer_is_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path, "2027_01", "2027-02")
    letter = folder / "letter.toml"
    letter.write_text(letter.read_text(encoding="utf-8").replace("[statement]", "[statement]\ndays = 71"))
    assert cli.main(["editions", "check", str(folder)]) == 1
    shown = capsys.readouterr().out
    assert "2027_01 is not an edition yet: 2 faults." in shown
    assert "2027_01/letter.toml: statement.days: This is said already, by the `offset`" in shown
    assert cli.main(["editions", "check", str(folder), "--format", "json"]) == 1
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert {fault["key"] for fault in faults} == {"id", "statement.days"}


def test_the_worked_difference_of_the_how_to_gives_what_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copied(tmp_path, "2027_01", "2027-01")
    text = (folder / "edition.toml").read_text(encoding="utf-8").replace("notice_days = 9", "notice_days = 5")
    head, fieldwork = text.split("[fieldwork]")
    fieldwork = fieldwork.replace("first_day = 9", "first_day = 5", 1).replace(
        "last_day = 13", "last_day = 9", 1
    )
    (folder / "edition.toml").write_text(f"{head}[fieldwork]{fieldwork}", encoding="utf-8")
    assert cli.main(["editions", "check", str(folder)]) == 1
    shown = capsys.readouterr().out
    how_to = " ".join((ROOT / "docs/how-to/write-an-edition.md").read_text(encoding="utf-8").split())
    for words in ("Evidence ends on day 12; fieldwork is days 5 to 9", "Day 10 is not among days 5 to 9"):
        assert words in shown and words in how_to
    assert shown.count("of this meeting.") == 11


def test_a_folder_without_an_edition_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["editions", "check", str(tmp_path)]) == 2
    assert "no edition.toml" in capsys.readouterr().err


def test_a_faulty_folder_is_listed_and_the_others_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copied(tmp_path, "2027_01", "2027-02")
    with also_editions_from(tmp_path):
        assert cli.main(["editions"]) == 1
        shown = capsys.readouterr().out
        assert "2016-08  August 2016" in shown
        assert "2027-01 is not an edition yet: 1 fault." in shown
        assert cli.main(["editions", "--format", "json"]) == 1
        rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == ["2016-01", "2016-08", "2027-01"]
    assert rows[-1]["faults"][0]["key"] == "id"


def test_a_faulty_theme_is_listed_and_the_others_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "ours.toml").write_text('code = "ours"\n', encoding="utf-8")
    with also_editions_from(tmp_path):
        assert cli.main(["editions"]) == 1
        shown = capsys.readouterr().out
        assert "domestic-abuse" in shown and "ours is not a theme yet" in shown
