from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "jtai.apps.workspace"
    label = "workspace"

    def ready(self) -> None:
        from jtai.apps.workspace import checks  # noqa: F401
