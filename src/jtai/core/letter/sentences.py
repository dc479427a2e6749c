"""A text as sentences, and which sentence is which after somebody has changed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_END = re.compile(r"(?<=[.!?])[\"'’”)]*\s+(?=[\"'‘“(]*[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|no|nos|para|paras|st|mr|mrs|ms|dr|prof)|\b[A-Z])\.$", re.IGNORECASE
)


def split(text: str) -> list[str]:
    """The sentences of a text, in order, without empty ones. A new line ends a sentence too."""
    found: list[str] = []
    for line in text.splitlines():
        found += _of_line(" ".join(line.split()))
    return found


def _of_line(line: str) -> list[str]:
    sentences: list[str] = []
    start = 0
    for end in _END.finditer(line):
        piece = line[start : end.start()]
        if _NO_END.search(piece):
            continue
        sentences.append(line[start : end.end()].strip())
        start = end.end()
    rest = line[start:].strip()
    return [*sentences, rest] if rest else sentences


def keep_ids(old: Sequence[tuple[str, str]], new: Sequence[str]) -> list[tuple[str | None, str]]:
    """Give the sentences of `new` the ids of `old` (pairs of id and text) they come from; None for new ones.

    Equal sentences keep their id wherever they stand between others; a changed one takes the id of the
    one in its place, so that comments and differences still point to it.
    """
    matcher = SequenceMatcher(None, [text for _, text in old], list(new), autojunk=False)
    result: list[tuple[str | None, str]] = []
    for _, first, last, begin, end in matcher.get_opcodes():
        ids: list[str | None] = [key for key, _ in old[first:last]]
        for offset, text in enumerate(new[begin:end]):
            result.append((ids[offset] if offset < len(ids) else None, text))
    return result
