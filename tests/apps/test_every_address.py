"""Every role at every address, with the ids of a populated inspection (ADR 0002).

Somebody of another inspection is told that there is no such page, whatever the address, to read and to
post. Somebody of this inspection without a cell in the access table is refused. Beside each refusal stands
somebody who may: the same request, answered.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.test import Client
from django.urls import reverse

from jtai.apps.inspections.access import held_by
from jtai.apps.workspace.demonstration.build import _published as published_demonstration
from jtai.apps.workspace.demonstration.cast import Cast
from jtai.core.access import decide
from jtai.core.results import ProblemsFound
from tests.factories.world import World, planned
from tests.forms.things import PATHS
from tools.generated.addresses import Address, addresses

pytestmark = pytest.mark.requirement("R-SE-6")

NOT_THERE = {"pk": 0, "uuid": str(uuid.UUID(int=7))}


def first(model: str, field: str = "pk", **where: object) -> Callable[[Cast], object]:
    """The first row of a model in the inspection."""

    def find(cast: Cast) -> object:
        cls = apps.get_model(model)
        path = next(p for p in PATHS if _has(cls, p))
        return (
            cls.objects.filter(**{path: cast.inspection, **where})
            .order_by("pk")
            .values_list(field, flat=True)
            .first()
        )

    return find


def _has(cls: type, path: str) -> bool:
    try:
        cls.objects.filter(**{path: 0})  # type: ignore[attr-defined]
    except Exception:
        return False
    return True


# The value of each parameter of an address: by the names of address and parameter, or by the latter.
VALUES: dict[str, Callable[[Cast], object]] = {
    "record_id": first("evidence.EvidenceRecord"),
    "entry_id": first("evidence.SEAEntry"),
    "user_id": lambda cast: cast.lead.pk,
    "slug": lambda cast: "esn-07",
    "number": lambda cast: 1,
    "body": lambda cast: cast.inspection.edition.other_inspectorates[0].code,
    "contact_role": lambda cast: cast.inspection.edition.notify_lists[0].contacts[0],
    "child-child": first("selection.Child", "address"),
    "why-date-code": lambda cast: "publish",
    "briefing-section-code": lambda cast: cast.inspection.edition.briefing_sections[0].code,
    "briefing-attach-code": lambda cast: cast.inspection.edition.briefing_sections[0].code,
    "agenda-point-code": lambda cast: cast.inspection.edition.setup_agenda[0].code,
    "arrangement-code": lambda cast: next(
        i.code for i in cast.inspection.edition.setup_agenda if i.kind == "arrangement"
    ),
    "arrangement-confirm-code": lambda cast: next(
        i.code for i in cast.inspection.edition.setup_agenda if i.kind == "arrangement"
    ),
    "contact": lambda cast: cast.inspection.contacts.order_by("pk").first().pk,
    "contact-pk": lambda cast: cast.inspection.contacts.order_by("pk").first().pk,
    "team-member-pk": lambda cast: cast.inspection.memberships.get(role="editor").pk,
    "team-end-pk": lambda cast: cast.inspection.memberships.get(role="editor").pk,
    "child-list-pk": first("selection.ChildList"),
    "children-sent-pk": first("selection.ChildSet", number__gt=0),
    "document": first("portal.Document", stored__isnull=False),
    "item": first("portal.RequestItem"),
    "section": lambda cast: cast.inspection.edition.letter.sections[0].code,
    "act": lambda cast: "up",
    "what": lambda cast: "grant",
    "point": first("letters.Point"),
    "sentence": first("letters.Sentence"),
    "dispatch": first("letters.Dispatch"),
    "done": first("letters.SignOff"),
    "letter-reviewed-number": lambda cast: 1,
    **{
        f"{name}-pk": first("findings.Finding")
        for name in (
            "finding",
            "finding-edit",
            "finding-note",
            "finding-priority",
            "finding-state",
            "finding-tell",
        )
    },
    "finding-withdraw-pk": first("findings.Finding"),
    **{
        f"meeting{part}-pk": first("meetings.Meeting", code="feedback")
        for part in (
            "",
            "-attending",
            "-add",
            "-cancel",
            "-close",
            "-closed",
            "-invite",
            "-record",
            "-start",
            "-time",
            "-remove",
        )
    },
}

# Pages that a second material of the table opens too: approvers read the SEA when drafting ends.
ALSO = dict.fromkeys(("sea", "sea-entry", "sea-version"), "sea-when-drafting-ends")


# In an inspection that is over nobody's turn is left on these, or they answer one person only (the author, a
# contributor, the caller of that leader): that somebody who may is answered stands in the tests of the page.
ANSWERED_ELSEWHERE = {
    "evidence-write",
    "evidence-withdraw",
    "sea-agree",
    "sea-withdraw",
    "sea-write",
    "letter-refuse",
    "letter-sign",
    "leader-call",
}


def arguments(one: Address, cast: Cast) -> tuple[list[object], bool]:
    """The values of an address after its reference, and whether all of them are real."""
    found, real = [], True
    for part in one.path.split("<")[2:]:
        kind, _, name = part.partition(">")[0].partition(":")
        look = VALUES.get(f"{one.name}-{name}") or VALUES.get(name)
        try:
            value = look(cast) if look else None
        except (LookupError, StopIteration, AttributeError):
            value = None
        if value is None:
            real = False
            value = NOT_THERE["uuid"] if kind == "uuid" else (0 if kind == "int" else "nothing-here")
        found.append(value)
    return found, real


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: object) -> Iterator[tuple[Cast, World]]:
    """A demonstration that has gone all the way, and another inspection with people of every role."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        cast = published_demonstration()
        other = planned("2016-08", area="X00000002")
        other.open_to_local()
        yield cast, other
        transaction.set_rollback(True)


def signed_in(user: object) -> Client:
    """A signed-in browser without a word to the trail."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = str(user.pk)  # type: ignore[attr-defined]
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()  # type: ignore[attr-defined]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def posted(client: Client, url: str) -> int:
    """The status of an empty post; whatever it wrote is taken back."""
    with transaction.atomic():
        try:
            status = client.post(url, {}).status_code
        except ProblemsFound:
            status = 422
        transaction.set_rollback(True)
    return status


def inside() -> list[Address]:
    return [one for one in addresses() if one.path.startswith("/i/")]


def url_of(one: Address, cast: Cast) -> tuple[str, bool]:
    values, real = arguments(one, cast)
    return reverse(one.name, args=[cast.inspection.ref, *values]), real


@pytest.mark.django_db
def test_nobody_of_another_inspection_finds_any_page_to_read_or_to_post(scene):
    cast, other = scene
    roles = {role: users[0] for (role, _), users in other.people.items()}
    seen = []
    for user in roles.values():
        client = signed_in(user)
        for one in inside():
            url, _ = url_of(one, cast)
            found = (client.get(url).status_code, posted(client, url))
            if found != (404, 404):
                seen.append((one.name, found))
    assert seen == []


@pytest.mark.django_db
def test_nobody_gets_in_without_signing_in(scene):
    cast, _ = scene
    client = Client()
    for one in inside():
        url, _ = url_of(one, cast)
        for answer in (client.get(url), client.post(url, {})):
            assert answer.status_code in (302, 403), one.name
            assert answer.status_code == 403 or answer["Location"].startswith("/sign-in"), one.name


@pytest.mark.django_db
def test_whoever_has_no_cell_is_refused_and_beside_each_refusal_somebody_may(scene):
    cast, _ = scene
    people = {}
    for who, users in cast.people.items():
        people[who] = users[0]
    clients = {who: signed_in(user) for who, user in people.items()}
    held = {who: held_by(user, cast.inspection) for who, user in people.items()}
    wrong, unanswered = [], []
    for one in inside():
        url, real = url_of(one, cast)
        answered, refused = False, set()
        for who, client in clients.items():
            for words, ask in ((one.asked, "get"), (one.posted or one.asked, "post")):
                action, _, material = words.partition(" ")
                may = bool(decide(held[who], action, material, None))
                may = may or bool(decide(held[who], "read", ALSO.get(one.name, ""), None))
                # One holder of a role is enough to refuse; to be answered it takes the right body too.
                if (may and (answered or not real)) or (not may and (who[0], ask) in refused):
                    continue
                status = client.get(url).status_code if ask == "get" else posted(client, url)
                if not may:
                    refused.add((who[0], ask))
                if status >= 500 or (not may and status not in (403, 404)):
                    wrong.append((one.name, who, ask, status))
                answered = answered or (may and status < 500 and status not in (403, 404))
        if real and not answered:
            unanswered.append(one.name)
    assert wrong == []
    assert set(unanswered) <= ANSWERED_ELSEWHERE


def test_few_addresses_are_walked_without_a_thing_of_their_own(scene):
    cast, _ = scene
    without = {one.name for one in inside() if not arguments(one, cast)[1]}
    print(sorted(without))
    assert len(without) <= 45
