"""Reads of findings: for their own pages, for the feedback meeting and for the letter."""

from jtai.apps.findings.queries.agencies import MessageRow, messages_for, offers_open
from jtai.apps.findings.queries.feedback import (
    PresentedFinding,
    ToldRow,
    not_told_yet,
    outline_of,
    presented_findings,
    told_rows,
)
from jtai.apps.findings.queries.findings import (
    FindingRow,
    agency_words,
    criteria_words,
    entry_facts,
    finding,
    history_of,
    latest_decision,
    revisions_since_feedback,
    rows_for,
)
from jtai.apps.findings.queries.inspectors import InspectorRow, inspector_rows, roll_up
from jtai.apps.findings.queries.letter import EntryBehind, LetterFinding, findings_for_letter, letter_finding

__all__ = [
    "EntryBehind",
    "FindingRow",
    "InspectorRow",
    "LetterFinding",
    "MessageRow",
    "PresentedFinding",
    "ToldRow",
    "agency_words",
    "criteria_words",
    "entry_facts",
    "finding",
    "findings_for_letter",
    "history_of",
    "inspector_rows",
    "latest_decision",
    "letter_finding",
    "messages_for",
    "not_told_yet",
    "offers_open",
    "outline_of",
    "presented_findings",
    "revisions_since_feedback",
    "roll_up",
    "rows_for",
    "told_rows",
]
