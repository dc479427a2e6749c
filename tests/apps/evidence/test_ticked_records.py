"""Evidence that was ticked and cannot be chosen any more: the words are saved, and the reader is told."""

from __future__ import annotations

import pytest

from jtai.apps.evidence import actions
from jtai.apps.evidence.models import SEAEntry
from tests.factories import evidence

ENTRY = "1d5de661-f8bf-43e5-8006-352285fd778c"
WORDS = "Agencies decide together because they meet early."


def send(world, record, **more):
    inspector = world.person("team-inspector", "cqc")
    form = {"id": ENTRY, "version": 0, "evaluation": WORDS, "evidence": [str(record)], **more}
    return world.client(inspector).post(world.page("sea-new"), form)


@pytest.fixture
def record(world):
    at = world.move_clock(10, "15:00")
    return evidence.submitted(world, by=world.person("team-inspector", "hmic"), at=at)


def test_a_colleague_withdraws_the_record_meanwhile(world, record):
    at = world.moment(10, "15:30")
    actions.withdraw_record(row=record, reason="Seen twice.", by=record.author, at=at)
    answer = send(world, record.pk, keep="1")
    assert answer.status_code in (303, 422)
    assert SEAEntry.objects.get().evaluation == WORDS


@pytest.mark.parametrize("text", ["not an id", "1929e0fa-d73a-486a-9", "7" * 400, "²", ENTRY])
def test_what_is_no_record_of_here_is_left_out(world, record, text):
    answer = send(world, text, keep="1")
    assert answer.status_code in (303, 422)
    entry = SEAEntry.objects.get()
    assert entry.evaluation == WORDS and not entry.evidence.exists()


def test_a_record_of_another_inspection_is_left_out(world, foreign):
    at = foreign.move_clock(10, "15:00")
    theirs = evidence.submitted(foreign, by=foreign.person("team-inspector", "hmic"), at=at)
    world.move_clock(10, "15:00")
    assert send(world, theirs.pk, keep="1").status_code in (303, 422)
    assert not SEAEntry.objects.get(inspection=world.inspection).evidence.exists()
