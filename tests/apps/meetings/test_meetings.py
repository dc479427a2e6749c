"""Meetings by their actions: on their days, in their order, with the people who have to be there."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.models import Departure
from jtai.apps.meetings import actions, queries
from jtai.apps.meetings.models import Attendance, Meeting
from jtai.apps.notices.models import Message
from jtai.core.results import ProblemsFound, Refused
from jtai.words import LONDON
from tests.factories import meetings
from tests.factories.world import World


def codes(caught: pytest.ExceptionInfo[ProblemsFound]) -> set[str]:
    return {problem.code for problem in caught.value.problems}


def move(world: World, meeting: Meeting, day: int, clock: str, until: str = "", **reasons: str) -> Meeting:
    starts = world.moment(day, clock)
    return actions.move(
        meeting=meeting,
        on=starts.today,
        starts=starts.now,
        ends=world.moment(day, until).now if until else None,
        place="Room 2",
        dial_in="",
        version=meeting.version,
        reasons=reasons,
        by=world.lead,
        at=world.moment(8),
    )


def test_the_week_is_planned_once_on_its_days(world: World) -> None:
    made = meetings.planned_meetings(world)
    days = [(row.code, row.on.day) for row in world.inspection.meetings.all()]
    assert sorted(days) == sorted(
        [
            ("team-briefing", 19),
            ("leaders", 19),
            *(("team", day) for day in (20, 21, 22)),
            *(("kit", day) for day in (21, 22)),
            ("provisional-findings", 22),
            ("key-findings", 23),
            ("feedback", 23),
        ]
    )
    assert len(made) == len(days)
    assert meetings.planned_meetings(world) == []
    with pytest.raises(Refused):
        actions.plan_meetings(
            inspection=world.inspection, by=world.person("team-inspector", "cqc"), at=world.moment(8)
        )


@pytest.mark.requirement("R-028-1")
def test_the_first_meeting_with_leaders_needs_everybody_or_a_reason(any_world: World) -> None:
    meeting = meetings.meeting_of(any_world, "leaders")
    expected = {"2016-01": date(2016, 2, 22), "2016-08": date(2016, 9, 19)}
    assert meeting.on == expected[any_world.inspection.edition_id]
    meetings.held(any_world, "team-briefing", 9, "08:30", "09:30")
    meetings.begin(any_world, meeting, 9, "10:00")
    meetings.outcomes(any_world, meeting, 9, "10:30")
    meetings.came(any_world, meeting, 9, "10:00", but=["hmi-probation"])
    with pytest.raises(ProblemsFound) as caught:
        meetings.end(any_world, meeting, 9, "11:00")
    assert codes(caught) == {"absent-inspectorates"}
    assert "HMI Probation" in caught.value.problems[0].message
    meetings.end(any_world, meeting, 9, "11:00", absent_inspectorates="Their train stood still.")
    meeting.refresh_from_db()
    assert meeting.state == "closed"
    kept = Departure.objects.get(rule="absent-inspectorates")
    assert (kept.object_kind, kept.object_id, kept.reason) == (
        "meeting",
        str(meeting.pk),
        "Their train stood still.",
    )
    assert happened_at(any_world.inspection, "leaders-meet") == any_world.moment(9, "11:00").now


@pytest.mark.requirement("R-034-1")
def test_four_people_make_the_quorum_of_a_team_meeting(any_world: World) -> None:
    meeting = meetings.meeting_of(any_world, "team")
    bodies = [i.code for i in any_world.inspection.edition.inspectorates]
    chosen: list[Attendance] = []
    for n, body in enumerate(bodies):
        rows = [
            r for r in meeting.attendance.filter(body=body) if r.role in ("lead-inspector", "team-inspector")
        ]
        chosen.append(rows[0] if n == 0 else rows[min(n - 1, len(rows) - 1)])
    assert len(chosen) == 4

    def present(rows: list[Attendance]) -> list[tuple[str, ...]]:
        at = any_world.moment(10, "08:30")
        came = {row.pk: row in rows for row in meeting.attendance.all()}
        actions.record_attendance(meeting=meeting, came=came, modes={}, by=any_world.lead, at=at)
        return [test.missing for test in queries.tests_of(meeting) if not test.met]

    assert present(chosen) == []
    assert ("HMI Probation",) in present([row for row in chosen if row.body != "hmi-probation"])


@pytest.mark.requirement("R-035-1")
def test_two_keep_in_touch_meetings_after_the_team_meeting(any_world: World) -> None:
    expected = {
        "2016-01": [date(2016, 2, 24), date(2016, 2, 25)],
        "2016-08": [date(2016, 9, 21), date(2016, 9, 22)],
    }
    first = meetings.meeting_of(any_world, "kit")
    second = meetings.meeting_of(any_world, "kit", 2)
    assert [first.on, second.on] == expected[any_world.inspection.edition_id]
    move(any_world, meetings.meeting_of(any_world, "team", 2), 11, "08:30", "09:30")
    with pytest.raises(ProblemsFound) as caught:
        move(any_world, first, 11, "09:00")
    assert [(p.code, p.severity) for p in caught.value.problems] == [("before-what-it-follows", "warns")]
    assert move(any_world, first, 11, "09:45").scheduled_start == any_world.moment(11, "09:45").now


@pytest.mark.requirement("R-035-2")
def test_three_of_four_inspectorates_are_a_warning_and_the_call_is_kept(any_world: World) -> None:
    meeting = meetings.begin(any_world, meetings.meeting_of(any_world, "kit"), 11, "09:45")
    there = {row.pk: row.body != "cqc" for row in meeting.attendance.all()}
    caller = meeting.attendance.filter(body="hmic").first()
    actions.record_attendance(
        meeting=meeting, came=there, modes={caller.pk: "call"}, by=any_world.lead, at=any_world.moment(11)
    )
    with pytest.raises(ProblemsFound) as caught:
        meetings.end(any_world, meeting, 11, "10:15")
    assert [(p.code, p.severity) for p in caught.value.problems] == [("absent-inspectorates", "warns")]
    meetings.end(any_world, meeting, 11, "10:15", absent_inspectorates="CQC was with a child.")
    caller.refresh_from_db()
    assert caller.mode == "call"


def test_another_day_is_kept_only_with_a_reason(any_world: World) -> None:
    meeting = meetings.meeting_of(any_world, "kit")
    with pytest.raises(ProblemsFound) as caught:
        move(any_world, meeting, 10, "09:45")
    assert codes(caught) == {"another-day"}
    meeting.refresh_from_db()
    assert meeting.on == any_world.moment(11).today
    move(any_world, meeting, 10, "09:45", **{"another-day": "Leaders asked for Tuesday."})
    assert meeting.on == any_world.moment(10).today
    assert Departure.objects.get(rule="another-day").reason == "Leaders asked for Tuesday."


@pytest.mark.requirement("R-T12-2")
def test_the_findings_meeting_before_half_past_three_is_flagged(any_world: World) -> None:
    meeting = meetings.meeting_of(any_world, "provisional-findings")
    expected = {"2016-01": date(2016, 2, 25), "2016-08": date(2016, 9, 22)}
    assert meeting.on == expected[any_world.inspection.edition_id]
    early, on_time = any_world.moment(12, "15:15"), any_world.moment(12, "15:30")
    start = {"meeting": meeting, "reasons": {}, "by": any_world.lead}
    with pytest.raises(ProblemsFound) as caught:
        actions.start(started=early.now, at=early, **start)
    assert codes(caught) == {"starts-early"}
    assert actions.start(started=on_time.now, at=on_time, **start).state == "held"


@pytest.mark.requirement("R-T13-1")
def test_a_findings_meeting_that_ends_after_lunchtime_is_marked_late(any_world: World) -> None:
    meetings.held(any_world, "provisional-findings", 12, "15:30", "17:00")
    meeting = meetings.held(any_world, "key-findings", 13, "09:00", "13:20")
    expected = {"2016-01": date(2016, 2, 26), "2016-08": date(2016, 9, 23)}
    assert meeting.ended_at.astimezone(LONDON).date() == expected[any_world.inspection.edition_id]
    assert queries.how_late(meeting) == "20 minutes late"
    assert happened_at(any_world.inspection, "findings-meet") == meeting.ended_at


@pytest.mark.requirement("R-T13-3")
def test_the_feedback_meeting_starts_after_the_findings_meeting_has_ended(any_world: World) -> None:
    meetings.held(any_world, "provisional-findings", 12, "15:30", "17:00")
    key = meetings.begin(any_world, meetings.meeting_of(any_world, "key-findings"), 13, "09:00")
    feedback = meetings.meeting_of(any_world, "feedback")
    with pytest.raises(ProblemsFound) as caught:
        meetings.begin(any_world, feedback, 13, "12:30")
    assert codes(caught) == {"before-what-it-follows"}
    meetings.came(any_world, key, 13, "12:00")
    meetings.outcomes(any_world, key, 13, "12:00")
    meetings.end(any_world, key, 13, "12:50")
    at = any_world.moment(13, "13:10")
    with pytest.raises(ProblemsFound) as caught:
        actions.start(
            meeting=feedback, started=any_world.moment(13, "12:40").now, reasons={}, by=any_world.lead, at=at
        )
    assert "before-what-it-follows" in codes(caught)
    with pytest.raises(ProblemsFound) as caught:
        move(any_world, feedback, 13, "12:30")
    assert "before-what-it-follows" in {p.code for p in caught.value.problems if p.blocks}
    feedback.refresh_from_db()
    assert feedback.state == "planned"
    assert meetings.begin(any_world, feedback, 13, "13:10").state == "held"
    assert queries.latest_end(feedback) == any_world.moment(13, "15:00").now


def test_without_the_chair_of_the_lscb_the_invitation_warns(any_world: World) -> None:
    meeting = meetings.meeting_of(any_world, "feedback")
    move(any_world, meeting, 13, "13:30", "14:45")
    meeting.attendance.get(role="lscb-chair").delete()
    invite = {"meeting": meeting, "by": any_world.lead, "at": any_world.moment(12)}
    with pytest.raises(ProblemsFound) as caught:
        actions.invite(reasons={}, **invite)
    assert [(p.code, p.severity) for p in caught.value.problems] == [("not-invited-lscb-chair", "warns")]
    assert not Message.objects.filter(kind="meeting-invitation").exists()
    actions.invite(reasons={"not-invited-lscb-chair": "The chair is abroad; the deputy was told."}, **invite)
    assert meeting.invited_at == any_world.moment(12).now


@pytest.mark.requirement("R-040-1")
def test_all_leaders_and_the_chair_are_invited_to_the_feedback_meeting(any_world: World) -> None:
    meeting = meetings.meeting_of(any_world, "feedback")
    assert meeting.on == any_world.moment(13).today
    invited = set(meeting.attendance.filter(is_local=True).values_list("role", "body"))
    leaders = {"dcs", "agency-leader", "lscb-chair"}
    everybody = any_world.inspection.memberships.filter(side="local", role__in=leaders)
    assert invited == set(everybody.values_list("role", "body"))
    move(any_world, meeting, 13, "13:30", "14:45")
    actions.invite(meeting=meeting, reasons={}, by=any_world.lead, at=any_world.moment(12))
    sent = Message.objects.filter(kind="meeting-invitation")
    assert sent.count() == len(invited)
    assert all(any_world.inspection.area_name not in one.subject for one in sent)
    meeting.attendance.get(role="lscb-chair").delete()
    with pytest.raises(ProblemsFound) as caught:
        actions.invite(meeting=meeting, reasons={}, by=any_world.lead, at=any_world.moment(12))
    assert [(p.code, p.severity) for p in caught.value.problems] == [("not-invited-lscb-chair", "warns")]


@pytest.mark.requirement("R-040-3")
def test_without_cqc_the_feedback_meeting_is_not_closed_without_a_reason(any_world: World) -> None:
    meetings.held(any_world, "provisional-findings", 12, "15:30", "17:00")
    meetings.held(any_world, "key-findings", 13, "09:00", "12:50")
    feedback = meetings.begin(any_world, meetings.meeting_of(any_world, "feedback"), 13, "13:10")
    meetings.came(any_world, feedback, 13, "13:10", but=["cqc"])
    meetings.outcomes(any_world, feedback, 13, "14:00", most="Ask health visitors early.")
    with pytest.raises(ProblemsFound) as caught:
        meetings.end(any_world, feedback, 13, "14:40")
    assert codes(caught) == {"absent-inspectorates"}
    assert "CQC" in caught.value.problems[0].message
    feedback.refresh_from_db()
    assert feedback.state == "held"
    meetings.end(any_world, feedback, 13, "14:40", absent_inspectorates="Called to a child.")
    feedback.refresh_from_db()
    assert feedback.state == "closed"


@pytest.mark.requirement("R-040-4")
def test_a_second_person_of_an_agency_at_the_feedback_meeting_is_noted(any_world: World) -> None:
    feedback = meetings.meeting_of(any_world, "feedback")
    assert queries.notes_of(feedback) == []
    second = any_world.inspection.contacts.get(contact_role="force-liaison-officer")
    actions.add_attendee(
        meeting=feedback, who=f"contact-{second.pk}", reasons={}, by=any_world.lead, at=any_world.moment(12)
    )
    [note] = queries.notes_of(feedback)
    assert "2 people" in note
    page = any_world.client(any_world.lead).get(any_world.page("meeting", feedback.pk))
    assert note in page.content.decode()


@pytest.mark.requirement("R-038-2")
def test_a_second_person_of_the_police_comes_to_a_keep_in_touch_meeting_only_with_a_reason(
    any_world: World,
) -> None:
    kit = meetings.meeting_of(any_world, "kit")
    second = any_world.inspection.contacts.get(contact_role="force-liaison-officer")
    add = {"meeting": kit, "who": f"contact-{second.pk}", "by": any_world.lead, "at": any_world.moment(10)}
    with pytest.raises(ProblemsFound) as caught:
        actions.add_attendee(reasons={}, **add)
    assert codes(caught) == {"more-of-one-agency"}
    actions.add_attendee(reasons={"more-of-one-agency": "The finding on missing children."}, **add)
    assert kit.attendance.filter(body="police").count() == 2


@pytest.mark.requirement("R-027-1")
def test_the_team_briefing_is_on_day_nine_with_its_four_points(any_world: World) -> None:
    briefing = meetings.meeting_of(any_world, "team-briefing")
    expected = {"2016-01": date(2016, 2, 22), "2016-08": date(2016, 9, 19)}
    assert briefing.on == expected[any_world.inspection.edition_id]
    assert len(queries.agenda_of(briefing)) == 4


def test_the_briefing_is_not_closed_with_a_point_left_empty(any_world: World) -> None:
    briefing = meetings.begin(any_world, meetings.meeting_of(any_world, "team-briefing"), 9, "08:30")
    meetings.came(any_world, briefing, 9, "08:30")
    for point in queries.agenda_of(briefing):
        meetings.outcomes(any_world, briefing, 9, "09:00", leave_out=point.code)
        with pytest.raises(ProblemsFound) as caught:
            meetings.end(any_world, briefing, 9, "09:30")
        assert codes(caught) == {f"no-outcome-{point.code}"}
    meetings.outcomes(any_world, briefing, 9, "09:00")
    meetings.end(any_world, briefing, 9, "09:30")
    assert happened_at(any_world.inspection, "team-brief") == any_world.moment(9, "09:30").now


@pytest.mark.requirement("R-033-2")
def test_a_team_meeting_in_the_afternoon_is_unusual(any_world: World) -> None:
    world = any_world
    meeting = meetings.meeting_of(world, "team")
    with pytest.raises(ProblemsFound) as caught:
        move(world, meeting, 10, "14:00")
    [problem] = caught.value.problems
    assert (problem.code, problem.severity) == ("unusual-time", "warns")
    assert problem.message.startswith("Unusual time: this meeting is usually over by midday (12:00)")
    move(world, meeting, 10, "14:00", **{"unusual-time": "A child's conference was in the morning."})
    assert move(world, meeting, 10, "08:30").state == "planned"


def test_a_meeting_that_has_not_begun_is_not_closed_and_a_closed_one_stays(world: World) -> None:
    meeting = meetings.meeting_of(world, "team-briefing")
    with pytest.raises(Refused) as refused:
        meetings.end(world, meeting, 9, "09:30")
    assert refused.value.decision.kind == "moment"
    closed = meetings.held(world, "team-briefing", 9, "08:30", "09:30")
    with pytest.raises(Refused):
        meetings.came(world, closed, 9, "09:40")
    with pytest.raises(Refused):
        meetings.begin(world, closed, 9, "09:40")


def test_times_still_to_come_are_refused(world: World) -> None:
    meeting = meetings.meeting_of(world, "team-briefing")
    at = world.moment(9, "08:30")
    with pytest.raises(ProblemsFound) as caught:
        actions.start(meeting=meeting, started=world.moment(9, "08:31").now, reasons={}, by=world.lead, at=at)
    assert codes(caught) == {"in-future"}


def test_a_cancelled_meeting_keeps_its_reason_and_leaves_the_list(world: World) -> None:
    kit = meetings.meeting_of(world, "kit")
    at = world.moment(10)
    with pytest.raises(ProblemsFound):
        actions.cancel(meeting=kit, reason=" ", by=world.lead, at=at)
    actions.cancel(meeting=kit, reason="Leaders asked for one meeting only.", by=world.lead, at=at)
    assert Departure.objects.get(rule="meeting-cancelled").reason == "Leaders asked for one meeting only."
    assert queries.tied_to(world.inspection, "kit-1").number == 2


def test_what_is_done_to_a_meeting_is_in_the_trail(world: World) -> None:
    meetings.held(world, "team-briefing", 9, "08:30", "09:30")
    told = Event.objects.filter(chain=world.inspection.ref).values_list("action", flat=True)
    assert {
        "meetings.planned",
        "meeting.started",
        "meeting.attendance_recorded",
        "meeting.recorded",
        "meeting.closed",
    } <= set(told)


def test_a_stale_page_of_a_meeting_overwrites_nothing(world: World) -> None:
    meeting = meetings.meeting_of(world, "team")
    move(world, meeting, 10, "08:30")
    stale = Meeting.objects.get(pk=meeting.pk)
    stale.version -= 1
    with pytest.raises(Refused) as refused:
        move(world, stale, 10, "08:45")
    assert refused.value.decision.kind == "stale"
