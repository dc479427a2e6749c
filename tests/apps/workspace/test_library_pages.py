"""Themes and calendars an administrator keeps."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jtai.apps.audit.models import Event
from jtai.apps.inspections import dates
from jtai.apps.library import queries
from jtai.apps.library.models import CalendarVersion, ThemeFile
from tests.factories.world import account

THIRTY = "".join(
    f"""
[[items]]
code = "invented-{n}"
title = "Invented item {n}"
agency = "police"
inspectorate = "hmic"
milestone = "annex-a-rest"
"""
    for n in range(30)
)


@pytest.fixture
def administrator(db):
    return account("an administrator", service_roles=["administrator"])


def theme_text(revision: int = 2, items: str = "", criteria: str = "") -> str:
    from importlib.resources import files

    text = files("jtai.editions").joinpath("themes/cse-missing.toml").read_text()
    lines = [f"revision = {revision}" if line.startswith("revision") else line for line in text.splitlines()]
    if items:
        lines.remove("items = []")
    if criteria:
        lines.remove("criteria = []")
    return "\n".join(lines) + "\n" + items + criteria


def load(world, by, text: str):
    client = world.client(by)
    file = SimpleUploadedFile("theme.toml", text.encode(), content_type="text/plain")
    return client.post("/admin/themes/new", {"file": file})


@pytest.mark.requirement("R-AXA-1")
def test_a_theme_file_with_thirty_items_is_loaded_and_an_inspection_on_it_has_them(january, administrator):
    assert load(january, administrator, theme_text(2, THIRTY)).status_code == 303
    theme = queries.latest_theme("cse-missing")
    assert (theme.revision, len(theme.items)) == (2, 30)
    assert len(ThemeFile.objects.get().checksum) == 64
    # The inspection that had begun keeps its revision; choosing the theme again takes the new one.
    assert dates.theme_of(january.inspection).revision == 1
    january.client(january.lead).post(january.page("plan-theme"), {"theme": "cse-missing"})
    january.inspection.refresh_from_db()
    assert len(dates.theme_of(january.inspection).items) == 30
    from jtai.apps.portal import actions as portal
    from jtai.apps.portal.models import RequestItem

    january.open_to_local()
    portal.make_requests(inspection=january.inspection, by=january.lead, at=january.moment(0, "10:00"))
    asked = RequestItem.objects.filter(inspection=january.inspection, code__startswith="invented-")
    assert asked.count() == 30


SIX = "".join(
    f"""
[[criteria]]
code = "CSE 0{n}"
title = "Invented criterion {n}"
scope_element = "deep-dive"
"""
    for n in range(1, 7)
)


@pytest.mark.requirement("R-007-25")
def test_the_criteria_of_the_theme_stand_beside_the_22_once_its_file_is_loaded(any_world, administrator):
    inspection, lead = any_world.inspection, any_world.client(any_world.lead)
    if inspection.theme_code != "cse-missing":
        lead.post(any_world.page("plan-theme"), {"theme": "cse-missing"})
    coverage = any_world.page("coverage")
    page = lead.get(coverage).content.decode()
    assert "0 theme criteria" in page and "of 22 criteria" in page
    assert load(any_world, administrator, theme_text(2, criteria=SIX)).status_code == 303
    assert "0 theme criteria" in lead.get(coverage).content.decode()
    assert lead.post(any_world.page("plan-theme"), {"theme": "cse-missing"}).status_code == 303
    page = lead.get(coverage).content.decode()
    assert "0 theme criteria" not in page and "of 28 criteria" in page
    assert "ESN 22" in page and "CSE 06" in page


def test_every_fault_of_a_theme_file_is_named_and_nothing_is_kept(world, administrator):
    text = theme_text(2, '\n[[items]]\ncode = "x"\nagency = "moon"\n').replace("valid_from", "valid_form")
    answer = load(world, administrator, text)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "valid_form" in page and "items[x]" in page
    assert ThemeFile.objects.count() == 0


def test_a_revision_that_is_here_already_is_refused(world, administrator):
    answer = load(world, administrator, theme_text(1))
    assert answer.status_code == 422 and "is already loaded" in answer.content.decode()


def test_a_file_that_is_no_text_is_refused_with_a_sentence(world, administrator):
    file = SimpleUploadedFile("theme.toml", b"\xff\xfe\x00", content_type="text/plain")
    answer = world.client(administrator).post("/admin/themes/new", {"file": file})
    assert answer.status_code == 422 and "not UTF-8 text" in answer.content.decode()


def test_only_the_administrator_keeps_themes_and_calendars(world):
    for user in (world.lead, world.person("analyst"), account("an auditor", service_roles=["auditor"])):
        client = world.client(user)
        for url in ("/admin/editions", "/admin/themes/new", "/admin/calendar/new"):
            assert client.get(url).status_code == 403
            assert client.post(url, {}).status_code == 403


@pytest.mark.requirement("R-SE-5")
def test_a_new_holiday_lists_the_inspections_it_would_move_and_moves_none(world, administrator):
    client = world.client(administrator)
    parts = {"on_day": "13", "on_month": "10", "on_year": "2016", "title": "Day of mourning"}
    listed = client.post("/admin/calendar/new", parts).content.decode()
    assert world.inspection.ref in listed and world.inspection.area_name not in listed
    assert "Fri 4 Nov 2016" in listed and "Mon 7 Nov 2016" in listed
    assert CalendarVersion.objects.count() == 0
    assert client.post("/admin/calendar/new", {**parts, "confirm": "yes"}).status_code == 303
    world.inspection.refresh_from_db()
    assert dates.due_on(world.inspection, "publish") == date(2016, 11, 4)
    lead = world.client(world.lead)
    page = lead.get(world.page("calendar-repin")).content.decode()
    assert "Mon 7 Nov 2016" in page or "Monday 7 November 2016" in page
    assert lead.post(world.page("calendar-repin"), {}).status_code == 303
    world.inspection.refresh_from_db()
    assert dates.due_on(world.inspection, "publish") == date(2016, 11, 7)
    assert Event.objects.filter(chain=world.inspection.ref, action="calendar.taken").exists()
    assert lead.post(world.page("calendar-repin"), {}).status_code == 409


def test_a_day_that_is_no_working_day_already_is_no_new_holiday(world, administrator):
    parts = {"on_day": "26", "on_month": "12", "on_year": "2016", "title": "X", "confirm": "yes"}
    answer = world.client(administrator).post("/admin/calendar/new", parts)
    assert answer.status_code == 422 and "is not a working day" in answer.content.decode()


def test_the_page_of_editions_shows_what_there_is(world, administrator):
    page = world.client(administrator).get("/admin/editions").content.decode()
    assert "2016-08" in page and "England, version 1" in page and "(invented)" in page
