"""Whose turn it is on day 0, for whom it waits, and what its lateness keeps closed."""

from __future__ import annotations

from jtai.apps.briefing import duties as briefing
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.tasks import Duty, Viewer
from jtai.apps.notification import duties, queries
from tests.factories.briefing import briefed, gate_readers, issue_briefing, read_briefing
from tests.factories.notification import call_director, call_leaders, notified, send_confirmation, set_up
from tests.factories.world import World


def viewer(world: World, role: str, body: str = "", day: int = 0, clock: str = "08:30") -> Viewer:
    world.inspection.refresh_from_db()
    user = world.person(role, body)
    return Viewer(user, world.inspection, tuple(held_by(user, world.inspection)), world.moment(day, clock))


def titles(duties: list[Duty]) -> list[str]:
    return [duty.title for duty in duties]


def test_before_the_issue_it_is_the_analysts_turn_and_the_lead_waits(any_world):
    mine = briefing.duties(viewer(any_world, "analyst", day=-2))
    assert [(d.title, d.yours, d.blocks) for d in mine] == [
        ("Issue the pre-inspection briefing", True, "the call to the director")
    ]
    lead = briefing.duties(viewer(any_world, "lead-inspector", day=-2))
    assert [(d.yours, d.waiting_for) for d in lead] == [(False, "the analyst")]
    assert briefing.duties(viewer(any_world, "team-inspector", "cqc", day=-2)) == []


def test_after_the_issue_each_reader_has_a_duty_until_they_confirm(any_world):
    world = any_world
    issue_briefing(world)
    reader = viewer(world, "team-inspector", "cqc", day=-1)
    assert titles(briefing.duties(reader)) == ["Read the pre-inspection briefing"]
    read_briefing(world, gate_readers(world)[1:2])
    assert briefing.duties(reader) == []
    lead = briefing.duties(viewer(world, "lead-inspector", day=-1))
    assert [(d.title, d.yours) for d in lead] == [
        ("Read the pre-inspection briefing", True),
        ("Readings of the briefing", False),
    ]
    assert lead[0].due_at is not None
    assert lead[0].due_at.date() < world.inspection.day_zero


def test_before_the_call_the_lead_calls_and_the_others_wait(any_world):
    world = briefed(any_world)
    (lead,) = duties.duties(viewer(world, "lead-inspector"))
    assert (lead.title, lead.yours, lead.due_at) == ("Call the director", True, world.moment(0, "09:30").now)
    assert "other inspectorates' calls" in lead.blocks
    (caller,) = duties.duties(viewer(world, "call-lead", "hmic"))
    assert (caller.yours, caller.waiting_for) == (False, "the lead inspector to call the director")
    assert duties.duties(viewer(world, "team-inspector", "cqc")) == []


def test_the_call_turns_the_duties_round(any_world):
    world = notified(any_world)
    lead = duties.duties(viewer(world, "lead-inspector", clock="09:15"))
    by_title = {d.title: d for d in lead}
    assert by_title["Confirm the start in writing"].due_at == world.moment(0, "10:12").now
    assert by_title["Offer the set-up discussion"].yours
    assert by_title["Calls by HMIC: 2 left"].waiting_for == "HMIC"
    (caller,) = duties.duties(viewer(world, "call-lead", "hmic", clock="09:15"))
    assert (caller.title, caller.yours) == ("Call your leaders: 2 left", True)
    call_leaders(world, "hmic")
    assert duties.duties(viewer(world, "call-lead", "hmic", clock="10:00")) == []


def test_what_is_done_is_no_duty_any_more(any_world):
    world = notified(any_world)
    director = queries.director(world.inspection)
    assert director is not None
    send_confirmation(world, director)
    set_up(world)
    left = titles(duties.duties(viewer(world, "lead-inspector", clock="17:00")))
    assert "Confirm the start in writing" not in left
    assert not [title for title in left if "set-up" in title]
    assert "Name the link person" in left


def test_local_people_see_nothing_before_the_call(any_world):
    world = briefed(any_world)
    director = viewer(world, "dcs")
    assert duties.duties(director) == []
    assert duties.tasks(director) == []
    notified_titles = {"Notify the LSCB", "Name the link person"}
    world.move_clock(0, "09:12")
    call_director(world)
    assert notified_titles <= set(titles(duties.duties(viewer(world, "dcs", clock="09:30"))))
    shown = {task.title for task in duties.tasks(viewer(world, "agency-leader", "police", clock="09:30"))}
    assert "Serious incidents awaiting notification" not in shown
    assert "Arrangements" in shown


def test_tasks_say_what_opens_them(any_world):
    lines = {task.title: task for task in duties.tasks(viewer(any_world, "lead-inspector"))}
    assert (lines["Set-up discussion"].href, lines["Set-up discussion"].status) == ("", "Cannot start yet")
    assert lines["Set-up discussion"].hint == "Opens when the director has been notified"
    assert lines["Calls"].status == "Cannot start yet"
    briefed(any_world)
    lines = {task.title: task for task in duties.tasks(viewer(any_world, "lead-inspector"))}
    assert lines["Calls"].status == "Due today"
