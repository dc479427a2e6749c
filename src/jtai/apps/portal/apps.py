from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "jtai.apps.portal"
    label = "portal"
