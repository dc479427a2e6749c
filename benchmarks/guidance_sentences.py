"""Sentences of the published guidance with a name put in for a role: real prose, names known for certain."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any

from benchmarks.held_out import hand_made_names

_ROLES = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ee]ach|[Ee]very) (?:(?:Ofsted )?lead inspector|lead HMI|child|young person|DCS|"
    r"chief executive|quality assurance manager|social worker|parent|victim|perpetrator|link inspector|"
    r"director of children’s services|lead officer|team manager|deputy lead inspector)\b(?![’'-])"
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")


def texts_in(folder: str) -> list[str]:
    """The text files of a folder; none without one. The guidance is not part of this repository."""
    return [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))] if folder else []


def sentences(texts: list[str]) -> list[str]:
    """Whole sentences of the texts, each once, on one line."""
    found: dict[str, None] = {}
    for text in texts:
        for block in re.split(r"\n\s*\n", text):
            for sentence in _SENTENCE.split(" ".join(block.split())):
                if sentence.endswith(".") and len(sentence.split()) > 5:
                    found.setdefault(sentence)
    return list(found)


def with_names(texts: list[str]) -> list[dict[str, Any]]:
    """Each sentence that speaks of somebody, with a full name, a first name or title and surname instead."""
    pools = [pool for pool in hand_made_names().values() if pool[0] and pool[1]]
    made = []
    for number, sentence in enumerate(sentences(texts)):
        match = _ROLES.search(sentence)
        if not match:
            continue
        seed = zlib.crc32(sentence.encode())
        firsts, lasts = pools[seed % len(pools)]
        first, last = firsts[seed // 7 % len(firsts)], lasts[seed // 11 % len(lasts)]
        title, name = (("", f"{first} {last}"), ("", first), ("Ms ", last))[number % 3]
        start = match.start() + len(title)
        text = sentence[: match.start()] + title + name + sentence[match.end() :]
        span = [start, start + len(name), "PERSON"]
        kind = ("full_name", "first_only", "surname_title")[number % 3]
        made.append({"text": text, "spans": [span], "kind": kind, "origin": [], "source": "guidance"})
    return made
