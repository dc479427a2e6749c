"""After a whole run: every test that stands behind a `met` row has passed in it.

.venv/bin/python tools/check_conformance.py RECORD    RECORD is what tools/pytest_record.py wrote
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def outcomes(record: Path) -> dict[str, set[str]]:
    """Every outcome of every test: one that runs on both databases has two."""
    found: dict[str, set[str]] = {}
    for text in record.read_text().splitlines():
        line = json.loads(text)
        found.setdefault(line["id"], set()).add(line["outcome"])
    return found


def unshown(table: list[dict], seen: dict[str, set[str]]) -> list[str]:
    faults = []
    for row in table:
        if row["status"] != "met":
            continue
        for node in row["tests"] or ["no test at all"]:
            if seen.get(node, {"was not run"}) != {"passed"}:
                faults.append(
                    f"{row['id']} is said to be met, but {node}: {', '.join(seen.get(node, {'was not run'}))}"
                )
    return faults


def check(record: Path) -> bool:
    path = ROOT / "docs/reference/conformance.json"
    if not path.exists():
        print("docs/reference/conformance.json is missing; run tools/make_docs.py and commit it.")
        return False
    table = json.loads(path.read_text(encoding="utf-8"))["requirements"]
    faults = unshown(table, outcomes(record))
    for fault in faults:
        print(fault)
    met = sum(row["status"] == "met" for row in table)
    print(f"{met} of {len(table)} rows are met{'' if faults else ', and every test behind them passed'}.")
    return not faults


if __name__ == "__main__":
    sys.exit(0 if check(Path(sys.argv[1])) else 1)
