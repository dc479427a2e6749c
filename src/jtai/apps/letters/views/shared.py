"""What the pages of the letter share: the letter of the request, its versions, choices of forms."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from jtai.apps.inspections.page import PageRequest
from jtai.apps.letters.models import Letter, LetterVersion
from jtai.apps.letters.queries.chain import letter_of
from jtai.core.letter import Change, differences
from jtai.ui.forms import PlainForm

Choices = list[tuple[str, str]]


def the_letter(request: PageRequest) -> Letter:
    """The letter of this inspection, or 404 while there is none."""
    letter = letter_of(request.inspection)
    if letter is None:
        raise Http404
    # One object for the request: the edition and the calendar are looked up through it again and again.
    letter.inspection = request.inspection
    return letter


def the_version(letter: Letter, number: int) -> LetterVersion:
    found = letter.versions.select_related("by").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def finding_choices(letter: Letter) -> Choices:
    from jtai.apps.letters.queries.evidence import findings_of

    return [(str(one.pk), f"Finding {one.number}: {one.title}") for one in findings_of(letter.inspection)]


def target_choices(letter: Letter) -> Choices:
    return [(one.code, one.title) for one in letter.inspection.edition.findings.targets]


def agency_choices(letter: Letter) -> Choices:
    """Agencies by code, with the name they go by here."""
    edition = letter.inspection.edition
    names = {row.agency: row.name for row in letter.inspection.local_agencies.order_by("-pk")}
    return [(one.code, names.get(one.code, one.name)) for one in edition.agencies]


def agency_names(letter: Letter) -> Choices:
    """Agencies by the name that is printed."""
    return [(name, name) for _, name in agency_choices(letter)]


def since(letter: Letter, number: int | None, newest: LetterVersion | None) -> list[Change]:
    """What has changed since a version somebody has read or signed."""
    if number is None or newest is None or number == newest.number:
        return []
    before = letter.versions.filter(number=number).first()
    return differences(before.document, newest.document) if before else []


def seen_of(form: PlainForm) -> int | None:
    """The version the page that was sent had shown."""
    value: Any = getattr(form, "cleaned_data", {}).get("seen")
    return value if isinstance(value, int) else None
