"""What the letter puts on the overview and on a person's home page."""

from __future__ import annotations

from django.utils import timezone

from jtai.apps.inspections import clock
from jtai.apps.inspections.access import held_by
from jtai.apps.inspections.tasks import Viewer
from jtai.apps.letters import duties
from tests.factories.letters import fed_back, letter_at


def viewer(world, user) -> Viewer:
    held = tuple(held_by(user, world.inspection))
    return Viewer(user, world.inspection, held, clock.moment_of(world.inspection, timezone.now()))


def test_the_lead_is_asked_to_start_once_leaders_had_their_feedback(world):
    assert [task.status for task in duties.tasks(viewer(world, world.lead))] == ["Cannot start yet"]
    assert duties.duties(viewer(world, world.lead)) == []
    fed_back(world)
    assert [duty.title for duty in duties.duties(viewer(world, world.lead))] == [
        "Start the letter of findings"
    ]
    assert duties.duties(viewer(world, world.person("team-inspector"))) == []


def test_each_signatory_has_one_duty_and_the_lead_sees_whom_it_waits_for(world):
    letter_at(world, "draft-agreed")
    world.move_clock(18, "10:00")
    cqc = duties.duties(viewer(world, world.person("signatory", "cqc")))
    assert [(one.title, one.yours) for one in cqc] == [("Read and sign version 1", True)]
    assert cqc[0].due_at == world.moment(21, "13:00").now
    lead = duties.duties(viewer(world, world.lead))
    assert [one.waiting_for for one in lead] == ["CQC, HMIC and HMI Probation"]
    assert duties.duties(viewer(world, world.person("national-director"))) == []


def test_local_people_have_the_check_and_the_copy_when_they_come(world):
    dcs, police = world.person("dcs"), world.person("agency-leader", "police")
    letter_at(world, "draft-sent")
    assert [one.title for one in duties.duties(viewer(world, dcs))] == [
        "Send one response on the draft letter"
    ]
    assert [one.title for one in duties.tasks(viewer(world, dcs))] == ["Check the draft letter"]
    assert duties.tasks(viewer(world, police)) == []
    assert duties.duties(viewer(world, police)) == []
