"""From the number of a paragraph to its data, code, tests and pages (docs/reference/rules.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.generated import citations, rules
from tools.generated.citations import cited, in_data, in_python

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/rules.md").read_text(encoding="utf-8")


def numbers(text: str) -> list[str]:
    return sorted(number for _, number in cited(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as paragraph 34 asks", ["34"]),
        ("(paras 75 to 77)", ["75", "76", "77"]),
        ("paragraphs 39, 45 and 92/93", ["39", "45", "92/93"]),
        ('source = "Guidance, paragraph 9, overview"', ["9"]),
        ('attendance = { lead = true, paragraph = "34" }', ["34"]),
        ('show(request, "x.html", paragraphs=["4", "Annex A"])', ["4", "Annex A"]),
        ("once only (R-095-2)", ["R-095-2"]),
        ("on page 34, 5 days after day 12", []),
    ],
)
def test_a_citation_is_read_whichever_way_it_is_written(text: str, found: list[str]) -> None:
    assert numbers(text) == found


def test_a_citation_belongs_to_the_function_that_it_is_written_in(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        '"""About paragraph 1."""\n\nSHOWN = ["2"]\nPARAGRAPHS = ["3"]\n\n\ndef rule():\n'
        '    """Paragraph 4."""\n\n\nclass Thing:\n    def act(self):\n        # Paragraph 5 asks for it.\n'
        "        pass\n"
    )
    assert in_python(path) == {"": {"1"}, "PARAGRAPHS": {"3"}, "rule": {"4"}, "Thing.act": {"5"}}


def test_a_line_of_data_is_named_by_its_table_and_row(tmp_path: Path) -> None:
    path = tmp_path / "data.toml"
    path.write_text(
        '[[meetings]]\ncode = "team"\nparagraph = "33"\nattendance = { lead = true, paragraph = "34" }\n'
        'agenda = [\n    { code = "headlines", paragraph = "35" },\n]\n'
    )
    assert dict(in_data(path)) == {
        "33": "[[meetings]] team",
        "34": "[[meetings]] team, attendance",
        "35": "[[meetings]] team, agenda, headlines",
    }


def test_a_page_shows_what_its_view_reaches(tmp_path: Path) -> None:
    path = tmp_path / "views.py"
    path.write_text(
        '"""Paragraph 1."""\nPARAGRAPHS = ["2"]\n\ndef shown(request):\n    return _show(request)\n\n'
        "def _show(request):\n    return show(request, paragraphs=PARAGRAPHS)\n\n"
        "def silent(request):\n    return 1\n"
    )
    assert rules.shown(path, "shown") == {"2"}
    assert rules.shown(path, "silent") == {"1"}


def section(title: str) -> dict[str, str]:
    text = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    parts = [line[4:].partition("**: ") for line in text.splitlines() if line.startswith("- **")]
    return {name: rest for name, _, rest in parts}


def test_a_stranger_finds_the_quorum_of_a_meeting_from_its_paragraph() -> None:
    found = section("Paragraph 34")
    assert "`[[meetings]] team, attendance`" in found["Data"]
    assert "core/meetings/attendance.py" in found["Code"]
    assert "test_four_people_make_the_quorum_of_a_team_meeting" in found["Tests"]
    assert "meetings/<int:pk>/attending" in found["Pages"]
    assert "quorum" in (ROOT / "src/jtai/core/meetings/attendance.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "title", ["Paragraph 78", "Paragraph 54", "Annex B", "Paragraph 94 (January), 95 (August)"]
)
def test_a_rule_that_is_met_is_found_from_all_sides(title: str) -> None:
    assert set(section(title)) == {"Requirements", "Data", "Code", "Tests", "Pages"}


def test_every_paragraph_with_a_met_requirement_leads_to_code_and_a_test() -> None:
    titles = [part.split("\n")[0] for part in PAGE.split("\n## ")[1:]]
    met = [title for title in titles if "(met)" in section(title).get("Requirements", "")]
    assert len(met) > 60
    assert [title for title in met if not {"Code", "Tests"} <= set(section(title))] == []


def test_every_paragraph_of_both_editions_has_its_place() -> None:
    assert "## Paragraph 84 (August)\n" in PAGE
    found = [part.split("\n")[0] for part in PAGE.split("\n## ")[1:]]
    assert len(found) == len(set(found)) == 101 + 4
    assert citations.ROOT == ROOT
