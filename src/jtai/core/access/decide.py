"""Asks the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jtai.core.access.table import TABLE
from jtai.core.access.words import refusal
from jtai.core.results import YES, Decision, no


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds. body: the inspectorate or agency code the role is held for, or ""."""

    role: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What the table needs to know of one thing.

    own        the person asking wrote it, or it is addressed to them by name
    body       code of the inspectorate or agency the thing belongs to, or ""
    allocated  it was allocated to the person asking
    bodies     codes of all of them, when it belongs to several

    `body` and `bodies` are the owners of the thing, never the bodies of the person asking.
    """

    own: bool = False
    body: str = ""
    allocated: bool = False
    bodies: frozenset[str] = frozenset()

    def belongs_to(self, body: str) -> bool:
        """Is this one of its owners?"""
        return bool(body) and (body == self.body or body in self.bodies)


NOBODY = About()


def decide(held: Iterable[Held], action: str, material: str, about: About | None = None) -> Decision:
    """May somebody holding these roles do `action` to `material`?

    With `about` None the question is whether they could do so to any such thing at all: a list page
    asks this before it fetches what is visible.
    """
    cells = TABLE.get(material, {}).get(action, ())
    held = tuple(held)
    for one in held:
        for cell in cells:
            if cell.role == one.role and _in_scope(cell.scope, one, about):
                return YES
    return no(refusal({one.role for one in held}, action, material))


def _in_scope(scope: str, held: Held, about: About | None) -> bool:
    if not scope or about is None:
        return True
    if scope == "own":
        return about.own
    if scope == "body":
        return about.belongs_to(held.body)
    return about.allocated or about.belongs_to(held.body)


def who_may(action: str, material: str) -> frozenset[str]:
    """The codes of the roles with a cell for this action, whatever its scope."""
    return frozenset(cell.role for cell in TABLE.get(material, {}).get(action, ()))


def actions_on(material: str) -> list[str]:
    """The actions the table knows for a material."""
    return list(TABLE.get(material, {}))


def materials() -> list[str]:
    """Every material of the table, in its order."""
    return list(TABLE)
