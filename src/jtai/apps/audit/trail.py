"""What the audit trail calls the rows of a model (ADR 0261).

class RecordNote(models.Model):
    trail = Trail("evidence-note", inspection="record.inspection")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Trail:
    """kind: in every event about a row, and hashed with it, so it is never renamed.

    inspection: the path from a row to its inspection.
    """

    kind: str
    inspection: str = "inspection"


class Traced(Protocol):
    """A row of a model that says what the trail calls it."""

    trail: Trail
    pk: Any
