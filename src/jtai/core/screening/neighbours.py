"""Which tokens stand beside each other, and hiding those that are certainly no name."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening.tokens import Token


def joined(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token stands right behind the one before it, with one space between."""
    return 0 < index < len(tokens) and tokens[index].gap == 1


def before(tokens: Sequence[Token], index: int) -> Token | None:
    """The token in front, if only a space lies between."""
    return tokens[index - 1] if joined(tokens, index) else None


def after(tokens: Sequence[Token], index: int) -> Token | None:
    """The token behind, if only a space lies between and nothing owns it."""
    return tokens[index + 1] if joined(tokens, index + 1) and not tokens[index].owned else None


def hide(tokens: Sequence[Token], indexes: range, reason: str) -> None:
    """Mask tokens with the reason, unless they are masked already."""
    for index in indexes:
        if not tokens[index].masked:
            tokens[index].masked = reason
