"""Something beyond the list: two tests, the lead's decision, from the requests and from the documents."""

from __future__ import annotations

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.portal import actions
from jtai.apps.portal.models import ExtraRequest, RequestItem
from jtai.core.results import Refused
from tests.factories.portal import came, item_of, open_requests

WORDS = {
    "title": "Audit of strategy meetings",
    "agency": "police",
    "exceptional": "A new unit began its work last month.",
    "why_necessary": "The sampled files do not show how decisions are taken.",
    "confirmed_not_there": "on",
}


def prepared(world):
    open_requests(world)
    came(world, item_of(world, "rest-of-annex-a", "police"))
    return world


@pytest.fixture
def asked_world(world):
    return prepared(world)


@pytest.fixture
def either_world(any_world):
    return prepared(any_world)


def checked(world) -> list[str]:
    return [str(item_of(world, "rest-of-annex-a", "police").pk)]


def propose(world, role: str, body: str = "", **change: object):
    form = {**WORDS, "checked": checked(world), **change}
    return world.client(world.person(role, body)).post(world.page("extra-new"), form)


@pytest.mark.requirement("R-017-1", "R-017-3", "R-017-4")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"exceptional": " "}, "Say what the exceptional circumstances are."),
        ({"why_necessary": ""}, "Say why an accurate view"),
        ({"checked": []}, "Name the items that were checked."),
    ],
)
def test_an_extra_request_without_its_reasons_is_refused_and_keeps_what_was_typed(
    either_world, change, words
):
    response = propose(either_world, "team-inspector", "hmic", **change)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'value="Audit of strategy meetings"' in page
    assert not ExtraRequest.objects.filter(inspection=either_world.inspection).exists()


def test_an_item_of_another_inspection_cannot_be_named_as_checked(asked_world, foreign):
    open_requests(foreign)
    response = propose(asked_world, "team-inspector", "hmic", checked=checked(foreign))
    assert response.status_code == 422
    with pytest.raises(Exception, match="Name the items that were checked"):
        actions.propose_extra(
            inspection=asked_world.inspection,
            title="x",
            agency="police",
            why_necessary="y",
            exceptional="z",
            checked=checked(foreign),
            confirmed_not_there=True,
            by=asked_world.lead,
            at=asked_world.moment(3),
        )


def test_what_is_agreed_becomes_an_item_for_the_agency(asked_world):
    world = asked_world
    location = propose(world, "team-inspector", "hmic")["Location"]
    lead = world.client(world.lead)
    assert "Waiting for the lead inspector to decide." in lead.get(location).content.decode()
    decision = {
        "agreed": "yes",
        "reason": "Needed for two children.",
        "due_at_day": "16",
        "due_at_month": "9",
    }
    bad = lead.post(location, decision)
    assert bad.status_code == 422
    assert lead.post(location, {"agreed": "yes", "reason": "Needed for two children."}).status_code == 303
    item = RequestItem.objects.get(inspection=world.inspection, origin="extra")
    assert (item.agency, item.inspectorate, item.state) == ("police", "hmic", "requested")
    police = world.client(world.person("agency-contributor", "police"))
    assert "Audit of strategy meetings" in police.get(world.page("requests")).content.decode()


@pytest.mark.requirement("R-017-2")
def test_an_offer_shows_the_decision_and_who_took_it(either_world):
    world = either_world
    response = propose(world, "dcs", exceptional="")
    assert response.status_code == 303
    row = ExtraRequest.objects.get(inspection=world.inspection)
    assert row.offered
    lead = world.client(world.lead)
    lead.post(world.page("extra", row.pk), {"agreed": "no", "reason": "The list holds it already."})
    page = world.client(world.person("dcs")).get(world.page("extra", row.pk)).content.decode()
    assert "Not agreed" in page
    assert world.lead.full_name in page
    assert "The list holds it already." in page


def test_a_decision_needs_an_answer_and_a_reason(asked_world):
    world = asked_world
    location = propose(world, "team-inspector", "hmic")["Location"]
    response = world.client(world.lead).post(location, {"reason": " "})
    assert response.status_code == 422
    assert "Choose whether it is agreed." in response.content.decode()


def test_it_is_decided_once(asked_world):
    world = asked_world
    location = propose(world, "team-inspector", "hmic")["Location"]
    lead = world.client(world.lead)
    lead.post(location, {"agreed": "no", "reason": "No."})
    assert lead.post(location, {"agreed": "yes", "reason": "Yes."}).status_code == 409
    assert ExtraRequest.objects.get(inspection=world.inspection).state == "refused"


def test_only_the_lead_decides_and_only_who_proposed_withdraws(asked_world):
    world = asked_world
    location = propose(world, "team-inspector", "hmic")["Location"]
    row = ExtraRequest.objects.get(inspection=world.inspection)
    for role in ("team-inspector", "qa-manager", "dcs"):
        assert (
            world.client(world.person(role)).post(location, {"agreed": "yes", "reason": "x"}).status_code
            == 403
        )
    other = world.client(world.person("team-inspector", "cqc"))
    assert other.post(world.page("extra-withdraw", row.pk)).status_code == 403
    mine = world.client(world.person("team-inspector", "hmic"))
    assert mine.post(world.page("extra-withdraw", row.pk)).status_code == 303
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_an_agency_leader_offers_for_their_own_agency_and_sees_no_other(asked_world):
    world = asked_world
    assert propose(world, "agency-leader", "police", exceptional="").status_code == 303
    row = ExtraRequest.objects.get(inspection=world.inspection)
    assert propose(world, "agency-leader", "ccg", exceptional="").status_code == 422
    forgotten = propose(world, "agency-leader", "police", exceptional="", agency="", title="Another")
    assert forgotten.status_code == 422 and "Choose the agency from the list." in forgotten.content.decode()
    assert (
        world.client(world.person("agency-leader", "ccg")).get(world.page("extra", row.pk)).status_code == 404
    )
    with pytest.raises(Refused):
        actions.propose_extra(
            inspection=world.inspection,
            title="x",
            agency="police",
            why_necessary="y",
            checked=checked(world),
            confirmed_not_there=True,
            by=world.person("agency-leader", "ccg"),
            at=world.moment(3),
        )


@pytest.mark.parametrize("role", ["agency-contributor", "signatory", "link-person", "qa-manager"])
def test_others_cannot_propose(asked_world, role):
    world = asked_world
    client = world.client(world.person(role))
    assert client.get(world.page("extra-new")).status_code == 403
    assert client.post(world.page("extra-new"), {**WORDS, "checked": checked(world)}).status_code == 403


@pytest.mark.requirement("R-070-2")
def test_the_same_form_opens_from_the_documents(either_world):
    world = either_world
    client = world.client(world.person("team-inspector", "hmic"))
    address = world.page("extra-new")
    assert f'href="{address}"' in client.get(world.page("documents")).content.decode()
    page = client.get(address).content.decode()
    assert "Guidance, paragraph 17" in page
    assert "Guidance, paragraph 70" in page
    assert "exceptional circumstances" in page
    assert propose(world, "team-inspector", "hmic", exceptional="").status_code == 422


def test_proposal_and_decision_are_in_the_trail(asked_world):
    world = asked_world
    location = propose(world, "team-inspector", "hmic")["Location"]
    world.client(world.lead).post(location, {"agreed": "yes", "reason": "Needed."})
    done = Event.objects.filter(chain=world.inspection.ref).values_list("action", flat=True)
    assert "extra-request.proposed" in done
    assert "extra-request.approved" in done
