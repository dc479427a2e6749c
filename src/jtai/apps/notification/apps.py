from django.apps import AppConfig


class NotificationConfig(AppConfig):
    name = "jtai.apps.notification"
    label = "notification"

    def ready(self) -> None:
        from jtai.apps.audit.contents import register
        from jtai.apps.inspections.actions import when_accepted
        from jtai.apps.notification.actions.people import ROLE, begin_by_invitation
        from jtai.apps.notification.queries.notices import content_of_notice

        register("written-notice", content_of_notice)
        when_accepted(ROLE, begin_by_invitation)
