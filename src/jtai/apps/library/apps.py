from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings

from jtai.apps.chores.registry import register


class LibraryConfig(AppConfig):
    name = "jtai.apps.library"
    label = "library"

    def ready(self) -> None:
        from jtai.apps.database.after import each_minute
        from jtai.apps.library.files import settle_waiting, sweep

        each_minute("files whose row is committed", settle_waiting)
        register("sweep-files", sweep, every=timedelta(minutes=settings.JTAI_SWEEP_MINUTES))
