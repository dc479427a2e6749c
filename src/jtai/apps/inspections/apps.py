from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "jtai.apps.inspections"
    label = "inspections"

    def ready(self) -> None:
        from jtai.apps.accounts.signals import password_chosen
        from jtai.apps.inspections.actions.inviting import note_password

        password_chosen.connect(note_password, dispatch_uid="invitations")
