"""Code of the project that nothing but its tests reads: functions, classes, methods, properties, imports.

.venv/bin/python tools/dead_code.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("src/jtai", "tools", "benchmarks", "manage.py")
KINDS = ("function", "class", "method", "property", "import", "unreachable_code")

# Read by Django, a library or Python itself, under these names and wherever they are.
READ_BY_OTHERS = (
    *("Meta", "Command", "add_arguments", "*Config", "clean_*", "get_by_natural_key", "get_help_text"),
    *("process_exception", "formatTime", "formatException", "has_changed", "value_*from_data*"),
    *("handle_raw_input", "receive_data_chunk", "file_complete", "on_solution_callback", "pytest_*"),
)
# Checks, chores and template tags are called by whoever keeps the register.
REGISTERED = ("@register", "@register.*")
# Read by nobody yet, with the reason.
KEPT = {
    "get_error_message": "asked by Django's own check of common passwords",
    "shortlist_question": "the lottery has no page yet (ADR 0011)",
}


def unread(places: Iterable[Path], words: Iterable[str] = ()) -> dict[str, str]:
    """Names that these files define and neither they nor the words read, each with its line."""
    watch = Vulture(ignore_names=list(READ_BY_OTHERS), ignore_decorators=list(REGISTERED))
    watch.used_names.update(words)
    watch.scavenge(list(places), exclude=["*/migrations/*"])
    return {
        item.name: f"{item.filename}:{item.first_lineno}: {item.typ} {item.name}"
        for item in watch.get_unused_code()
        if item.typ in KINDS
    }


def words_of_templates_and_settings() -> set[str]:
    """A template reads by name, settings and addresses by dotted name."""
    found: set[str] = set()
    for path in (ROOT / "src/jtai").glob("**/templates/**/*"):
        if path.is_file():
            found |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    for path in (ROOT / "src/jtai/config").rglob("*.py"):
        for dotted in re.findall(r'"(jtai\.[\w.]+)"', path.read_text(encoding="utf-8")):
            found |= set(dotted.split("."))
    return found


def main() -> int:
    found = unread([ROOT / place for place in PLACES], words_of_templates_and_settings())
    faults = [line for name, line in found.items() if name not in KEPT]
    faults += [f"{name} is read now, or gone: take it out of KEPT" for name in KEPT if name not in found]
    if faults:
        print("\n".join(faults))
        print("Nothing but tests reads these: delete them, or say in tools/dead_code.py who does.")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
