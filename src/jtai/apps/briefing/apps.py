from jtai.apps.inspections.stage import Asks, Section, StageConfig


class BriefingConfig(StageConfig):
    name = "jtai.apps.briefing"
    label = "briefing"
    order = 20
    sections = (Section("plan", addresses=("briefing",)),)
    asks = Asks.UNTIL_FIELDWORK_ENDS

    def ready(self) -> None:
        from jtai.apps.audit.contents import register
        from jtai.apps.briefing.queries import content_of_issue

        register("briefing-issue", content_of_issue)
