"""The lottery beside sortition-algorithms: least chance, levels, quota violations and time, in one run.

    .venv/bin/python benchmarks/selection.py                     everything, five rounds
    .venv/bin/python benchmarks/selection.py --rounds 1 --only s2
    .venv/bin/python benchmarks/selection.py --public FOLDER     lists you have, in the same form, as well

Our answer is leximin with its proof, the peer's its maximin. Two ratios of like with like: of the whole
processes, start, reading and end included; and of the search alone (ours: the whole process without the time
of one that loads the same and does nothing; the peer's: the call of its function). The rounds go A B A B;
medians are shown, and the spread. A peer that takes longer than `--peer-seconds` is ended.
sortition-algorithms is under the GNU GPL: it is installed under `var/` for this comparison, never imported.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "src"))

from jtai.core.selection.drawing import Seed, draw  # noqa: E402
from jtai.core.selection.proportions import quotas_of  # noqa: E402
from jtai.core.selection.question import Question, make_list  # noqa: E402
from jtai.core.selection.reading import read_children, read_quotas  # noqa: E402
from jtai.core.selection.running import ask  # noqa: E402
from jtai.core.selection.tracking import track  # noqa: E402
from jtai.core.selection.verifying import verify  # noqa: E402

PEER = ROOT / "var/selection-peer"
LISTS = (HERE / "data/selection", ROOT / "tests/data/selection")
OUR_SECONDS = 300.0
SHARES: dict[str, dict[str, int]] = {
    "age": {"0-4": 8, "5-9": 12, "10-12": 17, "13-15": 40, "16-17": 23},
    "gender": {"Female": 55, "Male": 43, "Other": 2},
    "disability": {"Yes": 16, "No": 84},
    "ethnicity": {
        "White British": 66, "White other": 7, "Asian": 10, "Black": 6, "Mixed": 6, "Other": 2,
        "Not recorded": 3,
    },
    "stage": {
        "Early help": 20, "Child in need": 22, "Child protection": 15, "Looked after": 18, "Care leaver": 7,
        "Referral/assessment": 18,
    },
    "probation": {"Yes": 6, "No": 94},
    "context": {"none": 52, "missing": 22, "online": 14, "gang/county lines": 12},
}  # fmt: skip
INVENTED = ((150, 1), (350, 2), (500, 3))


@dataclass(frozen=True)
class Case:
    """One list with its quotas and, where there is one, what is expected."""

    name: str
    question: Question
    expected: dict[str, Any]


def cases(folders: list[Path], only: str) -> Iterator[Case]:
    """The lists of the folders, then invented ones of the sizes between."""
    for path in sorted(child for folder in folders for child in folder.iterdir() if child.is_dir()):
        expected = json.loads((path / "expected.json").read_text(encoding="utf-8"))
        if (path / "quotas.csv").exists() and only in path.name:
            pool = read_children((path / "children.csv").read_bytes())
            quotas = read_quotas((path / "quotas.csv").read_bytes(), pool, expected["k"])
            yield Case(path.name, Question(pool, quotas, expected["k"]), expected)
    for number, seed in INVENTED:
        name = f"invented_{number}"
        if only in name:
            yield Case(name, invented(number, seed), {})


def invented(number: int, seed: int) -> Question:
    """A list by lot from the shares above; a small generator of its own, the same everywhere."""
    state = seed
    rows = []
    for child in range(number):
        values = []
        for shares in SHARES.values():
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            values.append(list(Counter(shares).elements())[(state >> 33) % 100])
        rows.append((f"J{child:05}X", values))
    pool = make_list(SHARES, rows)
    return Question(pool, quotas_of(pool, 20, at_least_one_from=0.02), 20)


def ours(case: Case) -> tuple[float, dict[str, Any]]:
    """Seconds and answer."""
    began = time.monotonic()
    found = ask({"task": "lottery", "question": case.question.as_data(), "relax": False}, seconds=OUR_SECONDS)
    return time.monotonic() - began, found


def peers(case: Case, seconds: float) -> tuple[float, float, dict[str, Any]]:
    """Seconds of the process and of its search, least chance; an empty answer when it took too long."""
    with tempfile.TemporaryDirectory() as folder:
        task = Path(folder) / "task.json"
        task.write_text(json.dumps(case.question.as_data()), encoding="utf-8")
        began = time.monotonic()
        try:
            done = subprocess.run(  # noqa: S603 - our own two files
                [str(PEER / "venv/bin/python"), str(HERE / "selection_peer.py"), str(task)],
                capture_output=True, text=True, timeout=seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return seconds, seconds, {}
        whole = time.monotonic() - began
    if done.returncode:
        raise SystemExit(f"The peer could not be run on {case.name}:\n{done.stderr}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return whole, float(answer["seconds"]), answer


def install_peer() -> None:
    """A virtual environment of its own, once."""
    if (PEER / "venv/bin/python").exists():
        return
    uv = str(Path(sys.executable).parent / "uv")
    subprocess.run([uv, "venv", "-q", str(PEER / "venv")], check=True)  # noqa: S603
    python = ["--python", str(PEER / "venv/bin/python")]
    requirements = ["-r", str(HERE / "requirements-selection.txt")]
    subprocess.run([uv, "pip", "install", "-q", *python, *requirements], check=True)  # noqa: S603


def measured(case: Case, rounds: int, seconds: float, with_peer: bool) -> list[str]:
    """One row of the table."""
    mine, theirs, searches, found, other, starts = [], [], [], {}, {}, []
    for _ in range(rounds):
        began = time.monotonic()
        ask({"task": "several", "tasks": []}, seconds=OUR_SECONDS)
        starts.append(time.monotonic() - began)
        took, found = ours(case)
        mine.append(took)
        # Quotas that cannot be kept are refused by the peer; what took too long once is not tried again.
        if with_peer and found["feasible"] and (other or not theirs):
            process, search, other = peers(case, seconds)
            theirs.append(process)
            searches.append(search)
    whole = statistics.median(mine)
    alone = max(whole - statistics.median(starts), 0.01)
    row = [case.name, str(len(case.question.pool.children)), _spread(mine), f"{alone:.2f}"]
    row += _quality(case, found)
    if not theirs:
        return [*row, "", "", "", "", ""]
    if not other:
        return [*row, f"> {seconds:g}", "", "", f"< 1/{seconds / whole:.0f}", f"< 1/{seconds / alone:.0f}"]
    peer, search = statistics.median(theirs), statistics.median(searches)
    least = f"{other['min_chance']:.6f}"
    ratios = [f"1/{peer / whole:.1f}", f"1/{search / alone:.1f}"]
    return [*row, _spread(theirs), f"{search:.2f}", least, *ratios]


def _spread(seconds: list[float]) -> str:
    if len(seconds) == 1:
        return f"{seconds[0]:.2f}"
    return f"{statistics.median(seconds):.2f} ({min(seconds):.2f}-{max(seconds):.2f})"


def _quality(case: Case, found: dict[str, Any]) -> list[str]:
    """Least chance, its share of the proven bound, levels, violations by the check that shares no code."""
    if not found["feasible"]:
        total = found["relaxations"][0]["total"]
        right = total == case.expected.get("min_total_relaxation", total)
        return ["none", "", "relaxation " + ("as expected" if right else "NOT as expected"), ""]
    checks = {check.code: check for check in verify(draw(found, Seed("benchmark")))}
    share = found["min_chance"] / found["proven_bound"]
    failed = [code for code, check in checks.items() if not check.passed]
    return [f"{found['min_chance']:.6f}", f"{share:.5f}", _levels(case, found), ", ".join(failed) or "none"]


def _levels(case: Case, found: dict[str, Any]) -> str:
    wanted = case.expected.get("leximin_levels")
    if wanted is None:
        return ""
    exact = [chance for chance, number in found["levels"] for _ in range(round(number))]
    given = [chance for chance, number in wanted for _ in range(number)]
    tickets = sorted(found["chances"].values())
    off = max(abs(a - b) for a, b in zip(exact, given, strict=True))
    rounded = max(abs(a - b) for a, b in zip(tickets, given, strict=True))
    return f"{'equal' if off <= 1.5e-5 else f'off by {off:.6f}'} (tickets {rounded:.6f})"


def second_stage(folder: Path) -> Iterator[list[str]]:
    """The choice out of the choice against its expected figures."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    pool = read_children((folder / "children.csv").read_bytes())
    for wanted in expected["by_size"]:
        began = time.monotonic()
        found = track(pool, wanted["size"], further=3)
        took = time.monotonic() - began
        numbers = [] if found is None else [len(found.within(allowed)) for allowed, _, _ in wanted["curve"]]
        equal = numbers == [number for _, number, _ in wanted["curve"]]
        yield [f"{wanted['size']} of {len(pool.children)}", f"{took:.2f}", "equal" if equal else "NOT EQUAL"]


def show(headings: list[str], rows: list[list[str]]) -> None:
    """A table in Markdown."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="|", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
    writer.writerows([headings, ["---"] * len(headings), *rows])
    print("\n".join(f"|{line}|" for line in out.getvalue().splitlines()))


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="lists with this in their name")
    parser.add_argument("--public", type=Path, help="a folder of more lists in the same form")
    parser.add_argument("--peer-seconds", type=float, default=300.0)
    parser.add_argument("--no-peer", action="store_true")
    options = parser.parse_args()
    if not options.no_peer:
        install_peer()
    folders = [*LISTS, *filter(None, [options.public])]
    rows = []
    for case in cases(folders, options.only):
        rows.append(measured(case, options.rounds, options.peer_seconds, not options.no_peer))
        print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
    show(
        [
            "list",
            "n",
            "s",
            "search s",
            "least chance",
            "of bound",
            "levels",
            "failed checks",
            "peer s",
            "peer search s",
            "peer least",
            "ratio, whole processes",
            "ratio, searches",
        ],
        rows,
    )
    print()
    show(["second stage", "s", "against all listed"], list(second_stage(LISTS[1] / "s8_stage2_20_to_5_7")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
