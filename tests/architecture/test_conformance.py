"""The table of conformance refuses every way of flattering itself (docs/adr/0133)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import check_conformance
from tools.generated import conformance

IDS = {"R-001-1", "R-001-2"}
PLACE = ["src/jtai/core/results.py"]
TESTS = {"R-001-1": ["tests/x.py::test_it"]}


def faults(entry: dict[str, object], tests: dict[str, list[str]] | None = None) -> list[str]:
    return conformance.faults_of(IDS, {"R-001-1": entry}, TESTS if tests is None else tests)


def test_an_honest_entry_has_no_fault() -> None:
    assert faults({"status": "met", "where": PLACE}) == []


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"status": "done", "where": PLACE}, "it is one of"),
        ({"status": "met", "where": ["src/nowhere.py"]}, "no file"),
        ({"status": "met", "where": ["src/jtai/apps/evidence"]}, "no file"),
        ({"status": "met"}, "where is empty"),
        ({"status": "partial", "where": PLACE}, "reason does not say"),
        ({"status": "met", "where": PLACE, "tests": []}, "unknown key"),
    ],
)
def test_a_faulty_entry_is_named(entry: dict[str, object], said: str) -> None:
    assert any(said in fault for fault in faults(entry))


def test_met_without_a_test_is_a_fault() -> None:
    assert any("no test is marked" in fault for fault in faults({"status": "met", "where": PLACE}, tests={}))


def test_a_mark_of_an_unknown_row_is_a_fault() -> None:
    found = faults({"status": "met", "where": PLACE}, tests=TESTS | {"R-999-9": ["tests/x.py::test_other"]})
    assert found == ['tests/x.py::test_other is marked with "R-999-9", which is not in the catalogue.']


def test_an_entry_of_an_unknown_row_is_a_fault() -> None:
    assert conformance.faults_of({"R-001-2"}, {"R-001-1": {"status": "met", "where": PLACE}}, TESTS)


@pytest.mark.parametrize(
    "outcomes", [[], ["failed"], ["skipped"], ["passed", "failed"], ["passed", "skipped"]]
)
def test_a_met_row_needs_its_tests_to_have_passed_on_every_database(
    tmp_path: Path, outcomes: list[str]
) -> None:
    record = tmp_path / "record"
    record.write_text(
        "".join(json.dumps({"id": "tests/x.py::test_it", "outcome": o}) + "\n" for o in outcomes)
    )
    table = [{"id": "R-001-1", "status": "met", "tests": ["tests/x.py::test_it"]}]
    assert check_conformance.unshown(table, check_conformance.outcomes(record))


def test_a_met_row_with_its_tests_passed_is_shown(tmp_path: Path) -> None:
    record = tmp_path / "record"
    record.write_text(2 * (json.dumps({"id": "tests/x.py::test_it", "outcome": "passed"}) + "\n"))
    table = [{"id": "R-001-1", "status": "met", "tests": ["tests/x.py::test_it"]}]
    assert check_conformance.unshown(table, check_conformance.outcomes(record)) == []


def test_the_catalogue_is_whole() -> None:
    rows = conformance.catalogue()
    assert len({row["id"] for row in rows}) == len(rows) > 300
    assert all(row["acceptance"] and row["area"] for row in rows)
