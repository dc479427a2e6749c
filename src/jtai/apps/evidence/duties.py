"""What evidence and the SEA put on the overview and on the home page."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from jtai.apps.evidence import deadlines, queries
from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import count_of, read_for_all
from jtai.apps.inspections.tasks import Duty, Task, Viewer
from jtai.core.access import About
from jtai.words import counted, listed, noun_of

SECTION = "evidence"


def tasks(viewer: Viewer) -> list[Task]:
    """Lines of the overview."""
    if viewer.is_local or not viewer.may("read", "coverage"):
        return []
    inspection, ref = viewer.inspection, viewer.inspection.ref
    view = queries.coverage_of(inspection)
    started = bool(view.items)
    locked = deadlines.is_past_lock(inspection, viewer.at.now)
    begun = "Closed" if locked else "In progress"
    found = [
        Task(
            "Summary of evidence and analysis (SEA)",
            reverse("sea", args=[ref]),
            _sea_status(viewer),
            SECTION,
            paragraph="76",
        ),
        Task(
            "What we know and what is missing",
            reverse("coverage", args=[ref]),
            "Completed"
            if started and not view.evidenced.missing
            else begun
            if started or locked
            else "To do",
            SECTION,
            hint=f"{view.evidenced.words} criteria have evidence, {view.in_the_sea.words} are in the SEA",
            paragraph="79",
        ),
    ]
    if viewer.may("read", "evidence"):
        records = EvidenceRecord.objects.filter(inspection=inspection).counting().count()
        hint = f"{records} submitted"
        status = begun if records or locked else "To do"
        found.insert(0, Task("Evidence records", reverse("evidence", args=[ref]), status, SECTION, hint=hint))
    if viewer.may("write", "notebook", About(own=True)):
        found.insert(0, Task("My notebook", reverse("notebook", args=[ref]), "", SECTION, hint="Yours alone"))
    found.append(_gate_task(viewer))
    return found


def _sea_status(viewer: Viewer) -> str:
    if deadlines.is_past_lock(viewer.inspection, viewer.at.now):
        return "Completed"
    any_there = SEAEntry.objects.filter(inspection=viewer.inspection).counting().exists()
    return "In progress" if any_there else "To do"


def _gate_task(viewer: Viewer) -> Task:
    gate = queries.missing_for_meeting(viewer.inspection, viewer.at)
    waiting = "Closed" if deadlines.is_past_lock(viewer.inspection, viewer.at.now) else "To do"
    return Task(
        "What is missing for the findings meeting",
        reverse("sea-missing", args=[viewer.inspection.ref]),
        "Completed" if gate.clear else waiting,
        SECTION,
        hint=_without_entry(len(gate.without_entry)),
        paragraph="78",
    )


def _without_entry(number: int) -> str:
    if not number:
        return ""
    return f"{counted(number, 'evidence record', 'is')} in no SEA entry"


def duties(viewer: Viewer) -> list[Duty]:
    """What is due from this person: entries on their evidence, agreements, drafts before evidence closes."""
    if not viewer.may("read", "sea"):
        return []
    found = [*_agreements(viewer), *_answers(viewer)]
    if deadlines.is_past_lock(viewer.inspection, viewer.at.now):
        # Nobody can write in a locked SEA; what the lead has opened again is among the agreements.
        return found
    found = [*_entries_due(viewer), *found, *_drafts(viewer)]
    if viewer.has_role("lead-inspector"):
        found += _waiting_for_others(viewer)
    return found


def _entries_due(viewer: Viewer) -> list[Duty]:
    if not viewer.may("write", "sea", About(own=True)):
        return []
    owed = queries.entries_owed(viewer.inspection)
    open_ones = [one for one in owed if one.author_id == viewer.user.pk]
    if not open_ones:
        return []
    first = open_ones[0]
    shown = open_ones[: 4 if len(open_ones) > 5 else 5]
    more = [f"{len(open_ones) - 4} more"] if len(open_ones) > 5 else []
    numbers = listed([*(str(one.number) for one in shown), *more])
    records = noun_of(len(open_ones), "record")
    return [
        Duty(
            f"Write SEA entries on your evidence ({records} {numbers})",
            reverse("sea", args=[viewer.inspection.ref]),
            due_at=min((one.due_at for one in open_ones if one.due_at), default=first.due_at),
            blocks="the meeting on provisional findings",
            milestone=viewer.inspection.edition.evidence.entry_milestone,
            paragraph="78",
        )
    ]


@read_for_all
def _to_agree(inspections: Sequence[int], user: int) -> dict[int, list[SEAEntry]]:
    rows = SEAEntry.objects.filter(inspection__in=inspections, state=SEAEntry.State.AGREEING)
    mine = rows.filter(contributors__user=user).filter(contributors__agreed_version=None)
    found: dict[int, list[SEAEntry]] = {pk: [] for pk in inspections}
    for row in mine.distinct().order_by("number").only("inspection", "number", "due_at"):
        found[row.inspection_id].append(row)
    return found


_number_of_drafts = count_of(
    lambda user: EvidenceRecord.objects.filter(author=user, state=EvidenceRecord.State.DRAFT)
)


def _agreements(viewer: Viewer) -> list[Duty]:
    return [
        Duty(
            f"Agree SEA entry {row.number}, or say what has to change",
            reverse("sea-agree", args=[viewer.inspection.ref, row.pk]),
            due_at=row.due_at,
            paragraph="78",
        )
        for row in _to_agree(viewer.inspection, viewer.user.pk)
    ]


def _drafts(viewer: Viewer) -> list[Duty]:
    number = _number_of_drafts(viewer.inspection, viewer.user.pk)
    if not number:
        return []
    return [
        Duty(
            f"Submit your evidence ({counted(number, 'draft')})",
            f"{reverse('evidence', args=[viewer.inspection.ref])}?whose=mine&state=draft",
            due_at=deadlines.meeting_at(viewer.inspection),
            paragraph="75",
        )
    ]


def _answers(viewer: Viewer) -> list[Duty]:
    flags = queries.flagged(viewer.inspection, viewer.user.pk)
    if not flags:
        return []
    entry, record = flags[0]
    name, thing = ("sea-entry", entry) if entry else ("evidence-record", record)
    title = f"Look at {counted(len(flags), 'note')} on the quality of your recording"
    return [Duty(title, reverse(name, args=[viewer.inspection.ref, thing]), paragraph="79")]


def _waiting_for_others(viewer: Viewer) -> list[Duty]:
    """For the lead: the rest of the team's entries, while there are any to wait for."""
    inspection = viewer.inspection
    stop = deadlines.stop_at(inspection)
    if stop is None or dates.day_number(inspection, viewer.at.today) is None:
        return []
    others = [one for one in queries.entries_owed(inspection) if one.author_id != viewer.user.pk]
    if not others:
        return []
    people = len({one.author_id for one in others})
    return [
        Duty(
            f"SEA entries on {counted(len(others), 'evidence record')}",
            reverse("sea-missing", args=[inspection.ref]),
            due_at=min((one.due_at for one in others if one.due_at), default=None),
            yours=False,
            waiting_for=counted(people, "person"),
            blocks="the meeting on provisional findings",
            paragraph="78",
        )
    ]
