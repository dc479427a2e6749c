"""conformance.md and conformance.json: the catalogue, the tests that show each row, and its status.

The status is kept by hand in status.toml; the tests are those marked with the row's id.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs/reference"
STATUSES = ("met", "partial", "open", "not-applicable")


class Faults(Exception):
    """What is wrong with the hand-kept status or the marks, each in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True)
class Row:
    id: str
    area: str
    paragraph: str
    requirement: str
    acceptance: str
    status: str
    tests: tuple[str, ...]
    where: tuple[str, ...]
    reason: str


@cache
def catalogue() -> list[dict[str, Any]]:
    lines = (REFERENCE / "requirements.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def status_entries() -> dict[str, dict[str, Any]]:
    return tomllib.loads((REFERENCE / "status.toml").read_text(encoding="utf-8"))


@cache
def collected() -> dict[str, list[str]]:
    """The marked tests, as `pytest --collect-only -q` names them from the root with no environment set."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "requirements.json")
        unset = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_ADDOPTS", "CI")
        env = {name: value for name, value in os.environ.items() if name not in unset}
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "tools.pytest_requirements"]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**env, "JTAI_REQUIREMENTS": str(target), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in (0, 5) or not target.exists():
            tail = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
            raise Faults([f"The tests could not be collected:\n{tail}"])
        found: dict[str, list[str]] = json.loads(target.read_text())
        return found


def tests_by_id(marks: dict[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for node, ids in sorted(marks.items()):
        for id_ in ids:
            found[id_].append(node)
    return found


def faults_of(ids: set[str], entries: dict[str, dict[str, Any]], tests: dict[str, list[str]]) -> list[str]:
    """Everything wrong at once."""
    faults = [
        f'{tests[id_][0]} is marked with "{id_}", which is not in the catalogue.'
        for id_ in sorted(set(tests) - ids)
    ]
    faults += [
        f'status.toml has "{id_}", which is not in the catalogue.' for id_ in sorted(set(entries) - ids)
    ]
    for id_, entry in sorted(entries.items()):
        faults += [f"status.toml, {id_}: {fault}" for fault in entry_faults(entry, tests.get(id_, []))]
    return faults


def entry_faults(entry: dict[str, Any], tests: list[str]) -> list[str]:
    status = entry.get("status")
    faults = []
    if status not in STATUSES:
        faults.append(f'status is "{status}"; it is one of {", ".join(STATUSES)}.')
    if unknown := sorted(set(entry) - {"status", "where", "reason"}):
        faults.append(f"unknown key {', '.join(unknown)}.")
    faults += [
        f'where names "{p}", which is no file of the repository.'
        for p in entry.get("where", [])
        if not (ROOT / p).is_file()
    ]
    if status == "met" and not tests:
        faults.append("met, but no test is marked with it.")
    if status == "met" and not entry.get("where"):
        faults.append("met, but where is empty.")
    if status != "met" and not str(entry.get("reason", "")).strip():
        faults.append(f"{status}, but reason does not say what is missing.")
    return faults


def rows() -> list[Row]:
    """The whole table; raises `Faults` with everything that is wrong."""
    entries, tests, wanted = status_entries(), tests_by_id(collected()), catalogue()
    faults = faults_of({row["id"] for row in wanted}, entries, tests)
    if faults:
        raise Faults(faults)
    return [as_row(row, entries.get(row["id"], {}), tests.get(row["id"], [])) for row in wanted]


def as_row(row: dict[str, Any], entry: dict[str, Any], tests: list[str]) -> Row:
    return Row(
        id=row["id"],
        area=row["area"],
        paragraph=paragraphs(row["jan"], row["aug"]),
        requirement=row["requirement"],
        acceptance=row["acceptance"],
        status=entry.get("status", "open"),
        tests=tuple(tests),
        where=tuple(entry.get("where", ())),
        reason=entry.get("reason", ""),
    )


def paragraphs(january: str | None, august: str | None) -> str:
    if january == august:
        return str(january)
    return f"{january or 'none'} (January), {august or 'none'} (August)"


def as_json(table: list[Row]) -> str:
    """One row a line, so that a change shows as a change of that row."""
    keys = ("id", "status", "tests", "where", "reason")
    lines = [json.dumps({key: getattr(row, key) for key in keys}, ensure_ascii=False) for row in table]
    return '{"requirements":[\n' + ",\n".join(lines) + "\n]}\n"


def counts_line(table: list[Row]) -> str:
    counts = Counter(row.status for row in table)
    return ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def as_page(table: list[Row]) -> str:
    by_area: dict[str, list[Row]] = defaultdict(list)
    for row in table:
        by_area[row.area].append(row)
    lines = [
        "# How far the software is",
        "",
        "<!-- Generated by tools/make_docs.py; do not edit. -->",
        "",
        "Each row of the requirement catalogue (`requirements.jsonl`), with its status. **Met** means that a",
        "test carries out the acceptance through the action or the page, for each edition it applies to, and",
        "would fail if the rule were taken out. The tests of each row stand in `conformance.json`.",
        "",
        f"All {len(table)} rows: {counts_line(table)}.",
        "",
        "| Area | Rows | " + " | ".join(status.capitalize() for status in STATUSES) + " |",
        "|---|---:|" + "---:|" * len(STATUSES),
    ]
    for area in sorted(by_area):
        counts = Counter(row.status for row in by_area[area])
        numbers = " | ".join(str(counts[status]) for status in STATUSES)
        lines.append(f"| [{area}](#{area}) | {len(by_area[area])} | {numbers} |")
    for area in sorted(by_area):
        lines += area_section(area, by_area[area])
    return "\n".join(lines) + "\n"


def area_section(area: str, table: list[Row]) -> list[str]:
    lines = ["", f"## {area}", "", f"{len(table)} rows: {counts_line(table)}."]
    shown = [row for row in table if row.status == "met"]
    missing = [row for row in table if row.status in ("partial", "open")]
    apart = [row for row in table if row.status == "not-applicable"]
    if shown:
        lines += ["", "| Met | Paragraph | What | Where | Tests |", "|---|---|---|---|---:|"]
        lines += [
            f"| {r.id} | {cell(r.paragraph)} | {cell(r.requirement)} | {places(r)} | {len(r.tests)} |"
            for r in shown
        ]
    if missing:
        lines += ["", "Acceptances not yet shown:", ""]
        for row in missing:
            why = f" *{cell(row.reason)}*" if row.reason else ""
            lines.append(
                f"- **{row.id}** ({row.status}; paragraph {cell(row.paragraph)}): {row.acceptance}{why}"
            )
    if apart:
        lines += ["", "Not applicable:", ""]
        lines += [f"- **{row.id}**: {cell(row.reason)}" for row in apart]
    return lines


def places(row: Row) -> str:
    return ", ".join(f"[{short(path)}](../../{path})" for path in row.where)


def short(path: str) -> str:
    """A path without the folders that every file stands in."""
    for folder in ("src/jtai/", "tests/", "apps/", "editions/"):
        path = path.removeprefix(folder)
    return path


def make() -> dict[str, str]:
    table = rows()
    return {
        "docs/reference/conformance.json": as_json(table),
        "docs/reference/conformance.md": as_page(table),
    }
