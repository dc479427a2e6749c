from datetime import timedelta

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "jtai.apps.notices"
    label = "notices"

    def ready(self) -> None:
        from jtai.apps.chores.registry import register
        from jtai.apps.database.after import catch_up_all

        register("catch-up", catch_up_all, every=timedelta(minutes=1))
