"""Nobody is led to a page that refuses them: every link a person sees opens for that person."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.factories import findings, meetings
from tests.factories.world import World

OURS = ("meetings", "findings", "told", "outline", "key-findings", "one-agency", "feedback")
PEOPLE = [
    ("lead-inspector", ""),
    ("team-inspector", "cqc"),
    ("analyst", ""),
    ("qa-manager", ""),
    ("signatory", "hmic"),
    ("call-lead", "hmic"),
    ("national-director", ""),
    ("dcs", ""),
    ("agency-leader", "police"),
    ("lscb-chair", ""),
    ("link-person", ""),
]


@pytest.mark.parametrize(("role", "body"), PEOPLE)
def test_every_link_a_person_sees_opens(world: World, role: str, body: str) -> None:
    findings.presented(world)
    findings.proposed(world, findings.PRIORITY)
    meetings.actions.invite(
        meeting=meetings.meeting_of(world, "feedback"),
        reasons={},
        by=world.lead,
        at=world.moment(13, "13:30"),
    )
    world.move_clock(13, "16:00")
    client = world.client(world.person(role, body))
    waiting = [
        world.page(name) for name in ("meetings", "findings", "told", "one-agency", "feedback-summary")
    ]
    waiting = [address for address in waiting if client.get(address).status_code == 200]
    seen: set[str] = set()
    within = re.compile(rf'href="(/i/{world.inspection.ref}/(?:{"|".join(OURS)})(?:/[^"?#]*)?)["?#]')
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page = client.get(address)
        assert page.status_code == 200, address
        body_text = page.content.decode().split("<main", 1)[-1]
        found = {unescape(link) for link in within.findall(body_text)}
        waiting += sorted(found - seen - set(waiting))
    assert len(seen) >= (30 if role == "lead-inspector" else 1)
