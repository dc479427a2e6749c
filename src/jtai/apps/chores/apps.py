from django.apps import AppConfig


class ChoresConfig(AppConfig):
    name = "jtai.apps.chores"
    label = "chores"
