"""Where the letter stands in its edition's chain of sign-off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jtai.apps.accounts.models import User
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.memory import by_inspection, read_for_all, rows_of
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.models import Letter, LetterVersion, SignOff
from jtai.core.access import Held
from jtai.core.framework.model import SignOffStep
from jtai.core.letter import (
    Mark,
    Place,
    StepStanding,
    VersionMark,
    current_step,
    decide_sign,
    standing,
)
from jtai.core.results import Decision, no
from jtai.words import listed


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps with their states, the newest version, and who did what."""

    letter: Letter
    version: LetterVersion | None
    steps: tuple[StepStanding, ...]

    @property
    def current(self) -> StepStanding | None:
        """The first step not complete."""
        return current_step(self.steps)

    def step(self, code: str) -> StepStanding:
        """The step with this code; KeyError with a sentence when the edition has none."""
        for one in self.steps:
            if one.step.code == code:
                return one
        raise KeyError(f"The chain has no step “{code}”.")

    def complete(self, code: str) -> bool:
        return any(one.step.code == code and one.complete for one in self.steps)

    @property
    def phase(self) -> str:
        """draft, accuracy, final or publication: that of the current step; "done" after the last."""
        return self.current.step.phase if self.current else "done"

    def of_kind(self, kind: str, phase: str = "") -> StepStanding | None:
        """The first step of this kind (in this phase), or None."""
        return next(
            (one for one in self.steps if one.step.kind == kind and phase in ("", one.step.phase)), None
        )


_letters = rows_of(lambda: Letter.objects.order_by("pk"))
_versions = rows_of(
    # The words of every version would be read to say which step comes next.
    lambda: LetterVersion.objects.defer("content").prefetch_related("refusals").order_by("number"),
    "letter__inspection",
)


@read_for_all
def _sign_offs(inspections: Sequence[int]) -> dict[int, list[tuple[str, str, str, int]]]:
    rows = SignOff.objects.filter(letter__inspection__in=inspections).order_by("pk")
    fields = ("letter__inspection", "step", "role", "body", "version__number")
    return by_inspection(inspections, rows.values_list(*fields))


def letter_of(inspection: Inspection) -> Letter | None:
    """The letter, or None before drafting starts."""
    return next(iter(_letters(inspection)), None)


def chain_of(letter: Letter) -> Chain:
    """The whole chain, worked out from versions, refusals and sign-offs."""
    versions = _versions(letter.inspection)
    marks = [VersionMark(v.number, v.reopens, bool(v.refusals.all())) for v in versions]
    rows = [Mark(*row) for row in _sign_offs(letter.inspection)]
    steps = standing(letter.inspection.edition.letter.sign_off_chain, marks, rows)
    return Chain(letter, versions[-1] if versions else None, steps)


def decide(chain: Chain, step: StepStanding, held: Iterable[Held]) -> tuple[Decision, Place | None]:
    """May somebody with these roles do this step now? The refusal names who signs in this edition."""
    roles = [(one.role, one.body) for one in held]
    answer, place = decide_sign(step, roles)
    if answer or any(role in step.step.who for role, _ in roles):
        return answer, place
    titles = " or ".join(chain.letter.inspection.edition.role(code).title for code in step.step.who)
    edition = chain.letter.inspection.edition_id
    return no(f"“{step.step.title}” is for the {titles} in the {edition} edition.", step.step.source), None


def step_for(chain: Chain, user: User) -> StepStanding | None:
    """The first open step this person can do now, or None."""
    held = held_by(user, chain.letter.inspection)
    return next((one for one in chain.steps if one.open and decide(chain, one, held)[0]), None)


def last_signed(letter: Letter, user: User) -> SignOff | None:
    """What this person signed last, on whatever version."""
    return (
        letter.sign_offs.filter(by=user).select_related("version").order_by("-version__number", "-pk").first()
    )


def place_words(letter: Letter, step: SignOffStep, place: Place) -> str:
    """ "CQC", "Lead inspector" or the roles of the step, for a place that waits."""
    edition = letter.inspection.edition
    if place.body:
        return edition.inspectorate(place.body).short_name
    roles = [place.role] if place.role else list(step.who)
    return " or ".join(edition.role(code).title for code in roles)


def waiting_words(letter: Letter, one: StepStanding) -> str:
    """ "CQC and HMIC": whom a step waits for."""
    return listed([place_words(letter, one.step, place) for place in one.missing])
