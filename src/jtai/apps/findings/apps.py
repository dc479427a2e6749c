from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "jtai.apps.findings"
    label = "findings"

    def ready(self) -> None:
        from jtai.apps.audit.contents import register_column
        from jtai.apps.findings.models import FindingVersion

        register_column("finding-version", FindingVersion, "content")
