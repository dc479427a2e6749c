"""Contacts, deputies and agencies."""

from __future__ import annotations

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.inspections import queries

FILLED = {
    "contact_role": "chief-constable",
    "name": "Robin Marlowe",
    "phone": "01632 960111",
    "email": "",
    "version": "0",
}


def test_a_contact_is_kept_with_its_agency_and_stands_before_those_with_a_deputy(world):
    client = world.client(world.lead)
    assert client.post(world.page("contact-new"), FILLED).status_code == 303
    contact, title = queries.contact_rows(world.inspection)[0]
    assert (contact.name, contact.agency, title) == ("Robin Marlowe", "police", "Chief constable")
    event = Event.objects.filter(chain=world.inspection.ref, action="contact.added").latest("sequence")
    assert "Marlowe" not in event.canonical


def test_a_contact_nobody_can_reach_is_refused_beside_the_field_with_nothing_lost(world):
    answer = world.client(world.lead).post(world.page("contact-new"), {**FILLED, "phone": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter a telephone number or an e-mail address" in page and "Robin Marlowe" in page


def test_a_page_that_somebody_overtook_keeps_what_was_typed(world):
    contact = queries.contact_for(world.inspection, "dcs")
    url = world.page("contact", contact.pk)
    first, second = world.client(world.lead), world.client(world.lead)
    mine = {**FILLED, "contact_role": "dcs", "version": str(contact.version)}
    assert first.post(url, {**mine, "name": "First Name"}).status_code == 303
    answer = second.post(url, {**mine, "name": "Second Name"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this contact" in page and "Second Name" in page
    contact.refresh_from_db()
    assert contact.name == "First Name"


@pytest.mark.parametrize(
    ("role", "status"), [("team-inspector", 403), ("qa-manager", 403), ("lead-inspector", 200)]
)
def test_who_writes_contacts(world, role, status):
    assert world.client(world.person(role)).get(world.page("contact-new")).status_code == status


def test_the_dcs_and_the_link_person_write_contacts_once_told(world):
    world.open_to_local()
    for role in ("dcs", "link-person"):
        assert world.client(world.person(role)).post(world.page("contact-new"), FILLED).status_code == 303


def test_a_contact_of_another_inspection_is_not_found(world, foreign):
    theirs = queries.contact_for(foreign.inspection, "dcs")
    assert world.client(world.lead).get(world.page("contact", theirs.pk)).status_code == 404
    assert world.client(world.lead).post(world.page("contact", theirs.pk), FILLED).status_code == 404


def test_an_agency_is_named(world):
    answer = world.client(world.lead).post(
        world.page("agency-new"), {"agency": "police", "name": "Northmere Constabulary"}
    )
    assert answer.status_code == 303
    page = world.client(world.lead).get(world.page("contacts")).content.decode()
    assert "Northmere Constabulary" in page
