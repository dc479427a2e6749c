from jtai.apps.inspections.stage import MenuEntry, Section, StageConfig


class FindingsConfig(StageConfig):
    name = "jtai.apps.findings"
    label = "findings"
    order = 80
    sections = (
        Section(
            "findings",
            addresses=("findings", "told", "one-agency", "outline", "key-findings", "feedback"),
            menu=(MenuEntry("Meetings and findings", "findings", "finding"),),
        ),
    )

    def ready(self) -> None:
        from jtai.apps.audit.contents import register_column
        from jtai.apps.findings.models import FindingVersion

        register_column("finding-version", FindingVersion, "content")
