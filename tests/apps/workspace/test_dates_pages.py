"""The timeline, why a date is what it is, the calendar file, the guidance and what has happened."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.utils.html import escape
from icalendar import Calendar

from jtai.apps.audit.models import Event
from jtai.apps.inspections import actions, dates
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.inspections.messages import send
from jtai.apps.letters import actions as letters
from tests.factories.letters import letter_at
from tests.factories.world import planned

pytestmark = pytest.mark.django_db


def page_of(world, person, name, *args):
    answer = world.client(person).get(world.page(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_timeline_shows_every_date_as_a_picture_and_as_a_table(any_world):
    page = page_of(any_world, any_world.lead, "timeline")
    assert "<svg" in page
    for milestone in any_world.inspection.edition.tracks["inspection"].milestones:
        assert page.count(milestone.title[:40]) >= 2 or f"/timeline/{milestone.code}" in page


@pytest.mark.requirement("R-009-1")
def test_the_stage_bar_places_day_9_in_week_three_and_notes_the_last_week(january):
    page = page_of(january, january.lead, "timeline")
    row = page[page.index("On site") :][:700]
    assert "Mon 22 Feb 2016" in row and "Week three" in row
    stages = january.inspection.edition.stages
    assert any("nine" in stage.note for stage in stages)
    assert next(stage.note for stage in stages if "nine" in stage.note)[:30] in page


@pytest.mark.requirement("R-009-2")
def test_day_33_across_easter_is_tuesday_29_march(january):
    assert dates.day(january.inspection, 33) == date(2016, 3, 29)


@pytest.mark.requirement("R-009-3")
def test_the_page_of_a_clash_shows_sum_printed_weekday_and_the_reading_in_force(world):
    clean = planned("2016-01", day_zero=date(2016, 1, 19))
    page = page_of(clean, clean.lead, "why-date", "prepub")
    assert "day 38 = Fri 11 Mar 2016" in page and "Monday" in page and "The day number governs." in page
    clean.inspection.readings = {"anchor.prepub": "printed_weekday"}
    clean.inspection.save()
    assert dates.due_on(clean.inspection, "prepub") == date(2016, 3, 14)
    page = page_of(world, world.lead, "why-date", "publish")
    assert "day 43 = Fri 4 Nov 2016" in page and "Tuesday" in page and "The day number governs." in page
    world.inspection.readings = {"anchor.publish": "printed_weekday"}
    world.inspection.save()
    assert dates.due_on(world.inspection, "publish") == date(2016, 11, 8)


@pytest.mark.requirement("R-009-4")
def test_day_zero_on_a_holiday_is_refused_a_split_week_takes_a_reason_and_a_good_day_is_accepted(world):
    client = world.client(world.lead)

    def post(on, **reasons):
        parts = {"day_zero_day": on.day, "day_zero_month": on.month, "day_zero_year": on.year}
        return client.post(world.page("plan-day-zero"), {**parts, **reasons})

    refused = post(date(2016, 12, 27))
    assert refused.status_code == 422 and "Christmas Day" in refused.content.decode()
    split = post(date(2017, 4, 4))
    told = split.content.decode()
    assert split.status_code == 422 and "19 Apr 2017" in told and "25 Apr 2017" in told
    assert "reason-fieldwork-split" in told
    wednesday = post(date(2016, 9, 7))
    assert wednesday.status_code == 422 and "usually on a Tuesday" in wednesday.content.decode()
    assert post(date(2017, 2, 28)).status_code == 303
    world.inspection.refresh_from_db()
    assert world.inspection.day_zero == date(2017, 2, 28)


@pytest.mark.requirement("R-009-5")
def test_a_draft_sent_two_days_late_moves_the_response_and_the_planned_date_stays(world):
    at = world.moment(26, "12:00")
    assert at.today == date(2016, 10, 12)
    record_fact(world.inspection, "draft-sent", by=world.lead, at=at)
    assert dates.due_on(world.inspection, "fa-due") == date(2016, 10, 25)
    page = page_of(world, world.lead, "why-date", "fa-due")
    assert "Fri 21 Oct 2016" in page and "Tue 25 Oct 2016" in page


@pytest.mark.requirement("R-T10-1")
def test_the_analyst_is_shown_on_site_on_days_9_and_10(world):
    assert dates.first_on(world.inspection, "sao-onsite") == date(2016, 9, 19)
    assert dates.due_on(world.inspection, "sao-onsite") == date(2016, 9, 20)
    assert "sao-onsite" in page_of(world, world.lead, "timeline")


@pytest.mark.requirement("R-000-2")
def test_a_page_shows_its_paragraph_and_opens_the_outline_of_its_edition(any_world):
    page = page_of(any_world, any_world.lead, "sea")
    edition = any_world.inspection.edition_id
    assert f"/guidance/{edition}#para-78" in page and f"({edition})" not in page
    outline = page_of_guidance(any_world, edition)
    assert 'id="para-78"' in outline
    assert ("annex-d" in outline) == (edition == "2016-08")


def page_of_guidance(world, edition):
    answer = world.client(world.lead).get(f"/guidance/{edition}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.requirement("R-AXA-2")
def test_the_outline_shows_the_six_dates_of_annex_a_and_says_that_the_diagram_was_not_seen(any_world):
    page = page_of_guidance(any_world, any_world.inspection.edition_id)
    part = page[page.index('id="information"') : page.index('id="selection"')]
    assert part.count("<li>") == 6
    assert "diagram not seen" in part


def test_the_outline_shows_whom_inspectors_meet_and_how_clashes_are_treated(any_world):
    edition = any_world.inspection.edition
    page = unescape(page_of_guidance(any_world, edition.id))
    choices = (edition.evidence.sampling_purposes, edition.evidence.interview_prompts)
    shown = [
        *(row.title for row in edition.people_to_meet),
        *(row.title for rows in choices for row in rows),
        *(row.title for row in edition.challenge_route),
        *(row.treatment for row in edition.clashes),
        edition.links.regulations_response_as_printed,
        edition.criterion_parents[0].title,
        "Online form" if edition.complaints else edition.publisher,
    ]
    assert [words for words in shown if words not in page] == []


def test_why_a_date_says_what_comes_first_and_what_is_printed(world):
    page = page_of(world, world.lead, "why-date", "notify-dcs")
    milestone = world.inspection.edition.milestone("notify-dcs")
    assert "; ".join(world.inspection.edition.gate_titles(milestone)) in page
    assert "Pre-inspection briefing read before notification" in page
    assert "Printed: By 9.30am" in page


def test_an_edition_that_is_not_there_is_not_found(world):
    assert world.client(world.lead).get("/guidance/2031-01").status_code == 404


def test_the_calendar_file_has_the_reference_and_never_the_area(world):
    answer = world.client(world.lead).get(world.page("timeline-ics"))
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert world.inspection.ref in text and world.inspection.area_name not in text
    entries = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    assert len(entries) == len(world.inspection.edition.tracks["inspection"].milestones)


@pytest.mark.parametrize("kind", ["practice", "demonstration"])
def test_what_is_no_real_inspection_says_so_in_calendars_and_subjects(world, kind):
    world.inspection.kind = kind
    world.inspection.save()
    text = world.client(world.lead).get(world.page("timeline-ics")).content.decode()
    assert f"{kind.title()} {world.inspection.ref}" in text
    at = world.moment(1)
    told = send(world.inspection, key="k", kind="note", body="Words.", at=at, to=world.lead)
    assert told.subject.startswith(f"{kind.title()}: ")


def test_local_people_see_their_own_dates_only(world):
    world.open_to_local()
    dcs = world.person("dcs")
    page = page_of(world, dcs, "timeline")
    assert "/timeline/fa-due" in page and "/timeline/signoff-3" not in page
    assert world.client(dcs).get(world.page("why-date", "signoff-3")).status_code == 404


def test_the_lead_records_what_has_no_page_of_its_own(world):
    world.move_clock(8, "16:00")
    client = world.client(world.lead)
    when = {
        "happened_at_day": "16",
        "happened_at_month": "9",
        "happened_at_year": "2016",
        "happened_at_time": "15:00",
    }
    assert client.post(world.page("why-date", "programme"), when).status_code == 303
    assert happened_at(world.inspection, "programme") == world.moment(8, "15:00").now
    assert Event.objects.filter(chain=world.inspection.ref, action="milestone.recorded").exists()
    later = client.post(world.page("why-date", "programme"), {**when, "happened_at_day": "20"})
    assert later.status_code == 422 and "in the future" in later.content.decode()
    assert client.post(world.page("why-date", "publish"), when).status_code == 409
    inspector = world.client(world.person("team-inspector"))
    assert inspector.post(world.page("why-date", "programme"), when).status_code == 403


def test_an_unknown_date_is_not_found(world):
    assert world.client(world.lead).get(world.page("why-date", "moon-landing")).status_code == 404


def test_history_shows_what_was_done_by_role_and_local_people_only_their_own(world):
    page = page_of(world, world.lead, "history")
    assert "Inspection scheduled" in page and "Lead inspector, Ofsted" in page
    world.open_to_local()
    assert "Inspection scheduled" not in page_of(world, world.person("dcs"), "history")


def test_a_hold_moves_publication_to_the_first_working_day_after_it(world):
    actions.add_hold(
        inspection=world.inspection,
        first_on=date(2016, 11, 1),
        last_on=date(2016, 11, 18),
        reason="Election",
        by=world.lead,
        at=world.moment(30),
    )
    assert dates.due_on(world.inspection, "publish") == date(2016, 11, 21)
    assert "on hold" in page_of(world, world.lead, "why-date", "publish")


def test_no_title_in_the_picture_is_cut_inside_a_word(any_world):
    page = page_of(any_world, any_world.lead, "timeline")
    drawn = page[page.index("<svg") : page.index("</svg>")]
    shown = [part.partition("</text>")[0].rpartition(">")[2] for part in drawn.split("<text")[1:]]
    titles = [escape(m.title) for m in any_world.inspection.edition.tracks["inspection"].milestones]
    for title in titles:
        assert title in page
        assert any(
            words == title or (words.endswith(" …") and title.startswith(words[:-1])) for words in shown
        ), title
    assert sum(words.endswith("…") for words in shown) < len(titles) / 5


def test_the_page_of_publication_counts_the_statement_from_the_day_the_letter_came(any_world):
    letter = letter_at(any_world, "prepublication")
    url = any_world.page("why-date", "publish")
    before = any_world.client(any_world.lead).get(url).context["statement"]
    copy = letter.dispatches.get(kind="prepublication")
    came = any_world.moment(42, "10:00")
    letters.confirm_receipt(dispatch=copy, by=any_world.person("dcs"), at=came)
    after = any_world.client(any_world.lead).get(url).context["statement"]
    counted = {row.code: row.due_on for row in before}, {row.code: row.due_on for row in after}
    calendar = dates.calendar_of(any_world.inspection)
    days = any_world.inspection.edition.statement_days
    from_copy = next(r.code for r in any_world.inspection.edition.statement.readings if r.event)
    assert counted[0][from_copy] == calendar.add(copy.sent_at.date(), days)
    assert counted[1][from_copy] == calendar.add(came.today, days)
    assert counted[0][from_copy] != counted[1][from_copy]
