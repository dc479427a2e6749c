from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "jtai.apps.notices"
    label = "notices"
