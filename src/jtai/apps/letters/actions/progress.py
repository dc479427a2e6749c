"""After each act: which milestones are reached, which no longer, and whose turn it is now."""

from __future__ import annotations

from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.inspections.facts import forget_fact, happened_at, record_fact
from jtai.apps.inspections.messages import holders, send
from jtai.apps.letters.models import Letter
from jtai.apps.letters.queries.chain import Chain, chain_of
from jtai.apps.letters.queries.overview import act_for
from jtai.core.letter import Place, StepStanding
from jtai.core.moments import Moment


def settle(letter: Letter, *, by: User, at: Moment) -> Chain:
    """Bring facts and messages in line with the chain as it stands now.

    A milestone is reached by what is recorded, not by the day, so two steps of one day keep their order
    (clash C15).
    """
    chain = chain_of(letter)
    for one in chain.steps:
        _note_milestone(letter, one, by, at)
    for one in chain.steps:
        # The DCS has had the message that the draft was sent, with the page a DCS may open.
        if one.open and one.step.kind != "receive":
            _tell(chain, one, at)
    return chain


def _note_milestone(letter: Letter, one: StepStanding, by: User, at: Moment) -> None:
    code, inspection = one.step.milestone, letter.inspection
    reached = happened_at(inspection, code)
    if one.complete and reached is None:
        record_fact(inspection, code, by=by, at=at)
    elif not one.complete and reached is not None:
        forget_fact(inspection, code)


def _tell(chain: Chain, one: StepStanding, at: Moment) -> None:
    version = chain.version.number if chain.version else 0
    act = act_for(one, chain.letter.inspection.ref, version).words
    for person in _people(chain.letter, one):
        send(
            chain.letter.inspection,
            key=f"letter-turn:{version}:{one.step.code}:{person.pk}",
            kind="letter.your-turn",
            to=person,
            title="The letter of findings is ready for you",
            body=f"It is your turn: {act[:1].lower()}{act[1:]}. Sign in to read version {version}.",
            link=reverse("letter", args=[chain.letter.inspection.ref]),
            at=at,
        )


def _people(letter: Letter, one: StepStanding) -> list[User]:
    if one.step.kind in ("send", "publish"):
        places: tuple[Place, ...] = (Place(role=one.step.who[0]),)
    else:
        places = one.missing
    found: dict[int, User] = {}
    for place in places:
        roles = [place.role] if place.role else list(one.step.who)
        for person in holders(letter.inspection, *roles, body=place.body):
            found[person.pk] = person
    return list(found.values())
