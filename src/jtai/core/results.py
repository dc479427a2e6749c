"""What a rule answers: every `Problem` it found, or a `Decision` with its reason.

A rule that looks at content answers with all its problems at once (ADR 0309).
A rule about who may, or when, answers yes or no with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NoReturn

Severity = Literal["blocks", "warns"]
RefusalKind = Literal["hidden", "role", "moment", "stale", "too-large", "too-many", "unavailable", "password"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in a sentence that says what to do about it.

    code      stable, kebab-case, never shown
    severity  "blocks", or "warns": a warning can be passed with a recorded reason
    message   what is wrong, then what to do
    source    the paragraph it comes from, as in "Guidance, paragraph 78"
    field     the form field it belongs beside, where there is one
    """

    code: str
    severity: Severity
    message: str
    source: str = ""
    field: str | None = None

    @property
    def blocks(self) -> bool:
        return self.severity == "blocks"

    def on(self, field: str) -> Problem:
        """The same problem, beside `field`."""
        return replace(self, field=field)


def blocks(code: str, message: str, source: str = "", field: str | None = None) -> Problem:
    """A problem that refuses submission; a draft is kept all the same (ADR 0301)."""
    return Problem(code, "blocks", message, source, field)


def warns(code: str, message: str, source: str = "", field: str | None = None) -> Problem:
    """A problem of the "usually", "should", "where possible" kind (ADR 0009)."""
    return Problem(code, "warns", message, source, field)


def unanswered(problems: Iterable[Problem], reasons: Mapping[str, str]) -> list[Problem]:
    """The problems that still stand: all that block, and warnings without a reason in `reasons`."""
    return [p for p in problems if p.blocks or not reasons.get(p.code, "").strip()]


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, with the reason a person reads when it is no."""

    allowed: bool
    reason: str = ""
    source: str = ""
    kind: RefusalKind = "role"

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `Refused` unless this is a yes."""
        if not self.allowed:
            raise Refused(self)


YES = Decision(True)


def no(reason: str, source: str = "", *, kind: RefusalKind = "role") -> Decision:
    """A no. `kind` chooses the status code of ADR 0003: hidden 404, role 403, moment and stale 409."""
    return Decision(False, reason, source, kind)


class Refused(Exception):
    """An action was refused by `decision`; nothing was written."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision


def refuse(reason: str, source: str = "", *, kind: RefusalKind = "role") -> NoReturn:
    """Raise `Refused` with this reason; `kind` as in `no`."""
    raise Refused(no(reason, source, kind=kind))


class ProblemsFound(Exception):
    """A submission has problems; nothing was written and the draft stands (422)."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(p.message for p in self.problems))


def require_none(problems: Iterable[Problem], reasons: Mapping[str, str] | None = None) -> list[Problem]:
    """Raise `ProblemsFound` if any stands; otherwise the warnings passed with a reason."""
    found = list(problems)
    standing = unanswered(found, reasons or {})
    if standing:
        # A warning beside a blocking problem is shown too, so that nobody meets it only afterwards.
        raise ProblemsFound(standing)
    return found
