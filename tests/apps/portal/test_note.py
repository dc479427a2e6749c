"""The briefing note of day 3 and each inspector's preparation on day 4."""

from __future__ import annotations

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.inspections.facts import happened_at
from jtai.apps.notices.models import Message
from jtai.apps.portal import actions, queries
from jtai.apps.portal.models import BriefingNote, IssuedNote, RequestItem
from jtai.core.results import Refused
from tests.factories.portal import came, given, item_of, open_requests


def keep(world, text: str, version: int = 0, day: int = 3) -> BriefingNote:
    return actions.keep_note(
        inspection=world.inspection, text=text, version=version, by=world.lead, at=world.moment(day, "11:00")
    )


def issue(world, version: int = 1, day: int = 3) -> IssuedNote:
    return actions.issue_note(
        inspection=world.inspection, version=version, by=world.lead, at=world.moment(day, "12:00")
    )


@pytest.mark.requirement("R-T03-1")
def test_the_note_is_due_on_friday_12_february_and_closed_to_the_dcs(january):
    january.open_to_local()
    page = january.client(january.lead).get(january.page("briefing-note")).content.decode()
    assert "by the end of Fri 12 Feb 2016, day 3" in page
    keep(january, "Two items are missing.")
    issue(january)
    assert january.client(january.person("dcs")).get(january.page("briefing-note")).status_code == 403
    inspector = january.client(january.person("team-inspector", "cqc"))
    assert "Two items are missing." in inspector.get(january.page("briefing-note")).content.decode()


@pytest.mark.requirement("R-T03-1")
def test_the_note_of_the_august_edition_is_due_on_its_day_3_and_closed_to_the_dcs(world):
    world.open_to_local()
    keep(world, "Two items are missing.")
    page = world.client(world.lead).get(world.page("briefing-note")).content.decode()
    assert "by the end of Fri 9 Sep 2016, day 3" in page
    issue(world)
    assert world.client(world.person("dcs")).get(world.page("briefing-note")).status_code == 403
    assert (
        world.client(world.person("team-inspector", "cqc")).get(world.page("briefing-note")).status_code
        == 200
    )


def test_written_checked_and_issued_through_the_pages_with_a_message_to_the_team(world):
    world.open_to_local()
    at = world.move_clock(3, "15:00")
    lead = world.client(world.lead)
    response = lead.post(world.page("briefing-note-write"), {"version": 0, "text": "Look at the front door."})
    assert response["Location"] == world.page("briefing-note-issue")
    assert "Look at the front door." in lead.get(response["Location"]).content.decode()
    assert lead.post(world.page("briefing-note-issue"), {"version": 1}).status_code == 303
    assert happened_at(world.inspection, "brief-note") == at.now
    told = Message.objects.filter(chain=world.inspection.ref, kind="briefing-note")
    assert world.person("team-inspector", "cqc").pk in told.values_list("to_user_id", flat=True)
    assert world.person("dcs").pk not in told.values_list("to_user_id", flat=True)
    assert all("front door" not in message.body for message in told)


def test_a_draft_is_read_by_nobody_else(world):
    keep(world, "Not for others yet")
    page = (
        world.client(world.person("team-inspector", "hmic")).get(world.page("briefing-note")).content.decode()
    )
    assert "Not for others yet" not in page
    assert "Waiting for the lead inspector to issue it" in page


def test_versions_are_kept_and_can_be_read(world):
    keep(world, "First words")
    issue(world)
    keep(world, "Second words", version=1)
    issue(world, version=2, day=4)
    client = world.client(world.person("team-inspector", "hmic"))
    assert "Second words" in client.get(world.page("briefing-note")).content.decode()
    assert "First words" in client.get(world.page("briefing-note"), {"version": "1"}).content.decode()
    assert happened_at(world.inspection, "brief-note") == world.moment(3, "12:00").now
    assert verify(world.inspection.ref) is None


def test_a_note_issued_after_its_day_is_marked_late_and_not_refused(world):
    keep(world, "Late words", day=4)
    issue(world, day=4)
    assert queries.note_late(world.inspection) is not None
    assert "late" in world.client(world.lead).get(world.page("briefing-note")).content.decode()


def test_two_people_writing_both_texts_stand_on_the_page(world):
    keep(world, "Kept by somebody else")
    lead = world.client(world.lead)
    response = lead.post(world.page("briefing-note-write"), {"version": 0, "text": "My own words"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Kept by somebody else" in page
    assert "My own words" in page
    assert 'name="version" value="1"' in page


def test_an_empty_note_and_the_same_words_again_are_refused(world):
    keep(world, "  ")
    with pytest.raises(Exception, match="Write the note first"):
        issue(world)
    keep(world, "Words", version=1)
    issue(world, version=2)
    with pytest.raises(Refused, match="already been issued"):
        issue(world, version=2)
    keep(world, "Other words", version=2)
    with pytest.raises(Refused, match="changed after you opened it"):
        issue(world, version=2)


@pytest.mark.parametrize("role", ["team-inspector", "analyst", "dcs", "link-person"])
def test_only_the_lead_writes_and_issues(world, role):
    world.open_to_local()
    client = world.client(world.person(role))
    for page in ("briefing-note-write", "briefing-note-issue"):
        assert client.get(world.page(page)).status_code == 403
        assert client.post(world.page(page), {"version": 0, "text": "x"}).status_code == 403
    with pytest.raises(Refused):
        actions.keep_note(
            inspection=world.inspection, text="x", version=0, by=world.person(role), at=world.moment(3)
        )


def test_issuing_is_in_the_trail(world):
    keep(world, "Words")
    issue(world)
    done = list(Event.objects.in_chain(world.inspection.ref).values_list("action", flat=True))
    assert done[-2:] == ["briefing-note.kept", "briefing-note.issued"]
    IssuedNote.objects.update(text="Other words")
    assert verify(world.inspection.ref) is not None


@pytest.mark.requirement("R-T04-1")
def test_on_12_september_each_inspector_sees_what_came_and_what_is_outstanding(any_world):
    world = open_requests(any_world)
    first, second = item_of(world, "rest-of-annex-a", "police"), item_of(world, "meeting-details")
    document = came(world, first)
    came(world, second)
    waited_for = RequestItem.objects.filter(inspection=world.inspection, optional=False).count() - 2
    hmic = world.person("team-inspector", "hmic")
    given(world, document, hmic, day=4, clock="08:00")
    at = world.move_clock(4, "09:00")
    if world.inspection.edition_id == "2016-08":
        assert f"{at.today:%a %-d %b %Y}" == "Mon 12 Sep 2016"
    page = world.client(hmic).get(world.page("preparation")).content.decode()
    assert f"2 received, {waited_for} outstanding" in page
    assert "Not marked as read yet" in page
    assert "1, of which 1 not reviewed" in page
    assert str(item_of(world, "rest-of-annex-a", "ccg").pk) in page
    other = (
        world.client(world.person("team-inspector", "cqc")).get(world.page("preparation")).content.decode()
    )
    assert f"2 received, {waited_for} outstanding" in other
    assert "0, of which 0 not reviewed" in other
    assert world.client(world.person("dcs")).get(world.page("preparation")).status_code == 403
