"""The contact sheet and the information for staff: read, print, share (paragraph 15)."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.inspections.queries import role_words
from jtai.apps.notification import actions, forms, queries
from jtai.apps.notification.models import Sharing
from jtai.ui.forms import ConfirmForm
from jtai.words import clock_and_date


def _shared(request: PageRequest, what: str) -> Sharing | None:
    return Sharing.objects.filter(inspection=request.inspection, what=what).order_by("-pk").first()


@inspection_page("contact-sheet", "read")
def contact_sheet(request: PageRequest) -> HttpResponse:
    """The team and the QA manager, on one sheet of paper."""
    inspection = request.inspection
    rows = [(row, role_words(inspection, row.role, row.body)) for row in queries.contact_sheet(inspection)]
    context = {
        "rows": rows,
        "shared": _shared(request, Sharing.What.CONTACTS),
        "may_read_set_up": request.viewer.may("read", "set-up"),
        "may_share": request.viewer.may("share", "contact-sheet") and inspection.dcs_told_at is not None,
        "sheet": {"role": "Contact details", "printed_text": clock_and_date(request.at.now)},
    }
    return show(request, "notification/contact_sheet.html", context, paragraphs=["15"])


@inspection_page("contact-sheet", "share")
def contact_sheet_share(request: PageRequest) -> HttpResponse:
    """Check, then give it to the leaders."""
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.share_contact_sheet(inspection=request.inspection, by=request.user, at=request.at),
        done=reverse("set-up", args=[request.inspection.ref]),
        message="Contact sheet shared with the leaders.",
    )
    context = {
        "title": "Share the contact sheet",
        "button": "Share the contact sheet",
        "back": "contact-sheet",
    }
    return answer or show(request, "notification/share.html", context, form=form, paragraphs=["15"])


@inspection_page("set-up", "read")
def staff_information(request: PageRequest) -> HttpResponse:
    """What staff are told."""
    context = {
        "text": queries.staff_information(request.inspection),
        "shared": _shared(request, Sharing.What.STAFF),
        "may_write": request.viewer.may("write", "set-up"),
        "may_share": request.viewer.may("share", "contact-sheet")
        and request.inspection.dcs_told_at is not None,
    }
    return show(request, "notification/staff_information.html", context, paragraphs=["15"])


@inspection_page("set-up", "write")
def staff_information_change(request: PageRequest) -> HttpResponse:
    """Write a new version."""
    inspection = request.inspection
    form = forms.StaffInformationForm(
        posted(request),
        initial={"text": queries.staff_information(inspection)},
    )
    answer = submit(
        request,
        form,
        lambda: actions.write_staff_information(
            inspection=inspection, text=form.cleaned_data["text"], by=request.user, at=request.at
        ),
        done=reverse("staff-information", args=[inspection.ref]),
        message="Sheet saved. Share it to give it to the leaders.",
    )
    return answer or show(request, "notification/staff_information_form.html", form=form, paragraphs=["15"])


@inspection_page("contact-sheet", "share")
def staff_information_share(request: PageRequest) -> HttpResponse:
    """Check, then give it to the leaders for their staff."""
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.share_staff_information(
            inspection=request.inspection, by=request.user, at=request.at
        ),
        done=reverse("set-up", args=[request.inspection.ref]),
        message="Information for staff shared with the leaders.",
    )
    context = {
        "title": "Share the information for staff",
        "button": "Share the information for staff",
        "back": "staff-information",
        "text": queries.staff_information(request.inspection),
    }
    return answer or show(request, "notification/share.html", context, form=form, paragraphs=["15"])
