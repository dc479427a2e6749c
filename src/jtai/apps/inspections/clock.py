"""What time it is in an inspection (ADR 0004)."""

from __future__ import annotations

from datetime import datetime

from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment


def moment_of(inspection: Inspection, real: datetime) -> Moment:
    """The inspection's clock at this real instant. A practice clock stands where it was put."""
    now = inspection.clock_at if inspection.has_moved_clock and inspection.clock_at else real
    return Moment(now=now, real=real)
