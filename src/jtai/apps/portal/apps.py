from __future__ import annotations

from jtai.apps.inspections.stage import Asks, MenuEntry, Section, StageConfig


class PortalConfig(StageConfig):
    name = "jtai.apps.portal"
    label = "portal"
    order = 40
    sections = (
        Section(
            "requests",
            "Information",
            addresses=("requests", "documents", "receipts", "contributors"),
            menu=(MenuEntry("Requests", "requests", "request-item", local=True),),
        ),
        Section("plan", addresses=("systems", "preparation")),
    )
    # The portal says itself what is still wanted when the days on site are over.
    asks = Asks.ALWAYS

    def ready(self) -> None:
        from jtai.apps.audit.contents import register, register_column
        from jtai.apps.portal.models import IssuedNote, ItemQuery
        from jtai.apps.portal.queries import contents

        register("document", contents.of_document)
        register_column("issued-note", IssuedNote, "text")
        register_column("item-query", ItemQuery, "text")
        register_column("item-answer", ItemQuery, "answer")
