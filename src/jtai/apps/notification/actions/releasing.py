"""What the call to the director opens: the other lists, the LSCB task, the set-up (paras 12-15)."""

from __future__ import annotations

from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record
from jtai.apps.inspections.models import Inspection
from jtai.apps.notification.models import Arrangement, CallList, SetUp
from jtai.apps.notification.queries.calls import director
from jtai.apps.notification.queries.notices import shared_values
from jtai.apps.notification.queries.setup import arrangement_items
from jtai.core.moments import Moment
from jtai.core.notification import fill
from jtai.core.workflows.notification import CALL_LIST, LSCB_TASK
from jtai.words import clock

RELEASE, LSCB = "release-calls", "tell-board"


def release_lists(inspection: Inspection, *, by: User, at: Moment) -> None:
    """Open each other inspectorate's list and tell its people (paragraph 13)."""
    assert inspection.dcs_told_at is not None
    told_at = clock(inspection.dcs_told_at)
    notice = inspection.edition.notice_for(RELEASE)
    for row in inspection.edition.notify_lists:
        CALL_LIST.decide(CALL_LIST.initial, "release").require()
        CallList.objects.create(inspection=inspection, body=row.inspectorate, released_at=at.now)
        for person in messages.holders(inspection, "call-lead", "signatory", body=row.inspectorate):
            letter = fill(notice, {"recipient_name": person.full_name, "told_at": told_at}, {})
            messages.send(
                inspection,
                key=f"release-{row.inspectorate}-{person.pk}",
                kind=RELEASE,
                to=person,
                to_body=row.inspectorate,
                title="The director has been notified",
                heading=letter.subject,
                body=letter.body,
                link=reverse("call-list", args=[inspection.ref, row.inspectorate]),
                at=at,
            )
        record(
            inspection,
            "calls.released",
            by=by,
            at=at,
            object_kind="call-list",
            object_id=row.inspectorate,
            codes={"body": row.inspectorate},
        )


def tell_director_about_lscb(inspection: Inspection, *, by: User, at: Moment) -> None:
    """Ask the director to tell the LSCB, with the lead's direct contact details (paragraph 14)."""
    LSCB_TASK.decide(LSCB_TASK.initial, "open").require()
    who = director(inspection)
    assert who is not None
    lead = shared_values(inspection, by)
    letter = fill(inspection.edition.notice_for(LSCB), {**lead, "recipient_name": who.name}, {})
    messages.send(
        inspection,
        key="lscb-task",
        kind=LSCB,
        to=who.user,
        to_name=who.name,
        to_email=who.email,
        to_role=who.contact_role,
        title=f"Notify the {inspection.edition.safeguarding_board.short_name}",
        heading=letter.subject,
        body=letter.body,
        link=reverse("lscb-task", args=[inspection.ref]),
        at=at,
    )
    record(inspection, "lscb.asked", by=by, at=at, object_kind="lscb-task", object_id=inspection.ref)


def open_set_up(inspection: Inspection, *, by: User, at: Moment) -> None:
    """Begin the set-up with every arrangement of the edition open (paragraph 15)."""
    SetUp.objects.get_or_create(inspection=inspection)
    for item in arrangement_items(inspection):
        Arrangement.objects.get_or_create(inspection=inspection, code=item.code)
    record(inspection, "set-up.opened", by=by, at=at, object_kind="set-up", object_id=inspection.ref)
