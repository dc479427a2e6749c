"""The chain of sign-off of an edition, held against versions and signatures.

Nothing is stored as "signed" or "void": a signature counts while no later version has reopened its step
(clash C16: an edit that leaves the meaning reopens nothing). Order is asked by what is recorded as done,
never by the date, so that two steps of one day keep their order (clash C15).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from jtai.core.framework.model import SignOffStep
from jtai.core.results import YES, Decision, no


@dataclass(frozen=True, slots=True)
class Place:
    """One signature a step needs: a role, or an inspectorate, or either left open."""

    role: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class VersionMark:
    """A version. reopens: step from which it is signed again, "" for none; refused: somebody sent it back."""

    number: int
    reopens: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A step done for a place on a version."""

    step: str
    role: str
    body: str
    version: int


@dataclass(frozen=True, slots=True)
class StepStanding:
    """Where a step stands. missing: places that have not signed; waits_for: steps that come first."""

    step: SignOffStep
    state: Literal["complete", "open", "closed"]
    signed: tuple[Mark, ...]
    missing: tuple[Place, ...]
    waits_for: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return self.state == "complete"

    @property
    def open(self) -> bool:
        return self.state == "open"


def places(step: SignOffStep) -> tuple[Place, ...]:
    """The signatures a step needs: one for each inspectorate, one for each role, or one of anybody named."""
    if step.each_inspectorate:
        return tuple(Place(body=code) for code in step.each_inspectorate)
    if step.every_role:
        return tuple(Place(role=code) for code in step.who)
    return (Place(),)


def standing(
    chain: Sequence[SignOffStep], versions: Sequence[VersionMark], marks: Iterable[Mark]
) -> tuple[StepStanding, ...]:
    """Every step of the chain with its state, for the versions so far (in order of number)."""
    known = list(marks)
    refused = bool(versions) and versions[-1].refused
    done: set[str] = set()
    found = []
    for index, step in enumerate(chain):
        floor = _floor(chain, versions, index)
        counted = tuple(m for m in known if m.step == step.code and m.version >= floor)
        missing = tuple(place for place in places(step) if not any(_fills(m, place) for m in counted))
        waits = tuple(code for code in step.opens_after if code not in done)
        complete = bool(versions) and not missing and not waits
        opened = bool(versions) and not waits and not refused
        if complete:
            done.add(step.code)
        state: Literal["complete", "open", "closed"] = (
            "complete" if complete else "open" if opened else "closed"
        )
        found.append(StepStanding(step, state, counted, missing, waits))
    return tuple(found)


def _floor(chain: Sequence[SignOffStep], versions: Sequence[VersionMark], index: int) -> int:
    order = {step.code: number for number, step in enumerate(chain)}
    reopening = [v.number for v in versions if v.reopens and order.get(v.reopens, 0) <= index]
    return max(reopening, default=0)


def _fills(mark: Mark, place: Place) -> bool:
    return (not place.role or place.role == mark.role) and (not place.body or place.body == mark.body)


def current_step(steps: Iterable[StepStanding]) -> StepStanding | None:
    """The first step that is not complete; None when all are."""
    return next((one for one in steps if not one.complete), None)


def first_to_sign_again(chain: Sequence[SignOffStep], at: str) -> str:
    """The step from which a letter changed in its meaning during step `at` is signed again (clash C16).

    The first signature of the same phase; for publication the first of the phase before it.
    """
    here = next(number for number, step in enumerate(chain) if step.code == at)
    phase = chain[here].phase
    signing = [step for step in chain[: here + 1] if step.kind == "sign" and step.phase == phase]
    if not signing:
        before = [step for step in chain[: here + 1] if step.kind == "sign"]
        signing = [step for step in before if step.phase == before[-1].phase] if before else [chain[here]]
    return signing[0].code


def decide_sign(one: StepStanding, held: Iterable[tuple[str, str]]) -> tuple[Decision, Place | None]:
    """May somebody holding `held` (pairs of role and body) do this step now, and for which place?

    A role the edition does not name is refused as such: the wrong office cannot sign (clash C17).
    """
    mine = [(role, body) for role, body in held if role in one.step.who]
    if not mine:
        return no("This step of the sign-off belongs to another role in this edition.", one.step.source), None
    if one.complete:
        return no("This step is already complete. Nothing was signed a second time.", kind="moment"), None
    if not one.open:
        return no(_closed(one), one.step.source, kind="moment"), None
    for place in one.missing:
        for role, body in mine:
            if (not place.role or place.role == role) and (not place.body or place.body == body):
                return YES, Place(role, body)
    return no("You have already signed this step. It is now waiting for others.", kind="moment"), None


def _closed(one: StepStanding) -> str:
    if one.waits_for:
        return "The step before this one is not complete, so this one cannot be done yet."
    return "The letter has gone back to the lead inspector. Wait for the next version."
