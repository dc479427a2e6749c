from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "jtai.apps.briefing"
    label = "briefing"
