"""Adding a valid edition or theme fails no test: what holds for those that are here holds beside one more."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

import pytest

from jtai.core.framework import (
    also_editions_from,
    available_editions,
    available_themes,
    faulty_editions,
    faulty_themes,
)
from tests.editions import test_editions, test_no_codes_in_code, test_no_numbers_in_code, test_themes
from tests.editions.shared import ROOT, copied_edition

ID = "2030-01"
# Its own codes, words and sizes, some of which the software means something else by.
CHANGES = [
    ("timetable.toml", '"prep-1"', '"overview"'),
    ("stages.toml", "shortlist_size = 20", "shortlist_size = 12"),
    ("edition.toml", 'reference_no = "150149"', 'reference_no = "190001"'),
    ("criteria.toml", '"ESN 22"', '"Q 22"'),
]
MODULES = (test_editions, test_themes, test_no_codes_in_code, test_no_numbers_in_code)
# Those that ask for no fixture look at every edition and theme there is.
CHECKS = [
    function
    for module in MODULES
    for name, function in vars(module).items()
    if name.startswith("test_") and not inspect.signature(function).parameters
]


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("added")
    copied_edition(folder, ID, CHANGES)
    theme = (ROOT / "src/jtai/editions/themes/domestic-abuse.toml").read_text(encoding="utf-8")
    theme = theme.replace('"domestic-abuse"', '"added"').replace('"2016-08"', f'"{ID}"')
    (folder / "themes").mkdir()
    (folder / "themes" / "added.toml").write_text(theme, encoding="utf-8")
    with also_editions_from(folder):
        yield


def test_the_added_ones_are_valid(added: None) -> None:
    assert (faulty_editions(), faulty_themes()) == ({}, {})
    assert ID in available_editions()
    assert "added" in available_themes()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_what_holds_here_holds_beside_them(added: None, check: Callable[[], None]) -> None:
    check()
