from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "jtai.apps.findings"
    label = "findings"

    def ready(self) -> None:
        from jtai.apps.audit.contents import register
        from jtai.apps.findings.queries.contents import fetch_version

        register("finding-version", fetch_version)
