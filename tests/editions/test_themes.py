"""The two themes the editions list, the invented example, and what a theme file may not do."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.core.framework import (
    FrameworkFaults,
    available_themes,
    load_edition,
    load_theme,
    parse_theme,
)
from jtai.core.timeline import check_day_zero, check_theme_period, plan
from jtai.core.working_days import england

# In Annex A of the two published editions; other themes may stand beside them.
LISTED = ("cse-missing", "domestic-abuse")
GOOD = """
code = "test-theme"
title = "A theme for tests"
short_title = "tests"
revision = 1
valid_from = 2016-01-01
valid_to = 2016-12-31
editions = ["2016-08"]
links = [{ edition = "2016-08", checked = "https://www.example.org/t", printed = "www.example.org/t" }]
criteria = [{ code = "T 01", title = "One", scope_element = "deep-dive" }]
items = [
    { code = "I1", title = "A list", agency = "police", inspectorate = "hmic", milestone = "lists-rest" },
]
"""


def faults_of(text: str) -> dict[str, str]:
    with pytest.raises(FrameworkFaults) as raised:
        parse_theme(text, source_name="ours.toml")
    assert all(fault.file == "ours.toml" for fault in raised.value.faults)
    return {fault.key: fault.message for fault in raised.value.faults}


def test_the_two_listed_themes_hold_nothing_that_was_made_up() -> None:
    assert set(LISTED) <= set(available_themes())
    for code in LISTED:
        theme = load_theme(code)
        assert (theme.criteria, theme.items, theme.invented) == ((), (), False)
        assert "we do not hold" in theme.note or "No criteria" in theme.note


def test_the_example_is_plainly_invented() -> None:
    assert set(available_themes(invented=True)) - set(available_themes()) >= {"example-moving-home"}
    theme = load_theme("example-moving-home")
    assert theme.invented
    assert "invented" in theme.title
    assert "invented" in theme.short_title
    assert {item.inspectorate for item in theme.items} == {"ofsted", "cqc", "hmic", "hmi-probation"}
    assert len(theme.items) == 12


def test_each_edition_prints_its_own_link() -> None:
    theme = load_theme("cse-missing")
    january, august = theme.link_for("2016-01"), theme.link_for("2016-08")
    assert january is not None
    assert august is not None
    assert "joint-inspection-of-child" in january.printed
    assert "joint-inspections-of-childsexual" in august.printed
    assert january.checked == august.checked
    assert load_theme("domestic-abuse").link_for("2016-01") is None


@pytest.mark.requirement("R-AXA-3")
def test_the_first_theme_is_fine_in_february_and_warns_in_september() -> None:
    theme = load_theme("cse-missing")
    assert (theme.valid_from, theme.valid_to) == (date(2016, 2, 1), date(2016, 8, 31))
    january, august = load_edition("2016-01"), load_edition("2016-08")
    in_february = plan(january, date(2016, 2, 9), england())
    assert in_february.fieldwork()[0] == date(2016, 2, 22)
    assert check_theme_period(in_february, theme) == []
    in_september = plan(august, date(2016, 9, 6), england())
    assert in_september.fieldwork()[0] == date(2016, 9, 19)
    (problem,) = check_theme_period(in_september, theme)
    assert (problem.code, problem.severity) == ("theme-outside-period", "warns")


@pytest.mark.requirement("R-AXA-4")
def test_the_second_theme_is_fine_in_september_and_warns_in_april() -> None:
    theme, august = load_theme("domestic-abuse"), load_edition("2016-08")
    assert check_day_zero(august, date(2016, 9, 6), england(), theme=theme) == []
    late = plan(august, date(2017, 4, 4), england())
    assert late.fieldwork()[0] == date(2017, 4, 19)
    assert [problem.code for problem in check_theme_period(late, theme)] == ["theme-outside-period"]


def test_a_theme_file_carries_the_checksum_of_its_text() -> None:
    theme = parse_theme(GOOD, source_name="ours.toml")
    again = parse_theme(GOOD + "\n", source_name="ours.toml")
    assert len(theme.checksum) == 64
    assert theme.checksum != again.checksum
    assert theme.source_name == "ours.toml"


@pytest.mark.requirement("R-AXA-1")
def test_thirty_items_are_read_with_who_asks_whom_by_when() -> None:
    asked = 'agency = "yot", inspectorate = "hmi-probation", milestone = "annex-a-rest"'
    row = f'{{ code = "N%02d", title = "Item", {asked} }}'
    rows = ",\n".join(row % number for number in range(1, 31))
    text = GOOD[: GOOD.index("items =")] + f"items = [{rows}]"
    theme = parse_theme(text, source_name="ours.toml")
    assert len(theme.items) == 30
    assert (theme.items[0].agency, theme.items[0].milestone) == ("yot", "annex-a-rest")


def test_every_fault_of_a_theme_file_is_named_at_once() -> None:
    text = (
        GOOD.replace("revision = 1\n", 'revision = "one"\nowner = "me"\n')
        .replace('milestone = "lists-rest"', 'milestone = "some-day"')
        .replace('agency = "police"', 'agency = "fire"')
        .replace("valid_to = 2016-12-31", "valid_to = 2015-12-31")
        .replace('scope_element = "deep-dive"', 'scope_element = "moon"')
        .replace('code = "T 01"', 'code = "ESN 01"')
    )
    assert faults_of(text).keys() == {
        "revision",
        "owner",
        "valid_to",
        "items[I1].milestone",
        "items[I1].agency",
        "criteria[ESN 01].scope_element",
        "criteria[ESN 01].code",
    }


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ('editions = ["2016-08"]', 'editions = ["2099-01"]', "editions[0]", "There are: 2016-01, 2016-08"),
        ("https://www.example.org/t", "ftp://www.example.org/t", "links[0].checked", "https://"),
        ('title = "A theme for tests"', 'title = " A theme "', "title", "spaces"),
        ("valid_from = 2016-01-01", "valid_from = 2016-01-01T10:00:00", "valid_from", "a date"),
        ("items = [", "items = [3,", "items[0]", "must be a table"),
        ("links = [", "links = 3 #", "links", "must be a list"),
        ('code = "test-theme"', "code = true", "code", "must be text"),
        ("revision = 1", "revision = true", "revision", "a whole number"),
        ('checksum = ""', "", "", ""),
    ],
)
def test_one_fault_is_named_with_its_key(old: str, new: str, key: str, words: str) -> None:
    if not key:
        # What the loader works out itself may not be claimed by the file.
        assert "checksum" in faults_of(GOOD + 'checksum = "0"\n')
        return
    found = faults_of(GOOD.replace(old, new))
    assert words in found[key]


def test_a_file_that_is_not_toml_is_refused_with_the_line() -> None:
    found = faults_of("code = \n")
    assert "line 1" in found[""]
