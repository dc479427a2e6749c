"""Messages sent, and the confirmation to one leader: read as received, then sent."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jtai.apps.audit.actions import sha256
from jtai.apps.inspections.access import require
from jtai.apps.inspections.models import Contact
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.notices.actions import mark_read
from jtai.apps.notices.models import Message
from jtai.apps.notification import actions, forms, queries
from jtai.apps.notification.models import WrittenNotice
from jtai.apps.notification.queries.notices import CONFIRMATION
from jtai.apps.notification.queries.outbox import messages_for, own_bodies
from jtai.core.access import About
from jtai.ui.forms import ConfirmForm

PER_PAGE = 50


@inspection_page("notice", "read")
def messages_sent(request: PageRequest) -> HttpResponse:
    """Who gets a confirmation and whether it went; then every message of the inspection, failures first."""
    viewer, inspection = request.viewer, request.inspection
    rows = [] if viewer.is_local else queries.notice_rows(inspection, own_bodies(viewer))
    form = forms.MessageFilter(request.GET)
    every = messages_for(viewer)
    if form.is_valid() and form.cleaned_data["state"]:
        every = every.filter(state=form.cleaned_data["state"])
    page = Paginator(every, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [(row, viewer.may("write", "notice", About(body=row.body))) for row in rows],
        "page": page,
        "filter": form,
        "local": viewer.is_local,
        "minutes_late": 0 if viewer.is_local else queries.minutes_late_of_confirmation(inspection),
    }
    return show(request, "notification/messages.html", context, paragraphs=["13", "Annex B"])


@inspection_page("notice", "read")
def message(request: PageRequest, pk: int) -> HttpResponse:
    """One message as it was sent; opened by its addressee, it counts as read."""
    row = get_object_or_404(messages_for(request.viewer), pk=pk)
    if row.to_user_id == request.user.pk:
        mark_read(row, request.at.real)
    return show(request, "notification/message.html", {"message": row})


@inspection_page("notice", "read", post="write")
def notice(request: PageRequest, contact: int) -> HttpResponse:
    """Check and send the notification; once sent, what was sent."""
    inspection = request.inspection
    leader = get_object_or_404(Contact, pk=contact, inspection=inspection)
    if leader.pk not in {row.contact.pk for row in queries.notice_rows(inspection)}:
        raise Http404
    body = queries.sender_of(inspection, leader)
    about = About(own=leader.user_id == request.user.pk, body=body)
    require(request.user, "read", "notice", inspection, about)
    sent = WrittenNotice.objects.filter(inspection=inspection, code=CONFIRMATION, contact=leader).first()
    if sent and request.method != "POST":
        message = Message.objects.filter(key=sent.message_key).first()
        return show(
            request,
            "notification/notice_sent.html",
            {"notice": sent, "message": message, "may_write": request.viewer.may("write", "notice", about)},
            paragraphs=["Annex B"],
        )
    if request.viewer.is_local:
        raise Http404
    return _send(request, leader, body)


def _send(request: PageRequest, leader: Contact, body: str) -> HttpResponse:
    inspection = request.inspection
    preview = queries.preview(inspection, leader, sender=request.user, at=request.at)
    seen = sha256(preview.letter.text)
    form = forms.SendForm(posted(request), initial={"seen": seen})
    answer = submit(
        request,
        form,
        lambda: actions.send_notice(
            inspection=inspection,
            contact=leader,
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("notice", args=[inspection.ref, leader.pk]),
        message="Notification sent.",
    )
    if answer:
        return answer
    if form.was_sent:
        form.renew("seen", seen)
    context = {
        "leader": leader,
        "preview": preview,
        "standing": preview.problems if not form.was_sent else (),
        "may_write": request.viewer.may("write", "notice", About(body=body)),
    }
    return show(request, "notification/notice.html", context, form=form, paragraphs=["13", "Annex B"])


@inspection_page("notice", "write")
def notice_again(request: PageRequest, contact: int) -> HttpResponse:
    """Try a failed message once more."""
    sent = get_object_or_404(
        WrittenNotice, inspection=request.inspection, code=CONFIRMATION, contact_id=contact
    )
    require(request.user, "write", "notice", request.inspection, About(body=sent.body))
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.send_again(
            inspection=request.inspection, notice=sent, by=request.user, at=request.at
        ),
        done=reverse("notice", args=[request.inspection.ref, contact]),
        message="The message will be sent again within a minute.",
    )
    return answer or show(request, "notification/notice_again.html", {"notice": sent}, form=form)
