"""Who can send files, an invitation accepted, and inspectors' access to electronic files."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jtai.apps.inspections.actions.inviting import HAS_ACCOUNT
from jtai.apps.inspections.models import Invitation
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit, try_action
from jtai.apps.portal import actions, forms, queries
from jtai.apps.portal.actions.contributors import CONTRIBUTOR, is_handed_over
from jtai.apps.portal.models import SystemAccess
from jtai.core.access import About, decide
from jtai.ui.forms import ConfirmForm


@inspection_page("contributor", "read")
def contributors(request: PageRequest) -> HttpResponse:
    """Who can send files for which agency; agencies without anybody first."""
    inspection = request.inspection
    invites = request.viewer.may("invite", "contributor")
    context = {
        "rows": queries.contributor_lines(inspection),
        "uncovered": queries.agencies_without_sender(inspection),
        "may_invite": invites,
        "columns": "Name|Agency|Invitation|Change" if invites else "Name|Agency|Invitation",
    }
    return show(request, "portal/contributors.html", context, paragraphs=["15", "18"])


@inspection_page("contributor", "invite")
def invite(request: PageRequest) -> HttpResponse:
    """Invite somebody of an agency to send its files."""
    inspection = request.inspection
    form = forms.InviteForm(posted(request), inspection=inspection)

    def act() -> Invitation:
        given = form.cleaned_data
        made = actions.invite_contributor(
            inspection=inspection,
            full_name=given["full_name"],
            email=given["email"],
            agency=given["agency"],
            job_title=given["job_title"],
            by=request.user,
            at=request.at,
        )
        if not made.may_have_a_link:
            messages.success(request, HAS_ACCOUNT)
        elif not is_handed_over(inspection):
            messages.success(request, "Invitation sent. Its link works once.")
        return made

    answer = submit(request, form, act, done=lambda made: _invited_page(request, made))
    return answer or show(request, "portal/invite.html", form=form, paragraphs=["18"])


def _invited_page(request: PageRequest, made: Invitation) -> str:
    """A practice inspection sends nothing: the link of a new account is on a page of its own."""
    if made.may_have_a_link and is_handed_over(request.inspection):
        return reverse("contributor-link", args=[request.inspection.ref, made.membership_id])
    return reverse("contributors", args=[request.inspection.ref])


@inspection_page("contributor", "invite")
def link(request: PageRequest, pk: int) -> HttpResponse:
    """A new link for somebody who has not chosen a password yet; in practice it is shown."""
    rows = request.inspection.memberships.filter(role=CONTRIBUTOR).select_related("user", "inspection")
    row = get_object_or_404(rows, pk=pk)
    context: dict[str, object] = {"row": row, "by_hand": is_handed_over(request.inspection), "days": _days()}
    form = ConfirmForm(posted(request))
    if form.is_valid():
        made = try_action(
            form, lambda: actions.renew_invitation(membership=row, by=request.user, at=request.at)
        )
        if made and not context["by_hand"]:
            messages.success(request, "New invitation sent. Its link works once.")
            return HttpResponseRedirect(reverse("contributors", args=[request.inspection.ref]), status=303)
        context["link"] = request.build_absolute_uri(made.result) if made else ""
    return show(request, "portal/contributor_link.html", context, form=form, paragraphs=["18"])


def _days() -> int:
    return int(settings.PASSWORD_RESET_TIMEOUT) // (24 * 60 * 60)


@inspection_page("contributor", "invite")
def end(request: PageRequest, pk: int) -> HttpResponse:
    """This person sends no more files."""
    rows = request.inspection.memberships.filter(role=CONTRIBUTOR).select_related("user", "inspection")
    row = get_object_or_404(rows, pk=pk)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.end_contributor(membership=row, by=request.user, at=request.at),
        done=reverse("contributors", args=[request.inspection.ref]),
        message="This person can no longer send files. What they sent stays.",
    )
    context = {"row": row, "accepted": row.user.has_usable_password()}
    return answer or show(request, "portal/contributor_end.html", context, form=form)


@inspection_page("contributor", "invite")
def end_invited(request: PageRequest, pk: int) -> HttpResponse:
    """Take back an invitation that has not been answered."""
    rows = request.inspection.invitations.filter(role=CONTRIBUTOR, membership=None)
    row = get_object_or_404(rows.select_related("inspection"), pk=pk)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.end_invitation(invitation=row, by=request.user, at=request.at),
        done=reverse("contributors", args=[request.inspection.ref]),
        message="Invitation cancelled.",
    )
    return answer or show(request, "portal/invitation_end.html", {"row": row}, form=form)


@inspection_page("system-access", "read")
def systems(request: PageRequest) -> HttpResponse:
    """Access to electronic files: asked, given, taken back; what is to be taken back now."""
    rows = SystemAccess.objects.filter(inspection=request.inspection).select_related("inspector")
    held = request.viewer.held
    if not decide(held, "read", "system-access", About()):
        rows = rows.filter(agency__in=[one.body for one in held if one.body])
    names = queries.agency_names(request.inspection)
    left = {row.pk for row in queries.access_to_take_back(request.inspection, request.at)}
    context = {
        "rows": [(row, names.get(row.agency, row.agency), row.pk in left) for row in rows],
        "may_write": request.viewer.may("write", "system-access"),
        "left": len(left),
    }
    return show(request, "portal/systems.html", context, paragraphs=["58"])


@inspection_page("system-access", "write")
def system_new(request: PageRequest) -> HttpResponse:
    """Ask for a named inspector's access."""
    inspection = request.inspection
    people = [(str(u.pk), u.full_name) for u in queries.reviewers(inspection)]
    form = forms.SystemForm(posted(request), inspection=inspection, people=people)

    def act() -> SystemAccess:
        given = form.cleaned_data
        return actions.ask_access(
            inspection=inspection,
            inspector=int(given["inspector"]),
            agency=given["agency"],
            system=given["system"],
            by=request.user,
            at=request.at,
        )

    done = reverse("systems", args=[inspection.ref])
    answer = submit(request, form, act, done=done, message="Access requested.")
    return answer or show(request, "portal/system_new.html", form=form, paragraphs=["58"])


@inspection_page("system-access", "write")
def system_day(request: PageRequest, pk: int, what: str) -> HttpResponse:
    """The day an access was given, or taken back."""
    steps = {"granted": actions.grant_access, "revoked": actions.revoke_access}
    if what not in steps:
        raise Http404
    rows = SystemAccess.objects.filter(inspection=request.inspection).select_related(
        "inspection", "inspector"
    )
    row = get_object_or_404(rows, pk=pk)
    form = forms.DayForm(posted(request), initial={"on": request.at.today})
    answer = submit(
        request,
        form,
        lambda: steps[what](access=row, on=form.cleaned_data["on"], by=request.user, at=request.at),
        done=reverse("systems", args=[request.inspection.ref]),
        message="Day recorded.",
    )
    context = {"row": row, "what": what}
    return answer or show(request, "portal/system_day.html", context, form=form, paragraphs=["58"])
