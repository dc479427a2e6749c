from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "jtai.apps.findings"
    label = "findings"
