"""What the home page asks of a person as the inspection goes on, and in which words it says "late"."""

from __future__ import annotations

import pytest

from jtai.apps.letters import actions as letters
from tests.factories import evidence
from tests.factories.letters import letter_at
from tests.factories.portal import asked, open_requests

pytestmark = pytest.mark.django_db


def home_of(world, person):
    answer = world.client(person).get("/home")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("day", "clock", "words"),
    [
        (5, "18:00", "30 minutes late"),
        (6, "09:00", "1 working day late"),
        (9, "09:00", "4 working days late"),
    ],
)
def test_lateness_is_counted_in_working_days_from_the_day_after(day, clock, words):
    world = asked()
    world.move_clock(day, clock)
    page = home_of(world, world.person("agency-leader", "police"))
    assert f". {words}." in " ".join(page.split())


def test_what_was_asked_for_the_days_on_site_is_asked_until_they_end(any_world):
    open_requests(any_world)
    leader, author = any_world.person("agency-leader", "police"), any_world.person("team-inspector", "cqc")
    evidence.submitted(any_world, by=author, at=any_world.moment(10, "15:00"))
    any_world.move_clock(12, "10:00")
    assert "Due" in home_of(any_world, leader) and "Late" in home_of(any_world, leader)
    assert "Write SEA entries on your evidence" in home_of(any_world, author)
    assert "Read the pre-inspection briefing" not in home_of(any_world, author)
    assert "SEA entries on 1 evidence record<" in home_of(any_world, any_world.lead)
    any_world.move_clock(14, "09:00")
    for person in (leader, author):
        page = home_of(any_world, person)
        assert "SEA" not in page and "Send" not in page.replace("Send your key findings", "")
    assert "Nothing is due from you" in home_of(any_world, leader)
    assert "SEA entries" not in home_of(any_world, any_world.lead)
    overview = any_world.client(any_world.lead).get(any_world.page("overview")).content.decode()
    assert "not settled when the days on site ended" in overview and "Closed" in overview


def test_a_published_inspection_asks_for_nothing_of_the_fieldwork(any_world):
    letter = letter_at(any_world, any_world.inspection.edition.letter.sign_off_chain[-1].code)
    any_world.move_clock(43, "15:00")
    people = {user.pk: user for users in any_world.people.values() for user in users}
    for person in people.values():
        page = home_of(any_world, person)
        for words in ("items", "SEA", "briefing", "Attend", "Review", "key findings", "meeting"):
            assert words not in page, (person.email, words)
    copy = letter.dispatches.filter(kind="prepublication").get()
    dcs = any_world.person("dcs")
    assert "Confirm receipt of the pre-publication letter" in home_of(any_world, dcs)
    letters.confirm_receipt(dispatch=copy, by=dcs, at=any_world.moment(43, "15:10"))
    assert "Nothing is due from you" in home_of(any_world, dcs)
