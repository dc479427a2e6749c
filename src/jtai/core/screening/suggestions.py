"""What to write instead of a name: the role that stands beside it, or initials."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening.tokens import MARK, Token

_FURTHEST = 5  # words of the longest role
_ARTICLES = frozenset(("the", "a", "an", "her", "his", "their", "our", "allocated", "named"))


def suggest(tokens: Sequence[Token], start: int, end: int) -> str:
    """ "the team manager" for a name with that role beside it, otherwise "T.H."."""
    return (
        _behind(tokens, end)
        or _title(tokens, start)
        or _before(tokens, start)
        or initials([token.text for token in tokens[start:end] if token.taken and token.shape != MARK])
    )


def initials(words: Sequence[str]) -> str:
    """T.H. for Tom Hughes, A-M.K. for Anna-Mae Khan."""
    return "".join(
        "-".join(part[0].upper() for part in re.split(r"[-‐‑]", word) if part) + "." for word in words if word
    )


def _behind(tokens: Sequence[Token], end: int) -> str:
    """Khadija Haddad (the team manager), Poppy Sykes, the IRO, …"""
    if end >= len(tokens) or tokens[end].text not in (",", "(") or tokens[end - 1].owned:
        return ""
    start = end + 1
    while start < len(tokens) and tokens[start].low in _ARTICLES:
        start += 1
    for length in range(_FURTHEST, 0, -1):
        words = tokens[start : start + length]
        closes = start + length
        at_end = closes >= len(tokens) or tokens[closes].shape == MARK
        if len(words) == length and at_end and (role := _role(words)):
            return f"the {role}"
    return ""


def _title(tokens: Sequence[Token], start: int) -> str:
    place = start - 1
    if place > 0 and tokens[place].text == ".":
        place -= 1
    if place < 0 or tokens[place].shape == MARK:
        return ""
    return cw.TITLES.get(tokens[place].low, "")


def _before(tokens: Sequence[Token], start: int) -> str:
    """Social worker: Kwame Moyo, IRO Nusrat Hussain, mum (Stacey)."""
    end = start - 1 if start and tokens[start - 1].text in (":", "(", ",") else start
    for length in range(_FURTHEST, 0, -1):
        if end - length >= 0 and (role := _role(tokens[end - length : end])):
            return f"the {role}"
    return ""


def _role(words: Sequence[Token]) -> str:
    text = " ".join(f"{t.low}'s" if t.owned else t.low for t in words)
    if text not in cw.ROLE_PHRASES:
        return ""
    return text.upper() if text in ("iro", "gp", "idva") else text
