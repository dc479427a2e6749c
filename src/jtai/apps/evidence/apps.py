"""Evidence, the SEA and coverage."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "jtai.apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        from jtai.apps.audit.contents import register_column
        from jtai.apps.evidence.models import EvidenceVersion, NotebookVersion, SEAVersion

        register_column("evidence-version", EvidenceVersion, "content")
        register_column("notebook-version", NotebookVersion, "content")
        register_column("sea-version", SEAVersion, "content")
