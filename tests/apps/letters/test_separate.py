"""Letters of one inspectorate to one agency: by exception, and private to the two."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.apps.findings.models import Finding
from jtai.apps.inspections.facts import forget_fact, record_fact
from jtai.apps.letters import actions
from jtai.apps.letters.models import SeparateLetter
from jtai.core.results import Refused
from tests.factories.letters import started


def draft(world, **changes) -> SeparateLetter:
    values = {
        "agency": "ccg",
        "reason": "The notes of nurses need more detail.",
        "text": "We write to tell you more.",
    }
    return actions.keep_separate(
        inspection=world.inspection,
        existing=None,
        inspectorate="cqc",
        version=0,
        values=values | changes,
        findings=[Finding.objects.first()],
        by=world.person("signatory", "cqc"),
        at=world.moment(13, "09:00"),
    )


@pytest.mark.requirement("R-090-3")
def test_before_the_feedback_meeting_it_is_refused_and_after_it_issued_and_counted(any_world):
    world = any_world
    started(world)
    row, by = draft(world), world.person("signatory", "cqc")
    forget_fact(world.inspection, "feedback")
    before = world.moment(12, "10:00")
    assert (
        before.today
        == {"2016-08": date(2016, 9, 22), "2016-01": date(2016, 2, 25)}[world.inspection.edition_id]
    )
    with pytest.raises(Refused, match="feedback meeting"):
        actions.issue_separate(existing=row, by=by, at=before)
    row.refresh_from_db()
    assert (row.state, row.text) == ("draft", "We write to tell you more.")
    record_fact(world.inspection, "feedback", by=world.lead, at=world.moment(13, "14:45"))
    after = world.moment(14, "10:00")
    assert (
        after.today
        == {"2016-08": date(2016, 9, 26), "2016-01": date(2016, 2, 29)}[world.inspection.edition_id]
    )
    actions.issue_separate(existing=row, by=by, at=after)
    overview = world.client(world.lead).get(world.page("letter")).content.decode()
    assert "1 issued, by exception" in overview


@pytest.mark.requirement("R-090-2")
def test_without_a_reason_it_is_refused_and_no_other_agency_sees_it(any_world):
    started(any_world)
    row = draft(any_world, reason="")
    client = any_world.client(any_world.person("signatory", "cqc"))
    page = any_world.page("separate-letter", row.pk)
    refused = client.post(page)
    assert refused.status_code == 422
    assert "Say why a separate letter is needed" in refused.content.decode()
    change = any_world.page("separate-letter-change", row.pk)
    answer = client.post(
        change,
        {
            "version": 1,
            "agency": "ccg",
            "reason": "More detail.",
            "text": "We write.",
            "findings": [Finding.objects.first().pk],
        },
    )
    assert answer.status_code == 303
    assert any_world.client(any_world.person("agency-leader", "ccg")).get(page).status_code == 404
    assert client.post(page).status_code == 303
    assert any_world.client(any_world.person("agency-leader", "ccg")).get(page).status_code == 200
    police = any_world.client(any_world.person("agency-leader", "police"))
    assert police.get(page).status_code == 404
    assert "We write." not in police.get(any_world.page("separate-letters")).content.decode()
    assert any_world.client(any_world.person("signatory", "hmic")).get(change).status_code == 404
    assert client.post(change, {"version": 2, "text": "Other."}).status_code == 409
