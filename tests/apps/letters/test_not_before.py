"""The local area reads no draft before it is sent, and no decision on a comment before it is agreed."""

from __future__ import annotations

from jtai.apps.letters.queries.accuracy import comments_sent
from tests.factories.letters import comment_by, letter_at, walk
from tests.factories.world import World
from tools.generated.addresses import addresses

LOCAL = ("dcs", "agency-leader", "link-person")


def shown(world: World, role: str) -> dict[str, str]:
    """What a person reads on every page of the inspection that takes nothing but its reference."""
    client, found = world.client(world.person(role)), {}
    # The factory presents findings without their words: their own page has its tests elsewhere.
    client.raise_request_exception = False
    for one in addresses():
        if not one.path.startswith("/i/") or one.path.count("<") != 1:
            continue
        answer = client.get(world.page(one.name))
        text = b"".join(answer) if answer.streaming else answer.content
        found[one.name] = f"{answer.status_code} {text.decode('utf-8', 'replace')}"
    return found


def test_nobody_of_the_local_area_reads_the_draft_before_it_is_sent(world):
    letter = letter_at(world, "editors-draft")
    words = [one.text for point in letter.points.all() for one in point.sentences.all()]
    lead = world.client(world.lead).get(world.page("letter-send")).content.decode()
    assert all(text in lead for text in words)
    for role in LOCAL:
        pages = shown(world, role)
        assert pages["letter-send"].startswith("403") and len(pages) > 60
        assert [name for name, text in pages.items() if any(part in text for part in words)] == [], role


def test_nobody_of_the_local_area_reads_a_decision_before_it_is_agreed(world):
    letter = letter_at(world, "draft-sent")
    comment_by(world, letter, world.person("dcs"), at=world.moment(28))
    walk(world, letter, "response")
    comments_sent(letter)[0].__class__.objects.update(
        decision="accept", reason="PROVISIONAL, not agreed yet", new_text="CHANGED WORDS of the sentence."
    )
    marks = ("PROVISIONAL", "CHANGED WORDS")
    lead = world.client(world.lead).get(world.page("accuracy-decide")).content.decode()
    assert "PROVISIONAL" in lead
    for role in LOCAL:
        pages = shown(world, role)
        assert pages["accuracy-decide"].startswith("403")
        assert [name for name, text in pages.items() if any(mark in text for mark in marks)] == [], role
