"""Runs the parts of `./test`, all of them even when one fails, and says what each took.

Called by `./test` inside `.venv`, after the set-up.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools import check_conformance, static_checks
from tools.pg import postgres

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("checks", "core", "apps", "journeys")
CORE = ("tests/editions", "tests/core", "tests/cli", "tests/ui", "tests/architecture")
# Minutes, of design: a part that outgrows its share is to be made quicker, not given more.
BUDGET = {
    "set-up": 4,
    "static checks": 3,
    "core": 3,
    "apps, SQLite": 10,
    "apps, PostgreSQL": 10,
    "journeys, SQLite": 12,
    "journeys, PostgreSQL": 8,
}


@dataclass
class Run:
    """What has been run so far."""

    record: Path
    extra: list[str]
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    closing: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began

    def leave_out(self, name: str, why: str) -> None:
        print(f"Left out: {name}: {why}", flush=True)
        self.left_out.append(f"{name}: {why}")


def pytest(run: Run, name: str, places: Sequence[str], options: list[str], **environment: str) -> None:
    """One pytest run, its output passed on as it comes, its closing line kept."""
    arguments = [*options, *([] if names_tests(run.extra) else places)]
    command = [sys.executable, "-m", "pytest", "-q", *arguments, *run.extra]
    env = {**os.environ, "JTAI_TEST_RECORD": str(run.record), "PYTHONUNBUFFERED": "1", **environment}
    if "DATABASE_URL" not in environment:
        env.pop("DATABASE_URL", None)
    last = ""
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    run.closing[name] = last
    if child.returncode != 0:
        run.failed.append(name)


def names_tests(extra: list[str]) -> bool:
    """Whether the person named tests of their own after --."""
    return any(Path(ROOT, word.split("::")[0]).exists() for word in extra)


def checks(run: Run) -> None:
    with run.part("static checks"):
        if not static_checks.run_all():
            run.failed.append("static checks")


def core(run: Run) -> None:
    with run.part("core"):
        pytest(run, "core", CORE, ["-n", "2", "--dist", "loadfile"])


def apps(run: Run) -> None:
    on_both(run, "apps", "not on_sqlite")


def journeys(run: Run) -> None:
    if not shutil.which("chromium"):
        run.leave_out("journeys", "there is no chromium (Debian: apt-get install chromium)")
        return
    on_both(run, "journeys", "on_postgres or on_both")


def on_both(run: Run, part: str, on_postgres: str) -> None:
    """A part on SQLite, then those of its tests that `on_postgres` chooses on PostgreSQL."""
    places, spread = [f"tests/{part}"], ["-n", "2", "--dist", "loadfile", "-m"]
    with run.part(f"{part}, SQLite"):
        pytest(run, f"{part}, SQLite", places, [*spread, "not on_postgres"])
    # pyproject.toml leaves the migrations out; here they are tried on PostgreSQL, by ./run --check on SQLite.
    with run.part(f"{part}, PostgreSQL"), postgres() as url:
        pytest(run, f"{part}, PostgreSQL", places, ["--migrations", *spread, on_postgres], DATABASE_URL=url)


def conformance(run: Run) -> None:
    with run.part("conformance"):
        if not check_conformance.check(run.record):
            run.failed.append("conformance")


def outcomes(record: Path) -> tuple[Counter[str], list[str]]:
    """How many of each outcome, over all parts, and what was skipped with its reason."""
    counts: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    for text in record.read_text().splitlines():
        line = json.loads(text)
        counts[line["outcome"]] += 1
        if line["outcome"] == "skipped":
            skipped[f"{line['reason']} ({line['id'].split('::')[0]})"] += 1
    return counts, [f"{number} × {why}" for why, number in sorted(skipped.items())]


def report(run: Run) -> bool:
    """The closing lines: what was skipped, the budget, pytest's own last lines, the count."""
    counts, skipped = outcomes(run.record)
    print("\n== what was skipped, and why")
    print("\n".join([*run.left_out, *skipped]) or "Nothing.")
    print("\n== time (minutes:seconds)")
    for name, seconds in run.seconds.items():
        allowed = BUDGET.get(name)
        beyond = "  over its share" if allowed and seconds > allowed * 60 else ""
        print(f"{name:22} {clock(seconds):>6}{f' of {allowed}:00' if allowed else '':10}{beyond}")
    print(f"{'all':22} {clock(sum(run.seconds.values())):>6}\n")
    for name, line in run.closing.items():
        print(f"{name:22} {line}")
    if os.environ.get("CI") == "true" and (run.left_out or skipped):
        run.failed.append("something was skipped, which CI does not allow")
    good = not run.failed
    print("Everything asked for passed." if good else f"FAILED: {', '.join(run.failed)}.")
    if run.closing:
        print(
            f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped", flush=True
        )
    return good


def clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{int(seconds % 60):02}"


def parse(words: list[str]) -> tuple[list[str], list[str]]:
    """The parts asked for (all, when none is named) and what is handed to pytest."""
    at = words.index("--") if "--" in words else len(words)
    parts, extra = words[:at], words[at + 1 :]
    unknown = [word for word in parts if word not in PARTS]
    if unknown:
        sys.exit(f'./test does not know "{unknown[0]}"; its parts are {", ".join(PARTS)}.')
    return parts or list(PARTS), extra


def main() -> int:
    parts, extra = parse(sys.argv[1:])
    os.chdir(ROOT)
    (ROOT / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="jtai-record-") as folder:
        run = Run(Path(folder, "outcomes.jsonl"), extra)
        run.record.touch()
        run.seconds["set-up"] = float(os.environ.get("JTAI_SETUP_SECONDS", 0))
        for name in parts:
            {"checks": checks, "core": core, "apps": apps, "journeys": journeys}[name](run)
        if set(parts) == set(PARTS) and not extra:
            conformance(run)
        return 0 if report(run) else 1


if __name__ == "__main__":
    sys.exit(main())
