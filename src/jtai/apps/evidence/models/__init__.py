"""What inspectors write down: notebook, evidence records, SEA entries, and what the team holds to be enough.

Three lanes, plainly apart (paras 75 to 79): the notebook is a person's own; an evidence record is the
author's until it is submitted and every inspector's then; the SEA is shared. Ids are made by whoever
creates a thing (ADR 0307), so nothing here has a default id.
"""

from jtai.apps.evidence.models.coverage import ReviewMark, Sufficiency
from jtai.apps.evidence.models.notebook import NotebookEntry, NotebookVersion
from jtai.apps.evidence.models.records import EvidenceRecord, EvidenceVersion, RecordNote
from jtai.apps.evidence.models.sea import (
    QualityFlag,
    SEAContributor,
    SEADraft,
    SEAEntry,
    SEAReopening,
    SEAVersion,
)

__all__ = [
    "EvidenceRecord",
    "EvidenceVersion",
    "NotebookEntry",
    "NotebookVersion",
    "QualityFlag",
    "RecordNote",
    "ReviewMark",
    "SEAContributor",
    "SEADraft",
    "SEAEntry",
    "SEAReopening",
    "SEAVersion",
    "Sufficiency",
]
