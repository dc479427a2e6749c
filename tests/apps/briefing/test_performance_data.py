"""Performance data: a file with a note of what it shows (paragraph 10)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jtai.apps.briefing.models import PerformanceData
from jtai.words import LONDON
from tests.factories.notification import notified

CSV = b"measure,value\nreferrals,412\n"
VALUES = {
    "title": "Referrals in Northmere",
    "source": "Invented census",
    "period": "April 2015 to March 2016",
    "measures": "Referrals, repeat referrals",
    "note": "Repeat referrals have risen.",
}


def csv() -> SimpleUploadedFile:
    return SimpleUploadedFile("referrals.csv", CSV, content_type="text/csv")


@pytest.mark.requirement("R-010-5")
def test_a_file_with_a_note_is_listed_with_author_and_time(any_world):
    world = any_world
    # 5 February 2016 in the January edition, 2 September 2016 in the August one.
    at = world.move_clock(-2, "11:20")
    person = world.person("analyst")
    analyst = world.client(person)
    answer = analyst.post(world.page("performance-data-new"), {**VALUES, "file": csv(), "act": "submit"})
    assert answer.status_code == 303
    inspector = world.client(world.person("team-inspector", "cqc"))
    for name in ("performance-data", "briefing"):
        page = inspector.get(world.page(name)).content.decode()
        assert "Referrals in Northmere" in page
        assert person.full_name in page
        assert f"{at.now.astimezone(LONDON):%H:%M}" in page
    row = PerformanceData.objects.get()
    sent = inspector.get(world.page("performance-data-file", row.pk))
    assert b"".join(sent.streaming_content) == CSV
    assert (
        "Repeat referrals have risen."
        in inspector.get(world.page("performance-data-item", row.pk)).content.decode()
    )


@pytest.mark.requirement("R-010-5")
def test_without_a_note_it_is_refused_and_the_draft_with_its_file_is_kept(any_world):
    world = any_world
    world.move_clock(-2, "11:20")
    analyst = world.client(world.person("analyst"))
    values = {**VALUES, "note": ""}
    answer = analyst.post(world.page("performance-data-new"), {**values, "file": csv(), "act": "submit"})
    assert answer.status_code == 422
    assert "Data without a note cannot be submitted" in answer.content.decode()
    draft = PerformanceData.objects.get()
    assert (draft.state, draft.title, draft.stored.size) == ("draft", VALUES["title"], len(CSV))
    other = world.client(world.person("team-inspector", "cqc"))
    assert other.get(world.page("performance-data-item", draft.pk)).status_code == 404
    assert VALUES["title"] not in other.get(world.page("performance-data")).content.decode()

    done = analyst.post(world.page("performance-data-item", draft.pk), {**VALUES, "act": "submit"})
    assert done.status_code == 303
    assert PerformanceData.objects.get().state == "submitted"
    changed = analyst.post(world.page("performance-data-item", draft.pk), {**VALUES, "act": "keep"})
    assert changed.status_code == 409


@pytest.mark.requirement("R-010-5")
def test_the_director_and_team_inspectors_are_refused(any_world):
    world = notified(any_world)
    director = world.client(world.person("dcs"))
    assert director.get(world.page("performance-data")).status_code == 403
    inspector = world.client(world.person("team-inspector", "cqc"))
    answer = inspector.post(world.page("performance-data-new"), {**VALUES, "file": csv(), "act": "submit"})
    assert answer.status_code == 403
    assert not PerformanceData.objects.exists()


def test_a_draft_may_be_quite_empty(world):
    world.move_clock(-2)
    analyst = world.client(world.person("analyst"))
    assert analyst.post(world.page("performance-data-new"), {"act": "keep"}).status_code == 303
    assert PerformanceData.objects.get().state == "draft"


def test_a_file_of_another_inspection_is_not_found(world, foreign):
    foreign.move_clock(-2)
    theirs = foreign.client(foreign.person("analyst"))
    theirs.post(foreign.page("performance-data-new"), {**VALUES, "file": csv(), "act": "submit"})
    row = PerformanceData.objects.get()
    mine = world.client(world.person("analyst"))
    assert mine.get(world.page("performance-data-file", row.pk)).status_code == 404
    assert mine.get(foreign.page("performance-data-file", row.pk)).status_code == 404
    assert theirs.get(foreign.page("performance-data-file", row.pk)).status_code == 200
