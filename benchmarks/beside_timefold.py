"""Timefold beside our plan of its published meeting data: installed under `var/`, run for the same seconds.

Both plans get their points from the same scorer (`published_meetings.Meetings`). Timefold is never imported
here: `timetable_peer.py` runs in an environment and a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.published_meetings import Meetings, Score

HERE = Path(__file__).parent
PEER = HERE.parent / "var/timetable-peer"
LEVELS = ("hard", "medium", "soft")
# Java starts and the rules are turned into its code before the clock of the solving begins.
START_SECONDS = 120.0
NO_JAVA = "no peer: it needs Java 17, which is not here (Debian: openjdk-17-jre-headless)"


class NoPeer(Exception):
    """Why the peer has no plan to show, in words for the table."""


@dataclass(frozen=True)
class PeerPlan:
    """What the peer found: our points for its plan, its own, and the seconds it solved."""

    score: Score
    own: Score
    seconds: float
    java: str


def install_peer() -> None:
    """The peer in a virtual environment of its own; nothing is fetched when it is there."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise NoPeer(NO_JAVA)
    uv, python = str(Path(sys.executable).parent / "uv"), str(PEER / "venv/bin/python")
    install = [uv, "pip", "install", "-q", "--require-hashes", "--python", python]
    try:
        if not Path(python).exists():
            subprocess.run([uv, "venv", "-q", str(PEER / "venv")], check=True)  # noqa: S603
        subprocess.run([*install, "-r", str(HERE / "requirements-timetable.txt")], check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoPeer("no peer: it could not be installed") from error


def peer_plan(meetings: Meetings, data: Path, seconds: float) -> PeerPlan:
    """The peer's plan after so many seconds of solving. Raises `NoPeer`."""
    command = [str(PEER / "venv/bin/python"), str(HERE / "timetable_peer.py"), str(data), str(seconds)]
    try:
        done = subprocess.run(  # noqa: S603 - our own two files
            command, capture_output=True, text=True, timeout=seconds + START_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NoPeer("no peer: it did not come to its end") from error
    if done.returncode:
        raise NoPeer(f"no peer: {(done.stderr.strip().splitlines() or ['it failed'])[-1]}")
    answer = json.loads(done.stdout.splitlines()[-1])
    if None in answer["start"] or None in answer["room"]:
        raise NoPeer("the peer has not placed every meeting in that time")
    hard, medium, soft = answer["score"]
    score = meetings.score(np.array(answer["start"]), np.array(answer["room"]))
    return PeerPlan(score, (hard, medium, soft), answer["seconds"], answer["java"])


def told(score: Score) -> str:
    """A score as Timefold writes it."""
    return "/".join(map(str, score))


def compared(ours: Score, theirs: Score) -> str:
    """Who is better at each level; the first level that differs decides."""
    better = ("theirs", "equal", "ours")
    words = [
        f"{level} {better[(a > b) - (a < b) + 1]}" for level, a, b in zip(LEVELS, ours, theirs, strict=True)
    ]
    first = "neither" if ours == theirs else "ours" if ours > theirs else "theirs"
    return f"better plan: {first} ({', '.join(words)})"


def ratio(ours: Score, theirs: Score) -> str:
    """The points lost, ours by theirs: of the soft level when those above are equal, else of the medium."""
    level = 2 if ours[:2] == theirs[:2] else 1
    return f"{LEVELS[level]} {ours[level] / theirs[level]:.3f} ×" if theirs[level] else ""
