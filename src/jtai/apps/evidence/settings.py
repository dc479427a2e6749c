"""What an inspectorate may set for itself; none of it comes from the guidance."""

from __future__ import annotations

from jtai.apps.inspections.models import Inspection

# Above this many hundredths of all records a method earns an advisory note (para 46 asks for mostly
# children's experiences and interviews, and gives no number).
ADVISED_SHARE = {"documents": 50}

# Below this many records the mix says nothing yet.
MIX_FROM = 10

# Key of `Inspection.readings`: who besides the author reads a notebook, "owner" or "inspectorate" (para 76).
NOTEBOOK_READERS = "notebook.readers"


def notebook_is_shared(inspection: Inspection) -> bool:
    """May the author's own inspectorate and the QA manager read notebooks of this inspection?"""
    return inspection.readings.get(NOTEBOOK_READERS, "owner") == "inspectorate"
