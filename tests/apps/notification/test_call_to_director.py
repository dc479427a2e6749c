"""The lead calls the director by 09:30 of day 0; logging the call opens what waited for it (paras 12-14)."""

from __future__ import annotations

import json
from datetime import date

import pytest

from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.inspections import dates
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.models import Inspection
from jtai.apps.notices.models import Message
from jtai.apps.notification import queries
from jtai.apps.notification.models import CallList, CallToDirector, SetUp
from tests.factories.briefing import briefed
from tests.factories.notification import notified
from tests.factories.world import World, planned


def sheet(world: World, clock: str = "09:12", day: int = 0, **changes: object) -> dict[str, object]:
    """What the lead's browser sends."""
    at = world.moment(day, clock).local
    director = queries.director(world.inspection)
    call = queries.call_of(world.inspection)
    return {
        "version": str(call.version if call else 0),
        "ticks": [tick.code for tick in world.inspection.edition.call_ticks],
        "contact": str(director.pk) if director else "",
        "called_at_day": at.day,
        "called_at_month": at.month,
        "called_at_year": at.year,
        "called_at_time": clock,
        "note": "",
        "act": "close",
        **changes,
    }


def ready(world: World, clock: str = "09:12") -> World:
    world.move_clock(0, clock)
    return briefed(world)


@pytest.mark.requirement("R-T00-1")
@pytest.mark.parametrize("edition", ["2016-01", "2016-08"])
def test_a_call_at_0931_is_late_by_a_minute_and_day_9_follows(db, edition):
    world = ready(planned(edition, day_zero=date(2016, 9, 6)), "09:31")
    lead = world.client(world.lead)
    assert lead.post(world.page("call-sheet"), sheet(world, "09:31")).status_code == 303
    page = lead.get(world.page("call-made")).content.decode()
    assert "09:31" in page
    assert "1 minute late" in page
    assert queries.minutes_late_of_call(world.inspection) == 1
    assert "Mon 19 Sep 2016, day 9" in lead.get(world.page("timeline")).content.decode()
    assert dates.day_number(world.inspection, date(2016, 9, 19)) == world.inspection.edition.notice_days
    assert json.loads(Event.objects.get(action="call-to-dcs.closed").canonical)["codes"]["minutes_late"] == 1


@pytest.mark.requirement("R-T00-1")
def test_a_call_at_0930_is_in_time_in_both_editions(any_world):
    ready(any_world, "09:30")
    lead = any_world.client(any_world.lead)
    assert lead.post(any_world.page("call-sheet"), sheet(any_world, "09:30")).status_code == 303
    assert queries.minutes_late_of_call(any_world.inspection) == 0
    page = lead.get(any_world.page("call-made")).content.decode()
    assert "09:30" in page
    assert "minute late" not in page


@pytest.mark.requirement("R-012-1")
@pytest.mark.parametrize("missing", ["notified", "information-asked", "set-up-offered"])
def test_closing_with_an_unticked_item_is_refused_and_keeps_the_draft(any_world, missing):
    world = ready(any_world)
    ticks = list(world.inspection.edition.call_ticks)
    lead = world.client(world.lead)
    values = sheet(
        world, ticks=[t.code for t in ticks if t.code != missing], note="She asked about week two."
    )
    answer = lead.post(world.page("call-sheet"), values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert next(t.title for t in ticks if t.code == missing) + "” is not ticked" in page
    assert "She asked about week two." in page
    call = CallToDirector.objects.get()
    assert (call.state, call.note) == ("draft", "She asked about week two.")
    assert not CallList.objects.exists()
    assert Inspection.objects.get(pk=world.inspection.pk).dcs_told_at is None
    assert lead.post(world.page("call-sheet"), sheet(world)).status_code == 303


def test_an_incomplete_call_is_kept_as_a_draft(world):
    world.move_clock(-1, "16:00")
    lead = world.client(world.lead)
    values = {"version": "0", "note": "Ask for her deputy.", "act": "keep"}
    assert lead.post(world.page("call-sheet"), values).status_code == 303
    assert "Ask for her deputy." in lead.get(world.page("call-sheet")).content.decode()


def test_each_problem_of_the_sheet_stands_beside_its_field(world):
    ready(world)
    lead = world.client(world.lead)
    answer = lead.post(world.page("call-sheet"), sheet(world, contact="", called_at_time="09:20"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose who took the call." in page
    assert "This time is in the future." in page
    director = queries.director(world.inspection)
    director.deputy_name = ""
    director.save()
    answer = lead.post(world.page("call-sheet"), sheet(world, deputy_took_it="on"))
    assert "No deputy is recorded for this contact." in answer.content.decode()


def test_a_call_logged_with_yesterdays_time_is_refused(world):
    ready(world)
    answer = world.client(world.lead).post(world.page("call-sheet"), sheet(world, day=-1))
    assert answer.status_code == 422
    assert "This is another day." in answer.content.decode()


def test_before_the_gate_is_open_the_call_is_refused_and_what_was_typed_stays(world):
    world.move_clock(0, "09:12")
    answer = world.client(world.lead).post(world.page("call-sheet"), sheet(world, note="Typed."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The director cannot be called yet." in page
    assert "Typed." in page


@pytest.mark.parametrize("role", ["team-inspector", "call-lead", "qa-manager", "analyst"])
def test_only_the_lead_logs_the_call(world, role):
    ready(world)
    client = world.client(world.person(role))
    assert client.get(world.page("call-sheet")).status_code == 200
    assert client.post(world.page("call-sheet"), sheet(world)).status_code == 403
    assert world.client(world.lead).post(world.page("call-sheet"), sheet(world)).status_code == 303


def test_somebody_elses_inspection_is_not_found(world, foreign):
    ready(foreign)
    assert world.client(world.lead).post(foreign.page("call-sheet"), sheet(foreign)).status_code == 404
    assert foreign.client(foreign.lead).post(foreign.page("call-sheet"), sheet(foreign)).status_code == 303


def test_local_people_get_in_with_the_call_and_not_before(any_world):
    world = ready(any_world)
    director = world.person("dcs")
    assert not User.objects.get(pk=director.pk).is_active
    world.client(world.lead).post(world.page("call-sheet"), sheet(world))
    assert User.objects.get(pk=director.pk).is_active
    page = world.client(director).get(world.page("call-sheet"))
    assert page.status_code == 200
    assert "09:12" in page.content.decode()


def test_the_note_of_the_call_is_read_by_inspectors_and_not_by_the_director(any_world):
    world = ready(any_world)
    world.client(world.lead).post(world.page("call-sheet"), sheet(world, note="Sounded tired."))
    for user, reads in ((world.person("team-inspector"), True), (world.person("dcs"), False)):
        page = world.client(user).get(world.page("call-sheet")).content.decode()
        assert "09:12" in page
        assert ("Sounded tired." in page) == reads


@pytest.mark.requirement("R-013-2")
def test_the_call_releases_the_other_inspectorates_and_tells_their_people(any_world):
    world = notified(any_world)
    others = [row.inspectorate for row in world.inspection.edition.notify_lists]
    assert sorted(others) == ["cqc", "hmi-probation", "hmic"]
    closed = Event.objects.get(action="call-to-dcs.closed")
    for body in others:
        unlocked = Event.objects.get(action="calls.released", object_id=body)
        assert unlocked.clock_at >= world.inspection.dcs_told_at
        assert unlocked.at >= closed.at
        assert unlocked.sequence > closed.sequence
        told = Message.objects.filter(kind="release-calls", to_body=body)
        assert {m.to_user_id for m in told} == {
            world.person("call-lead", body).pk,
            world.person("signatory", body).pk,
        }
        assert "09:12" in told[0].body
        assert world.inspection.area_name not in told[0].subject
        assert world.inspection.ref in told[0].subject


def test_the_call_opens_the_set_up_and_records_the_milestone(any_world):
    world = notified(any_world)
    assert SetUp.objects.get(inspection=world.inspection).state == "open"
    assert happened_at(world.inspection, "notify-dcs") == world.moment(0, "09:12").now
    assert verify(world.inspection.ref) is None


def test_a_call_is_logged_once(any_world):
    world = notified(any_world)
    answer = world.client(world.lead).post(world.page("call-sheet"), sheet(world))
    assert answer.status_code == 409


def test_the_deputy_may_take_the_call(world):
    ready(world)
    lead = world.client(world.lead)
    assert lead.post(world.page("call-sheet"), sheet(world, deputy_took_it="on")).status_code == 303
    assert "A Deputy, deputy" in lead.get(world.page("call-sheet")).content.decode()
