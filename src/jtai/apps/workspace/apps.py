from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "jtai.apps.workspace"
    label = "workspace"
