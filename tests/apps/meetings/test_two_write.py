"""Two people write the record of one meeting (ADR 0237)."""

from __future__ import annotations

import pytest

from jtai.apps.meetings.models import AgendaOutcome
from tests.factories import meetings
from tests.factories.world import World


@pytest.mark.django_db
def test_two_write_the_record_of_a_meeting_in_different_boxes(world: World) -> None:
    meeting = meetings.begin(world, meetings.meeting_of(world, "team-briefing"), 9, "08:45")
    lead = world.client(world.lead)
    address = world.page("meeting-record", meeting.pk)
    made = lead.get(address).context["form"]
    untouched = {bound.html_name: bound.value() or "" for bound in made}
    first, second = [name for name in untouched if name.startswith("outcome-")][:2]
    assert lead.post(address, untouched | {first: "What the lead wrote"}).status_code == 303
    answer = lead.post(address, untouched | {second: "What the inspector wrote"}, follow=True)
    kept = set(AgendaOutcome.objects.filter(meeting=meeting).values_list("outcome", flat=True))
    assert {"What the lead wrote", "What the inspector wrote"} <= kept
    assert "What somebody else wrote meanwhile is saved too" in answer.content.decode()
