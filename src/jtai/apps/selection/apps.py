from jtai.apps.inspections.stage import Asks, MenuEntry, Section, StageConfig


class SelectionConfig(StageConfig):
    name = "jtai.apps.selection"
    label = "selection"
    order = 50
    sections = (
        Section(
            "children",
            "Children",
            addresses=("children",),
            menu=(
                MenuEntry("Children", "children", "selection"),
                MenuEntry("Children", "children", "child-list", local=True),
            ),
        ),
    )
    asks = Asks.UNTIL_FIELDWORK_ENDS
