from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jtai.apps.audit"
    label = "audit"

    def ready(self) -> None:
        from jtai.apps.audit.outside import catch_up
        from jtai.apps.database import limits
        from jtai.apps.database.after import each_minute

        limits.watch()
        each_minute("heads of the audit trail", catch_up)
