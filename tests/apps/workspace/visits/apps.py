from jtai.apps.inspections.stage import Asks, MenuEntry, Section, StageConfig


class VisitsConfig(StageConfig):
    name = "tests.apps.workspace.visits"
    label = "visits"
    order = 55
    sections = (
        Section(
            "visits",
            "Visits to schools",
            addresses=("visits",),
            menu=(MenuEntry("Visits", "visits", "team"),),
        ),
    )
    asks = Asks.UNTIL_FIELDWORK_ENDS
