"""Findings in the overview and on the home page."""

from __future__ import annotations

from django.urls import reverse

from jtai.apps.findings import queries
from jtai.apps.findings.models import Finding
from jtai.apps.findings.queries.feedback import presented_at
from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import values_of
from jtai.apps.inspections.tasks import About, Duty, Task, Viewer


def tasks(viewer: Viewer) -> list[Task]:
    """Findings, what leaders were told, key findings, for one agency only; for leaders what was presented."""
    ref = viewer.inspection.ref
    found: list[Task] = []
    if viewer.may("read", "finding") and not viewer.is_local:
        found += _inspectors_tasks(viewer)
    if viewer.is_local and viewer.may("read", "presented-finding"):
        since = presented_at(viewer.inspection)
        found.append(
            Task(
                "Findings presented to you",
                reverse("feedback-summary", args=[ref]),
                "Received" if since else "Cannot start yet",
                "findings",
                "" if since else "Opens when findings are presented at the feedback meeting.",
                "41",
            )
        )
    if viewer.may("read", "agency-message") and (not viewer.is_local or queries.messages_for(viewer)):
        found.append(
            Task(
                "For one agency only",
                reverse("one-agency", args=[ref]),
                _messages_state(viewer),
                "findings",
                "",
                "44",
            )
        )
    return found


def _inspectors_tasks(viewer: Viewer) -> list[Task]:
    ref, inspection = viewer.inspection.ref, viewer.inspection
    rows = Finding.objects.filter(inspection=inspection).visible_to(viewer.user).exclude(state="withdrawn")
    states = set(rows.values_list("state", flat=True))
    over = states and states <= {"presented", "final", "omitted"}
    state = "Completed" if over else "In progress" if states else "To do"
    told = queries.not_told_yet(inspection)
    found = [
        Task("Findings", reverse("findings", args=[ref]), state, "findings", "", "39"),
        Task(
            "Findings shared with leaders",
            reverse("told", args=[ref]),
            "To do" if told else "Completed" if states else "",
            "findings",
            f"{len(told)} not shared yet" if told else "",
            "40",
        ),
        Task(
            "Tracked children by agency", reverse("findings-children", args=[ref]), "", "findings", "", "59"
        ),
    ]
    return found + _key_findings_task(viewer)


def _key_findings_task(viewer: Viewer) -> list[Task]:
    if not viewer.may("read", "key-findings"):
        return []
    missing = [row for row in queries.inspector_rows(viewer.inspection) if row.missing]
    href = reverse("key-findings", args=[viewer.inspection.ref])
    hint = f"waiting for {len(missing)}" if missing else ""
    return [
        Task(
            "Key findings of each inspector", href, "To do" if missing else "Completed", "findings", hint, "9"
        )
    ]


def _messages_state(viewer: Viewer) -> str:
    offers = [row.offer for row in queries.messages_for(viewer) if row.offer]
    return "To do" if any(offer.state in ("due", "offered") for offer in offers) else ""


def duties(viewer: Viewer) -> list[Duty]:
    """Key findings to send, decisions on priority action, offers to make or to answer."""
    if viewer.inspection.day_zero is None:
        return []
    return [*_key_findings(viewer), *_priority(viewer), *_offers(viewer)]


def _key_findings(viewer: Viewer) -> list[Duty]:
    inspection = viewer.inspection
    code = inspection.edition.findings.submit_milestone
    due, first = dates.due_at(inspection, code), dates.first_on(inspection, code)
    if first is None or viewer.at.today < first:
        return []
    missing = {row.user_id for row in queries.inspector_rows(inspection) if row.missing}
    ref, found = inspection.ref, []
    if viewer.user.pk in missing:
        title, name = "Send your key findings and complete your records", "key-findings-mine"
        found.append(Duty(title, reverse(name, args=[ref]), due, milestone=code, paragraph="9"))
    others = missing - {viewer.user.pk}
    if others and viewer.has_role(inspection.edition.team.lead_role):
        found.append(
            Duty(
                f"Key findings of {len(others)} are missing",
                reverse("key-findings", args=[ref]),
                due,
                yours=False,
                waiting_for="inspectors",
                blocks="the draft letter",
                milestone=code,
                paragraph="9",
            )
        )
    return found


_undecided = values_of(
    lambda: Finding.objects.filter(state__in=["proposed", "provisional"], priority_decisions=None).order_by(
        "number"
    ),
    "number",
    "pk",
    "type",
)


def _priority(viewer: Viewer) -> list[Duty]:
    """Proposed areas for priority action nobody has decided on yet."""
    if not viewer.may("decide-priority", "finding"):
        return []
    edition = viewer.inspection.edition
    codes = [kind.code for kind in edition.finding_types if kind.needs_trigger]
    rows = [(number, pk) for number, pk, kind in _undecided(viewer.inspection) if kind in codes]
    return [
        Duty(
            f"Decide on priority action: finding {number}",
            reverse("finding-priority", args=[viewer.inspection.ref, pk]),
            dates.due_at(viewer.inspection, edition.findings.key_milestone),
            blocks="making it a key finding",
            paragraph=edition.findings.priority_tests[0].paragraph,
        )
        for number, pk in rows
    ]


def _offers(viewer: Viewer) -> list[Duty]:
    """A separate meeting is offered on the last day on site; the agency answers or not (paragraph 44)."""
    inspection = viewer.inspection
    due = dates.due_at(inspection, inspection.edition.findings.submit_milestone)
    found = []
    for offer in queries.offers_open(inspection):
        message = offer.message
        mine = viewer.may("write", "separate-offer", About(body=message.inspectorate))
        theirs = viewer.may("answer", "separate-offer", About(body=message.agency))
        if offer.state == "due" and mine and not viewer.is_local:
            href = reverse("offer-make", args=[inspection.ref, message.pk])
            found.append(Duty("Offer a separate meeting", href, due, paragraph="44"))
        if offer.state == "offered" and theirs:
            href = reverse("offer-answer", args=[inspection.ref, message.pk])
            found.append(Duty("Answer the offer of a separate meeting", href, None, paragraph="44"))
    return found
