"""What the letter puts on the overview and on a person's home page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.memory import by_inspection, read_for_all
from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.apps.letters.models import DraftOpening, Letter
from jtai.apps.letters.queries.accuracy import draft_sent, response_of
from jtai.apps.letters.queries.chain import Chain, chain_of, letter_of, waiting_words
from jtai.apps.letters.queries.composing import accuracy_paragraph, statement_paragraph
from jtai.apps.letters.queries.overview import next_act
from jtai.apps.letters.queries.publication import prepublication_of

SECTION = "letter"


def tasks(viewer: Viewer) -> list[Task]:
    """The letter's lines on the overview of an inspection."""
    letter = letter_of(viewer.inspection)
    if viewer.is_local:
        return _local_tasks(viewer, letter)
    if not viewer.may("read", "letter"):
        return []
    ref = viewer.inspection.ref
    found = [
        Task(
            "Letter of findings",
            reverse("letter", args=[ref]),
            _status(viewer, letter),
            SECTION,
            _hint(viewer, letter),
            "82",
        )
    ]
    if letter and viewer.may("read", "statement-decision"):
        decided = hasattr(letter, "statement")
        page = reverse("letter-statement", args=[ref])
        found.append(
            Task(
                "Decision on the statement",
                page,
                "Completed" if decided else "To do",
                SECTION,
                "",
                statement_paragraph(viewer.inspection.edition),
            )
        )
    return found


def _status(viewer: Viewer, letter: Letter | None) -> str:
    if letter is None:
        return (
            "To do"
            if happened_at(viewer.inspection, viewer.inspection.edition.findings.feedback_milestone)
            else "Cannot start yet"
        )
    chain = chain_of(letter)
    if chain.current is None:
        return "Completed"
    if dates.late_by(viewer.inspection, chain.current.step.milestone, viewer.at.now):
        return "Late"
    return "In progress"


def _hint(viewer: Viewer, letter: Letter | None) -> str:
    if letter is None:
        return (
            ""
            if happened_at(viewer.inspection, viewer.inspection.edition.findings.feedback_milestone)
            else "Opens after the feedback meeting"
        )
    chain = chain_of(letter)
    return f"Next: {chain.current.step.title}" if chain.current else "Published"


def _local_tasks(viewer: Viewer, letter: Letter | None) -> list[Task]:
    """A leader sees the check once the DCS has opened it, and the pre-publication letter."""
    if letter is None:
        return []
    ref, found = viewer.inspection.ref, []
    dispatch = draft_sent(letter)
    if dispatch and viewer.may("read", "accuracy-draft") and _opened(viewer, letter):
        state = "Completed" if response_of(dispatch) else "To do"
        found.append(
            Task(
                "Check the draft letter",
                reverse("accuracy", args=[ref]),
                state,
                SECTION,
                "",
                accuracy_paragraph(viewer.inspection.edition),
            )
        )
    mine = viewer.inspection.separate_letters.filter(
        state="issued", agency__in=[one.body for one in viewer.held if one.body]
    )
    if mine.exists() and viewer.may("read", "separate-letter"):
        found.append(
            Task("Letter to your agency", reverse("separate-letters", args=[ref]), "Received", SECTION)
        )
    copy = prepublication_of(letter)
    if copy and viewer.may("read", "pre-publication"):
        state = "Completed" if copy.received_at else "Received"
        found.append(
            Task(
                "Pre-publication letter",
                reverse("prepublication-copy", args=[ref]),
                state,
                SECTION,
                "",
                "",
            )
        )
    return found


def _opened(viewer: Viewer, letter: Letter) -> bool:
    dispatch = draft_sent(letter)
    if dispatch is None:
        return False
    # After the response too: what became of their comments stands there.
    return viewer.has_role("dcs") or dispatch.openings.filter(user=viewer.user).exists()


def duties(viewer: Viewer) -> list[Duty]:
    """The one thing due from this person, or whom the letter waits for."""
    inspection = viewer.inspection
    if inspection.day_zero is None:
        return []
    letter = letter_of(inspection)
    if letter is None:
        return _to_start(viewer)
    chain = chain_of(letter)
    found = [*_receipt(viewer, letter), *_comments(viewer, letter)]
    current = chain.current
    if current is None:
        return found
    act = next_act(chain, viewer) if viewer.may("read", "letter") else None
    if viewer.has_role("dcs") and current.step.kind == "receive":
        found.append(
            _duty(
                viewer,
                chain,
                "Send one response on the draft letter",
                reverse("accuracy", args=[inspection.ref]),
            )
        )
    elif act:
        found.append(_duty(viewer, chain, act.words, act.href))
    elif viewer.has_role(inspection.edition.team.lead_role, "qa-manager"):
        page = reverse("letter", args=[inspection.ref])
        found.append(_duty(viewer, chain, current.step.title, page, waiting=waiting_words(letter, current)))
    return found


def _to_start(viewer: Viewer) -> list[Duty]:
    inspection = viewer.inspection
    if not viewer.may("start", "letter") or not happened_at(
        inspection, inspection.edition.findings.feedback_milestone
    ):
        return []
    milestone = inspection.edition.code_for("letter-begun")
    due = dates.due_at(inspection, milestone)
    page = reverse("letter", args=[inspection.ref])
    return [
        Duty(
            "Start the letter of findings",
            page,
            due,
            blocks="the sign-off",
            milestone=milestone,
            paragraph="82",
        )
    ]


def _duty(viewer: Viewer, chain: Chain, title: str, href: str, waiting: str = "") -> Duty:
    current = chain.current
    assert current is not None
    following = chain.steps[chain.steps.index(current) + 1 :]
    return Duty(
        title,
        href,
        _due(viewer, current.step.milestone),
        yours=not waiting,
        waiting_for=waiting,
        blocks=following[0].step.title if following else "",
        milestone=current.step.milestone,
    )


def _due(viewer: Viewer, milestone: str) -> datetime | None:
    return dates.due_at(viewer.inspection, milestone)


def _receipt(viewer: Viewer, letter: Letter) -> list[Duty]:
    copy = prepublication_of(letter)
    if copy is None or copy.received_at or not viewer.may("receive", "pre-publication"):
        return []
    page = reverse("prepublication-copy", args=[viewer.inspection.ref])
    return [
        Duty(
            "Confirm receipt of the pre-publication letter",
            page,
            copy.sent_at,
            paragraph=viewer.inspection.edition.statement.paragraph,
        )
    ]


@read_for_all
def _opened_to(inspections: Sequence[int], user: int) -> dict[int, list[int]]:
    """Drafts this person may comment on and has not finished with."""
    rows = DraftOpening.objects.filter(user=user, finished_at=None)
    mine = rows.filter(dispatch__letter__inspection__in=inspections)
    return by_inspection(inspections, mine.values_list("dispatch__letter__inspection", "dispatch"))


def _comments(viewer: Viewer, letter: Letter) -> list[Duty]:
    """A leader to whom the DCS opened the draft."""
    dispatch = draft_sent(letter)
    if dispatch is None or viewer.has_role("dcs") or response_of(dispatch):
        return []
    if dispatch.pk not in _opened_to(viewer.inspection, viewer.user.pk):
        return []
    page = reverse("accuracy", args=[viewer.inspection.ref])
    return [
        Duty(
            "Comment on the draft letter",
            page,
            dispatch.due_at,
            paragraph=accuracy_paragraph(viewer.inspection.edition),
        )
    ]
