"""Nobody but an administrator and the owner causes a link to an account that exists (ADR 0220).

Goes through every form of an inspection, filled in with the e-mail address of accounts in every state, sent
by each of those who could invite, name or call. Afterwards nothing of those accounts has changed, and no
page, message or answer holds a link that lets somebody choose their password.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jtai.apps.accounts import actions
from jtai.apps.accounts.models import User
from jtai.apps.accounts.tokens import is_link_good, owner_of
from jtai.apps.inspections.models import Membership
from jtai.apps.notices.models import Message
from jtai.core.results import ProblemsFound
from tests.apps.test_every_address import arguments, inside
from tests.factories.notification import notified, set_up
from tests.factories.world import World, account, planned

# What an account lets others do is no question of the database, and a whole walk is one transaction here.
pytestmark = pytest.mark.on_sqlite
SRC = Path(__file__).resolve().parents[3] / "src/jtai"
LINK = re.compile(r"/invitation/([\w-]+)/([\w-]+)")
FIELDS = (
    "password",
    "links",
    "is_active",
    "closed_at",
    "email",
    "full_name",
    "body",
    "proved_at",
    "made_for",
)
# Who can invite, name, call, or put people into the team.
ROLES = [("dcs", ""), ("link-person", ""), ("agency-leader", "police"), ("call-lead", "hmic")]


class Forms(HTMLParser):
    """The fields of the forms of a page, each with something that could be in it."""

    def __init__(self, email: str) -> None:
        super().__init__()
        self.email, self.values, self._select = email, {}, ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in pairs}
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and given.get("value"):
            self.values.setdefault(self._select, given["value"])
        elif tag == "textarea":
            self.values[name] = "Some words about it."
        elif tag == "input" and name:
            self._input(name, kind, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def _input(self, name: str, kind: str, value: str) -> None:
        if kind in ("hidden", "radio", "checkbox"):
            self.values.setdefault(name, value or "on")
        elif kind == "email" or "email" in name:
            self.values[name] = self.email
        else:
            ends = {"_day": "7", "_month": "9", "_year": "2016", "_hour": "10", "_minute": "00"}
            guess = next((text for end, text in ends.items() if name.endswith(end)), "01632 960123")
            self.values[name] = value or ("Typed Name" if "name" in name else guess)


def accounts() -> dict[str, User]:
    closed = account("has left", is_active=False)
    User.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    return {
        "administrator": account("new admin", service_roles=["administrator"]),
        "waits for a call": account("waits", body="local-authority", is_active=False),
        "closed": closed,
        "of the agency": account("officer", body="police"),
        "elsewhere": account("elsewhere", body="police", made_for="other1"),
        "was sent a link": _sent_a_link(),
    }


def _sent_a_link() -> User:
    user = account("was sent a link", body="local-authority")
    actions.invitation_link(user)
    return user


def states(users: list[User]) -> list[tuple[object, ...]]:
    return list(User.objects.filter(pk__in=[u.pk for u in users]).order_by("pk").values_list(*FIELDS))


def good_links(text: str) -> set[int]:
    """Whose password could be chosen with what is in this text?"""
    found = set()
    for uid, token in LINK.findall(unquote(text)):
        user = owner_of(uid)
        if user is not None and is_link_good(user, token):
            found.add(user.pk)
    return found


def send(client: Client, url: str, email: str) -> str:
    """The form of a page, filled in and sent; what was answered."""
    page = client.get(url)
    if page.status_code not in (200, 422) or "text/html" not in page.get("Content-Type", ""):
        return ""
    body = page.content.decode()
    forms = Forms(email)
    forms.feed(body)
    forms.values.pop("q", None)
    try:
        answer = client.post(url, forms.values, follow=True)
    except ProblemsFound:
        return body
    return body + (answer.content.decode() if not answer.streaming else "")


@pytest.fixture(params=["practice", "real"])
def scene(request, db) -> World:
    """Day 0 of an inspection: the director has been called, leaders have not."""
    world = set_up(notified(planned("2016-08")))
    world.inspection.kind = request.param
    world.inspection.save(update_fields=["kind"])
    # Nobody of the world itself is owed a first link: what is written from here on was caused by the forms.
    for user in User.objects.all():
        user.set_password("a long enough phrase")
    User.objects.bulk_update(User.objects.all(), ["password"])
    return world


def asks_for_an_address(world: World, client: Client, url: str) -> bool:
    answer = client.get(url)
    return answer.status_code == 200 and 'type="email"' in getattr(answer, "content", b"").decode(
        "utf-8", "replace"
    )


def walk(world: World, user: User, victims: dict[str, User]) -> tuple[list[tuple[object, ...]], int]:
    """What came of each form (address, e-mail, what changed, links, roles), and how many were sent."""
    people = list(victims.values())
    before, client, seen, sent = states(people), world.client(user), [], 0
    for one in inside():
        values, _ = arguments(one, world)  # type: ignore[arg-type]
        url = reverse(one.name, args=[world.inspection.ref, *values])
        emails = [person.email for person in people]
        for email in emails if asks_for_an_address(world, client, url) else emails[:1]:
            with transaction.atomic():
                text = send(client, url, email)
                links = Message.objects.filter(link__contains="/invitation/").values_list("link", flat=True)
                given = good_links(" ".join([text, *links])) & {person.pk for person in people}
                joined = Membership.objects.filter(user__in=people, inspection=world.inspection).exists()
                sent += bool(text)
                if states(people) != before or given or joined:
                    seen.append((one.name, email, states(people) != before, bool(given), joined))
                transaction.set_rollback(True)
    return seen, sent


@pytest.mark.parametrize(("role", "body"), ROLES)
def test_no_form_of_an_inspection_gives_a_link_to_an_account_that_exists(scene, role, body):
    seen, sent = walk(scene, scene.person(role, body), accounts())
    assert seen == []
    assert sent > 5


def test_whoever_leads_a_practice_inspection_gives_roles_and_no_link(scene):
    """Beside the refusals: the lead inspector puts an account into the team, and its owner alone gets in."""
    seen, _ = walk(scene, scene.lead, accounts())
    assert [one for one in seen if one[0] == "link-person" and one[4]], "nobody was put into the team"
    if scene.inspection.kind == "practice":
        assert [one for one in seen if one[3]] == []


def test_the_owner_and_an_administrator_cause_a_link(db):
    """Beside each refusal, those who may."""
    user, admin = account("a person"), account("admin", service_roles=["administrator"])
    office = Client()
    office.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    assert good_links(office.post(reverse("person-link", args=[user.pk])).content.decode()) == {user.pk}
    Message.objects.all().delete()
    Client().post(reverse("password-forgotten"), {"email": user.email})
    actions.answer_link_requests()
    assert good_links(Message.objects.get().link) == {user.pk}


# Every place in the code that makes a link, opens an account, gives a role or makes an account. Whoever adds
# one adds it here, after asking who can cause it and for whose account.
PLACES = {
    "invitation_link(": {
        "apps/accounts/tokens.py",
        "apps/accounts/actions/passwords.py",
        "apps/accounts/actions/administering.py",
        "apps/inspections/messages.py",
        "apps/portal/actions/contributors.py",
    },
    "open_accounts(": {
        "apps/accounts/actions/creating.py",
        "apps/inspections/actions/people.py",
        "apps/notification/actions/people.py",
        "apps/notification/actions/calls.py",
    },
    "create_account(": {
        "apps/accounts/actions/creating.py",
        "apps/accounts/actions/administering.py",
        "apps/inspections/actions/inviting.py",
        "apps/notification/actions/people.py",
        "apps/workspace/demonstration/cast.py",
    },
    "write_first_links(": {
        "apps/inspections/messages.py",
        "apps/notification/actions/people.py",
        "apps/notification/actions/calls.py",
    },
    "set_password(": {"apps/accounts/models.py", "apps/accounts/actions/passwords.py"},
    "is_active=True": {"apps/accounts/actions/creating.py", "apps/accounts/actions/administering.py"},
    "Membership.objects.create(": {
        "apps/inspections/actions/people.py",
        "apps/inspections/actions/plan.py",
        "apps/notification/actions/people.py",
    },
}


@pytest.mark.parametrize("call", PLACES)
def test_every_place_that_touches_an_account_is_known(call):
    found = {
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if any(call in line and ".filter(" not in line for line in path.read_text().splitlines())
    }
    assert found == PLACES[call]
