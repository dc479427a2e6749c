from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jtai.apps.audit"
    label = "audit"
