from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "jtai.apps.inspections"
    label = "inspections"
