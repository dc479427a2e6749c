from jtai.apps.inspections.stage import Asks, Section, StageConfig


class NotificationConfig(StageConfig):
    name = "jtai.apps.notification"
    label = "notification"
    order = 30
    sections = (
        Section(
            "plan",
            addresses=(
                "calls",
                "lscb",
                "messages",
                "set-up",
                "arrangements",
                "link-person",
                "incidents",
                "contact-sheet",
                "staff-information",
            ),
        ),
    )
    asks = Asks.UNTIL_FIELDWORK_ENDS

    def ready(self) -> None:
        from jtai.apps.audit.contents import register
        from jtai.apps.inspections.actions import when_accepted
        from jtai.apps.notification.actions.people import ROLE, begin_by_invitation
        from jtai.apps.notification.queries.notices import content_of_notice

        register("written-notice", content_of_notice)
        when_accepted(ROLE, begin_by_invitation)
