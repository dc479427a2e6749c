from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jtai.apps.portal"
    label = "portal"

    def ready(self) -> None:
        from jtai.apps.audit.contents import register
        from jtai.apps.portal.queries import contents

        register("document", contents.of_document)
        register("issued-note", contents.of_issued_note)
        register("item-query", contents.of_query)
        register("item-answer", contents.of_answer)
