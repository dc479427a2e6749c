from jtai.apps.inspections.stage import Asks, MenuEntry, Section, StageConfig


class InspectionsConfig(StageConfig):
    name = "jtai.apps.inspections"
    label = "inspections"
    order = 10
    sections = (
        Section(
            "plan",
            "Plan and notify",
            addresses=("plan", "team", "contacts", "holds", "clock"),
            menu=(MenuEntry("Plan", "plan", "team"),),
        ),
    )
    asks = Asks.NOTHING

    def ready(self) -> None:
        from jtai.apps.accounts.signals import password_chosen
        from jtai.apps.inspections.actions.inviting import note_password

        password_chosen.connect(note_password, dispatch_uid="invitations")
