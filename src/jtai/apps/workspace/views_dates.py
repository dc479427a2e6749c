"""The timeline, why a date is what it is, the calendar file, and what has happened."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from jtai.apps.inspections import actions, dates, forms
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.letters.models import Letter
from jtai.apps.letters.queries.facts import statement_readings
from jtai.apps.workspace import calendar
from jtai.apps.workspace.words import event_words
from jtai.core.timeline import StatementDue, calendar_file, due_words, explain, statement_due


@inspection_page("timeline", "read")
def timeline(request: PageRequest) -> HttpResponse:
    """Every date as a picture with its table: planned, forecast, actual."""
    inspection = request.inspection
    if inspection.day_zero is None:
        return show(request, "workspace/timeline.html", {"rows": [], "none": True}, paragraphs=["9"])
    rows = calendar.rows_for(request.viewer)
    ahead = [row for row in rows if row.actual_at is None and row.due_on >= request.at.today]
    context = {
        "rows": rows,
        "next": sorted(ahead, key=lambda row: row.due_on)[:3],
        "picture": calendar.picture(request.viewer, rows),
        "stages": calendar.stages_of(inspection, request.at.today),
        "readings": inspection.edition.readings.values(),
    }
    return show(request, "workspace/timeline.html", context, paragraphs=["9"])


@inspection_page("timeline", "read", post="record")
def why_date(request: PageRequest, code: str) -> HttpResponse:
    """The sum behind one date, day by day; the lead records what has no page of its own."""
    inspection = request.inspection
    if inspection.day_zero is None:
        raise Http404
    try:
        row = dates.forecast_of(inspection).row(code)
    except KeyError as error:
        raise Http404 from error
    if request.viewer.is_local and code not in calendar.own_codes(inspection.edition):
        raise Http404
    published = code == inspection.edition.publishing_step.milestone
    by_hand = row.planned.milestone.by_hand and request.viewer.may("record", "timeline")
    form = forms.HappenedForm(posted(request), initial={"happened_at": request.at.local})
    answer = submit(
        request,
        form,
        lambda: actions.record_milestone(
            inspection=inspection,
            code=code,
            happened_at=form.cleaned_data["happened_at"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("why-date", args=[inspection.ref, code]),
        message="Date recorded.",
    )
    context = {
        "row": row,
        "due": due_words(row.forecast),
        "sum": explain(row.planned.derivation),
        "forecast_sum": explain(row.forecast.derivation) if row.moved else "",
        "standing": next(r for r in calendar.rows_for(request.viewer) if r.code == code),
        "by_hand": by_hand,
        "waits_for": inspection.edition.gate_titles(row.planned.milestone),
        "statement": _statement(inspection) if published and not request.viewer.is_local else (),
    }
    return answer or show(request, "workspace/why_date.html", context, form=form, paragraphs=["9"])


def _statement(inspection: Inspection) -> tuple[StatementDue, ...]:
    """Both readings of the statement's due date; the day the letter came counts once it is confirmed."""
    letter = Letter.objects.filter(inspection=inspection).first()
    if letter is not None:
        return statement_readings(letter)
    return statement_due(dates.timeline_of(inspection), dates.facts_of(inspection))


@inspection_page("timeline", "read")
def ics(request: PageRequest) -> HttpResponse:
    """The dates as a calendar file: the reference, never the area (ADR 0005)."""
    inspection = request.inspection
    if inspection.day_zero is None:
        raise Http404
    codes = calendar.own_codes(inspection.edition) if request.viewer.is_local else None
    rows = [r.forecast for r in dates.forecast_of(inspection).rows if codes is None or r.code in codes]
    prefix = f"{inspection.get_kind_display().split()[0]} " if inspection.has_moved_clock else ""
    body = calendar_file(rows, reference=f"{prefix}{inspection.ref}", made_at=timezone.now())
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{inspection.ref}.ics"'
    return answer


@inspection_page("history", "read")
def history(request: PageRequest) -> HttpResponse:
    """What has happened, newest first; local people see what they did themselves."""
    inspection = request.inspection
    found = Event.objects.filter(chain=inspection.ref)
    if request.viewer.is_local:
        found = found.filter(actor=str(request.user.pk))
    page = Paginator(found.order_by("-sequence"), 50).get_page(request.GET.get("page"))
    people = {str(u.pk): u for u in User.objects.filter(memberships__inspection=inspection)}
    lines = [event_words(inspection, event, people) for event in page]
    return show(request, "workspace/history.html", {"page": page, "lines": lines})
