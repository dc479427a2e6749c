"""The words for the codes of an inspection: criteria, methods, sectors, the local front door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.core.evidence import NOT_JUDGED, Framework
from jtai.core.framework.model import Criterion, Workstream

# Findings are gathered for each sector and for the area as a whole (para 30).
WHOLE_AREA = "partnership"
# The part that the pinned theme adds to the parts of the edition.
THEME = "theme"


def framework_of(inspection: Inspection) -> Framework:
    """The edition and theme an inspection has pinned."""
    return Framework(inspection.edition, dates.theme_of(inspection))


@dataclass(frozen=True)
class Terms:
    """What a code of this inspection is called. An unknown code is shown as it is: nothing is hidden."""

    framework: Framework
    front_door_name: str

    @classmethod
    def of(cls, inspection: Inspection) -> Terms:
        return cls(framework_of(inspection), inspection.front_door_name)

    def criterion(self, code: str) -> str:
        """ "ESN 07: Agencies working together and sharing information"."""
        row = self.framework.criteria.get(code)
        return f"{code}: {row.title}" if row else code

    def criterion_groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Heading and (code, words) of its criteria: part by part of the edition, then the theme."""
        return [
            (title, pairs)
            for code, title in self.parts()
            if (pairs := [(each, self.criterion(each)) for each in self.codes_of_part(code)])
        ]

    def slug_of(self, code: str) -> str:
        """ "esn-07", for an address."""
        return slugify(code)

    def code_of(self, slug: str) -> str | None:
        """The criterion with this address, or None."""
        return next((code for code in self.framework.criteria if slugify(code) == slug), None)

    def part_of(self, code: str) -> str:
        """The code of its part: a workstream of the edition, or "theme"."""
        row = self.framework.criteria.get(code)
        return row.group if isinstance(row, Criterion) else THEME

    def parts(self) -> list[tuple[str, str]]:
        """Code and heading of the parts of the inspection: those that group criteria, then the theme."""
        edition, theme = self.framework.edition, self.framework.theme
        used = {row.group for row in edition.criteria}
        own = [(row.code, self._heading(row)) for row in edition.workstreams if row.code in used]
        return [*own, (THEME, f"Theme: {theme.short_title}" if theme else "Theme")]

    def _heading(self, row: Workstream) -> str:
        if not row.local_name:
            return row.title
        # Footnote 2: the front door is the MASH or what the area has instead; its own name goes first.
        return self.front_door_name or f"{row.title} ({row.local_name})"

    def codes_of_part(self, part: str) -> list[str]:
        return [code for code in self.framework.criteria if self.part_of(code) == part]

    @property
    def theme_criteria(self) -> int:
        """How many criteria the pinned theme brings: none until its file is loaded."""
        return len(self.framework.theme.criteria) if self.framework.theme else 0

    def methods(self) -> list[tuple[str, str]]:
        return [(row.code, row.title) for row in self.framework.edition.evidence.methods]

    def routes(self) -> list[tuple[str, str]]:
        return [(row.code, row.title) for row in self.framework.edition.evidence.routes]

    def judgements(self) -> list[tuple[str, str]]:
        return [(row.code, row.title) for row in self.framework.edition.evidence.judgements]

    def practice_labels(self) -> list[tuple[str, str]]:
        return [(row.code, row.title) for row in self.framework.edition.evidence.practice_labels]

    def scope_elements(self) -> list[tuple[str, str]]:
        return [(row.code, row.short_title or row.title) for row in self.framework.edition.scope_elements]

    def sectors(self) -> list[tuple[str, str]]:
        groups = [(group.code, group.title) for group in self.framework.edition.agency_groups]
        return [(WHOLE_AREA, "Partnership as a whole"), *groups]

    def inspectorates(self) -> list[tuple[str, str]]:
        return [(row.code, row.short_name) for row in self.framework.edition.inspectorates]

    def method(self, code: str) -> str:
        return _word(self.methods(), code)

    def route(self, code: str) -> str:
        return _word(self.routes(), code)

    def judgement(self, code: str) -> str:
        return "Not sure yet" if code == NOT_JUDGED else _word(self.judgements(), code)

    def practice_label(self, code: str) -> str:
        return _word(self.practice_labels(), code)

    def scope_element(self, code: str) -> str:
        return _word(self.scope_elements(), code)

    def sector(self, code: str) -> str:
        return _word(self.sectors(), code)

    def inspectorate(self, code: str) -> str:
        return _word(self.inspectorates(), code)


def _word(pairs: Iterable[tuple[str, str]], code: str) -> str:
    return dict(pairs).get(code, code)
