"""Editions, themes and calendars: what the administrator keeps, and what a new holiday would move."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from jtai.apps.accounts.password_first import require_service
from jtai.apps.inspections import actions, dates
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.library import actions as library
from jtai.apps.library import queries
from jtai.apps.library.models import CalendarVersion, ThemeFile
from jtai.core.framework import available_editions, available_themes, faulty_editions, load_edition
from jtai.core.timeline import PinnedDates, affected_by_holiday
from jtai.core.working_days import version_words
from jtai.ui.forms import ConfirmForm, DateField, PlainForm


class ThemeFileForm(PlainForm):
    file = django_forms.FileField(
        label="Theme file", help_text="A TOML file; docs/how-to/load-a-theme-file.md says how."
    )


class HolidayForm(PlainForm):
    on = DateField(label="Day")
    title = django_forms.CharField(label="Name of the bank holiday", max_length=80)


def editions(request: Any) -> HttpResponse:
    """What there is: editions, themes with their revisions, versions of the calendar."""
    require_service(request.user, "read", "service-editions")
    codes = dict.fromkeys(
        [*available_themes(invented=True), *ThemeFile.objects.values_list("code", flat=True)]
    )
    context = {
        "editions": [load_edition(code) for code in available_editions()],
        "faulty": faulty_editions(),
        "faulty_themes": queries.faulty_themes(),
        "themes": [theme for code in codes if (theme := queries.latest_theme(code))],
        "versions": [version_words(version) for version in queries.versions()],
        "added": CalendarVersion.objects.order_by("-pk"),
    }
    return render(request, "workspace/editions.html", context)


def theme_new(request: Any) -> HttpResponse:
    """Load a theme file; every fault is named at once and nothing is kept of a faulty one."""
    require_service(request.user, "write", "service-editions")
    form = ThemeFileForm(posted(request), request.FILES or None)
    answer = submit(
        request,
        form,
        lambda: library.load_theme_file(
            name=form.cleaned_data["file"].name,
            data=form.cleaned_data["file"].read(),
            by=request.user,
            at=request.real_now,
        ),
        done=reverse("editions"),
        message="Theme loaded. Inspections that have begun stay with the revision they have.",
    )
    return answer or render(request, "workspace/theme_new.html", {"form": form}, status=form.status)


def holiday_new(request: Any) -> HttpResponse:
    """Add a bank holiday: first what it would move, then the new version. None is moved."""
    require_service(request.user, "write", "service-editions")
    form = HolidayForm(posted(request))
    affected, checked = None, "confirm" in request.POST
    if request.method == "POST" and form.is_valid() and not checked:
        affected = impact(form.cleaned_data["on"], form.cleaned_data["title"])
    if checked and (
        answer := submit(
            request,
            form,
            lambda: library.add_bank_holiday(by=request.user, at=request.real_now, **form.cleaned_data),
            done=reverse("editions"),
            message=(
                "Bank holiday added in a new version of the calendar. No inspection was moved: its "
                "lead inspector decides."
            ),
        )
    ):
        return answer
    return render(
        request, "workspace/holiday_new.html", {"form": form, "affected": affected}, status=form.status
    )


def impact(on: date, title: str) -> list[Any]:
    """Inspections whose dates this holiday would move, old and new dates; never by area."""
    live = Inspection.objects.filter(abandoned_at=None).exclude(day_zero=None).order_by("ref")
    pinned = [_pinned(inspection) for inspection in live]
    return affected_by_holiday(pinned, on, title)


def _pinned(inspection: Inspection) -> PinnedDates:
    timeline = dates.timeline_of(inspection)
    return PinnedDates(
        inspection.ref,
        timeline.edition,
        timeline.day_zero,
        timeline.calendar,
        timeline.holds,
        timeline.readings,
    )


@inspection_page("calendar", "write")
def repin(request: PageRequest) -> HttpResponse:
    """Take the newest calendar: what moves is shown, and nothing moves without this button (ADR 0104)."""
    inspection = request.inspection
    latest = queries.latest_calendar()
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.take_calendar(
            inspection=inspection, version=latest.version, by=request.user, at=request.at
        ),
        done=reverse("holds", args=[inspection.ref]),
        message="This inspection now uses the newest calendar. The dates have moved.",
    )
    context = {
        "latest": latest.version,
        "latest_words": version_words(latest.version),
        "moved": dates.moved_by_calendar(inspection, latest.version),
    }
    return answer or show(request, "workspace/repin.html", context, form=form, paragraphs=["9"])
