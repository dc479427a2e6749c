"""What a screen finds: spans of names, identifiers, and what it let through."""

from __future__ import annotations

from dataclasses import dataclass, field

STRONG, POSSIBLE = "strong", "possible"


@dataclass(frozen=True, slots=True)
class Span:
    """A likely personal name: where it stands, how sure we are, what to write instead, and why."""

    start: int
    end: int
    tier: str
    suggestion: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identifier:
    """Something else that points at one person: where, which kind, and what to do about it."""

    start: int
    end: int
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class LetThrough:
    """A word that looked like a name and was not marked, with the reason."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Screening:
    """The answer for one text. Offsets are characters of that text."""

    spans: tuple[Span, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    let_through: tuple[LetThrough, ...] = field(default=())
