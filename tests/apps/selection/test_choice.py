"""Choosing the first children and those to be tracked (paragraphs 20, 21, 54)."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.inspections import dates
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.models import Departure
from jtai.apps.notices.models import Message
from jtai.apps.selection import actions, queries
from jtai.apps.selection.models import ChildSet, DataReceipt
from jtai.core.results import ProblemsFound, Refused
from jtai.words import LONDON
from tests.factories.selection import all_reasons, csv_list, list_sent, send, shortlist_sent, tracked_sent


def ids_of(world, count, start=0):
    return [f"C-{n:04d}" for n in range(start, start + count)]


def post(world, name, ids, **more):
    return world.client(world.lead).post(world.page(name), {"version": "0", "children": ids, **more})


def reasons_for(world, stage, ids):
    return {f"reason-{code}": text for code, text in all_reasons(world, stage, ids).items()}


@pytest.mark.requirement("R-T01-1")
def test_nineteen_of_forty_are_refused_and_twenty_ask_for_twenty_pieces_of_information(any_world):
    world = any_world
    list_sent(world)
    world.move_clock(1, "10:00")
    answer = post(world, "children-shortlist", ids_of(world, 19))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose 20 children. You have chosen 19." in page
    assert page.count(" checked>") == 19
    ids = ids_of(world, 20)
    answer = post(world, "children-shortlist", ids, **reasons_for(world, "shortlist", ids))
    assert answer.status_code == 303
    assert DataReceipt.objects.filter(received_at=None).count() == 20
    assert happened_at(world.inspection, "select-20") is not None


@pytest.mark.requirement("R-T01-1")
def test_the_first_choice_is_due_at_midday_of_day_1(world):
    list_sent(world)
    world.move_clock(1, "10:10")
    page = world.client(world.lead).get(world.page("children-shortlist")).content.decode()
    assert "midday (12:00), Wednesday 7 September 2016" in page


def test_fewer_children_than_the_guidance_asks_for_take_a_reason(world):
    list_sent(world, csv_list(12))
    world.move_clock(1, "10:00")
    answer = post(world, "children-shortlist", ids_of(world, 12))
    assert answer.status_code == 422
    assert "fewer than the 20" in answer.content.decode()
    answer = post(
        world, "children-shortlist", ids_of(world, 12), **{"reason-shortlist-short": "All there are."}
    )
    assert answer.status_code == 303
    assert Departure.objects.filter(rule="shortlist-short").count() == 1


@pytest.mark.requirement("R-T02-2")
@pytest.mark.parametrize("count", [4, 8])
def test_four_or_eight_children_are_refused(any_world, count):
    shortlist_sent(any_world)
    any_world.move_clock(2, "16:00")
    answer = post(any_world, "children-tracked", ids_of(any_world, count))
    assert answer.status_code == 422
    assert f"Choose 5 to 7 children. You have chosen {count}." in answer.content.decode()


@pytest.mark.requirement("R-T02-2")
def test_a_child_outside_the_first_choice_is_refused_and_six_are_sent_with_their_due_date(world):
    shortlist_sent(world)
    with pytest.raises(ProblemsFound, match="C-0030 is not among the children chosen first"):
        send(world, "tracked", [*ids_of(world, 5), "C-0030"], day=2, clock="16:30")
    world.move_clock(2, "16:40")
    ids = ids_of(world, 6)
    answer = post(world, "children-tracked", ids, **reasons_for(world, "tracked", ids))
    assert answer.status_code == 303
    page = world.client(world.lead).get(answer["Location"]).content.decode()
    assert "Thursday 15 September 2016" in page
    message = Message.objects.get(chain=world.inspection.ref, kind="tracked-sent")
    assert "Thursday 15 September 2016" in message.body and "C-0001" not in message.body


@pytest.mark.requirement("R-020-1")
def test_a_note_told_at_set_up_stands_beside_the_choice(any_world):
    world = any_world
    list_sent(world)
    actions.add_context_note(
        inspection=world.inspection,
        text="Two large hostels opened this year.",
        channel="set-up",
        by=world.lead,
        at=world.moment(0, "15:30"),
    )
    world.move_clock(1, "10:00")
    page = world.client(world.lead).get(world.page("children-shortlist")).content.decode()
    assert "Two large hostels opened this year." in page and "At the set-up discussion" in page


@pytest.mark.requirement("R-020-2")
@pytest.mark.requirement("R-054-4")
def test_sending_with_a_context_note_and_nothing_considered_is_refused(any_world):
    world = any_world
    list_sent(world)
    world.client(world.person("dcs")).post(
        world.page("child-context"), {"text": "A new estate.", "channel": "list"}
    )
    world.move_clock(1, "10:00")
    ids = ids_of(world, 20)
    answer = post(world, "children-shortlist", ids, **reasons_for(world, "shortlist", ids))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say how you have taken it into account" in page and "A new estate." in page
    more = {
        "context_considered": "Children of the estate are in the choice.",
        **reasons_for(world, "shortlist", ids),
    }
    assert post(world, "children-shortlist", ids, **more).status_code == 303


def test_the_note_that_goes_with_the_list_is_offered_to_the_director_alone(world):
    list_sent(world)
    pages = {
        role: world.client(world.person(role)).get(world.page("child-context")).content.decode()
        for role in ("dcs", "lead-inspector")
    }
    assert 'value="list"' in pages["dcs"] and 'value="list"' not in pages["lead-inspector"]
    told = {"text": "Two hostels opened.", "channel": "set-up"}
    assert world.client(world.lead).post(world.page("child-context"), told).status_code == 303


# What `csv_list` invents, counted by hand: how many of the list, how many of its first twenty.
COUNTS = {
    "Age": {"0-4": (14, 7), "5-9": (10, 5), "10-15": (12, 6), "16-17": (4, 2)},
    "Gender": {"Female": (20, 10), "Male": (20, 10)},
    "Disability": {"No": (35, 17), "Yes": (5, 3)},
    "Ethnicity": {"Asian": (10, 5), "Black": (10, 5), "Mixed": (10, 5), "White British": (10, 5)},
}
STAGES = {
    "Child in need": (10, 6),
    "Child protection": (10, 4),
    "Looked after": (10, 4),
    "Referral": (10, 6),
}


def counts_on_the_page(world, title):
    """The panel of balance as the lead inspector reads it: value, how many in the list, how many chosen."""
    page = world.client(world.lead).get(world.page("children-shortlist")).content.decode()
    table = re.split(rf"<caption[^>]*>\s*{title}", page)[1].split("</table>")[0]
    rows = [re.findall(r'jtai-cell">\s*([^<]*?)\s*<', row) for row in table.split("<tr")[2:]]
    return {value: (int(listed), int(chosen)) for value, listed, _, chosen in rows}


@pytest.mark.requirement("R-054-1")
def test_the_panel_counts_the_chosen_by_age_gender_disability_and_ethnicity(any_world):
    list_sent(any_world)
    any_world.move_clock(1, "10:00")
    assert {chosen for _, chosen in counts_on_the_page(any_world, "Gender").values()} == {0}
    assert post(any_world, "children-shortlist", ids_of(any_world, 20), keep="yes").status_code == 303
    assert {title: counts_on_the_page(any_world, title) for title in COUNTS} == COUNTS


@pytest.mark.requirement("R-054-2")
def test_the_panel_counts_the_chosen_by_stage_of_involvement(any_world):
    list_sent(any_world)
    any_world.move_clock(1, "10:00")
    assert post(any_world, "children-shortlist", ids_of(any_world, 20), keep="yes").status_code == 303
    assert counts_on_the_page(any_world, "Stage of involvement") == STAGES


@pytest.mark.requirement("R-054-3")
def test_six_without_probation_involvement_warn_and_not_possible_can_be_recorded(any_world):
    world = any_world
    shortlist_sent(world)
    without = [c.child_id for c in queries.pool_of(world.inspection, "tracked") if not c.probation][:6]
    world.move_clock(2, "16:00")
    answer = post(world, "children-tracked", without)
    assert answer.status_code == 422
    assert "No child with involvement of the National Probation Service" in answer.content.decode()
    reasons = reasons_for(world, "tracked", without)
    reasons["reason-no-probation"] = "Not possible: none consents."
    assert post(world, "children-tracked", without, **reasons).status_code == 303
    kept = Departure.objects.get(rule="no-probation")
    assert kept.reason == "Not possible: none consents."


def test_a_choice_off_balance_warns_with_the_shares_of_the_list(world):
    list_sent(world)
    girls = [c.child_id for c in queries.pool_of(world.inspection, "shortlist") if c.gender == "Female"]
    world.move_clock(1, "10:00")
    answer = post(world, "children-shortlist", girls)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (
        "Gender is out of balance with the list (Female: 20, in proportion 10; Male: 0, in proportion 10)"
        in page
    )


@pytest.mark.requirement("R-T02-1")
def test_eighteen_of_twenty_at_three_o_clock_is_late_with_two_outstanding(world):
    shortlist_sent(world)
    director, lead = world.client(world.person("dcs")), world.client(world.lead)

    def state(clock):
        world.move_clock(2, clock)
        return lead.get(world.page("children")).content.decode()

    world.move_clock(2, "14:00")
    sent = director.post(world.page("child-data"), {"children": ids_of(world, 18)})
    assert sent.status_code == 303
    assert "18 of 20 received" in state("14:59") and "outstanding" not in state("14:59")
    page = state("15:00")
    assert "late, 2 outstanding" in page and "18 of 20 received" in page
    assert f"{dates.due_at(world.inspection, 'data-20').astimezone(LONDON):%d %B %Y %H:%M}" == (
        "08 September 2016 15:00"
    )
    assert happened_at(world.inspection, "data-20") is None
    world.move_clock(2, "15:40")
    assert director.post(world.page("child-data"), {"children": ids_of(world, 2, 18)}).status_code == 303
    assert happened_at(world.inspection, "data-20") == world.moment(2, "15:40").now
    assert "outstanding" not in state("15:41")


def test_a_draft_is_always_kept_and_read_again(world):
    list_sent(world)
    world.move_clock(1, "10:00")
    answer = post(world, "children-shortlist", ids_of(world, 3), keep="yes")
    assert answer.status_code == 303
    page = world.client(world.lead).get(world.page("children-shortlist")).content.decode()
    assert page.count(" checked>") == 3
    assert ChildSet.objects.get().number == 0


def test_a_stale_tab_does_not_overwrite_a_newer_draft(world):
    list_sent(world)
    world.move_clock(1, "10:00")
    post(world, "children-shortlist", ids_of(world, 3), keep="yes")
    version = str(ChildSet.objects.get().version)
    assert post(world, "children-shortlist", ids_of(world, 4), keep="yes", version=version).status_code == 303
    answer = post(world, "children-shortlist", ids_of(world, 9), keep="yes", version=version)
    assert answer.status_code == 409
    assert answer.content.decode().count(" checked>") == 9
    assert ChildSet.objects.get().children.count() == 4


def test_changing_a_sent_choice_makes_a_version_with_its_reason_and_keeps_the_first(world):
    tracked_sent(world)
    world.move_clock(4, "10:00")
    ids = [*ids_of(world, 5), "C-0007"]
    answer = post(world, "children-tracked", ids, **reasons_for(world, "tracked", ids))
    assert answer.status_code == 422 and "Explain why the selection changes" in answer.content.decode()
    more = {"reason": "One child moved away.", **reasons_for(world, "tracked", ids)}
    assert post(world, "children-tracked", ids, **more).status_code == 303
    assert [v.number for v in queries.versions(world.inspection, "tracked")] == [2, 1]
    assert queries.versions(world.inspection, "tracked")[1].children.filter(child_id="C-0005").exists()


def test_the_tracked_choice_waits_for_the_first_one(world):
    list_sent(world)
    world.move_clock(2, "10:00")
    page = world.client(world.lead).get(world.page("children-tracked")).content.decode()
    assert "You have not sent the first selection yet" in page
    with pytest.raises(Refused) as caught:
        send(world, "tracked", ids_of(world, 6), day=2, clock="10:00")
    assert caught.value.decision.kind == "moment"


def test_only_the_lead_chooses(world, foreign):
    list_sent(world)
    for role in ("team-inspector", "qa-manager", "analyst", "dcs", "link-person"):
        client = world.client(world.person(role))
        assert client.get(world.page("children-shortlist")).status_code == 403
        assert client.post(world.page("children-shortlist"), {}).status_code == 403
    assert world.client(foreign.lead).get(world.page("children-shortlist")).status_code == 404


def test_sending_is_audited_with_the_hash_of_the_choice(world):
    made = shortlist_sent(world)
    event = Event.objects.get(chain=world.inspection.ref, action="shortlist.sent")
    assert event.object_id == str(made.pk) and event.content_hash
    assert "C-0001" not in event.canonical


def test_a_child_has_a_page_without_a_name(world):
    tracked_sent(world)
    child = queries.chosen_in(queries.published(world.inspection, "tracked"))[0]
    page = world.client(world.lead).get(world.page("child", child.address)).content.decode()
    assert f"Child {child.key}" in page and child.child_id in page
    assert world.client(world.lead).get(world.page("child", uuid4())).status_code == 404


def test_the_page_says_what_is_out_of_balance_before_the_children_and_that_a_choice_was_sent(any_world):
    shortlist_sent(any_world)
    page = any_world.client(any_world.lead).get(any_world.page("children-shortlist")).content.decode()
    assert "Sent 11:" in page and "Waiting for the lead inspector" not in page
    assert page.index("balance with the list") < page.index("<details") < page.index('name="children"')
    tracked = any_world.client(any_world.lead).get(any_world.page("children-tracked")).content.decode()
    assert "Waiting for the lead inspector" in tracked and "Tick children" in tracked
