"""How a screen for names is scored: `benchmarks/data/names/README.md`, in code."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Screen = Callable[[str], Sequence[tuple[int, int]]]
_BETWEEN = frozenset(" -'’.")
_FEWEST = 13  # kinds with fewer names do not count for the lowest
_COVERED = 0.95


@dataclass
class Score:
    """The figures of one screen on one set of records."""

    recall: float = 0
    precision: float = 0
    f2: float = 0
    clean_alarm: float = 0
    full: float = 0
    by_kind: dict[str, float] = field(default_factory=dict)
    by_origin: dict[str, float] = field(default_factory=dict)
    alarms_by_kind: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def lowest_kind(self) -> float:
        """The lowest recall of a kind with enough names."""
        return min((v for k, v in self.by_kind.items() if self.counts[k] >= _FEWEST), default=0)

    @property
    def lowest_origin(self) -> float:
        """The lowest recall of an origin with enough names."""
        return min((v for k, v in self.by_origin.items() if self.counts["origin " + k] >= _FEWEST), default=0)


def read_records(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def merge(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap, or are parted by at most two spaces, hyphens, apostrophes or stops, become one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged:
            first, last = merged[-1]
            between = text[last:start]
            if start <= last or (len(between) <= 2 and set(between) <= _BETWEEN):
                merged[-1] = (first, max(last, end))
                continue
        merged.append((start, end))
    return merged


def score(records: Sequence[dict[str, Any]], screen: Screen) -> Score:
    """Recall, precision and the rest."""
    result = Score()
    names = found = predicted = right = clean = alarmed = full = 0
    kinds: dict[str, list[bool]] = defaultdict(list)
    origins: dict[str, list[bool]] = defaultdict(list)
    alarms: dict[str, list[bool]] = defaultdict(list)
    for record in records:
        text = record["text"]
        spans = merge(text, screen(text))
        wanted = [(s[0], s[1]) for s in record["spans"]]
        hits = [any(a < end and start < b for a, b in spans) for start, end in wanted]
        for place, (hit, (start, end)) in enumerate(zip(hits, wanted, strict=True)):
            names, found = names + 1, found + hit
            covered = sum(max(0, min(b, end) - max(a, start)) for a, b in spans)
            full += covered >= _COVERED * (end - start)
            kinds[record["kind"]].append(hit)
            if record.get("source") == "template" and record.get("origin"):
                origins[record["origin"][place]].append(hit)
            if not hit:
                result.missed.append(f"{record['kind']}: {text[start:end]!r} in {text}")
        for a, b in spans:
            true = any(a < end and start < b for start, end in wanted)
            predicted, right = predicted + 1, right + true
            if not true:
                result.false.append(f"{record['kind']}: {text[a:b]!r} in {text}")
        if not wanted:
            clean, alarmed = clean + 1, alarmed + bool(spans)
            alarms[record["kind"]].append(bool(spans))
    result.recall, result.precision = _share(found, names), _share(right, predicted)
    p, r = result.precision, result.recall
    result.f2 = 5 * p * r / (4 * p + r) if p and r else 0
    result.clean_alarm, result.full = _share(alarmed, clean), _share(full, names)
    result.by_kind = {k: _share(sum(v), len(v)) for k, v in sorted(kinds.items())}
    result.by_origin = {k: _share(sum(v), len(v)) for k, v in sorted(origins.items())}
    result.alarms_by_kind = {k: _share(sum(v), len(v)) for k, v in sorted(alarms.items())}
    result.counts = {k: len(v) for k, v in kinds.items()} | {
        f"origin {k}": len(v) for k, v in origins.items()
    }
    return result


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0
