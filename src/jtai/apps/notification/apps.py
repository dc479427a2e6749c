from django.apps import AppConfig


class NotificationConfig(AppConfig):
    name = "jtai.apps.notification"
    label = "notification"
