"""A workflow is a table of moves; the engine only looks things up in it."""

from __future__ import annotations

from dataclasses import dataclass

from jtai.core.results import YES, Decision, no


@dataclass(frozen=True, slots=True)
class Move:
    """By `action` a thing in state `before` comes into state `after`. source: the paragraph."""

    action: str
    before: str
    after: str
    source: str = ""


@dataclass(frozen=True)
class Workflow:
    """name, the state things begin in, the moves, and the words shown for each state."""

    name: str
    initial: str
    moves: tuple[Move, ...]
    titles: dict[str, str]

    def __post_init__(self) -> None:
        seen: set[tuple[str, str]] = set()
        for move in self.moves:
            if (move.before, move.action) in seen:
                raise ValueError(f"{self.name}: two moves for {move.action!r} from {move.before!r}")
            seen.add((move.before, move.action))
        unknown = self.states - set(self.titles)
        if unknown:
            raise ValueError(f"{self.name}: no title for {sorted(unknown)}")

    @property
    def states(self) -> set[str]:
        return {self.initial} | {m.before for m in self.moves} | {m.after for m in self.moves}

    @property
    def actions(self) -> set[str]:
        return {move.action for move in self.moves}

    def move(self, state: str, action: str) -> Move | None:
        """The move for `action` from `state`, or None."""
        return next((m for m in self.moves if m.before == state and m.action == action), None)

    def decide(self, state: str, action: str) -> Decision:
        """Is `action` possible in `state`? The reason names the state in the words a person sees."""
        if self.move(state, action):
            return YES
        title = self.titles.get(state, state)
        return no(f"You cannot do this, because the status is “{title}”.", kind="moment")

    def after(self, state: str, action: str) -> str:
        """The state after `action`. Raises Refused when there is no such move."""
        self.decide(state, action).require()
        found = self.move(state, action)
        assert found is not None
        return found.after
