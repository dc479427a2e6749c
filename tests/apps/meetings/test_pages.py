"""Pages of meetings: each does its one thing, refuses the wrong person, and says what to do next."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.html import escape

from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.tasks import Viewer
from jtai.apps.meetings import duties
from jtai.apps.meetings.models import Meeting
from jtai.apps.notification import actions as notification
from tests.factories import evidence, meetings
from tests.factories.notification import notified, set_up
from tests.factories.world import World


def moment(name: str, on: date, clock: str) -> dict[str, str]:
    """A day with a time as the form sends it."""
    parts = {"day": on.day, "month": on.month, "year": on.year, "time": clock}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


# What paragraph 15 has set-up agree, apart from who the link person is.
CARRIED = ["timetable", "regular-meetings", "feedback-meeting", "practicalities", "childrens-experiences"]


def test_the_list_is_empty_until_the_week_is_planned(world: World) -> None:
    world.open_to_local()
    world.move_clock(8)
    lead = world.client(world.lead)
    assert "No meeting is planned." in lead.get(world.page("meetings")).content.decode()
    assert lead.post(world.page("meetings-plan")).status_code == 303
    page = lead.get(world.page("meetings")).content.decode()
    assert "Team briefing on site" in page
    assert "Monday 19 September 2016, day 9, no time set" in page
    inspector = world.client(world.person("team-inspector", "cqc"))
    assert inspector.get(world.page("meetings-plan")).status_code == 403
    assert inspector.post(world.page("meetings-plan")).status_code == 403


def slot(on: date, starts: str, ends: str, version: int) -> dict[str, object]:
    return {
        "on_day": on.day,
        "on_month": on.month,
        "on_year": on.year,
        "starts": starts,
        "ends": ends,
        "place": "Room 2",
        "dial_in": "",
        "version": version,
    }


@pytest.mark.requirement("R-003-1")
def test_moving_a_keep_in_touch_meeting_to_day_ten_asks_for_the_reason(any_world: World) -> None:
    world = any_world
    kit = meetings.meeting_of(world, "kit")
    world.move_clock(9)
    lead = world.client(world.lead)
    form = slot(world.moment(10).today, "10:00", "10:30", kit.version)
    page = lead.post(world.page("meeting-time", kit.pk), form)
    assert page.status_code == 422
    assert "reason-another-day" in page.content.decode()
    kit.refresh_from_db()
    assert kit.on == world.moment(11).today
    reason = {"reason-another-day": "Leaders asked for it."}
    assert lead.post(world.page("meeting-time", kit.pk), form | reason).status_code == 303
    kit.refresh_from_db()
    assert kit.on == world.moment(10).today


def test_a_stale_page_answers_409_and_keeps_what_was_typed(world: World) -> None:
    team = meetings.meeting_of(world, "team")
    lead = world.client(world.lead)
    form = slot(team.on, "08:30", "09:30", team.version)
    assert lead.post(world.page("meeting-time", team.pk), form).status_code == 303
    page = lead.post(world.page("meeting-time", team.pk), form | {"place": "The other room"})
    assert page.status_code == 409
    assert "The other room" in page.content.decode()


def test_a_meeting_from_start_to_close_through_its_pages(world: World) -> None:
    briefing = meetings.meeting_of(world, "team-briefing")
    world.move_clock(9, "10:00")
    lead = world.client(world.lead)
    on = briefing.on

    def post(name: str, **form: object):
        return lead.post(world.page(name, briefing.pk), form)

    assert post("meeting-close", **moment("ended", on, "09:30")).status_code == 409
    assert post("meeting-start", **moment("started", on, "08:30")).status_code == 303
    come = [str(row.pk) for row in briefing.attendance.all()]
    assert post("meeting-attending", came=come, by_call=come[:1]).status_code == 303
    closing = post("meeting-close", **moment("ended", on, "09:30"))
    assert closing.status_code == 422
    assert closing.content.decode().count("has no outcome. Record one.") >= 4
    briefing.refresh_from_db()
    items = [item.code for item in briefing.kind.agenda]
    words = {f"outcome-{code}": "Agreed." for code in items} | {
        "notes": "Short.",
        "version": briefing.version,
    }
    assert post("meeting-record", **words).status_code == 303
    done = lead.post(world.page("meeting-close", briefing.pk), moment("ended", on, "09:30"), follow=True)
    assert done.status_code == 200
    assert "Meeting closed" in done.content.decode()
    assert "09:30, Monday 19 September 2016" in done.content.decode()
    assert post("meeting-record", **words | {"version": 99}).status_code == 409


@pytest.mark.requirement("R-015-3", "R-015-4", "R-015-5", "R-015-6", "R-015-7")
@pytest.mark.parametrize("code", CARRIED)
def test_what_was_left_open_at_set_up_reappears_at_the_first_meeting_with_leaders(
    any_world: World, code: str
) -> None:
    world = any_world
    set_up(notified(world), leave_open=code)
    leaders = meetings.meeting_of(world, "leaders")
    expected = {"2016-01": date(2016, 2, 22), "2016-08": date(2016, 9, 19)}
    assert leaders.on == expected[world.inspection.edition_id]
    world.move_clock(9, "10:30")
    page = world.client(world.lead).get(world.page("meeting", leaders.pk))
    [first, *others] = page.context["arrangements"]
    assert (first.code, first.is_open) == (code, True)
    assert not any(row.is_open for row in others)
    words = page.content.decode()
    assert words.count("left open at set-up") == 1
    assert words.index(escape(first.title)) < words.index("left open at set-up")


@pytest.mark.requirement("R-028-2")
def test_two_of_five_arrangements_not_in_place_become_actions_with_owner_and_time(any_world: World) -> None:
    world = any_world
    set_up(notified(world))
    leaders = meetings.meeting_of(world, "leaders")
    meetings.held(world, "team-briefing", 9, "08:30", "09:30")
    meetings.begin(world, leaders, 9, "10:00")
    meetings.came(world, leaders, 9, "10:00")
    meetings.outcomes(world, leaders, 9, "10:30")
    codes = list(world.inspection.arrangements.values_list("code", flat=True))
    # Five arrangements of paragraph 15; the sixth, the link person, has a page of its own.
    assert set(codes) == {*CARRIED, "link-person"}
    for code in reversed(codes[2:]):
        notification.confirm_arrangement(
            inspection=world.inspection, code=code, in_place=True, by=world.lead, at=world.moment(9, "10:30")
        )
    world.move_clock(9, "11:00")
    lead = world.client(world.lead)
    page = lead.post(world.page("meeting-close", leaders.pk), moment("ended", leaders.on, "11:00"))
    assert page.status_code == 422
    assert "Leaders have not said whether these are in place" in page.content.decode()
    for code in codes[:2]:
        notification.confirm_arrangement(
            inspection=world.inspection,
            code=code,
            in_place=False,
            action="Ask the IT desk.",
            action_owner="Link person",
            action_due_at=world.moment(9, "15:00").now,
            by=world.lead,
            at=world.moment(9, "10:50"),
        )
    shown = lead.get(world.page("meeting", leaders.pk)).content.decode()
    assert shown.count("Ask the IT desk.") == 2
    assert shown.count("Link person, by 15:00, Monday ") == 2
    assert (
        lead.post(world.page("meeting-close", leaders.pk), moment("ended", leaders.on, "11:00")).status_code
        == 303
    )


def test_local_people_see_agenda_and_time_of_what_they_are_invited_to_and_no_more(world: World) -> None:
    feedback = meetings.meeting_of(world, "feedback")
    team = meetings.meeting_of(world, "team")
    leader = world.client(world.person("agency-leader", "police"))
    assert leader.get(world.page("meeting", feedback.pk)).status_code == 404
    lead = world.client(world.lead)
    form = slot(feedback.on, "13:30", "14:45", feedback.version)
    assert lead.post(world.page("meeting-time", feedback.pk), form).status_code == 303
    assert lead.post(world.page("meeting-invite", feedback.pk)).status_code == 303
    page = leader.get(world.page("meeting", feedback.pk))
    words = page.content.decode()
    assert page.status_code == 200
    assert "13:30 to 14:45" in words
    assert "Discussion of what the findings mean" in words
    assert "Attendance" not in words
    assert "No outcome yet" not in words
    assert "Feedback meeting" in leader.get(world.page("meetings")).content.decode()
    assert leader.get(world.page("meeting", team.pk)).status_code == 404
    for name in ("time", "invite", "start", "record", "attending", "close", "cancel"):
        address = world.page(f"meeting-{name}", feedback.pk)
        assert leader.get(address).status_code == 403, name
        refused = leader.post(
            address, slot(feedback.on, "13:30", "14:45", 1) | moment("started", feedback.on, "13:00")
        )
        assert refused.status_code == 403, name
        assert lead.get(address).status_code == 200, name


def test_strangers_and_editors_find_no_meeting(world: World, foreign: World) -> None:
    feedback = meetings.meeting_of(world, "feedback")
    stranger, lead = foreign.client(foreign.lead), world.client(world.lead)
    row = feedback.attendance.first()
    addresses = [
        world.page("meetings"),
        world.page("meeting-new"),
        world.page("meeting-remove", feedback.pk, row.pk),
        *(
            world.page(n, feedback.pk)
            for n in ("meeting", "meeting-time", "meeting-add", "meeting-attending")
        ),
    ]
    for address in addresses:
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address).status_code == 404, address
        assert lead.get(address).status_code == 200, address
    theirs = meetings.meeting_of(foreign, "feedback")
    assert lead.get(world.page("meeting", theirs.pk)).status_code == 404
    assert world.client(world.person("editor")).get(world.page("meetings")).status_code == 403


def test_health_and_safety_is_read_by_those_it_is_for(world: World) -> None:
    meetings.held(world, "team-briefing", 9, "08:30", "09:30")
    briefing = Meeting.objects.get(code="team-briefing")
    world.move_clock(9, "10:00")
    lead = world.client(world.lead).get(world.page("meeting", briefing.pk)).content.decode()
    inspector = world.client(world.person("team-inspector", "cqc")).get(world.page("meeting", briefing.pk))
    kept = "Only for the lead inspector and those concerned"
    assert kept not in lead
    assert kept in inspector.content.decode()


def test_the_home_page_says_which_meeting_is_next(world: World) -> None:
    meetings.planned_meetings(world)
    at = world.moment(9, "08:00")
    viewer = Viewer(world.lead, world.inspection, tuple(held_by(world.lead, world.inspection)), at)
    assert [duty.title for duty in duties.duties(viewer)] == [
        "Start: Team briefing on site",
        "Start: First on-site meeting with senior leaders",
    ]
    world.move_clock(9, "08:00")
    home = world.client(world.lead).get("/home").content.decode()
    assert "Planned for Monday 19 September 2016. Your turn." in " ".join(home.split())
    editor = world.person("editor")
    assert duties.tasks(Viewer(editor, world.inspection, tuple(held_by(editor, world.inspection)), at)) == []


def test_nobody_is_asked_to_come_to_a_meeting_of_an_earlier_day(world: World) -> None:
    meetings.planned_meetings(world)
    at = world.moment(20, "08:00")
    inspector = world.person("team-inspector", "cqc")
    viewers = [
        Viewer(u, world.inspection, tuple(held_by(u, world.inspection)), at) for u in (inspector, world.lead)
    ]
    asked, lead = (duties.duties(viewer) for viewer in viewers)
    assert asked == []
    assert "Record the outcomes: Team briefing on site" in [duty.title for duty in lead]


@pytest.mark.requirement("R-033-1")
def test_the_team_meeting_of_day_10_has_seven_points_and_what_is_enough_changes_the_matrix(
    any_world: World,
) -> None:
    world, at = any_world, any_world.moment(10, "08:00")
    evidence.submitted(world, by=world.person("team-inspector", "cqc"), at=at, criteria=["ESN 05"])
    team = meetings.meeting_of(world, "team")
    assert team.on == at.today
    world.move_clock(10, "08:40")
    lead = world.client(world.lead)
    page = lead.get(world.page("meeting", team.pk))
    points = [point for point, _ in page.context["agenda"]]
    assert len(points) == 7 and all(escape(point.title) in page.content.decode() for point in points)
    coverage = world.page("coverage")
    assert f'href="{coverage}"' in page.content.decode()

    def standing() -> str:
        grid = lead.get(coverage).context["grid"]
        return next(line["state"] for line in grid if line["code"] == "ESN 05")

    before = standing()
    colleague = world.person("team-inspector", "cqc")
    agreed = {"enough": "yes", "reason": "Seen by all.", "agreed_with": [str(colleague.pk)]}
    assert lead.post(world.page("criterion-decide", "esn-05"), agreed).status_code == 303
    assert standing() != before and "nough" in standing()
    assert standing() in lead.get(coverage).content.decode()
