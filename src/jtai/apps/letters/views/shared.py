"""What the pages of the letter share: the letter of the request, its versions, choices of forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse

from jtai.apps.inspections.page import PageRequest, show
from jtai.apps.letters.actions.sending import may_read_draft, not_answered, was_opened
from jtai.apps.letters.models import Dispatch, Letter, LetterVersion
from jtai.apps.letters.queries.accuracy import draft_sent
from jtai.apps.letters.queries.chain import letter_of
from jtai.apps.letters.queries.composing import accuracy_paragraph
from jtai.core.letter import Change, differences
from jtai.core.results import refuse
from jtai.ui.forms import PlainForm

Choices = list[tuple[str, str]]


DRAFT_NOT_OPEN = (
    "The draft letter is not open to you. The director of children's services decides who reads it."
)


def letter_or_none(request: PageRequest) -> Letter | None:
    """The letter of this inspection, if it is started."""
    letter = letter_of(request.inspection)
    if letter is not None:
        # One object for the request: the edition and the calendar are looked up through it again and again.
        letter.inspection = request.inspection
    return letter


def the_letter(request: PageRequest) -> Letter:
    """The letter of this inspection, or 404 while there is none."""
    letter = letter_or_none(request)
    if letter is None:
        raise Http404
    return letter


def the_draft(request: PageRequest) -> Dispatch:
    """The draft that went to the partnership, or 404 while none did."""
    letter = the_letter(request)
    dispatch = draft_sent(letter)
    if dispatch is None:
        raise Http404
    dispatch.letter = letter
    return dispatch


def require_reader(request: PageRequest, dispatch: Dispatch) -> None:
    """Local people read the draft only when the DCS opened it to them, until the response is sent."""
    if request.viewer.is_local and not may_read_draft(dispatch, request.user):
        if was_opened(dispatch, request.user):
            not_answered(dispatch)
        refuse(DRAFT_NOT_OPEN)


def show_accuracy(
    request: PageRequest,
    template: str,
    context: Mapping[str, object],
    *,
    form: PlainForm | None = None,
    turn_line: str = "",
) -> HttpResponse:
    """A page of the check of factual accuracy, under its paragraph of this edition."""
    paragraphs = [accuracy_paragraph(request.inspection.edition)]
    return show(request, template, context, form=form, paragraphs=paragraphs, turn_line=turn_line)


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
