from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "jtai.apps.evidence"
    label = "evidence"
