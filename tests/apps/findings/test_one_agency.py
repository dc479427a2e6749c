"""For one agency only: messages of one inspectorate, and the separate meeting it may offer."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.findings import actions, duties, queries
from jtai.apps.findings.models import AgencyMessage, SeparateOffer
from jtai.apps.meetings.models import Meeting
from jtai.core.results import Refused
from tests.apps.findings.test_sharing import viewer
from tests.factories import meetings
from tests.factories.world import World


def message(
    world: World, *, own_action: bool = False, body: str = "hmic", agency: str = "police"
) -> AgencyMessage:
    return actions.write_message(
        inspection=world.inspection,
        message=None,
        inspectorate=body,
        agency=agency,
        text="Look at how calls at night are graded.",
        own_action=own_action,
        version=0,
        by=world.person("team-inspector", body),
        at=world.moment(13, "11:00"),
    )


@pytest.mark.requirement("R-T13-2")
def test_a_message_for_the_police_is_read_by_inspectors_and_by_the_police_once_shared(
    any_world: World,
) -> None:
    world = any_world
    world.open_to_local()
    made = message(world)
    at = world.moment(13, "11:00")
    address = world.page("one-agency")

    def sees(role: str, body: str) -> bool:
        return made.text in world.client(world.person(role, body)).get(address).content.decode()

    assert sees("team-inspector", "cqc")
    assert not sees("agency-leader", "police")
    assert not sees("agency-leader", "ccg")
    with pytest.raises(Refused):
        actions.share_message(message=made, by=world.person("signatory", "cqc"), at=at)
    actions.share_message(message=made, by=world.person("signatory", "hmic"), at=at)
    assert sees("agency-leader", "police")
    assert not sees("agency-leader", "ccg")
    assert not sees("dcs", "local-authority")


def test_nobody_writes_for_another_inspectorate(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.write_message(
            inspection=world.inspection,
            message=None,
            inspectorate="hmic",
            agency="police",
            text="x",
            own_action=False,
            version=0,
            by=world.person("team-inspector", "cqc"),
            at=world.moment(13),
        )
    assert refused.value.decision.kind == "role"


def test_what_was_shared_is_not_changed(world: World) -> None:
    made = message(world)
    actions.share_message(message=made, by=world.person("signatory", "hmic"), at=world.moment(13))
    change = {"inspection": world.inspection, "message": made, "inspectorate": "hmic", "agency": "police"}
    with pytest.raises(Refused):
        actions.write_message(
            text="Other words",
            own_action=False,
            version=made.version,
            by=world.person("team-inspector", "hmic"),
            at=world.moment(13),
            **change,
        )
    made.refresh_from_db()
    assert made.text == "Look at how calls at night are graded."


@pytest.mark.requirement("R-044-1")
def test_own_action_makes_an_offer_due_on_the_last_day_and_other_agencies_do_not_see_it(
    any_world: World,
) -> None:
    world = any_world
    world.open_to_local()
    assert not SeparateOffer.objects.exists()
    made = message(world, own_action=True)
    at = world.moment(13, "11:00")
    world.move_clock(13, "11:00")
    assert made.offer.state == "due"
    [duty] = [
        d for d in duties.duties(viewer(world, "signatory", "hmic", at)) if "separate meeting" in d.title
    ]
    assert duty.due_at.date() == at.today
    inspector = world.person("signatory", "hmic")
    actions.share_message(message=made, by=inspector, at=at)
    actions.make_offer(offer=made.offer, proposed_start=world.moment(13, "15:30").now, by=inspector, at=at)
    address = world.page("offer-answer", made.pk)
    assert world.client(world.person("agency-leader", "police")).get(address).status_code == 200
    assert world.client(world.person("agency-leader", "ccg")).get(address).status_code == 404
    assert world.client(world.person("dcs")).get(address).status_code == 404
    listed = world.client(world.person("agency-leader", "ccg")).get(world.page("one-agency")).content.decode()
    assert "HMIC" not in listed


def offered(world: World) -> SeparateOffer:
    world.open_to_local()
    made = message(world, own_action=True)
    inspector, at = world.person("signatory", "hmic"), world.moment(13, "11:30")
    actions.share_message(message=made, by=inspector, at=at)
    start = world.moment(13, "16:30").now
    return actions.make_offer(offer=made.offer, proposed_start=start, by=inspector, at=at)


@pytest.mark.requirement("R-044-2")
def test_the_agency_takes_the_offer_up_or_not(any_world: World) -> None:
    world = any_world
    expected = {"2016-01": date(2016, 2, 26), "2016-08": date(2016, 9, 23)}
    assert world.moment(13).today == expected[world.inspection.edition_id]
    leader = world.person("agency-leader", "police")
    declined, accepted, waiting = offered(world), offered(world), offered(world)
    world.move_clock(13, "16:10")
    client = world.client(leader)
    assert (
        client.post(world.page("offer-answer", declined.message_id), {"answer": "decline"}).status_code == 303
    )
    assert (
        client.post(world.page("offer-answer", accepted.message_id), {"answer": "accept"}).status_code == 303
    )
    declined.refresh_from_db()
    accepted.refresh_from_db()
    assert (declined.state, declined.meeting, declined.answered_role) == ("declined", None, "agency-leader")
    assert declined.answered_at == world.moment(13, "16:10").now
    assert (accepted.state, accepted.meeting.agency) == ("accepted", "police")
    page = world.client(world.person("signatory", "hmic")).get(world.page("one-agency")).content.decode()
    assert "Declined" in page
    assert [one.pk for one in queries.offers_open(world.inspection)] == [waiting.pk]
    assert (
        world.client(world.person("agency-leader", "ccg"))
        .get(world.page("meeting", accepted.meeting.pk))
        .status_code
        == 404
    )
    assert client.get(world.page("meeting", accepted.meeting.pk)).status_code == 200
    assert Meeting.objects.filter(code="separate").count() == 1


def test_the_separate_meeting_is_held_by_its_inspectorate_alone(world: World) -> None:
    offer = offered(world)
    leader, inspector = world.person("agency-leader", "police"), world.person("signatory", "hmic")
    actions.answer_offer(offer=offer, accept=True, by=leader, at=world.moment(13, "12:00"))
    meeting = offer.meeting
    begun = world.moment(13, "16:30")
    start = {"meeting": meeting, "started": begun.now, "reasons": {}, "at": begun}
    for stranger in (world.lead, world.person("signatory", "cqc"), leader):
        with pytest.raises(Refused):
            meetings.actions.start(by=stranger, **start)
    meetings.actions.start(by=inspector, **start)
    world.move_clock(13, "17:00")
    page = world.client(inspector).get(world.page("meeting-close", meeting.pk))
    assert page.status_code == 200
    assert (
        world.client(world.person("agency-leader", "ccg")).get(world.page("meeting", meeting.pk)).status_code
        == 404
    )
    ended = world.moment(13, "17:00")
    meetings.actions.close(meeting=meeting, ended=ended.now, reasons={}, by=inspector, at=ended)
    assert meeting.state == "closed"


def test_only_that_agency_answers_and_only_once(world: World) -> None:
    offer = offered(world)
    at = world.moment(13, "16:00")
    with pytest.raises(Refused):
        actions.answer_offer(offer=offer, accept=True, by=world.person("agency-leader", "ccg"), at=at)
    actions.answer_offer(offer=offer, accept=False, by=world.person("agency-leader", "police"), at=at)
    with pytest.raises(Refused) as refused:
        actions.answer_offer(offer=offer, accept=True, by=world.person("agency-leader", "police"), at=at)
    assert refused.value.decision.kind == "moment"
