"""Findings, what one inspectorate tells one agency, and what leaders were told."""

from jtai.apps.findings.models.agencies import AgencyMessage, SeparateOffer
from jtai.apps.findings.models.findings import (
    Finding,
    FindingEntry,
    FindingNote,
    FindingRevision,
    FindingVersion,
    PriorityDecision,
)
from jtai.apps.findings.models.sharing import KeyFindingsSubmission, OutlinePoint, Telling

__all__ = [
    "AgencyMessage",
    "Finding",
    "FindingEntry",
    "FindingNote",
    "FindingRevision",
    "FindingVersion",
    "KeyFindingsSubmission",
    "OutlinePoint",
    "PriorityDecision",
    "SeparateOffer",
    "Telling",
]
