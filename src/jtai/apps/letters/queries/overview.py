"""What the pages of the letter show: the line on top, the steps, what has happened, who is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.tasks import Viewer
from jtai.apps.letters.models import Letter, Refusal, SignOff
from jtai.apps.letters.queries.chain import Chain, decide, place_words, step_for, waiting_words
from jtai.core.framework.model import Edition
from jtai.core.letter import StepStanding
from jtai.core.letter.chain import places
from jtai.core.timeline import due_words
from jtai.ui.components import Event
from jtai.words import agreed, clock_and_short_date, counted, duration, listed


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the chain as a line: whose it is, when, and whether it is done."""

    title: str
    who: str
    due: str
    status: str
    done: str
    source: str


def due_of(letter: Letter, milestone: str) -> str:
    """ "by 12:00, Wed 5 Oct 2016", from the forecast."""
    if letter.inspection.day_zero is None:
        return ""
    return due_words(dates.forecast_of(letter.inspection).row(milestone).forecast)


def step_rows(chain: Chain, viewer: Viewer) -> list[StepRow]:
    """The chain from top to bottom, with everybody who signed."""
    letter = chain.letter
    signed = list(letter.sign_offs.select_related("by", "version"))
    return [
        StepRow(
            one.step.title,
            who_words(letter, one),
            due_of(letter, one.step.milestone),
            _status(letter, one, viewer),
            "; ".join(_done(letter, row) for row in signed if _counts(row, one)),
            one.step.source,
        )
        for one in chain.steps
    ]


def who_words(letter: Letter, one: StepStanding) -> str:
    """Everybody the step needs."""
    return ", ".join(place_words(letter, one.step, place) for place in places(one.step))


def body_words(edition: Edition, code: str) -> str:
    """The short name of an inspectorate, the name of an agency, or nothing."""
    names = {one.code: one.short_name for one in edition.inspectorates}
    return names.get(code) or next((one.name for one in edition.agencies if one.code == code), "")


def _counts(row: SignOff, one: StepStanding) -> bool:
    return any(
        (mark.step, mark.role, mark.body, mark.version) == (row.step, row.role, row.body, row.version.number)
        for mark in one.signed
    )


def _done(letter: Letter, row: SignOff) -> str:
    edition = letter.inspection.edition
    whom = body_words(edition, row.body)
    late = f", late by {duration(timedelta(seconds=row.late_seconds))}" if row.late_seconds else ""
    who = edition.role(row.role).title
    when = f"{clock_and_short_date(row.at)}{late}"
    return f"{who}{f' ({whom})' if whom else ''}, version {row.version.number}, {when}"


def _status(letter: Letter, one: StepStanding, viewer: Viewer) -> str:
    if one.complete:
        return "Completed"
    if not one.open:
        return "Cannot start yet"
    if dates.late_by(letter.inspection, one.step.milestone, viewer.at.now):
        return "Late"
    due = dates.due_on(letter.inspection, one.step.milestone)
    if due == viewer.at.today:
        return "Due today"
    return "In progress" if one.signed else "To do"


def sign_line(chain: Chain) -> str:
    """What is done, what is next and by when, whom it waits for, and how many steps of the phase remain."""
    letter, current = chain.letter, chain.current
    if chain.version is None:
        return "Nothing is submitted yet. The lead inspector writes the letter."
    head = f"Version {chain.version.number}."
    if current is None:
        return f"{head} Published."
    refusal = Refusal.objects.filter(version=chain.version).order_by("-pk").first()
    if refusal:
        return (
            f"{head} Sent back by {_refuser(letter, refusal)}. Next: the lead inspector, with a new version."
        )
    return " ".join([head, *_progress(chain, current)])


def _progress(chain: Chain, current: StepStanding) -> Iterable[str]:
    letter = chain.letter
    before = chain.steps[: chain.steps.index(current)]
    if before:
        yield f"Completed: {before[-1].step.title}."
    due = due_of(letter, current.step.milestone)
    yield f"Next: {', '.join(filter(None, (current.step.title, due)))}."
    if signed := [place_words(letter, current.step, place) for place in _filled(current)]:
        yield f"Done by {listed(signed)}."
    yield f"Waiting for {waiting_words(letter, current)}."
    phase = [one for one in chain.steps if one.step.phase == current.step.phase]
    left = sum(not one.complete for one in phase)
    yield f"{left} of {counted(len(phase), 'step')} {agreed(left, 'remains')}."


def _refuser(letter: Letter, refusal: Refusal) -> str:
    edition = letter.inspection.edition
    return body_words(edition, refusal.body) or edition.role(refusal.role).title


def _filled(one: StepStanding) -> list:
    return [place for place in places(one.step) if place not in one.missing]


@dataclass(frozen=True, slots=True)
class NextAct:
    """The one thing this reader can do now."""

    words: str
    href: str


def next_act(chain: Chain, viewer: Viewer) -> NextAct | None:
    """The one green button of the overview, or None when it is not this reader's turn."""
    ref = viewer.inspection.ref
    one = step_for(chain, viewer.user)
    if one is None:
        writes = viewer.may("write", "letter") and chain.phase in ("draft", "final", "publication")
        waiting = chain.version is None or chain.version.refusals.exists()
        write = NextAct("Continue writing", reverse("letter-write", args=[ref]))
        return write if writes and waiting else None
    return act_for(one, ref, chain.version.number if chain.version else 0)


def act_for(one: StepStanding, ref: str, number: int) -> NextAct:
    """What a step asks of whoever does it, and the page for it. number: the version it is done on."""
    if one.step.minor_edits:
        return NextAct(f"Review version {number}", reverse("letter-edit", args=[ref]))
    names = {
        ("sign", ""): (f"Read and sign version {number}", "letter-sign"),
        ("review", ""): ("Decide on the comments", "accuracy-decide"),
        ("receive", ""): ("Check the draft letter", "accuracy"),
        ("send", "accuracy"): ("Check and send the draft", "letter-send"),
        ("send", "publication"): ("Check and send the pre-publication letter", "letter-prepublish"),
        ("publish", ""): ("Check and publish the letter", "letter-publish"),
    }
    words, name = names.get((one.step.kind, one.step.phase)) or names[one.step.kind, ""]
    return NextAct(words, reverse(name, args=[ref]))


def may_act(chain: Chain, viewer: Viewer, kind: str, phase: str = "") -> bool:
    """Could this viewer do the step of this kind now?"""
    one = chain.of_kind(kind, phase)
    return bool(one and decide(chain, one, viewer.held)[0])


def history(letter: Letter) -> list[Event]:
    """What has happened here: versions, signatures, refusals, newest first when shown."""
    return [*_version_events(letter), *_sign_events(letter), *_refusal_events(letter)]


def _version_events(letter: Letter) -> Iterable[Event]:
    for row in letter.versions.select_related("by"):
        yield Event(
            f"Version {row.number}: {row.get_change_display().lower()}", row.by.full_name, row.at, row.reason
        )


def _sign_events(letter: Letter) -> Iterable[Event]:
    titles = {step.code: step.title for step in letter.inspection.edition.letter.sign_off_chain}
    for row in letter.sign_offs.select_related("by", "version"):
        yield Event(titles.get(row.step, row.step), row.by.full_name, row.at, f"Version {row.version.number}")


def _refusal_events(letter: Letter) -> Iterable[Event]:
    for row in Refusal.objects.filter(version__letter=letter).select_related("by", "version"):
        yield Event(f"Version {row.version.number} sent back", row.by.full_name, row.at, row.comments)
