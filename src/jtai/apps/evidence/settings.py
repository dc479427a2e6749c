"""What an inspectorate may set for itself; none of it comes from the guidance."""

from __future__ import annotations

from django.conf import settings

# Above this many hundredths of all records a method earns an advisory note: paragraph 46 asks for mostly
# children's experiences and interviews, and gives no number.
ADVISED_SHARE = {"documents": 50}


def notebooks_are_shared(inspectorate: str) -> bool:
    """May this inspectorate's own people, and the QA manager, read its inspectors' notebooks (para 76)?

    The setting JTAI_SHARED_NOTEBOOKS lists the codes of the inspectorates that chose so; by default none.
    """
    return inspectorate in settings.JTAI_SHARED_NOTEBOOKS
