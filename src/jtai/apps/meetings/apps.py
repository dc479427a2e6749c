from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "jtai.apps.meetings"
    label = "meetings"
