"""Messages of one inspectorate for one agency, and separate meetings: absent for every other agency."""

from __future__ import annotations

from dataclasses import dataclass

from jtai.apps.findings.models import AgencyMessage, SeparateOffer
from jtai.apps.inspections.memory import rows_of
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.tasks import About, Viewer


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message with the words for both sides, and what this person may do with it."""

    message: AgencyMessage
    inspectorate: str
    agency: str
    offer: SeparateOffer | None
    may_write: bool
    may_share: bool
    may_answer: bool


def messages_for(viewer: Viewer) -> list[MessageRow]:
    """What this person may read: inspectors all, an agency its own once shared (table day 13, para 44)."""
    rows = AgencyMessage.objects.filter(inspection=viewer.inspection).select_related(
        "offer", "offer__meeting"
    )
    return [_row(viewer, one) for one in rows if may_read(viewer, one)]


def may_read(viewer: Viewer, one: AgencyMessage) -> bool:
    """May this person read this message? An agency not before it is shared."""
    if viewer.is_local:
        shared = one.state == AgencyMessage.State.SHARED
        return shared and viewer.may("read", "agency-message", About(body=one.agency))
    return viewer.may("read", "agency-message", About(body=one.inspectorate))


def offer_of(message: AgencyMessage) -> SeparateOffer | None:
    """The separate meeting that belongs to it, or None."""
    return SeparateOffer.objects.filter(message=message).first()


def _row(viewer: Viewer, one: AgencyMessage) -> MessageRow:
    edition = viewer.inspection.edition
    own = About(body=one.inspectorate)
    offer = offer_of(one)
    return MessageRow(
        message=one,
        inspectorate=edition.inspectorate(one.inspectorate).short_name,
        agency=edition.agency(one.agency).name,
        offer=offer,
        may_write=viewer.may("write", "agency-message", own),
        may_share=viewer.may("share", "agency-message", own),
        may_answer=viewer.may("answer", "separate-offer", About(body=one.agency)),
    )


_open_offers = rows_of(
    lambda: (
        SeparateOffer.objects.filter(state__in=["due", "offered"])
        .select_related("message")
        .defer("message__text")
        .order_by("message__number")
    ),
    "message__inspection",
)


def offers_open(inspection: Inspection) -> list[SeparateOffer]:
    """Offers still to be made or without an answer."""
    return _open_offers(inspection)
