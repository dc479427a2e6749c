from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "jtai.apps.briefing"
    label = "briefing"

    def ready(self) -> None:
        from jtai.apps.audit.contents import register
        from jtai.apps.briefing.queries import content_of_issue

        register("briefing-issue", content_of_issue)
