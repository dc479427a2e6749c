"""The forms that once made two of a thing when they were sent twice; the door to each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jtai.apps.accounts.models import User
from jtai.apps.letters.models import Sentence
from tests.factories.letters import letter_at
from tests.factories.notification import notified
from tests.factories.portal import came, item_of, open_requests
from tests.factories.world import World


@dataclass(frozen=True)
class Case:
    """Whose form it is, at which address, what it makes, and what its fields take."""

    name: str
    model: str
    ready: Callable[[World], tuple[User, str]]
    words: str
    day: int = 10
    over: dict[str, Any] = field(default_factory=dict)


def hold(world: World) -> tuple[User, str]:
    return world.lead, world.page("hold-new")


def incident(world: World) -> tuple[User, str]:
    notified(world)
    world.move_clock(1, "10:00")
    return world.person("dcs"), world.page("serious-incident-new")


def contact(world: World) -> tuple[User, str]:
    return world.lead, world.page("contact-new")


def meeting(world: World) -> tuple[User, str]:
    world.open_to_local()
    world.move_clock(5, "10:00")
    return world.lead, world.page("meeting-new")


def extra(world: World) -> tuple[User, str]:
    open_requests(world)
    came(world, item_of(world, "rest-of-annex-a", "police"))
    return world.person("team-inspector", "hmic"), world.page("extra-new")


def system(world: World) -> tuple[User, str]:
    open_requests(world)
    world.move_clock(3, "10:00")
    return world.lead, world.page("system-new")


def message(world: World) -> tuple[User, str]:
    world.open_to_local()
    world.move_clock(12, "10:00")
    return world.person("team-inspector", "hmic"), world.page("message-new")


def note(world: World) -> tuple[User, str]:
    world.move_clock(10, "11:00")
    return world.person("team-inspector", "cqc"), world.page("note-new")


def comment(world: World) -> tuple[User, str]:
    letter = letter_at(world, "draft-sent")
    world.move_clock(24, "15:00")
    sentence = Sentence.objects.filter(point__letter=letter).earliest("pk")
    return world.person("dcs"), world.page("accuracy-comment-new", sentence.pk)


CASES = [
    Case("hold", "inspections.PublicationHold", hold, "reason", day=60),
    Case("incident", "notification.SeriousIncident", incident, "text"),
    Case("contact", "inspections.Contact", contact, "name"),
    Case("meeting", "meetings.Meeting", meeting, "", day=6, over={"code": "team"}),
    Case("extra request", "portal.ExtraRequest", extra, "why_necessary"),
    Case("system", "portal.SystemAccess", system, "system"),
    Case("message", "findings.AgencyMessage", message, "text"),
    Case("note", "evidence.NotebookEntry", note, "text"),
    Case("comment", "letters.AccuracyComment", comment, "should_say"),
]
