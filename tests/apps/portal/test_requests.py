"""The sets are sent once by each inspectorate; the list and its counts; who sees what."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.clock import moment_of
from jtai.apps.inspections.models import LocalAgency
from jtai.apps.inspections.tasks import Viewer
from jtai.apps.notices.models import Message
from jtai.apps.portal import actions, queries
from jtai.apps.portal.duties import duties, tasks
from jtai.apps.portal.models import RequestItem, RequestSet
from jtai.core.results import Refused
from tests.factories.portal import asked, came, item_of, open_requests
from tests.factories.world import planned


def sets(world) -> dict[str, RequestSet]:
    return {row.inspectorate: row for row in RequestSet.objects.filter(inspection=world.inspection)}


@pytest.mark.requirement("R-T00-3")
def test_after_notification_there_is_one_set_for_each_inspectorate_with_its_time(any_world):
    open_requests(any_world, day=0, clock="10:15")
    made = sets(any_world)
    assert set(made) == {"ofsted", "cqc", "hmic", "hmi-probation"}
    assert all(row.sent_at == any_world.moment(0, "10:15").now for row in made.values())
    assert all(row.items.exists() for row in made.values())


@pytest.mark.requirement("R-T00-3")
def test_items_of_three_inspectorates_only_give_three_sets_and_no_empty_one(any_world):
    LocalAgency.objects.filter(inspection=any_world.inspection, agency__in=["nps", "crc", "yot"]).delete()
    open_requests(any_world)
    made = sets(any_world)
    assert set(made) == {"ofsted", "cqc", "hmic"}
    assert all(row.items.exists() for row in made.values())


def test_each_inspectorate_sends_its_own_set_at_its_own_time(world):
    world.open_to_local()
    call_lead = world.person("call-lead", "hmic")
    client = world.client(call_lead)
    world.move_clock(0, "11:40")
    page = client.get(world.page("requests-send")).content.decode()
    assert "HMIC" in page
    assert "Send this request" in page
    response = client.post(world.page("requests-send"), {"inspectorate": "hmic"})
    assert response.status_code == 303
    assert response["Location"] == world.page("requests-sent")
    (row,) = RequestSet.objects.filter(inspection=world.inspection)
    assert (row.inspectorate, row.sent_by) == ("hmic", call_lead)
    assert "11:40" in client.get(world.page("requests-sent")).content.decode()


def test_a_call_lead_cannot_send_the_set_of_another_inspectorate(world):
    world.open_to_local()
    response = world.client(world.person("call-lead", "hmic")).post(
        world.page("requests-send"), {"inspectorate": "cqc"}
    )
    assert response.status_code == 403
    assert not sets(world)


def test_nothing_is_asked_before_the_call_to_the_dcs(world):
    page = world.client(world.lead).post(world.page("requests-send"), {})
    assert page.status_code == 409
    assert "until the call to the DCS is logged" in page.content.decode()
    assert not sets(world)


def test_a_set_is_sent_once(world):
    open_requests(world)
    with pytest.raises(Refused) as refused:
        actions.send_requests(
            inspection=world.inspection, inspectorate="cqc", by=world.lead, at=world.moment(0, "12:00")
        )
    assert refused.value.decision.kind == "stale"
    assert (
        actions.make_requests(inspection=world.inspection, by=world.lead, at=world.moment(0, "12:00")) == []
    )


@pytest.mark.parametrize("role", ["dcs", "agency-leader", "agency-contributor", "link-person", "signatory"])
def test_others_cannot_send_requests(world, role):
    world.open_to_local()
    client = world.client(world.person(role))
    assert client.get(world.page("requests-send")).status_code == 403
    assert client.post(world.page("requests-send"), {}).status_code == 403
    assert not sets(world)


def test_sending_is_in_the_trail_and_the_chain_holds(world):
    open_requests(world)
    events = Event.objects.filter(chain=world.inspection.ref, action="requests.sent")
    assert events.count() == 4
    assert all(event.actor == str(world.lead.pk) for event in events)
    assert verify(world.inspection.ref) is None


def test_the_dcs_and_the_agencies_have_a_message_that_names_no_area(world):
    open_requests(world)
    told = Message.objects.filter(chain=world.inspection.ref, kind="information-request")
    people = set(told.values_list("to_user_id", flat=True))
    assert world.person("dcs").pk in people
    assert world.person("agency-contributor", "police").pk in people
    assert all("Northmere" not in f"{m.subject} {m.body}" for m in told)


@pytest.mark.requirement("R-T05-1")
@pytest.mark.parametrize("edition", ["2016-01", "2016-08"])
def test_at_six_on_day_5_an_agency_with_two_open_items_shows_two_late(db, edition):
    world = asked(edition, day_zero=date(2016, 2, 9) if edition == "2016-01" else None)
    police = [
        item
        for item in RequestItem.objects.filter(inspection=world.inspection, agency="police")
        if item.milestone == "annex-a-rest"
    ]
    extra = actions.ask_for_each_child(
        inspection=world.inspection, child_refs=["C-0001"], by=world.lead, at=world.moment(2, "17:00")
    )
    police += [item for item in extra if item.agency == "police"]
    assert len(police) == 2
    at = world.move_clock(5, "18:00")
    if edition == "2016-01":
        assert at.today == date(2016, 2, 16)
    client = world.client(world.lead)
    counts = counts_of(world, at)
    assert (counts["police"].open, counts["police"].late) == (3, 2)
    page = client.get(world.page("requests"), {"agency": "police", "state": "late"}).content.decode()
    assert page.count("Late</strong>") >= 2


def counts_of(world, at):
    rows = queries.items_visible_to(
        world.inspection, [one.held for one in world.inspection.memberships.all()]
    )
    return {c.code: c for c in queries.counts_by_agency(queries.item_lines(world.inspection, rows, at))}


def test_before_the_end_of_day_5_the_same_items_are_due_today(world):
    open_requests(world)
    counts = counts_of(world, world.move_clock(5, "17:29"))
    assert (counts["police"].late, counts["police"].due_today) == (0, 1)


@pytest.mark.requirement("R-016-1")
def test_an_item_due_on_day_5_that_came_on_8_september_is_early(world):
    open_requests(world)
    item = item_of(world, "rest-of-annex-a", "police")
    came(world, item, day=2, clock="11:00")
    page = world.client(world.lead).get(world.page("request-item", item.pk)).content.decode()
    assert "Tuesday 13 September 2016, day 5" in page
    assert "Thu 8 Sep 2016, early" in page


@pytest.mark.requirement("R-016-1")
def test_an_item_of_the_january_edition_is_early_or_late_by_its_own_date(january):
    open_requests(january)
    early, late = item_of(january, "rest-of-annex-a", "police"), item_of(january, "rest-of-annex-a", "ccg")
    came(january, early, day=4)
    came(january, late, day=5, clock="19:00")
    client = january.client(january.lead)
    assert "Mon 15 Feb 2016, early" in client.get(january.page("request-item", early.pk)).content.decode()
    late_page = client.get(january.page("request-item", late.pk)).content.decode()
    assert "Tue 16 Feb 2016, 1 hour 30 minutes late" in late_page


def test_a_contributor_sees_only_the_items_of_their_own_agency(world, foreign):
    open_requests(world)
    client = world.client(world.person("agency-contributor", "police"))
    own, other = item_of(world, "rest-of-annex-a", "police"), item_of(world, "rest-of-annex-a", "ccg")
    page = client.get(world.page("requests")).content.decode()
    assert str(own.pk) in page
    assert str(other.pk) not in page
    assert client.get(world.page("request-item", own.pk)).status_code == 200
    assert client.get(world.page("request-item", other.pk)).status_code == 404
    open_requests(foreign)
    theirs = item_of(foreign, "rest-of-annex-a", "police")
    assert client.get(foreign.page("request-item", theirs.pk)).status_code == 404
    assert client.get(world.page("request-item", theirs.pk)).status_code == 404


def test_the_dcs_sees_every_agency(world):
    open_requests(world)
    page = world.client(world.person("dcs")).get(world.page("requests")).content.decode()
    assert "Northmere police" in page
    assert "Northmere ccg" in page


def test_before_the_call_a_local_person_finds_no_such_page(world):
    dcs = world.person("dcs")
    dcs.is_active = True
    dcs.save()
    assert world.client(dcs).get(world.page("requests")).status_code == 404


def test_the_list_is_filtered_and_says_so_when_nothing_passes(world):
    open_requests(world)
    client = world.client(world.lead)
    page = client.get(world.page("requests"), {"state": "accepted"}).content.decode()
    assert "No items match this filter" in page
    page = client.get(world.page("requests"), {"inspectorate": "hmic"}).content.decode()
    assert str(item_of(world, "rest-of-annex-a", "police").pk) in page
    assert str(item_of(world, "rest-of-annex-a", "ccg").pk) not in page


def test_an_empty_list_says_what_to_do_next(world):
    world.open_to_local()
    page = world.client(world.lead).get(world.page("requests")).content.decode()
    assert "Nothing has been requested yet" in page
    dcs = world.client(world.person("dcs")).get(world.page("requests")).content.decode()
    assert "No information is requested from you at present." in dcs


def test_items_for_each_child_are_asked_once_and_let_go_when_the_child_changes(any_world):
    world = open_requests(any_world)
    at = world.moment(2, "17:00")
    first = actions.ask_for_each_child(
        inspection=world.inspection, child_refs=["C-0001", "C-0002"], by=world.lead, at=at
    )
    assert {item.child_ref for item in first} == {"C-0001", "C-0002"}
    assert {item.code for item in first} == {"case-files", "joint-evaluations"}
    again = actions.ask_for_each_child(
        inspection=world.inspection, child_refs=["C-0001", "C-0003"], by=world.lead, at=at
    )
    assert {item.child_ref for item in again} == {"C-0003"}
    gone = item_of(world, "case-files", "police", "C-0002")
    assert (gone.state, gone.state_reason) == ("not-available", "This child is no longer evaluated.")
    assert item_of(world, "case-files", "police", "C-0001").state == "requested"


@pytest.mark.requirement("R-018-3")
@pytest.mark.parametrize(("setting", "words"), [("", "not recorded"), ("2015-11-30", "30 November 2015")])
def test_the_portal_page_shows_the_risk_assessment_or_that_it_is_not_recorded(
    any_world, settings, setting, words
):
    settings.JTAI_PORTAL_RISK_ASSESSED_ON = setting
    any_world.open_to_local()
    client = any_world.client(any_world.person("agency-contributor", "police"))
    page = client.get(any_world.page("portal-information")).content.decode()
    assert words in page
    assert "cloud-service-security-principles" in page


def test_the_duties_say_who_has_to_send_what_by_when(world):
    open_requests(world)
    titles = {d.title for d in duties(viewer(world, world.person("agency-contributor", "police")))}
    assert "Send: Information of Annex A not yet sent" in titles
    came(world, item_of(world, "rest-of-annex-a", "police"))
    hmic = [d.title for d in duties(viewer(world, world.person("call-lead", "hmic")))]
    assert "Review: Information of Annex A not yet sent" in hmic


def viewer(world, user):
    world.inspection.refresh_from_db()
    at = moment_of(world.inspection, world.moment(0).real)
    return Viewer(user, world.inspection, tuple(held_by(user, world.inspection)), at)


def test_the_lead_is_told_which_requests_are_not_sent(world):
    world.open_to_local()
    found = {d.title: d for d in duties(viewer(world, world.lead))}
    assert found["Send the requests of Ofsted"].yours
    assert found["Send the requests of HMIC"].waiting_for == "HMIC"
    assert {t.title: t.status for t in tasks(viewer(world, world.lead))}["Information requested"] == "To do"


def test_before_the_call_the_task_is_closed_and_says_what_opens_it(db):
    world = planned()
    task = next(t for t in tasks(viewer(world, world.lead)) if t.title == "Information requested")
    assert (task.href, task.status) == ("", "Cannot start yet")
    assert task.hint == "This opens when the call to the DCS is logged."
    assert duties(viewer(world, world.lead)) == []


@pytest.mark.parametrize("edition", ["2016-08", "2016-01"])
def test_every_item_of_the_pinned_theme_becomes_a_request_of_its_inspectorate(db, edition):
    world = open_requests(planned(edition, theme="example-moving-home"))
    wanted = {(i.code, i.agency, i.inspectorate, i.milestone) for i in dates.theme_of(world.inspection).items}
    rows = RequestItem.objects.filter(inspection=world.inspection, origin="theme")
    assert set(rows.values_list("code", "agency", "inspectorate", "milestone")) == wanted
    assert rows.count() == len(wanted)
    page = world.client(world.lead).get(world.page("requests-send")).content.decode()
    assert "No such agency is recorded here; the DCS can answer" in page


def test_looking_at_what_is_asked_of_a_child_is_in_the_trail(world):
    open_requests(world)
    client = world.client(world.lead)
    reads = Event.objects.filter(chain=world.inspection.ref, action="request-item.read")
    client.get(world.page("requests"))
    assert reads.count() == 0
    actions.ask_for_each_child(
        inspection=world.inspection, child_refs=["C-0001"], by=world.lead, at=world.moment(2, "17:00")
    )
    client.get(world.page("requests"))
    assert reads.count() == 1
    item = item_of(world, "case-files", "police", "C-0001")
    client.get(world.page("request-item", item.pk))
    assert list(reads.values_list("object_id", flat=True)) == ["", str(item.pk)]
