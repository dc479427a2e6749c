"""Where a text may be read: a cell of the access table, for a thing of somebody, in a state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from jtai.apps.accounts.models import User
from jtai.core.access import NOBODY, About, Held, decide

Row = Any
AboutOf = Callable[[Row, User], About]
When = Callable[[Row], bool]


def nobody(row: Row, user: User) -> About:
    return NOBODY


def always(row: Row) -> bool:
    return True


@dataclass(frozen=True)
class Place:
    """May read the text: whoever may `action` the material, of this owner, when the row is in this state.

    also   further cells that are needed besides, as (material, about)
    """

    material: str
    action: str = "read"
    about: AboutOf = nobody
    when: When = always
    also: Callable[[Row], str] | None = None

    def opens(self, row: Row, user: User, held: Sequence[Held]) -> bool:
        if not self.when(row):
            return False
        about = self.about(row, user)
        if not decide(held, self.action, self.material, about):
            return False
        return self.also is None or bool(decide(held, "read", self.also(row), about))


@dataclass(frozen=True)
class Everybody:
    """Read by anybody, signed in or not."""

    material: str
    when: When = always

    def opens(self, row: Row, user: User, held: Sequence[Held]) -> bool:
        return self.when(row)


@dataclass(frozen=True)
class Owner:
    """Read by one person, whom the row names; `roles`: as long as they have a role in the inspection."""

    material: str
    whose: str
    when: When = always
    roles: bool = True

    def opens(self, row: Row, user: User, held: Sequence[Held]) -> bool:
        return self.when(row) and value_of(row, self.whose) == user.pk and bool(held or not self.roles)


def value_of(row: Row, path: str) -> Any:
    """`value_of(row, "record.author_id")`."""
    for name in path.split("."):
        row = getattr(row, name, None)
    return row


def body(path: str) -> AboutOf:
    """The owner is the inspectorate or agency that the row names."""
    return lambda row, user: About(body=value_of(row, path) or "")


def bodies(*paths: str) -> AboutOf:
    return lambda row, user: About(bodies=frozenset(value_of(row, path) or "" for path in paths))


def own(path: str) -> AboutOf:
    """It is somebody's own: the person the row names."""
    return lambda row, user: About(own=value_of(row, path) == user.pk)


def state(*states: str, of: str = "state") -> When:
    return lambda row: value_of(row, of) in states


def not_state(*states: str, of: str = "state") -> When:
    return lambda row: value_of(row, of) not in states
