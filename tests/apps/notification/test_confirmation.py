"""The written confirmation: filled from data, previewed, sent once to each leader (para 13, Annex B)."""

from __future__ import annotations

import re

import pytest

from jtai.apps.audit.actions import sha256
from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Contact, Inspection
from jtai.apps.notices.models import Message
from jtai.apps.notification import actions, queries
from jtai.apps.notification.models import WrittenNotice
from jtai.core.results import ProblemsFound, Refused
from tests.factories.briefing import briefed
from tests.factories.notification import (
    call_director,
    call_leaders,
    everybody_told,
    notified,
    send_confirmation,
)
from tests.factories.world import World

# Day 9 of the two worlds of the tests, whose day 0 is 9 February and 6 September 2016.
STARTS = {"2016-01": "Monday 22 February 2016", "2016-08": "Monday 19 September 2016"}


def leader(world: World, role: str) -> Contact:
    return world.inspection.contacts.get(contact_role=role)


def preview(world: World, role: str = "dcs", clock: str = "09:40"):
    sender = (
        world.lead
        if role == "dcs"
        else world.person("call-lead", queries.sender_of(world.inspection, leader(world, role)))
    )
    return queries.preview(world.inspection, leader(world, role), sender=sender, at=world.moment(0, clock))


def post(world: World, role: str = "dcs"):
    """Open the page and press "Send", as the sender would."""
    contact = leader(world, role)
    body = queries.sender_of(world.inspection, contact)
    leads = body == world.inspection.edition.lead_inspectorate.code
    client = world.client(world.lead if leads else world.person("call-lead", body))
    url = world.page("notice", contact.pk)
    page = client.get(url).content.decode()
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    return client.post(url, {"seen": found[1] if found else "none"})


def codes(world: World, role: str = "dcs") -> set[str]:
    return {p.code for p in preview(world, role).problems}


@pytest.mark.requirement("R-AXB-1")
def test_it_is_addressed_by_name_and_its_heading_names_the_area(any_world):
    world = notified(any_world)
    world.move_clock(0, "09:40")
    assert post(world).status_code == 303
    sent = Message.objects.get(kind="confirm-call")
    assert sent.body.startswith(f"Dear {leader(world, 'dcs').name}")
    assert sent.heading.endswith(world.inspection.area_name)
    # An unannounced inspection: what stands in a mailbox's list names no area (ADR 0005).
    assert world.inspection.area_name not in sent.subject
    assert world.inspection.ref in sent.subject


@pytest.mark.requirement("R-AXB-1")
def test_without_the_leaders_name_it_is_refused(any_world):
    world = notified(any_world)
    world.inspection.contacts.filter(contact_role="dcs").update(name="")
    world.move_clock(0, "09:40")
    answer = post(world)
    assert answer.status_code == 422
    assert "Name of the agency senior leader is missing" in answer.content.decode()
    assert not WrittenNotice.objects.exists()


@pytest.mark.requirement("R-AXB-2")
def test_the_person_spoken_to_reads_you_and_others_read_name_title_and_pronoun(any_world):
    world = notified(any_world)
    assert "Earlier today I spoke with you to inform you that" in preview(world).letter.paragraphs[0]
    chief = leader(world, "chief-constable")
    actions.log_leader_call(
        inspection=world.inspection,
        body="hmic",
        contact_role="chief-constable",
        contact=chief,
        outcome="spoken",
        called_at=world.moment(0, "09:40").now,
        by=world.person("call-lead", "hmic"),
        at=world.moment(0, "09:40"),
    )
    told = preview(world, "force-liaison-officer").letter.paragraphs[0]
    assert f"I spoke with {chief.name}, chief constable to inform her that" in told
    assert "I spoke with you to inform you" in preview(world, "chief-constable").letter.paragraphs[0]


@pytest.mark.requirement("R-AXB-2")
def test_when_the_deputy_took_the_call_the_director_reads_who_it_was(any_world):
    world = briefed(any_world)
    world.move_clock(0, "09:12")
    call_director(world, deputy=True)
    words = preview(world).letter.paragraphs[0]
    assert (
        "I spoke with A Deputy, deputy to the director of children's services to inform them"
        in words.replace("’", "'")
    )


@pytest.mark.requirement("R-AXB-3")
def test_it_states_day_9_as_the_start_of_fieldwork_in_the_area(any_world):
    world = notified(any_world)
    world.move_clock(0, "09:40")
    assert post(world).status_code == 303
    words = Message.objects.get(kind="confirm-call").body
    assert STARTS[world.inspection.edition_id] in words
    assert f"arrive on site in {world.inspection.area_name}" in words
    day = dates.day(world.inspection, 9)
    assert STARTS[world.inspection.edition_id] == f"{day:%A} {day.day} {day:%B} {day.year}"


@pytest.mark.requirement("R-AXB-4")
def test_it_states_the_theme_and_both_links_of_the_pinned_edition(any_world):
    world = notified(any_world)
    theme, text = dates.theme_of(world.inspection), preview(world).letter.body
    assert theme is not None
    assert f"will be {theme.title}.".lower() in text.lower()
    assert world.inspection.edition.links.framework in text
    link = theme.link_for(world.inspection.edition_id)
    assert link is not None
    assert link.checked in text


@pytest.mark.requirement("R-AXB-5")
def test_the_guidance_note_on_the_portal_is_attached(any_world):
    world = notified(any_world)
    world.move_clock(0, "09:40")
    assert "secure online portal" in preview(world).letter.body
    assert post(world).status_code == 303
    first = Message.objects.get(kind="confirm-call").attachments[0]
    assert first["name"] == "Guidance note on the portal"
    assert "Send a file" in first["text"]


@pytest.mark.requirement("R-AXB-6")
def test_the_second_attachment_lists_the_team_as_it_is_now(any_world):
    world = notified(any_world)
    world.move_clock(0, "09:40")
    gone = world.person("team-inspector", "hmic", 1)
    world.inspection.memberships.filter(user=gone).update(ended_at=world.moment(0).now)
    post(world)
    second = Message.objects.get(kind="confirm-call").attachments[1]
    assert second["name"] == "Names and contact details of the inspection team"
    for person in (world.lead, world.person("team-inspector", "hmic"), world.person("qa-manager")):
        assert person.full_name in second["text"]
        assert person.phone in second["text"]
        assert person.email in second["text"]
    assert f"{gone.full_name}," not in second["text"]


@pytest.mark.requirement("R-AXB-7")
@pytest.mark.parametrize("field", ["full_name", "phone", "email"])
def test_it_states_how_to_reach_the_qa_manager_and_without_it_does_not_go(any_world, field):
    world = notified(any_world)
    world.move_clock(0, "09:40")
    manager = world.person("qa-manager")
    words = f"{manager.full_name}, {manager.phone}, {manager.email}"
    assert words in preview(world).letter.body
    setattr(manager, field, "")
    manager.save(update_fields=[field])
    answer = post(world)
    assert answer.status_code == 422
    assert "quality assurance manager is missing" in answer.content.decode()


@pytest.mark.requirement("R-AXB-8")
def test_a_bracket_left_anywhere_is_refused(any_world):
    world = notified(any_world)
    world.move_clock(0, "09:40")
    Inspection.objects.filter(pk=world.inspection.pk).update(area_name="[insert name of area]")
    world.inspection.refresh_from_db()
    answer = post(world)
    assert answer.status_code == 422
    assert "[insert name of area]” is still in the message" in answer.content.decode()
    assert not Message.objects.filter(kind="confirm-call").exists()


def test_brackets_in_somebodys_own_words_are_words(world):
    notified(world)
    world.inspection.contacts.filter(contact_role="dcs").update(name="Alex {theme} Ferrow")
    assert preview(world).letter.salutation == "Dear Alex {theme} Ferrow"


@pytest.mark.requirement("R-005-1")
def test_the_legal_basis_is_printed(any_world):
    world = notified(any_world)
    assert "section 20 of the Children Act 2004" in preview(world).letter.body


@pytest.mark.requirement("R-013-1")
@pytest.mark.parametrize(("clock", "late"), [("10:25", 5), ("09:50", 0), ("10:20", 0)])
def test_an_hour_after_the_call_it_is_marked_late(any_world, clock, late):
    world = notified(any_world, "09:20")
    send_confirmation(world, leader(world, "dcs"), clock)
    assert queries.minutes_late_of_confirmation(world.inspection) == late
    page = world.client(world.lead).get(world.page("messages-sent")).content.decode()
    assert (f"{late} minutes late" in page) == bool(late)


def test_it_is_archived_as_sent_and_the_trail_agrees(any_world):
    world = everybody_told(any_world)
    assert WrittenNotice.objects.count() == len(queries.notice_rows(world.inspection))
    sent = WrittenNotice.objects.get(contact=leader(world, "dcs"))
    page = world.client(world.lead).get(world.page("notice", sent.contact_id)).content.decode()
    assert "Earlier today I spoke with you" in page
    assert Event.objects.get(action="notice.sent", object_id=str(sent.pk)).content_hash == sha256(
        sent.content
    )
    assert verify(world.inspection.ref) is None


def test_before_the_call_to_the_director_nothing_goes(world):
    briefed(world)
    world.move_clock(0, "09:00")
    assert post(world).status_code == 409
    assert post(world, "chief-constable").status_code == 409


def test_a_leader_is_written_to_after_their_own_call(any_world):
    world = notified(any_world)
    world.move_clock(0, "10:30")
    assert post(world, "chief-constable").status_code == 409
    call_leaders(world, "hmic")
    assert post(world, "chief-constable").status_code == 303


def test_earlier_today_is_said_on_that_day_only(world):
    notified(world)
    world.move_clock(1, "09:00")
    answer = post(world)
    assert answer.status_code == 422
    assert "the call was on another day" in answer.content.decode()


def test_the_text_on_the_page_is_the_text_that_goes(world):
    notified(world)
    at = world.move_clock(0, "09:40")
    seen = sha256(preview(world).letter.text)
    world.inspection.contacts.filter(contact_role="dcs").update(name="Alex Ferrow")
    with pytest.raises(Refused) as refused:
        actions.send_notice(
            inspection=world.inspection, contact=leader(world, "dcs"), seen=seen, by=world.lead, at=at
        )
    assert refused.value.decision.kind == "stale"


def test_a_leader_without_an_address_is_named(world):
    notified(world)
    world.inspection.contacts.filter(contact_role="dcs").update(email="")
    assert codes(world) == {"recipient-email"}


def test_it_goes_once(world):
    notified(world)
    send_confirmation(world, leader(world, "dcs"))
    with pytest.raises(Refused) as refused:
        send_confirmation(world, leader(world, "dcs"))
    assert refused.value.decision.kind == "moment"
    assert Message.objects.filter(kind="confirm-call").count() == 1


def test_each_inspectorate_writes_to_its_own_leaders(any_world):
    world = notified(any_world)
    call_leaders(world, "hmic")
    world.move_clock(0, "10:30")
    chief = world.page("notice", leader(world, "chief-constable").pk)
    assert world.client(world.person("call-lead", "cqc")).get(chief).status_code == 403
    assert world.client(world.person("qa-manager")).post(chief, {"seen": "x"}).status_code == 403
    assert post(world, "chief-constable").status_code == 303


def test_a_local_person_reads_their_own_message_and_no_other(any_world):
    world = everybody_told(any_world)
    director = world.client(world.person("dcs"))
    assert director.get(world.page("notice", leader(world, "dcs").pk)).status_code == 200
    assert director.get(world.page("notice", leader(world, "chief-constable").pk)).status_code == 403
    page = director.get(world.page("messages-sent")).content.decode()
    assert leader(world, "chief-constable").name not in page


def test_a_failed_message_is_shown_first_and_tried_again(world):
    notified(world)
    send_confirmation(world, leader(world, "dcs"))
    Message.objects.filter(kind="confirm-call").update(state=Message.State.FAILED)
    world.move_clock(0, "10:00")
    lead, pk = world.client(world.lead), leader(world, "dcs").pk
    assert "Not delivered" in lead.get(world.page("messages-sent")).content.decode()
    assert lead.post(world.page("notice-again", pk), {"x": ""}).status_code == 303
    assert Message.objects.get(kind="confirm-call").state == Message.State.QUEUED
    assert lead.post(world.page("notice-again", pk), {"x": ""}).status_code == 409
    assert Event.objects.filter(action="notice.tried-again").count() == 1


def test_every_missing_field_is_named_at_once(world):
    notified(world)
    world.inspection.contacts.filter(contact_role="dcs").update(name="", email="")
    world.person("qa-manager").__class__.objects.filter(pk=world.person("qa-manager").pk).update(phone="")
    with pytest.raises(ProblemsFound) as found:
        send_confirmation(world, leader(world, "dcs"))
    assert {"field-recipient_name", "field-qa_phone", "recipient-email"} <= {
        p.code for p in found.value.problems
    }


def test_a_local_person_opens_what_was_written_to_them_and_nothing_else(any_world):
    world = everybody_told(any_world)
    mine = Message.objects.get(kind="confirm-call", to_role="dcs")
    other = Message.objects.get(kind="confirm-call", to_role="chief-constable")
    director = world.client(world.person("dcs"))
    assert "Earlier today I spoke with you" in director.get(world.page("message", mine.pk)).content.decode()
    assert director.get(world.page("message", other.pk)).status_code == 404
    assert Message.objects.get(pk=mine.pk).read_at is not None
    caller = world.client(world.person("call-lead", "cqc"))
    assert caller.get(world.page("message", other.pk)).status_code == 404
    assert (
        world.client(world.person("call-lead", "hmic")).get(world.page("message", other.pk)).status_code
        == 200
    )


def test_the_list_of_messages_is_filtered_by_state(world):
    notified(world)
    send_confirmation(world, leader(world, "dcs"))
    Message.objects.filter(kind="confirm-call").update(state=Message.State.FAILED)
    page = world.client(world.lead).get(world.page("messages-sent"), {"state": "failed"}).content.decode()
    assert f"Notification of inspection ({world.inspection.ref})" in page
    assert "The director has been notified (" not in page
