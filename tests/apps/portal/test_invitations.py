"""An account belongs to its owner (ADR 0220): invitations to an address that has one."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jtai.apps.accounts import actions as accounts
from jtai.apps.accounts.models import User
from jtai.apps.accounts.tokens import is_link_good
from jtai.apps.inspections import actions as inspections
from jtai.apps.inspections.actions.inviting import HAS_ACCOUNT
from jtai.apps.inspections.models import Invitation, Membership
from jtai.apps.notices.models import Message
from jtai.core.results import ProblemsFound, Refused
from tests.factories.accounts import choose_password, link_is_good
from tests.factories.world import World, account

PHRASE = "a long enough phrase"


@pytest.fixture
def told(world) -> World:
    world.open_to_local()
    return world


@pytest.fixture
def practice(told) -> World:
    told.inspection.kind = "practice"
    told.inspection.save(update_fields=["kind"])
    return told


def form(email: str, **change: str) -> dict[str, str]:
    return {
        "full_name": "Typed Name",
        "email": email,
        "agency": "police",
        "job_title": "Typed title",
        **change,
    }


def invite(world: World, email: str, role: str = "dcs", **change: str):
    client = world.client(world.person(role))
    return client.post(world.page("contributor-invite"), form(email, **change), follow=True)


def as_it_was(user: User) -> tuple[object, ...]:
    user = User.objects.get(pk=user.pk)
    return (
        user.password,
        user.links,
        user.is_active,
        user.full_name,
        user.job_title,
        user.body,
        user.proved_at,
    )


def owners(**fields: object) -> dict[str, User]:
    """Accounts in every state that somebody might type the address of."""
    shut = account("waits for a call", body="local-authority", is_active=False)
    closed = account("has left", is_active=False)
    User.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    return {
        "an administrator without a password": account("new admin", service_roles=["administrator"]),
        "an administrator": account("admin", service_roles=["administrator"], password=PHRASE),
        "one that waits for the call to its director": shut,
        "one that an administrator closed": closed,
        "an inspector": account("inspector", body="cqc", password=PHRASE),
        "somebody of the agency": account("officer", body="police", password=PHRASE),
        "one made by another practice inspection": account("elsewhere", body="police", made_for="other1"),
    }


STATES = [
    "an administrator without a password",
    "an administrator",
    "one that waits for the call to its director",
    "one that an administrator closed",
    "an inspector",
    "somebody of the agency",
    "one made by another practice inspection",
]


@pytest.mark.parametrize("kind", ["practice", "real", "demonstration"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ["dcs", "link-person"])
def test_an_invitation_never_touches_an_account_it_did_not_make(told, kind, state, role):
    told.inspection.kind = kind
    told.inspection.save(update_fields=["kind"])
    owner = owners()[state]
    before = as_it_was(owner)
    answer = invite(told, owner.email.upper(), role)
    page = answer.content.decode()
    assert answer.status_code == 200 and HAS_ACCOUNT in page
    assert "Typed Name" in page and "/invitation/" not in page and owner.full_name not in page
    assert as_it_was(owner) == before
    assert not Membership.objects.filter(user=owner).exists()
    row = Invitation.objects.get(user=owner)
    assert (row.state, row.membership) == ("pending", None)
    assert not any("/invitation/" in one.link for one in Message.objects.filter(to_user_id=owner.pk))
    assert told.client(told.person(role)).post(told.page("contributor-link", row.pk)).status_code in (
        404,
        409,
    )
    assert as_it_was(owner) == before


def test_the_words_tell_the_inviter_nothing_about_the_account(told):
    found = owners()
    pages = set()
    for owner in found.values():
        page = invite(told, owner.email).content.decode()
        pages.add(re.sub(r"<(table|input).*?>", "", page.split("<main")[1].split("<table")[0]))
        Invitation.objects.all().delete()
    assert len(pages) == 1


def test_its_owner_is_told_signs_in_and_accepts(told):
    officer = account("officer", body="police", password=PHRASE)
    invite(told, officer.email)
    row = Invitation.objects.get(user=officer)
    message = Message.objects.get(kind="invitation", to_user_id=officer.pk)
    address = reverse("invited", args=[row.pk])
    assert (message.link, message.to_name) == (address, "Typed Name")
    client = told.client(officer)
    assert client.get(told.page("requests")).status_code == 404
    assert address in client.get(reverse("home")).content.decode()
    page = client.get(address).content.decode()
    assert "Typed Name, Typed title" in page and officer.full_name in page
    assert told.inspection.area_name not in page
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"answer": "accept"}).status_code == 303
    assert client.get(told.page("requests")).status_code == 200
    assert User.objects.get(pk=officer.pk).full_name == officer.full_name
    listed = told.client(told.person("dcs")).get(told.page("contributors")).content.decode()
    assert officer.full_name in listed and "invited as Typed Name" in listed
    assert client.get(address).status_code == 404


def test_its_owner_declines_and_nothing_else_happens(told):
    officer = account("officer", body="police", password=PHRASE)
    invite(told, officer.email)
    address = reverse("invited", args=[Invitation.objects.get(user=officer).pk])
    assert told.client(officer).post(address, {"answer": "decline"}).status_code == 303
    assert not Membership.objects.filter(user=officer).exists()
    assert "Declined" in told.client(told.person("dcs")).get(told.page("contributors")).content.decode()
    assert invite(told, officer.email).status_code == 200
    assert Invitation.objects.filter(user=officer, state="pending").count() == 1


def test_nobody_else_sees_or_answers_an_invitation(told):
    officer = account("officer", body="police", password=PHRASE)
    invite(told, officer.email)
    row = Invitation.objects.get(user=officer)
    address = reverse("invited", args=[row.pk])
    for somebody in (told.lead, told.person("dcs"), account("stranger")):
        client = told.client(somebody)
        assert client.get(address).status_code == 404
        assert client.post(address, {"answer": "accept"}).status_code == 404
        with pytest.raises(Refused):
            inspections.accept(invitation=row, by=somebody, at=told.moment(0))
    assert Client().get(address).status_code == 302


def test_the_owner_alone_reads_that_the_account_is_for_another_body(told):
    inspector = account("inspector", body="cqc", password=PHRASE)
    assert "Care Quality" not in invite(told, inspector.email).content.decode()
    address = reverse("invited", args=[Invitation.objects.get(user=inspector).pk])
    client = told.client(inspector)
    assert "Your account is for Care Quality Commission" in client.get(address).content.decode()
    assert client.post(address, {"answer": "accept"}).status_code == 422
    assert not Membership.objects.filter(user=inspector).exists()


def test_an_inspector_of_this_inspection_cannot_join_the_other_side(told):
    lead = told.lead
    User.objects.filter(pk=lead.pk).update(body="")
    invite(told, lead.email)
    row = Invitation.objects.get(user=lead)
    with pytest.raises(ProblemsFound, match="for an inspectorate"):
        inspections.accept(invitation=row, by=lead, at=told.moment(0))


def test_an_invitation_taken_back_cannot_be_accepted(told):
    officer = account("officer", body="police", password=PHRASE)
    invite(told, officer.email)
    row = Invitation.objects.get(user=officer)
    dcs = told.client(told.person("dcs"))
    end = told.page("contributor-invitation-end", row.pk)
    assert dcs.get(end).status_code == 200
    assert dcs.post(end).status_code == 303
    assert (
        told.client(officer).post(reverse("invited", args=[row.pk]), {"answer": "accept"}).status_code == 404
    )
    with pytest.raises(Refused):
        inspections.accept(invitation=row, by=officer, at=told.moment(0))


def test_what_somebody_offered_who_has_left_cannot_be_accepted(told):
    officer = account("officer", body="police", password=PHRASE)
    invite(told, officer.email, "link-person")
    told.inspection.memberships.filter(role="link-person").update(ended_at=told.moment(0).now)
    row = Invitation.objects.get(user=officer)
    with pytest.raises(Refused, match="no longer has that role"):
        inspections.accept(invitation=row, by=officer, at=told.moment(0))
    invite(told, officer.email, agency="ccg")
    dcs = Membership.objects.get(user=told.person("dcs"), role="dcs")
    inspections.end_member(inspection=told.inspection, membership=dcs, by=told.lead, at=told.moment(1))
    assert Invitation.objects.get(user=officer, body="ccg").state == "ended"


def shown_link(world: World, row: Membership) -> str:
    page = world.client(world.person("dcs")).post(world.page("contributor-link", row.pk)).content.decode()
    found = re.search(r"http://testserver(/invitation/[^\s<]+)", page)
    assert found, page
    return found[1]


def test_a_new_link_ends_the_older_one_and_the_end_of_the_invitation_ends_both(practice):
    invite(practice, "new.person@people.invalid")
    row = Membership.objects.get(user__email="new.person@people.invalid")
    first = shown_link(practice, row)
    assert link_is_good(first)
    second = shown_link(practice, row)
    assert not link_is_good(first) and link_is_good(second)
    practice.client(practice.person("dcs")).post(practice.page("contributor-end", row.pk))
    assert not link_is_good(second)
    assert row.invitations.get().state == "ended"


def test_ending_a_contributor_does_not_touch_an_account_the_inspection_did_not_make(told):
    owner = account("officer", body="police")
    link = accounts.invitation_link(owner)
    row = inspections.add_member(
        inspection=told.inspection, user=owner, role="agency-contributor", body="police", by=told.lead,
        at=told.moment(0),
    )  # fmt: skip
    before = as_it_was(owner)
    dcs = told.client(told.person("dcs"))
    assert dcs.post(told.page("contributor-link", row.pk)).status_code == 409
    assert dcs.post(told.page("contributor-end", row.pk)).status_code == 303
    assert as_it_was(owner) == before and link_is_good(link)


def test_an_account_made_in_practice_stays_there_until_its_address_is_proved(practice, foreign):
    """Whoever was handed the link may not be whose address it is: a later inspection must not trust it."""
    email = "real.officer@people.invalid"
    invite(practice, email)
    link = shown_link(practice, Membership.objects.get(user__email=email))
    assert choose_password(Client(), link).status_code == 303
    user = User.objects.get(email=email)
    assert user.confined_to == practice.inspection.ref
    foreign.open_to_local()
    invite(foreign, email)
    row = Invitation.objects.get(user=user, inspection=foreign.inspection)
    client = practice.client(user)
    assert reverse("invited", args=[row.pk]) not in client.get(reverse("home")).content.decode()
    assert client.post(reverse("invited", args=[row.pk]), {"answer": "accept"}).status_code == 404
    for act in (
        lambda: inspections.accept(invitation=row, by=user, at=foreign.moment(0)),
        lambda: inspections.add_member(
            inspection=foreign.inspection, user=user, role="agency-leader", body="police", by=foreign.lead,
            at=foreign.moment(0),
        ),
    ):  # fmt: skip
        with pytest.raises(ProblemsFound, match="confirmed"):
            act()
    assert choose_password(Client(), accounts.invitation_link(user)).status_code == 303
    user.refresh_from_db()
    assert user.confined_to == ""
    client = practice.client(user)
    assert client.post(reverse("invited", args=[row.pk]), {"answer": "accept"}).status_code == 303


def test_no_service_role_for_an_account_whose_address_is_not_proved(practice):
    admin = account("admin", service_roles=["administrator"])
    invite(practice, "made.here@people.invalid")
    made = User.objects.get(email="made.here@people.invalid")
    given = {"full_name": "A", "email": made.email, "service_roles": ["administrator"]}
    answer = practice.client(admin).post(reverse("person", args=[made.pk]), given)
    assert answer.status_code == 422
    assert "has not confirmed the address" in answer.content.decode()


PERSON = {
    "full_name": "Typed Name",
    "job_title": "Head of quality",
    "body": "local-authority",
    "phone": "01632 960111",
    "has_access": "on",
    "has_authority": "on",
}


@pytest.mark.parametrize("state", STATES)
def test_the_director_names_a_link_person_by_invitation_when_the_address_has_an_account(told, state):
    owner = owners()[state]
    before = as_it_was(owner)
    client = told.client(told.person("dcs"))
    answer = client.post(told.page("link-person"), {**PERSON, "email": owner.email}, follow=True)
    page = answer.content.decode()
    assert HAS_ACCOUNT in page and "Typed Name" in page and owner.full_name not in page
    assert as_it_was(owner) == before and not Membership.objects.filter(user=owner).exists()


def test_the_link_person_begins_when_the_owner_accepts(told):
    owner = account("head of quality", body="local-authority", password=PHRASE)
    before = told.person("link-person")
    told.client(told.person("dcs")).post(told.page("link-person"), {**PERSON, "email": owner.email})
    address = reverse("invited", args=[Invitation.objects.get(user=owner).pk])
    assert told.client(before).get(told.page("link-person")).status_code == 200
    assert told.client(owner).post(address, {"answer": "accept"}).status_code == 303
    held = told.inspection.memberships.filter(role="link-person", ended_at=None)
    assert [row.user for row in held] == [owner]


def test_a_first_password_is_written_once_and_never_to_whoever_was_sent_a_link(told):
    officer = account("officer", body="local-authority")
    sent = accounts.invitation_link(officer)
    told.client(told.lead).post(told.page("link-person"), {**PERSON, "email": officer.email})
    assert not Message.objects.filter(kind="password", to_user_id=officer.pk).exists()
    assert is_link_good(User.objects.get(pk=officer.pk), sent.split("/")[-1])
