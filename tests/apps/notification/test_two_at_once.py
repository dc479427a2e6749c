"""A thing without a version: whoever saves second is shown what the first one wrote (ADR 0237)."""

from __future__ import annotations

import html
import re

import pytest

from jtai.ui.together import WAS
from tests.apps.notification.test_set_up import offer, ready

FIRST, SECOND = "Written by the first.", "Written by the second."


def fields(page: str) -> dict[str, str]:
    """What the form carries of the page itself."""
    found = re.search(rf'name="{WAS}" value="([^"]*)"', page)
    assert found is not None
    return {WAS: html.unescape(found[1])}


@pytest.mark.parametrize(
    ("name", "box"),
    [("staff-information-change", "text"), ("front-door-name", "name"), ("set-up-attendance", "")],
)
def test_whoever_saves_second_is_shown_both_and_can_send_again(world, name, box):
    ready(world)
    client, address, box = world.client(world.lead), world.page(name), box or "others_present"
    client.post(world.page("set-up-offer"), offer(world))
    was = fields(client.get(address).content.decode())
    assert client.post(address, {box: FIRST, **was}).status_code == 303
    answer = client.post(address, {box: SECOND, **was})
    page = answer.content.decode()
    assert answer.status_code == 409 and "This was changed after you opened the page" in page
    assert FIRST in page and SECOND in page
    assert FIRST in client.get(address).content.decode()
    assert client.post(address, {box: SECOND, **fields(page)}).status_code == 303
    assert SECOND in client.get(address).content.decode()


def test_a_box_that_one_did_not_touch_keeps_what_the_other_wrote(world):
    ready(world)
    client, address = world.client(world.lead), world.page("set-up-attendance")
    client.post(world.page("set-up-offer"), offer(world))
    chief = world.inspection.contacts.get(contact_role="chief-constable")
    was = fields(client.get(address).content.decode())
    assert client.post(address, {"attendees": [chief.pk], "others_present": "", **was}).status_code == 303
    assert client.post(address, {"others_present": SECOND, **was}).status_code == 303
    kept = client.get(address).content.decode()
    assert SECOND in kept and re.search(rf'value="{chief.pk}"[^>]*checked', kept)


def test_an_offer_says_one_thing_and_is_asked_about(world):
    ready(world)
    client, address = world.client(world.lead), world.page("set-up-offer")
    was = fields(client.get(address).content.decode())
    assert client.post(address, {**offer(world, place="Town hall"), **was}).status_code == 303
    answer = client.post(address, {**offer(world, clock="15:00"), **was})
    assert answer.status_code == 409 and "Town hall" in answer.content.decode()
