"""Evidence, the SEA and coverage."""

from __future__ import annotations

from uuid import UUID

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "jtai.apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        from jtai.apps.audit.contents import register
        from jtai.apps.evidence.models import EvidenceVersion, NotebookVersion, SEAVersion

        def content_of(model: type[EvidenceVersion] | type[NotebookVersion] | type[SEAVersion]):  # type: ignore[no-untyped-def]
            def fetch(object_id: str) -> str | None:
                found = model._default_manager.filter(pk=UUID(object_id)).values_list("content", flat=True)
                return found.first()

            return fetch

        register("evidence-version", content_of(EvidenceVersion))
        register("notebook-version", content_of(NotebookVersion))
        register("sea-version", content_of(SEAVersion))
