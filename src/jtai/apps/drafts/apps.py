from datetime import timedelta

from django.apps import AppConfig
from django.utils import timezone


class DraftsConfig(AppConfig):
    name = "jtai.apps.drafts"
    label = "drafts"

    def ready(self) -> None:
        from jtai.apps.chores.registry import register
        from jtai.apps.drafts.actions import forget_old

        register("unsent-words", lambda: forget_old(timezone.now()), every=timedelta(days=1))
