"""Measures the screen for names, with Microsoft Presidio beside it in the same run, as one table.

    python -m benchmarks.screening                  accuracy, speed and memory of both
    python -m benchmarks.screening --alone          without Presidio (nothing is installed)
    python -m benchmarks.screening --guidance DIR   also on the text of the guidance (150149, as *.txt)
    python -m benchmarks.screening --letters DIR    also counts alarms in a folder of letters of your own

Presidio is installed once into `var/screening/peer` from `benchmarks/requirements-screening.txt`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks import guidance_sentences, held_out  # noqa: E402
from benchmarks.scoring import Score, read_records, score  # noqa: E402
from jtai.commands.output import table  # noqa: E402
from jtai.core.screening import Lexicon, screen, standard_lexicon  # noqa: E402
from jtai.core.screening.data_file import unpack  # noqa: E402
from jtai.core.screening.lexicon import DATA_FILE  # noqa: E402

DEV = ROOT / "benchmarks/data/names/dev.jsonl"
UNTUNED = ROOT / "benchmarks/data/names/held_out.jsonl"
PEER = ROOT / "var/screening/peer"
REQUIREMENTS = ROOT / "benchmarks/requirements-screening.txt"
WORDS, TIMED, WARM_UP = 200, 15, 2
Spans = list[tuple[int, int]]


@dataclass
class Measured:
    """One screen on everything."""

    dev: Score
    guidance: Score
    alarms: float
    middle: float
    slow: float
    start: float
    memory: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--alone", action="store_true", help="without Presidio")
    parser.add_argument("--letters", default="", metavar="DIR", help="a folder of letters to count alarms in")
    parser.add_argument(
        "--guidance", default="", metavar="DIR", help="a folder with the text of the guidance"
    )
    options = parser.parse_args()
    published = guidance_sentences.texts_in(options.guidance)
    peer = None if options.alone else _peer(published)
    ours = _ours(published)
    print(_summary(ours, peer), _by("recall by kind", "by_kind", ours, peer), sep="\n\n", end="\n\n")
    print(_by("recall by origin", "by_origin", ours, peer), end="\n\n")
    print(_by("clean notes with an alarm", "alarms_by_kind", ours, peer), end="\n\n")
    print(_held_out(), end="\n\n")
    if options.letters:
        texts = guidance_sentences.texts_in(options.letters)
        print(f"alarms in 1,000 words of {len(texts)} letters: {_alarms(texts, _names):.2f}", end="\n\n")
    missed = [f"missed  {each}" for each in ours.dev.missed]
    print("\n".join([*missed, *(f"alarm   {each}" for each in ours.dev.false)]))


def _names(text: str) -> Spans:
    return [(span.start, span.end) for span in screen(text).spans]


def _texts(published: list[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[str], list[str]]:
    dev, guidance = read_records(DEV), guidance_sentences.with_names(published)
    words = " ".join(record["text"] for record in dev).split()
    timed = [" ".join(words[i * WORDS : (i + 1) * WORDS]) for i in range(TIMED + WARM_UP)]
    return dev, guidance, published, timed


def _ours(published: list[str]) -> Measured:
    dev, guidance, whole, timed = _texts(published)
    start, memory = _start()
    times = []
    for text in timed:
        begin = time.perf_counter()
        screen(text)
        times.append(time.perf_counter() - begin)
    return _measured(dev, guidance, whole, _names, times, start, memory)


def _start() -> tuple[float, float]:
    """Seconds and megabytes that the first answer costs a fresh interpreter."""
    code = (
        "import json,resource,time\n"
        "m=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;b=time.perf_counter()\n"
        "from jtai.core.screening import screen;screen('Darren Eccles')\n"
        "print(json.dumps([time.perf_counter()-b,(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss-m)/1024]))"
    )
    runs = []
    for _ in range(5):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
        )
        runs.append(json.loads(done.stdout))
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


def _peer(published: list[str]) -> Measured:
    """Presidio on the same texts. It gets them by whole paragraphs, as we do."""
    dev, guidance, whole, timed = _texts(published)
    _install()
    texts = [r["text"] for r in (*dev, *guidance)] + whole
    done = subprocess.run(  # noqa: S603
        [str(PEER / "bin/python"), str(ROOT / "benchmarks/presidio_peer.py")],
        input=json.dumps({"texts": texts, "timed": timed}),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout[done.stdout.index("{") :])
    found = {text: [(a, b) for a, b in spans] for text, spans in zip(texts, answer["spans"], strict=True)}
    return _measured(
        dev, guidance, whole, lambda text: found[text], answer["times"], answer["start"], answer["memory"]
    )


def _install() -> None:
    if not (PEER / "bin/python").exists():
        uv = str(Path(sys.executable).parent / "uv")
        subprocess.run([uv, "venv", "-q", str(PEER), "--python", sys.executable], check=True)  # noqa: S603
    marker = PEER / "installed.txt"
    if not marker.exists() or marker.read_text() != REQUIREMENTS.read_text():
        uv = str(Path(sys.executable).parent / "uv")
        command = [uv, "pip", "sync", "-q", "--require-hashes", "--python", str(PEER / "bin/python")]
        subprocess.run([*command, str(REQUIREMENTS)], check=True)  # noqa: S603
        marker.write_text(REQUIREMENTS.read_text())


def _measured(
    dev: list[dict[str, Any]],
    guidance: list[dict[str, Any]],
    whole: list[str],
    names: Callable[[str], Spans],
    times: Sequence[float],
    start: float,
    memory: float,
) -> Measured:
    kept = sorted(time * 1000 for time in times[WARM_UP:])
    slow = kept[min(len(kept) - 1, round(0.95 * (len(kept) - 1)))]
    return Measured(
        score(dev, names),
        score(guidance, names),
        _alarms(whole, names),
        statistics.median(kept),
        slow,
        start,
        memory,
    )


def _alarms(texts: Sequence[str], names: Callable[[str], Spans]) -> float:
    words = sum(len(text.split()) for text in texts)
    return 1000 * sum(len(names(text)) for text in texts) / words if words else 0


def _summary(ours: Measured, peer: Measured | None) -> str:
    rows = [
        ("recall", "≥ .96", lambda m: f"{m.dev.recall:.3f}"),
        ("precision", "≥ .92", lambda m: f"{m.dev.precision:.3f}"),
        ("F2", "≥ .95", lambda m: f"{m.dev.f2:.3f}"),
        ("lowest recall of a kind", "≥ .85", lambda m: f"{m.dev.lowest_kind:.3f}"),
        ("lowest recall of an origin", "≥ .90", lambda m: f"{m.dev.lowest_origin:.3f}"),
        ("clean notes with an alarm", "≤ .07", lambda m: f"{m.dev.clean_alarm:.3f}"),
        ("names covered whole", "", lambda m: f"{m.dev.full:.3f}"),
        ("guidance with names: recall", "≥ .92", lambda m: f"{m.guidance.recall:.3f}"),
        ("guidance with names: precision", "≥ .97", lambda m: f"{m.guidance.precision:.3f}"),
        ("alarms in 1,000 words of guidance", "≤ 0.5", lambda m: f"{m.alarms:.2f}"),
        ("200 words, middle (ms)", "≤ 5", lambda m: f"{m.middle:.1f}"),
        ("200 words, 95th percentile (ms)", "≤ 20", lambda m: f"{m.slow:.1f}"),
        ("start (s)", "≤ 1", lambda m: f"{m.start:.2f}"),
        ("added memory (MB)", "≤ 80", lambda m: f"{m.memory:.0f}"),
    ]
    if not ours.guidance.counts:
        rows = [row for row in rows if "guidance" not in row[0]]
    shown = [(name, goal, each(ours), each(peer) if peer else "–") for name, goal, each in rows]
    if peer:
        shown.append(("time beside Presidio's", "≤ 0.1", f"{ours.middle / peer.middle:.3f}", "1"))
    return table(("on dev.jsonl", "goal", "jtai", "Presidio, small model"), shown)


def _by(title: str, field: str, ours: Measured, peer: Measured | None) -> str:
    mine: dict[str, float] = getattr(ours.dev, field)
    theirs: dict[str, float] = getattr(peer.dev, field) if peer else {}
    prefix = "origin " if field == "by_origin" else ""
    rows = [
        (
            kind,
            str(ours.dev.counts.get(prefix + kind, "")),
            f"{value:.2f}",
            f"{theirs[kind]:.2f}" if peer else "–",
        )
        for kind, value in mine.items()
    ]
    return table((title, "names", "jtai", "Presidio"), rows)


_HELD_OUT_HEADER = ("other notes", "notes", "recall", "precision", "F2", "kind", "origin", "clean alarm")


def _held_out() -> str:
    """Other sentences, and names that the lexicon holds or, on purpose, does not."""
    rows = []
    data = files("jtai.core.screening").joinpath(DATA_FILE).read_bytes()
    for title, unseen in (("names that lists hold", False), ("names taken out of the lists", True)):
        records, without = held_out.records(unseen=unseen)
        lexicon = Lexicon(*unpack(data), without=without) if unseen else standard_lexicon()

        def names(text: str, lexicon: Lexicon = lexicon) -> Spans:
            return [(span.start, span.end) for span in screen(text, lexicon=lexicon).spans]

        rows.append((title, str(len(records)), *_figures(score(records, names))))
    swapped = held_out.other_names(read_records(DEV))
    rows.append(("dev.jsonl with other names", str(len(swapped)), *_figures(score(swapped, _names))))
    untuned = read_records(UNTUNED)
    rows.append(("held_out.jsonl, never tuned on", str(len(untuned)), *_figures(score(untuned, _names))))
    return table(_HELD_OUT_HEADER, rows)


def _figures(result: Score) -> list[str]:
    alarm = f"{result.clean_alarm:.3f}" if result.alarms_by_kind else "–"
    origin = f"{result.lowest_origin:.3f}" if result.by_origin else "–"
    figures = (result.recall, result.precision, result.f2, result.lowest_kind)
    return [*(f"{each:.3f}" for each in figures), origin, alarm]


if __name__ == "__main__":
    main()
