from jtai.apps.inspections.stage import MenuEntry, Section, StageConfig


class MeetingsConfig(StageConfig):
    name = "jtai.apps.meetings"
    label = "meetings"
    order = 70
    sections = (
        Section(
            "findings",
            "Meetings and findings",
            addresses=("meetings",),
            menu=(MenuEntry("Meetings", "meetings", "meeting", local=True),),
        ),
    )
