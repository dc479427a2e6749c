from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "jtai.apps.letters"
    label = "letters"

    def ready(self) -> None:
        """The check of the trail finds versions and published letters again here (ADR 0006)."""
        from jtai.apps.audit import contents
        from jtai.apps.letters.models import LetterVersion, Publication

        contents.register_column("letter-version", LetterVersion, "content")
        contents.register_column("letter-publication", Publication, "content")
