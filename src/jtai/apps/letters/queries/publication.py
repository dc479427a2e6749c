"""What is published: read by the workspace and by the public site."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from jtai.apps.inspections.memory import rows_of
from jtai.apps.inspections.models import Inspection, PublicationHold
from jtai.apps.letters.models import Dispatch, Letter, Publication


def current_publication(letter: Letter) -> Publication | None:
    """The newest published version, withdrawn or not; None before publication."""
    return letter.publications.order_by("-number").first()


def holds_on(inspection: Inspection, on: date) -> list[PublicationHold]:
    """Holds on publication that stand on this day."""
    return list(
        inspection.holds.filter(first_on__lte=on, last_on__gte=on, lifted_at=None).order_by("first_on")
    )


_dispatches = rows_of(
    lambda: (
        Dispatch.objects.select_related("version", "letter__inspection")
        .defer("version__content")
        .order_by("-sent_at", "-pk")
    ),
    "letter__inspection",
)


def last_dispatch(letter: Letter, kind: str) -> Dispatch | None:
    """The last one of this kind that left the house, or None."""
    return next((row for row in _dispatches(letter.inspection) if row.kind == kind), None)


def prepublication_of(letter: Letter) -> Dispatch | None:
    """The last pre-publication letter, or None."""
    return last_dispatch(letter, Dispatch.Kind.PREPUBLICATION)


def published_letters(words: str = "") -> QuerySet[Publication]:
    """The newest public version of each letter, newest first; `words` in area, theme or title."""
    rows = Publication.objects.public()
    later = rows.filter(letter_id=OuterRef("letter_id"), number__gt=OuterRef("number"))
    found = rows.filter(~Exists(later))
    for word in words.split():
        named = Q(area_name__icontains=word) | Q(theme_title__icontains=word) | Q(title__icontains=word)
        found = found.filter(named)
    return found.order_by("-published_at", "-pk")


def published_at_address(slug: str) -> list[Publication]:
    """Every public version at an address, the newest first."""
    return list(Publication.objects.public().filter(slug=slug).order_by("-number"))
