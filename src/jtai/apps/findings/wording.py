"""The words around a finding: whose turn it is, and what has happened to it."""

from __future__ import annotations

from collections.abc import Iterable

from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from jtai.apps.findings.models import Finding
from jtai.ui.components import Event as Line

HAPPENED = {
    "finding.kept": "Draft saved",
    "finding.submitted": "Proposed to the team",
    "finding.revised": "Changed",
    "finding.withdrawn": "Withdrawn",
    "finding.make_provisional": "Made provisional",
    "finding.make_key": "Made a key finding",
    "finding.stepped_back": "Taken one step back",
    "finding.priority_decided": "Decided on priority action",
    "finding.told": "Shared with leaders",
    "finding.presented": "Presented at the feedback meeting",
    "finding.discussed": "Note added",
    "finding.in_letter": "Taken into the letter",
    "finding.omitted": "Left out of the letter",
    "finding.reinstated": "Back among those for the letter",
    "finding.final": "Final",
}


def turn_line(finding: Finding) -> str:
    """Whose turn it is, in one line."""
    lines = {
        Finding.State.DRAFT: "Your draft. Propose it when it is ready; only you can read it.",
        Finding.State.PROPOSED: "The team agrees at its findings meeting whether it becomes provisional.",
        Finding.State.PROVISIONAL: "The team agrees on the last day on site whether it is a key finding.",
        Finding.State.KEY: "The lead inspector presents it at the feedback meeting.",
        Finding.State.PRESENTED: "It is ready for the letter. Changes need a quality assurance reason.",
    }
    return lines.get(Finding.State(finding.state), "")


def event_words(finding: Finding, events: Iterable[Event]) -> list[Line]:
    """The trail of a finding as lines, newest first; people by name as on the team page."""
    rows = list(events)
    names = dict(
        User.objects.filter(pk__in={e.actor for e in rows if e.actor}).values_list("pk", "full_name")
    )
    return [
        Line(HAPPENED.get(e.action, e.action), names.get(int(e.actor), "") if e.actor else "", e.clock_at)
        for e in rows
    ]
