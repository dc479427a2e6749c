"""A form sent without anything in it: the page comes back with what is missing, never an error page."""

from __future__ import annotations

import pytest

from tests.factories.evidence import draft, entered, submitted
from tests.factories.world import World


def author(world: World):
    return world.person("team-inspector", "cqc")


def at_hand(world: World) -> dict[str, object]:
    """A draft, a submitted record and an entry, so that every address has something to be about."""
    at = world.move_clock(10, "14:00")
    record = submitted(world, by=author(world), at=at)
    return {
        "draft": draft(world, by=author(world), at=at).pk,
        "record": record.pk,
        "entry": entered(world, [record], by=author(world), at=at).pk,
        "criterion": "esn-07",
    }


ADDRESSES = [
    ("evidence-new", None, "author"),
    ("evidence-write", "draft", "author"),
    ("evidence-withdraw", "record", "author"),
    ("evidence-flag", "record", "lead"),
    ("evidence-note", "record", "colleague"),
    ("sea-new", None, "author"),
    ("sea-write", "entry", "author"),
    ("sea-withdraw", "entry", "author"),
    ("note-new", None, "author"),
    ("criterion-propose", "criterion", "author"),
    ("criterion-decide", "criterion", "lead"),
]


@pytest.mark.parametrize(("name", "thing", "who"), ADDRESSES)
def test_an_empty_post_is_answered_with_the_form(world, name, thing, who):
    things = at_hand(world)
    people = {
        "author": author(world),
        "lead": world.lead,
        "colleague": world.person("team-inspector", "hmic"),
    }
    user = people[who]
    address = world.page(name, *([things[thing]] if thing else []))
    assert world.client(user).get(address).status_code == 200
    answer = world.client(user).post(address, {})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page and '<form method="post"' in page
