"""Pages of planning: what it is about, who takes part, whom to reach, closure days and holds, the clock."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from jtai.apps.accounts.models import User
from jtai.apps.inspections import actions, dates, forms, queries
from jtai.apps.inspections.models import ClosureDay, Contact, Membership, PublicationHold
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.core.results import blocks, require_none
from jtai.ui.forms import ConfirmForm


def new(request: Any) -> HttpResponse:
    """Plan an inspection, or start a practice one."""
    today = timezone.localdate()
    form = forms.NewInspectionForm(
        posted(request),
        user=request.user,
        today=today,
        demonstration=settings.JTAI_DEMONSTRATION_ALLOWED,
    )
    answer = submit(
        request,
        form,
        lambda: actions.plan_inspection(
            kind=form.cleaned_data["kind"],
            edition_id=form.cleaned_data["edition"],
            area_code=form.cleaned_data["area"],
            theme_code=form.cleaned_data["theme"],
            clock_at=form.cleaned_data["clock_at"],
            by=request.user,
            at=request.real_now,
        ),
        done=lambda made: reverse("plan", args=[made.ref]),
        message="Inspection created. The reference does not identify the area.",
    )
    return answer or render(request, "inspections/new.html", {"form": form}, status=form.status)


@inspection_page("inspection", "read")
def plan(request: PageRequest) -> HttpResponse:
    """Area, edition, theme and day 0, each with its change link."""
    inspection = request.inspection
    theme = dates.theme_of(inspection)
    context = {
        "theme": theme,
        "week": dates.fieldwork_days(inspection),
        "departures": queries.departures_for(request.viewer),
        "problems_of_team": queries.team_problems(inspection),
        "may_plan": request.viewer.may("plan", "inspection"),
        "may_see_team": request.viewer.may("read", "team"),
        "may_see_calendar": request.viewer.may("read", "calendar"),
    }
    return show(request, "inspections/plan.html", context, paragraphs=["4", "8", "9"])


@inspection_page("inspection", "plan")
def theme(request: PageRequest) -> HttpResponse:
    """Choose the theme; fixed once the DCS was told."""
    inspection = request.inspection
    form = forms.ThemeForm(posted(request), inspection=inspection, initial={"theme": inspection.theme_code})
    answer = submit(
        request,
        form,
        lambda: actions.change_theme(
            inspection=inspection, theme_code=form.cleaned_data["theme"], by=request.user, at=request.at
        ),
        done=reverse("plan", args=[inspection.ref]),
        message="Theme chosen.",
    )
    return answer or show(request, "inspections/theme.html", form=form, paragraphs=["4", "Annex A"])


@inspection_page("inspection", "schedule")
def day_zero(request: PageRequest) -> HttpResponse:
    """Set day 0; the page shows the fieldwork week it gives before it is kept."""
    inspection = request.inspection
    edition, initial = inspection.edition, {"day_zero": inspection.day_zero}
    form = forms.DayZeroForm(posted(request), edition=edition, initial=initial)
    answer = submit(
        request,
        form,
        lambda: actions.schedule(
            inspection=inspection,
            day_zero=form.cleaned_data["day_zero"],
            reasons=form.reasons,
            by=request.user,
            at=request.at,
        ),
        done=reverse("plan", args=[inspection.ref]),
        message=f"{edition.notification_day.capitalize()} set. Every other date is counted from it.",
    )
    if answer:
        for note in dates.notes_on_day_zero(inspection, form.cleaned_data["day_zero"]):
            messages.warning(request, note.message)
    return answer or show(request, "inspections/day_zero.html", form=form, paragraphs=["9", "12"])


@inspection_page("inspection", "stop")
def pause(request: PageRequest) -> HttpResponse:
    "Pause the inspection with a reason, or resume it."
    inspection = request.inspection
    form: Any = ConfirmForm(posted(request)) if inspection.paused_at else forms.PauseForm(posted(request))

    def act() -> None:
        if inspection.paused_at:
            actions.resume(inspection=inspection, by=request.user, at=request.at)
        else:
            actions.pause(
                inspection=inspection, reason=form.cleaned_data["reason"], by=request.user, at=request.at
            )

    message = "Inspection resumed." if inspection.paused_at else "Inspection paused."
    answer = submit(request, form, act, done=reverse("plan", args=[inspection.ref]), message=message)
    return answer or show(request, "inspections/pause.html", form=form)


@inspection_page("team", "read", post="write")
def team(request: PageRequest) -> HttpResponse:
    """Who takes part; the lead confirms the team, with a reason where it is not the usual one."""
    inspection = request.inspection
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.confirm_team(
            inspection=inspection, reasons=form.reasons, by=request.user, at=request.at
        ),
        done=reverse("team", args=[inspection.ref]),
        message="Team confirmed.",
    )
    context = {
        "inspectorates": queries.team_rows(inspection, local=False),
        "local": queries.team_rows(inspection, local=True),
        "team_problems": queries.team_problems(inspection),
        "may_write": request.viewer.may("write", "team"),
    }
    return answer or show(request, "inspections/team.html", context, form=form, paragraphs=["8", "30"])


@inspection_page("team", "write")
def member_new(request: PageRequest) -> HttpResponse:
    """Give somebody with an account a role."""
    inspection = request.inspection
    form = forms.MemberForm(posted(request), edition=inspection.edition)

    def act() -> None:
        wanted = form.cleaned_data
        user = User.objects.filter(email__iexact=wanted["email"]).first()
        if user is None:
            sentence = (
                "Nobody has an account with this address. Check it, or ask the administrator to make one."
            )
            require_none([blocks("no-account", sentence, "", "email")])
        assert user is not None
        actions.add_member(
            inspection=inspection,
            user=user,
            role=wanted["role"],
            body=wanted["body"],
            workstreams=wanted["workstreams"],
            preparation_days=wanted["preparation_days"],
            by=request.user,
            at=request.at,
        )

    answer = submit(
        request, form, act, done=reverse("team", args=[inspection.ref]), message="Person added to the team."
    )
    return answer or show(request, "inspections/member_new.html", form=form, paragraphs=["8", "11", "30"])


@inspection_page("team", "write")
def member(request: PageRequest, pk: int) -> HttpResponse:
    """Workstreams and days to prepare of one member."""
    inspection = request.inspection
    row = get_object_or_404(Membership, pk=pk, inspection=inspection, ended_at=None)
    initial = {"workstreams": row.workstreams, "preparation_days": row.preparation_days}
    form = forms.MembershipForm(posted(request), edition=inspection.edition, initial=initial)
    answer = submit(
        request,
        form,
        lambda: actions.change_member(
            inspection=inspection, membership=row, by=request.user, at=request.at, **form.cleaned_data
        ),
        done=reverse("team", args=[inspection.ref]),
        message="Changes saved.",
    )
    return answer or show(
        request, "inspections/member.html", {"row": row}, form=form, paragraphs=["11", "30"]
    )


@inspection_page("team", "write")
def member_end(request: PageRequest, pk: int) -> HttpResponse:
    """Ask before a role ends."""
    inspection = request.inspection
    row = get_object_or_404(Membership, pk=pk, inspection=inspection)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.end_member(inspection=inspection, membership=row, by=request.user, at=request.at),
        done=reverse("team", args=[inspection.ref]),
        message="Role ended. What the person wrote stays.",
    )
    return answer or show(request, "inspections/member_end.html", {"row": row}, form=form)


@inspection_page("contacts", "read")
def contacts(request: PageRequest) -> HttpResponse:
    """Whom to call and write to, with deputies."""
    inspection = request.inspection
    context = {
        "rows": queries.contact_rows(inspection),
        "agencies": inspection.local_agencies.order_by("agency", "name"),
        "may_write": request.viewer.may("write", "contacts"),
    }
    return show(request, "inspections/contacts.html", context, paragraphs=["13", "68"])


@inspection_page("contacts", "write")
def contact_new(request: PageRequest) -> HttpResponse:
    """Add a contact."""
    inspection = request.inspection
    form = forms.ContactForm(posted(request), edition=inspection.edition, initial={"version": 0})
    answer = submit(
        request,
        form,
        lambda: actions.add_contact(
            inspection=inspection, values=form.cleaned_data, by=request.user, at=request.at
        ),
        done=reverse("contacts", args=[inspection.ref]),
        message="Contact saved. It gives nobody access.",
    )
    context = {"new": True, "may_invite": request.viewer.may("invite", "contributor")}
    return answer or show(request, "inspections/contact.html", context, form=form, paragraphs=["13"])


@inspection_page("contacts", "write")
def contact(request: PageRequest, pk: int) -> HttpResponse:
    """Change a contact; a page somebody else has overtaken keeps what was typed."""
    inspection = request.inspection
    row = get_object_or_404(Contact, pk=pk, inspection=inspection)
    initial = {name: getattr(row, name) for name in [*forms.ContactForm.base_fields]}
    form = forms.ContactForm(posted(request), edition=inspection.edition, initial=initial)
    answer = submit(
        request,
        form,
        lambda: actions.change_contact(
            inspection=inspection,
            contact=row,
            values=form.cleaned_data,
            version=form.cleaned_data["version"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("contacts", args=[inspection.ref]),
        message="Contact saved.",
    )
    if not answer:
        names = {"Name": "name", "Telephone": "phone", "E-mail address": "email", "Deputy": "deputy_name"}
        offer_again(form, row, names)
    context = {"row": row, "may_invite": request.viewer.may("invite", "contributor")}
    return answer or show(request, "inspections/contact.html", context, form=form, paragraphs=["13"])


@inspection_page("contacts", "write")
def agency_new(request: PageRequest) -> HttpResponse:
    """Name an agency of the local partnership."""
    inspection = request.inspection
    form = forms.AgencyForm(posted(request), edition=inspection.edition)
    answer = submit(
        request,
        form,
        lambda: actions.add_local_agency(
            inspection=inspection, by=request.user, at=request.at, **form.cleaned_data
        ),
        done=reverse("contacts", args=[inspection.ref]),
        message="Agency saved.",
    )
    return answer or show(request, "inspections/agency.html", form=form, paragraphs=["2"])


@inspection_page("calendar", "read")
def holds(request: PageRequest) -> HttpResponse:
    """Closure days and holds on publication."""
    inspection = request.inspection
    context = {
        "closures": inspection.closure_days.order_by("on"),
        "holds": inspection.holds.order_by("first_on"),
        "may_write": request.viewer.may("write", "calendar"),
        "may_hold": request.viewer.may("write", "hold"),
    }
    return show(request, "inspections/holds.html", context, paragraphs=["9"])


@inspection_page("calendar", "write")
def closure_new(request: PageRequest) -> HttpResponse:
    """Form, then a check that lists every date that would move, then done (ADR 0104)."""
    inspection = request.inspection
    form = forms.ClosureForm(posted(request))
    moved = None
    confirmed = "confirm" in request.POST
    if request.method == "POST" and form.is_valid() and not confirmed:
        moved = dates.moved_by_closure(inspection, form.cleaned_data["on"], form.cleaned_data["reason"])
    if confirmed and (
        answer := submit(
            request,
            form,
            lambda: actions.add_closure_day(
                inspection=inspection, by=request.user, at=request.at, **form.cleaned_data
            ),
            done=reverse("holds", args=[inspection.ref]),
            message="Closure day added. The dates have moved.",
        )
    ):
        return answer
    return show(request, "inspections/closure.html", {"moved": moved}, form=form, paragraphs=["9"])


@inspection_page("calendar", "write")
def closure_remove(request: PageRequest, pk: int) -> HttpResponse:
    """Take a closure day back."""
    inspection = request.inspection
    row = get_object_or_404(ClosureDay, pk=pk, inspection=inspection)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.remove_closure_day(
            inspection=inspection, closure=row, by=request.user, at=request.at
        ),
        done=reverse("holds", args=[inspection.ref]),
        message="Closure day removed.",
    )
    return answer or show(request, "inspections/closure_remove.html", {"row": row}, form=form)


@inspection_page("hold", "write")
def hold_new(request: PageRequest) -> HttpResponse:
    """Hold publication back."""
    inspection = request.inspection
    form = forms.HoldForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.add_hold(inspection=inspection, by=request.user, at=request.at, **form.cleaned_data),
        done=reverse("holds", args=[inspection.ref]),
        message="Publication is on hold.",
    )
    return answer or show(request, "inspections/hold.html", form=form)


@inspection_page("hold", "write")
def hold_lift(request: PageRequest, pk: int) -> HttpResponse:
    """End a hold early."""
    inspection = request.inspection
    row = get_object_or_404(PublicationHold, pk=pk, inspection=inspection)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.lift_hold(inspection=inspection, hold=row, by=request.user, at=request.at),
        done=reverse("holds", args=[inspection.ref]),
        message="Hold lifted.",
    )
    return answer or show(request, "inspections/hold_lift.html", {"row": row}, form=form)


@inspection_page("clock", "write")
def clock(request: PageRequest) -> HttpResponse:
    """Move the clock of a practice inspection."""
    inspection = request.inspection
    form = forms.ClockForm(posted(request), initial={"to": request.at.local})
    answer = submit(
        request,
        form,
        lambda: actions.move_clock(
            inspection=inspection, to=form.cleaned_data["to"], by=request.user, at=request.at
        ),
        done=reverse("clock", args=[inspection.ref]),
        message="Clock moved. Everybody in this inspection sees it.",
    )
    return answer or show(
        request, "inspections/clock.html", {"stops": dates.clock_stops(inspection)}, form=form
    )
