"""People of an agency open what their own agency has sent, and nothing of another (paragraph 18)."""

from __future__ import annotations

import pytest

from jtai.apps.inspections.models import Membership
from jtai.apps.portal.models import Document
from tests.factories.portal import asked, came, item_of
from tests.factories.world import account


@pytest.fixture
def sent(db):
    world = asked()
    for agency in ("police", "local-authority", "ccg"):
        came(world, item_of(world, "rest-of-annex-a", agency))
    return world


def second_officer(world, body):
    """A colleague who may send for the same agency."""
    user = account("second officer", body=body)
    first = world.person("agency-contributor", body).memberships.get(inspection=world.inspection)
    Membership.objects.create(
        inspection=world.inspection, user=user, role=first.role, side=first.side, body=body,
        started_at=first.started_at, by=world.lead,
    )  # fmt: skip
    return user


def status(world, user, agency):
    document = Document.objects.get(inspection=world.inspection, agency=agency)
    client = world.client(user)
    page = client.get(world.page("document", document.pk)).status_code
    answer = client.get(world.page("document-download", document.pk))
    return page, answer.status_code


@pytest.mark.parametrize("agency", ["police", "ccg"])
def test_a_leader_and_a_colleague_open_what_their_agency_sent(sent, agency):
    others = {"police", "ccg", "local-authority"} - {agency}
    for user in (sent.person("agency-leader", agency), second_officer(sent, agency)):
        assert status(sent, user, agency) == (200, 200)
        for other in others:
            assert set(status(sent, user, other)) <= {403, 404}


def test_the_council_opens_what_its_data_officer_sent(sent):
    for user in (
        sent.person("dcs"),
        sent.person("chief-executive"),
        sent.person("link-person"),
        second_officer(sent, "local-authority"),
    ):
        assert status(sent, user, "local-authority") == (200, 200)
    assert status(sent, sent.person("chief-executive"), "police")[1] in (403, 404)
