"""Evidence, the SEA and coverage."""

from __future__ import annotations

from jtai.apps.inspections.stage import MenuEntry, Section, StageConfig


class EvidenceConfig(StageConfig):
    name = "jtai.apps.evidence"
    label = "evidence"
    order = 60
    sections = (
        Section(
            "evidence",
            "Evidence",
            addresses=("sea", "evidence", "notebook", "coverage", "contributions"),
            menu=(MenuEntry("Evidence", "sea", "sea"),),
        ),
    )

    def ready(self) -> None:
        from jtai.apps.audit.contents import register_column
        from jtai.apps.evidence.models import EvidenceVersion, NotebookVersion, SEAVersion

        register_column("evidence-version", EvidenceVersion, "content")
        register_column("notebook-version", NotebookVersion, "content")
        register_column("sea-version", SEAVersion, "content")
