"""Every page of the letter opens for whoever it is for, at the moment it is for."""

from __future__ import annotations

import pytest

from jtai.apps.letters.queries.accuracy import draft_sent
from tests.factories.letters import chain, comment_by, letter_at, started, walk


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (
            "lead-inspector",
            [
                "letter",
                "letter-write",
                "letter-front",
                "letter-checks",
                "letter-rests-on",
                "letter-people",
                "letter-contributions",
                "letter-contribution-new",
                "letter-submit",
                "letter-statement",
                "separate-letters",
                "accuracy",
            ],
        ),
        ("team-inspector", ["letter", "letter-write", "letter-contributions", "letter-contribution-new"]),
        ("qa-manager", ["letter", "letter-checks", "letter-people"]),
    ],
)
def test_pages_of_a_started_letter_open(any_world, role, pages):
    letter = started(any_world)
    client = any_world.client(any_world.person(role))
    for name in pages:
        response = client.get(any_world.page(name))
        assert response.status_code == 200, name
    if role == "lead-inspector":
        point = letter.points.first()
        assert client.get(any_world.page("letter-point", point.pk)).status_code == 200
        assert client.get(any_world.page("letter-point-new", point.section)).status_code == 200
        sentence = point.sentences.first()
        assert client.get(any_world.page("letter-sentence", sentence.pk)).status_code == 200


def test_pages_of_signing_sending_and_deciding_open(any_world):
    letter = letter_at(any_world, "draft-agreed")
    number = chain(letter).version.number
    signer = any_world.client(any_world.person("signatory", "cqc"))
    for name, *rest in [
        ("letter",),
        ("letter-sign",),
        ("letter-refuse",),
        ("letter-version", number),
        ("letter-print", number),
        ("letter-compare",),
        ("letter-submitted", number),
    ]:
        assert signer.get(any_world.page(name, *rest)).status_code == 200, name
    before = next(
        one.step.code
        for one in chain(letter).steps
        if one.step.phase == "draft" and one.step.code == "ofsted-draft"
    )
    walk(any_world, letter, before)
    publisher = any_world.client(any_world.person("publisher"))
    assert publisher.get(any_world.page("letter-send")).status_code == 200
    walk(any_world, letter, "draft-sent")
    dcs = any_world.person("dcs")
    at = any_world.moment(25, "11:00")
    row = comment_by(any_world, letter, dcs, at=at)
    local = any_world.client(dcs)
    for name, *rest in [
        ("accuracy",),
        ("accuracy-open",),
        ("accuracy-send",),
        ("accuracy-sort", row.pk),
        ("accuracy-comment-new", "next-steps-1"),
    ]:
        assert local.get(any_world.page(name, *rest)).status_code == 200, name
    walk(any_world, letter, "response")
    lead = any_world.client(any_world.lead)
    for name, *rest in [
        ("accuracy-decide",),
        ("accuracy-decide-one", row.pk),
        ("accuracy-circulate",),
        ("letter",),
    ]:
        assert lead.get(any_world.page(name, *rest)).status_code == 200, name
    assert local.get(any_world.page("accuracy-sent")).status_code == 200
    last = any_world.inspection.edition.letter.sign_off_chain[-2].code
    walk(any_world, letter, last)
    for name in ("letter-publish", "letter-prepublish", "prepublication-copy"):
        assert publisher.get(any_world.page(name)).status_code == 200, name
    walk(any_world, letter, any_world.inspection.edition.letter.sign_off_chain[-1].code)
    assert local.get(any_world.page("letter-published")).status_code == 200
    assert local.get(any_world.page("prepublication-copy")).status_code == 200
    assert draft_sent(letter) is not None
    for viewer in (publisher, lead):
        assert viewer.get(any_world.page("letter")).status_code == 200
