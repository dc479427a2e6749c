"""What has to be there before evidence or a summary of it is submitted (paras 75 to 80).

    check_record(RecordFacts(...), framework, now=…, closes_at=…)   -> list[Problem]
    check_entry(EntryFacts(...), framework, now=…, meeting_at=…)    -> list[Problem]

Keeping a draft asks none of this (ADR 0301).
"""

from jtai.core.evidence.codes import NOT_JUDGED, Framework
from jtai.core.evidence.entries import EntryFacts, check_entry, looks_descriptive
from jtai.core.evidence.records import RecordFacts, check_record

__all__ = [
    "NOT_JUDGED",
    "EntryFacts",
    "Framework",
    "RecordFacts",
    "check_entry",
    "check_record",
    "looks_descriptive",
]
