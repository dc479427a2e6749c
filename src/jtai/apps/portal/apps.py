from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jtai.apps.portal"
    label = "portal"

    def ready(self) -> None:
        from jtai.apps.audit.contents import register, register_column
        from jtai.apps.portal.models import IssuedNote, ItemQuery
        from jtai.apps.portal.queries import contents

        register("document", contents.of_document)
        register_column("issued-note", IssuedNote, "text")
        register_column("item-query", ItemQuery, "text")
        register_column("item-answer", ItemQuery, "answer")
