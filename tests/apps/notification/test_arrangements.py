"""What set-up agrees: arrangements, link person, sheets, incidents (paragraphs 15 and 28)."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.html import escape

from jtai.apps.audit.models import Event
from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Membership
from jtai.apps.notices.models import Message
from jtai.apps.notification import queries
from jtai.apps.notification.models import Arrangement, LinkPerson, SeriousIncident, Sharing
from jtai.words import day_date
from tests.factories.notification import name_link_person, notified, set_up
from tests.factories.world import World

CARRIED = ["timetable", "regular-meetings", "feedback-meeting", "practicalities", "childrens-experiences"]
MEETING = {
    "2016-08": (date(2016, 9, 19), "Monday 19 September 2016"),
    "2016-01": (date(2016, 2, 22), "Monday 22 February 2016"),
}


def ready(world: World) -> World:
    notified(world)
    world.move_clock(0, "15:00")
    return world


@pytest.mark.requirement("R-015-3", "R-015-4", "R-015-5", "R-015-6", "R-015-7")
@pytest.mark.parametrize("code", CARRIED)
def test_an_arrangement_left_open_is_carried_to_the_leaders_meeting_of_day_9(any_world, code):
    world = notified(any_world)
    on, words = MEETING[world.inspection.edition_id]
    set_up(world, leave_open=code)
    carried = queries.open_arrangements(world.inspection, "leaders")
    assert [row.code for row in carried] == [code]
    assert dates.first_on(world.inspection, "leaders-meet") == on
    world.move_clock(0, "16:00")
    page = world.client(world.lead).get(world.page("set-up-closed")).content.decode()
    assert escape(carried[0].title) in page
    assert words in page


def test_an_agreed_arrangement_has_words_an_owner_and_a_day(any_world):
    world = ready(any_world)
    lead, url = world.client(world.lead), world.page("arrangement", "practicalities")
    bare = lead.post(url, {"version": "1", "text": "", "owner": "", "state": "agreed"})
    assert bare.status_code == 422
    assert "Write what was agreed" in bare.content.decode()
    assert "Enter who is responsible" in bare.content.decode()
    values = {"version": "1", "text": "Rooms at each agency.", "owner": "Link person", "state": "agreed"}
    assert lead.post(url, values).status_code == 303
    row = Arrangement.objects.get(code="practicalities")
    assert (row.state, row.agreed_on, row.owner) == ("agreed", world.inspection.day_zero, "Link person")
    assert lead.post(url, values).status_code == 409
    assert Event.objects.filter(action="arrangement.written").count() == 1


def test_leaders_read_arrangements_and_only_the_lead_writes_them(world):
    ready(world)
    values = {"version": "1", "text": "x", "owner": "y", "state": "agreed"}
    for role in ("agency-leader", "dcs", "link-person"):
        client = world.client(world.person(role))
        assert client.get(world.page("arrangements")).status_code == 200
        assert client.post(world.page("arrangement", "timetable"), values).status_code == 403
    contributor = world.client(world.person("agency-contributor"))
    assert contributor.get(world.page("arrangements")).status_code == 403


def test_on_day_9_leaders_confirm_what_is_in_place_and_what_is_done_where_it_is_not(any_world):
    world = notified(any_world)
    set_up(world)
    director, url = world.client(world.person("dcs")), world.page("arrangement-confirm", "practicalities")
    world.move_clock(8, "16:00")
    assert director.post(url, {"in_place": "yes"}).status_code == 409
    due = world.move_clock(9, "11:00").local
    bare = director.post(url, {"in_place": "no"})
    assert bare.status_code == 422
    for asked in ("Write what will be done", "Enter who does it", "Enter by when"):
        assert asked in bare.content.decode()
    values = {
        "in_place": "no",
        "action": "Two more log-ins.",
        "action_owner": "Head of IT",
        "action_due_at_day": due.day,
        "action_due_at_month": due.month,
        "action_due_at_year": due.year,
        "action_due_at_time": "15:00",
    }
    assert director.post(url, values).status_code == 303
    row = Arrangement.objects.get(code="practicalities")
    assert (row.in_place, row.action_owner, row.action_due_at) == (
        False,
        "Head of IT",
        world.moment(9, "15:00").now,
    )
    leader = world.client(world.person("agency-leader"))
    assert leader.post(url, {"in_place": "yes"}).status_code == 403


@pytest.mark.requirement("R-015-8")
def test_without_a_link_person_day_4_shows_a_warning(any_world):
    world = notified(any_world)
    lead = world.client(world.lead)
    world.move_clock(3, "16:00")
    assert "No link person is named" not in lead.get(world.page("set-up")).content.decode()
    world.move_clock(4, "09:00")
    for page in ("set-up", "link-person"):
        assert "No link person is named" in lead.get(world.page(page)).content.decode()
    name_link_person(world, day=4)
    assert "No link person is named" not in lead.get(world.page("link-person")).content.decode()


def person(world: World, **changes: str) -> dict[str, str]:
    return {
        "full_name": "Sam Thornby",
        "job_title": "Head of quality",
        "body": "local-authority",
        "phone": "01632 960111",
        "email": "sam.thornby@people.invalid",
        "has_access": "on",
        "has_authority": "on",
        **changes,
    }


@pytest.mark.requirement("R-015-8")
@pytest.mark.parametrize(
    ("missing", "words"), [("has_authority", "answer the lead"), ("has_access", "has access")]
)
def test_a_person_without_both_confirmations_is_refused(any_world, missing, words):
    world = ready(any_world)
    lead, url = world.client(world.lead), world.page("link-person")
    values = {k: v for k, v in person(world).items() if k != missing}
    answer = lead.post(url, values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not LinkPerson.objects.exists()
    assert lead.post(url, person(world)).status_code == 303
    held = Membership.objects.filter(inspection=world.inspection, role="link-person", ended_at=None)
    assert [m.user.full_name for m in held] == ["Sam Thornby"]
    assert held[0].user.is_active


@pytest.mark.requirement("R-015-8")
def test_there_is_exactly_one_link_person(any_world):
    world = ready(any_world)
    name_link_person(world)
    lead, before = world.client(world.lead), world.person("link-person")
    lead.post(world.page("link-person"), person(world))
    assert LinkPerson.objects.filter(ended_at=None).count() == 1
    assert queries.link_person(world.inspection).user.full_name == "Sam Thornby"
    assert not world.inspection.memberships.filter(user=before, role="link-person", ended_at=None).exists()


def test_an_inspector_cannot_be_the_link_person(world):
    ready(world)
    email = world.person("team-inspector", "cqc").email
    answer = world.client(world.lead).post(world.page("link-person"), person(world, email=email))
    assert answer.status_code == 422
    assert "belongs to the inspectorates" in answer.content.decode()


def test_only_the_lead_and_the_director_name_the_link_person(world):
    ready(world)
    for role in ("team-inspector", "agency-leader", "link-person"):
        assert (
            world.client(world.person(role)).post(world.page("link-person"), person(world)).status_code == 403
        )
    assert world.client(world.person("dcs")).post(world.page("link-person"), person(world)).status_code == 303


@pytest.mark.requirement("R-015-9")
def test_the_contact_sheet_lists_eleven_inspectors_and_the_qa_manager_and_is_shared(any_world):
    world = ready(any_world)
    rows = queries.contact_sheet(world.inspection)
    assert [r.role for r in rows].count("qa-manager") == 1
    assert len(rows) == 11 + 1
    world.move_clock(0, "15:40")
    leader = world.client(world.person("agency-leader"))
    page = leader.get(world.page("contact-sheet")).content.decode()
    assert all(step.title in page for step in world.inspection.edition.challenge_route)
    for row in rows:
        assert row.user.full_name in page
        assert row.user.phone in page
    assert f"Printed 15:40, {day_date(world.inspection.day_zero)}" in page
    assert leader.post(world.page("contact-sheet-share"), {"x": ""}).status_code == 403
    assert world.client(world.lead).post(world.page("contact-sheet-share"), {"x": ""}).status_code == 303
    told = Message.objects.filter(kind="contact-sheet")
    assert world.person("dcs").pk in {m.to_user_id for m in told}
    assert world.person("qa-manager").full_name in told[0].body


@pytest.mark.requirement("R-015-10")
def test_sharing_the_information_for_staff_is_logged_with_its_date(any_world):
    world = ready(any_world)
    lead = world.client(world.lead)
    changed = lead.post(
        world.page("staff-information-change"), {"text": "Inspectors will visit. Ask the link person."}
    )
    assert changed.status_code == 303
    assert lead.post(world.page("staff-information-share"), {"x": ""}).status_code == 303
    row = Sharing.objects.get(what="staff-information")
    assert (row.shared_at, row.content) == (
        world.moment(0, "15:00").now,
        "Inspectors will visit. Ask the link person.",
    )
    event = Event.objects.get(action="staff-information.shared")
    assert event.clock_at == world.moment(0, "15:00").now
    assert "15:00" in lead.get(world.page("staff-information")).content.decode()
    assert (
        world.client(world.person("dcs")).post(world.page("staff-information-share"), {"x": ""}).status_code
        == 403
    )


@pytest.mark.requirement("R-015-11")
def test_serious_incidents_are_answered_before_closing_and_agencies_never_see_them(any_world):
    world = ready(any_world)
    asked = next(i.title for i in world.inspection.edition.setup_agenda if i.kind == "ask")
    lead, director = world.client(world.lead), world.client(world.person("dcs"))
    refused = lead.post(world.page("set-up-close"), {"x": ""})
    assert refused.status_code == 422
    assert f"“{asked}” has no answer. Record each incident, or answer “None”." in refused.content.decode()
    values = {"kind": "investigation", "how_it_stands": "awaiting", "agency": "police", "text": "Case 17."}
    assert director.post(world.page("serious-incident-new"), values).status_code == 303
    assert SeriousIncident.objects.get().agency == "police"
    assert (
        asked
        not in lead.post(world.page("set-up-close"), {"x": ""})
        .content.decode()
        .split("<main")[1]
        .split("<table")[0]
    )
    for role in ("agency-leader", "link-person", "agency-contributor", "lscb-chair"):
        client = world.client(world.person(role))
        assert client.get(world.page("serious-incidents")).status_code == 403
        assert client.post(world.page("serious-incident-new"), values).status_code == 403
    for role in ("team-inspector", "qa-manager", "dcs"):
        assert (
            "Case 17."
            in world.client(world.person(role)).get(world.page("serious-incidents")).content.decode()
        )


@pytest.mark.requirement("R-015-11")
def test_none_is_an_answer_until_an_incident_is_named(any_world):
    world = ready(any_world)
    director, url = world.client(world.person("dcs")), world.page("serious-incidents")
    assert director.post(url, {"x": ""}).status_code == 303
    assert queries.incidents_answered(world.inspection)
    assert "Answer: none" in director.get(url).content.decode()
    bare = director.post(world.page("serious-incident-new"), {"text": "Something."})
    assert bare.status_code == 422
    for asked in ("Choose what kind", "Choose the status of the notification", "Choose the agency"):
        assert asked in bare.content.decode()
    values = {"kind": "media", "how_it_stands": "awaiting", "agency": "local-authority", "text": ""}
    director.post(world.page("serious-incident-new"), values)
    assert director.post(url, {"x": ""}).status_code == 409


def test_nothing_is_shared_or_asked_before_the_call(world):
    world.move_clock(0, "09:00")
    lead = world.client(world.lead)
    for page in ("contact-sheet-share", "staff-information-share", "serious-incidents"):
        assert lead.post(world.page(page), {"x": ""}).status_code == 409
    assert lead.post(world.page("link-person"), person(world)).status_code == 409
