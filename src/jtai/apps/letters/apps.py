from jtai.apps.inspections.stage import Asks, MenuEntry, Section, StageConfig


class LettersConfig(StageConfig):
    name = "jtai.apps.letters"
    label = "letters"
    order = 90
    sections = (
        Section(
            "letter",
            "Letter",
            addresses=("letter", "accuracy"),
            menu=(
                MenuEntry("Letter", "letter", "letter"),
                MenuEntry("Letter", "accuracy", "accuracy-draft", local=True),
            ),
        ),
    )
    asks = Asks.ALWAYS

    def ready(self) -> None:
        """The check of the trail finds versions and published letters again here (ADR 0006)."""
        from jtai.apps.audit import contents
        from jtai.apps.letters.models import LetterVersion, Publication

        contents.register_column("letter-version", LetterVersion, "content")
        contents.register_column("letter-publication", Publication, "content")
