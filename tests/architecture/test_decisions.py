"""A citation of a decision leads to a file of this repository, and that file says why."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs/adr"
DECISIONS = {path.name[:4]: path for path in sorted(FOLDER.glob("[0-9]*.md"))}
LONGEST_DECISION = 45
LONGEST_LINE = 120
PARTS = ("**Choice.**", "**Why.**", "**How we check it.**")
STANDING = re.compile(
    r"Accepted [A-Z][a-z]+ \d{4}(; (changed|overturned) by ADR \d{4}(?:(?:,| and) ADR \d{4})*)?\."
)

# A number that is followed by no ADR names a text that the reader does not have.
ELSEWHERE = re.compile(
    r"\bdecisions?\s+\d|\b(?:architecture|design),\s+(?:principle|contract|section)\b"
    r"|\b(?:pages|architecture)\s+design\b|\(issue,\s+section",
    re.IGNORECASE,
)
CITED = re.compile(r"\bADRs?\s+(\d+)|\badr/(\d+)")
READ = {".py", ".toml", ".md", ".html", ".js", ".css", ".sh", ".typ", ".yml", ".txt", ".json", ""}
# The catalogue quotes the guidance, where a decision is one of the inspectorates; the lists hold words.
QUOTING = (
    "docs/reference/requirements.jsonl",
    "docs/reference/conformance",
    "benchmarks/data",
    "src/jtai/core/screening",
)
THIS = "tests/architecture/test_decisions.py"


def written() -> list[Path]:
    """The files of the project that a person writes and reads."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    names = [name for name in done.stdout.split("\0") if name and name != THIS]
    kept = [name for name in names if not (name.startswith(QUOTING) and not name.endswith(".py"))]
    return [ROOT / name for name in kept if Path(name).suffix in READ and (ROOT / name).is_file()]


def faults(text: str) -> list[str]:
    """Citations of what is not here, and of decisions that do not exist."""
    found = [match.group(0) for match in ELSEWHERE.finditer(text)]
    cited = (match.group(1) or match.group(2) for match in CITED.finditer(text))
    return found + [f"ADR {number}" for number in cited if number not in DECISIONS]


def everywhere(paths: Iterable[Path]) -> dict[str, list[str]]:
    read = ((path, path.read_text(encoding="utf-8", errors="ignore")) for path in paths)
    return {str(path.relative_to(ROOT)): found for path, text in read if (found := faults(text))}


def test_every_citation_of_a_decision_leads_to_one() -> None:
    files = written()
    assert len(files) > 1000
    assert everywhere(files) == {}


@pytest.mark.parametrize(
    "planted",
    [
        "lateness never refuses (decision" + " 1)",
        "(paragraph 80; decisions" + " 16, 17)",
        "a list\n# of decision\n20",
        "(architecture, principle 5)",
        "the action's work (architecture, contract 2)",
        "the pages design (4.5)",
        "built by actions (issue, section 5)",
        "see ADR 9999",
        "docs/adr/0999",
        "ADR 22",
    ],
)
def test_such_a_citation_would_be_found(planted: str) -> None:
    found = faults(planted.replace("\n# ", "\n"))
    assert len(found) == 1, found


def test_the_decisions_of_the_inspectorates_may_be_spoken_of() -> None:
    assert faults("The decision on the statement. 12 decisions were taken; ADR 0001, docs/adr/0130.") == []


@pytest.mark.parametrize("path", DECISIONS.values(), ids=DECISIONS)
def test_a_decision_says_when_what_why_and_how_it_is_checked(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(f"# {path.name[:4]}. ")
    assert STANDING.fullmatch(lines[2]), (
        f"line 3 says whether it holds, as docs/adr/README.md shows: {lines[2]!r}"
    )
    starts = [part for line in lines for part in PARTS if line.startswith(part)]
    assert starts == list(PARTS)
    assert len(lines) <= LONGEST_DECISION
    assert [line for line in lines if len(line) > LONGEST_LINE] == []


def test_no_two_decisions_have_one_number() -> None:
    numbers = [path.name[:4] for path in FOLDER.glob("[0-9]*.md")]
    assert sorted(numbers) == sorted(set(numbers))


@pytest.mark.parametrize("path", DECISIONS.values(), ids=DECISIONS)
def test_the_tests_that_a_decision_names_exist(path: Path) -> None:
    """A test by its name; that named files exist is asked in test_readme.py."""
    text = path.read_text(encoding="utf-8")
    tests = {name for name in re.findall(r"`(test_\w+)`", text) if f"def {name}(" not in ALL_TESTS}
    assert tests == set()


ALL_TESTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
