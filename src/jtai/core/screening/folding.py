"""One spelling for each word: small letters, no accents, straight apostrophes."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans("’‘ʼ`‐‑–łøđðıħŧ", "''''---loddiht") | str.maketrans(
    {"þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)


def fold(text: str) -> str:
    """The text as it is looked up."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    folded = folded.translate(_PLAIN)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
