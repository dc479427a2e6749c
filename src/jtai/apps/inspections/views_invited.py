"""An invitation, and the answer of whoever owns the account it was sent to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.inspections import actions, clock, forms
from jtai.apps.inspections.actions.inviting import why_not
from jtai.apps.inspections.page import posted, show, submit
from jtai.apps.inspections.queries import invitations_to


def invited(request: Any, pk: int) -> HttpResponse:
    """Who invites to what, with what was typed of the person; accept or decline."""
    row = next((one for one in invitations_to(request.user) if one.pk == pk), None)
    if row is None:
        raise Http404
    inspection, at = row.inspection, clock.moment_of(row.inspection, request.real_now)
    form = forms.InvitedForm(posted(request))

    def act() -> None:
        step = actions.accept if form.cleaned_data["answer"] == "accept" else actions.decline
        step(invitation=row, by=request.user, at=at)

    answer = submit(request, form, act, done=reverse("home"))
    if answer:
        accepted = form.cleaned_data["answer"] == "accept"
        messages.success(request, "Invitation accepted." if accepted else "Invitation declined.")
        return answer
    agencies = {one.code: one.name for one in inspection.edition.agencies}
    context = {
        "row": row,
        "agency": agencies.get(row.body, row.body),
        "role": inspection.edition.role(row.role).title,
        "obstacles": why_not(row),
        "kind": inspection.get_kind_display(),
    }
    return show(request, "inspections/invited.html", context, form=form)
