from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "jtai.apps.selection"
    label = "selection"
