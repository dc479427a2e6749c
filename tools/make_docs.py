"""Makes the generated pages of the documentation, or says which of them are stale.

.venv/bin/python tools/make_docs.py            writes them
.venv/bin/python tools/make_docs.py --check    writes nothing; exit 1 when a committed one is stale
.venv/bin/python tools/make_docs.py --unstated lists rows with tests and no status
"""

from __future__ import annotations

import difflib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tools.generated import (  # noqa: E402
    access,
    addresses,
    conformance,
    decisions,
    rules,
    states,
    timelines,
    weights,
)

MAKERS = (conformance, timelines, access, states, addresses, decisions, rules, weights)


def made() -> tuple[dict[str, str], list[str]]:
    """Every page with its text, and everything that stood in the way."""
    pages: dict[str, str] = {}
    faults: list[str] = []
    for maker in MAKERS:
        try:
            pages.update(maker.make())
        except conformance.Faults as found:
            faults += found.faults
        except Exception as error:  # one page that cannot be made must not hide the others
            faults.append(
                f"{maker.__name__.split('.')[-1]} could not be made: {type(error).__name__}: {error}"
            )
    return pages, faults


def difference(name: str, old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), "committed", "made now", lineterm="", n=0
    )
    shown = list(lines)[2:]
    return [f"{name} is stale; run tools/make_docs.py and commit it:", *[f"  {x[:160]}" for x in shown[:12]]]


def unstated() -> int:
    entries, tests = conformance.status_entries(), conformance.tests_by_id(conformance.collected())
    for id_ in sorted(set(tests) - set(entries)):
        print(id_, *tests[id_], sep="\n  ")
    return 0


def main() -> int:
    os.chdir(ROOT)
    if "--unstated" in sys.argv[1:]:
        return unstated()
    check = "--check" in sys.argv[1:]
    pages, faults = made()
    for name, text in pages.items():
        path = ROOT / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if old == text:
            continue
        if check:
            faults += difference(name, old, text)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"Made {name}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
