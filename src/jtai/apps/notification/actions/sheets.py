"""The contact sheet and the information for staff are given to leaders (paragraph 15)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.numbers import next_number
from jtai.apps.notification import queries
from jtai.apps.notification.models import Sharing, StaffInformation
from jtai.apps.notification.queries.notices import team_contacts_text
from jtai.core.moments import Moment
from jtai.core.results import blocks, refuse, require_none

SOURCE = "Guidance, paragraph 15"
LEADERS = ("dcs", "chief-executive", "agency-leader", "lscb-chair", "link-person")


def _require_told(inspection: Inspection) -> None:
    if inspection.dcs_told_at is None:
        refuse("Nothing is shared before the call to the director.", SOURCE, kind="moment")


@transaction.atomic
def share_contact_sheet(*, inspection: Inspection, by: User, at: Moment) -> Sharing:
    """Give the leaders the names and details of the team and the QA manager."""
    require(by, "share", "contact-sheet", inspection)
    _require_told(inspection)
    text = team_contacts_text(inspection)
    return _share(
        inspection, Sharing.What.CONTACTS, text, "Contact details of the team", "contact-sheet", by, at
    )


@transaction.atomic
def write_staff_information(*, inspection: Inspection, text: str, by: User, at: Moment) -> StaffInformation:
    """A new version of the sheet for staff; earlier ones are kept."""
    require(by, "write", "set-up", inspection)
    if not text.strip():
        require_none([blocks("staff-text", "Write what staff need to know.", SOURCE, "text")])
    number = next_number(inspection, "staff-information")
    row = StaffInformation.objects.create(
        inspection=inspection, number=number, text=text.strip(), by=by, at=at.now
    )
    record(row, "staff-information.written", by=by, at=at, codes={"number": number}, content=row.text)
    return row


@transaction.atomic
def share_staff_information(*, inspection: Inspection, by: User, at: Moment) -> Sharing:
    """Give the leaders the sheet for their staff; the share is logged with its time."""
    require(by, "share", "contact-sheet", inspection)
    _require_told(inspection)
    text = queries.staff_information(inspection)
    return _share(inspection, Sharing.What.STAFF, text, "Information for staff", "staff-information", by, at)


def _share(
    inspection: Inspection, what: str, text: str, title: str, page: str, by: User, at: Moment
) -> Sharing:
    row = Sharing.objects.create(
        inspection=inspection, what=what, content=text, shared_at=at.now, shared_by=by
    )
    for person in messages.holders(inspection, *LEADERS):
        messages.send(
            inspection,
            key=f"{what}-{row.pk}-{person.pk}",
            kind=what,
            to=person,
            title=title,
            heading=title,
            body=text,
            link=reverse(page, args=[inspection.ref]),
            at=at,
        )
    record(row, f"{what}.shared", by=by, at=at, content=text)
    return row
