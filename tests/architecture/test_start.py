"""The first start builds the demonstration once, and one that broke off is not taken for whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.start import CannotStart, demonstrate


def fail() -> None:
    raise RuntimeError("the disk is full")


def test_it_is_built_in_an_empty_database_only(tmp_path: Path) -> None:
    built: list[str] = []
    demonstrate(tmp_path, lambda: built.append("once"), has_people=False)
    demonstrate(tmp_path, lambda: built.append("twice"), has_people=True)
    assert built == ["once"]


def test_one_that_broke_off_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        demonstrate(tmp_path, fail, has_people=False)
    with pytest.raises(CannotStart, match="half built last time"):
        demonstrate(tmp_path, fail, has_people=True)


def test_one_that_broke_off_before_its_first_row_is_begun_again(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        demonstrate(tmp_path, fail, has_people=False)
    demonstrate(tmp_path, lambda: None, has_people=False)
    demonstrate(tmp_path, fail, has_people=True)
