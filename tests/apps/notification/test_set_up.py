"""The set-up discussion: offered, answered, noted point by point, closed (paragraphs 12 and 15)."""

from __future__ import annotations

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.models import Departure, Inspection
from jtai.apps.notices.models import Message
from jtai.apps.notification.models import SetUp
from tests.factories.notification import call_leaders, notified, set_up
from tests.factories.world import World

DIAL_IN = "01632 960123, code 4711"


def offer(world: World, clock: str = "14:00", day: int = 0, **changes: object) -> dict[str, object]:
    at = world.moment(day, clock).local
    return {
        "starts_at_day": at.day,
        "starts_at_month": at.month,
        "starts_at_year": at.year,
        "starts_at_time": clock,
        "place": "",
        "dial_in": DIAL_IN,
        **changes,
    }


def ready(world: World) -> World:
    notified(world)
    world.move_clock(0, "09:30")
    return world


@pytest.mark.requirement("R-T00-4")
def test_it_is_offered_for_later_the_same_day_and_the_answer_and_attendees_are_kept(any_world):
    world = ready(any_world)
    lead = world.client(world.lead)
    assert lead.post(world.page("set-up-offer"), offer(world)).status_code == 303
    row = SetUp.objects.get(inspection=world.inspection)
    assert row.offered_for == world.moment(0, "14:00").now
    assert row.offered_for > world.inspection.dcs_told_at
    director = world.client(world.person("dcs"))
    assert "Waiting for the director" in lead.get(world.page("set-up")).content.decode()
    assert director.post(world.page("set-up-reply"), {"reply": "accepted"}).status_code == 303
    chief = world.inspection.contacts.get(contact_role="chief-constable")
    kept = lead.post(
        world.page("set-up-attendance"), {"attendees": [chief.pk], "others_present": "Head of IT"}
    )
    assert kept.status_code == 303
    page = lead.get(world.page("set-up")).content.decode()
    for shown in ("Accepted", chief.name, "Head of IT", "14:00"):
        assert shown in page


@pytest.mark.requirement("R-T00-4")
def test_another_day_is_a_warning_that_takes_a_reason(any_world):
    world = ready(any_world)
    lead, url = world.client(world.lead), world.page("set-up-offer")
    answer = lead.post(url, offer(world, "10:00", day=1))
    assert answer.status_code == 422
    assert "offered for later the same day" in answer.content.decode()
    assert SetUp.objects.get().state == "open"
    reason = {"reason-offer-another-day": "The director is at a funeral today."}
    assert lead.post(url, offer(world, "10:00", day=1, **reason)).status_code == 303
    assert Departure.objects.get(rule="offer-another-day").reason == "The director is at a funeral today."


def test_a_time_before_the_call_or_none_is_refused(world):
    ready(world)
    lead, url = world.client(world.lead), world.page("set-up-offer")
    assert "follows the call" in lead.post(url, offer(world, "09:00")).content.decode()
    answer = lead.post(url, {"dial_in": DIAL_IN})
    assert answer.status_code == 422
    assert "Enter when the discussion begins." in answer.content.decode()


@pytest.mark.requirement("R-012-2")
def test_the_invitations_carry_the_dial_in_details(any_world):
    world = ready(any_world)
    world.client(world.lead).post(world.page("set-up-offer"), offer(world))
    sent = Message.objects.filter(kind="invite-set-up")
    assert [m.to_role for m in sent] == ["dcs"]
    # A leader is told by a call, never by an invitation (paragraph 13).
    call_leaders(world, "hmic")
    assert {m.to_role for m in sent.all()} == {"dcs", "chief-constable", "force-liaison-officer"}
    for message in sent.all():
        assert DIAL_IN in message.body
        assert "14:00" in message.body
        assert message.attachments[0]["name"] == "Information for staff"
        assert world.inspection.area_name not in message.subject


def test_before_the_call_nothing_is_offered(world):
    world.move_clock(0, "09:00")
    lead = world.client(world.lead)
    assert lead.post(world.page("set-up-offer"), offer(world)).status_code == 409
    assert "begins with the call to the director" in lead.get(world.page("set-up")).content.decode()


@pytest.mark.parametrize("role", ["team-inspector", "call-lead", "dcs", "agency-leader"])
def test_only_the_lead_offers_and_closes(world, role):
    ready(world)
    client = world.client(world.person(role))
    assert client.post(world.page("set-up-offer"), offer(world)).status_code == 403
    assert client.post(world.page("set-up-close"), {"x": ""}).status_code == 403
    assert (
        client.post(world.page("agenda-point", "questions-scope"), {"note": "x", "version": "0"}).status_code
        == 403
    )
    assert world.client(world.lead).post(world.page("set-up-offer"), offer(world)).status_code == 303


def test_the_set_up_of_another_inspection_is_not_found(world, foreign):
    ready(foreign)
    assert world.client(world.lead).get(foreign.page("set-up")).status_code == 404
    assert world.client(world.lead).post(foreign.page("set-up-offer"), offer(foreign)).status_code == 404
    assert foreign.client(foreign.lead).post(foreign.page("set-up-offer"), offer(foreign)).status_code == 303


@pytest.mark.requirement("R-015-1")
def test_each_of_the_four_question_points_needs_a_note_or_no_questions(any_world):
    world = ready(any_world)
    set_up(world, leave_out="question")
    lead = world.client(world.lead)
    questions = [i for i in world.inspection.edition.setup_agenda if i.kind == "question"]
    assert len(questions) == 4
    page = lead.get(world.page("set-up")).content.decode()
    refused = lead.post(world.page("set-up-close"), {"x": ""})
    assert refused.status_code == 422
    for item in questions:
        assert item.title in page
        assert f"“{item.title}” has no answer" in refused.content.decode()
    for number, item in enumerate(questions):
        values = {"version": "0", "note": "Asked about re-inspection." if number else ""}
        values |= {} if number else {"nothing_to_note": "on"}
        assert lead.post(world.page("agenda-point", item.code), values).status_code == 303
    assert lead.post(world.page("set-up-close"), {"x": ""}).status_code == 303


@pytest.mark.requirement("R-015-2")
def test_how_evidence_is_gathered_is_explained_with_a_note_or_covered(any_world):
    world = ready(any_world)
    set_up(world, leave_out="outline")
    lead = world.client(world.lead)
    refused = lead.post(world.page("set-up-close"), {"x": ""})
    assert refused.status_code == 422
    assert "is not covered. Write a note, or tick “Covered”." in refused.content.decode()
    url = world.page("agenda-point", "joint-evidence")
    assert "Covered" in lead.get(url).content.decode()
    assert lead.post(url, {"version": "0", "nothing_to_note": "on", "note": ""}).status_code == 303
    closed = lead.post(world.page("set-up-close"), {"x": ""})
    assert (closed.status_code, closed.url) == (303, world.page("set-up-closed"))
    assert "Set-up closed" in lead.get(closed.url).content.decode()
    assert happened_at(world.inspection, "setup") is not None
    assert Event.objects.filter(action="set-up.closed").count() == 1
    assert verify(world.inspection.ref) is None


def test_a_closed_set_up_is_not_closed_or_noted_again(world):
    ready(world)
    set_up(world)
    lead = world.client(world.lead)
    assert lead.post(world.page("set-up-close"), {"x": ""}).status_code == 409
    late = lead.post(world.page("agenda-point", "questions-scope"), {"version": "1", "note": "More."})
    assert late.status_code == 409
    assert "More." in late.content.decode()


def test_a_stale_note_keeps_both(world):
    ready(world)
    lead, url = world.client(world.lead), world.page("agenda-point", "questions-scope")
    lead.post(url, {"version": "0", "note": "Kept first."})
    stale = lead.post(url, {"version": "0", "note": "Typed meanwhile."})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Kept first." in page
    assert "Typed meanwhile." in page
    assert lead.post(url, {"version": "1", "note": "Joined."}).status_code == 303


def test_the_areas_name_of_its_front_door_is_asked_here(any_world):
    world = ready(any_world)
    lead = world.client(world.lead)
    assert lead.post(world.page("front-door-name"), {"name": "First Response"}).status_code == 303
    assert Inspection.objects.get(pk=world.inspection.pk).front_door_name == "First Response"
    assert "First Response" in lead.get(world.page("set-up")).content.decode()
    assert (
        world.client(world.person("dcs")).post(world.page("front-door-name"), {"name": "x"}).status_code
        == 403
    )
