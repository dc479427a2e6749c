"""A message leads to the page it is about, for whoever may open that page."""

from __future__ import annotations

from jtai.apps.accounts.models import User
from jtai.apps.notices.models import Message
from tests.factories.notification import call_leaders, notified, set_up

LEADS_ON = "Open the page this is about"


def test_a_link_is_offered_to_those_whom_it_leads_somewhere(world):
    notified(world)
    call_leaders(world, "hmic")
    set_up(world)
    world.move_clock(0, "17:00")
    told = Message.objects.filter(
        chain=world.inspection.ref, to_user_id__isnull=False, link__startswith="/i/"
    )
    offered = {}
    assert "staff-information" in {message.kind for message in told}
    for message in told:
        client = world.client(User.objects.get(pk=message.to_user_id))
        page = client.get(world.page("message", message.pk))
        assert page.status_code == 200
        offered[message.to_role, message.kind] = LEADS_ON in page.content.decode()
        assert offered[message.to_role, message.kind] == (client.get(message.link).status_code == 200)
    assert True in offered.values() and False in offered.values(), offered
