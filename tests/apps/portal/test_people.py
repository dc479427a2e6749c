"""Who can send files, the invitation that works once, and access to electronic files."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event
from jtai.apps.inspections import actions as inspections
from jtai.apps.inspections.models import Membership
from jtai.apps.notices.models import Message
from jtai.apps.portal import actions, queries
from jtai.apps.portal.models import SystemAccess
from jtai.core.results import Refused
from tests.delivery import delivered
from tests.factories.accounts import GOOD, choose_password
from tests.factories.portal import item_of, open_requests
from tests.factories.world import planned

FORM = {
    "full_name": "Sam Thornby",
    "email": "sam.thornby@people.invalid",
    "agency": "police",
    "job_title": "",
}


@pytest.fixture
def told(world):
    world.open_to_local()
    return world


def invite(world, role: str = "dcs", **change: str):
    return world.client(world.person(role)).post(world.page("contributor-invite"), {**FORM, **change})


@pytest.mark.parametrize("role", ["dcs", "link-person"])
def test_the_dcs_and_the_link_person_invite_somebody_who_then_sees_their_agency_only(told, role):
    world = open_requests(told)
    assert invite(world, role).status_code == 303
    sam = User.objects.get(email=FORM["email"])
    row = Membership.objects.get(user=sam)
    assert (row.role, row.body, row.side) == ("agency-contributor", "police", "local")
    page = world.client(sam).get(world.page("requests")).content.decode()
    assert str(item_of(world, "rest-of-annex-a", "police").pk) in page
    assert str(item_of(world, "rest-of-annex-a", "ccg").pk) not in page
    listed = world.client(world.person(role)).get(world.page("contributors")).content.decode()
    assert "Sam Thornby" in listed
    assert "Not accepted yet" in listed


def test_the_link_of_the_invitation_sets_a_password_once(told, client):
    invite(told)
    link = Message.objects.get(chain=told.inspection.ref, kind="invitation").link
    page = client.get(link, follow=True).content.decode()
    assert "Northmere" not in page
    assert told.inspection.ref not in page
    bad = choose_password(client, link, again="another phrase")
    assert bad.status_code == 422
    assert "The two passwords do not match." in bad.content.decode()
    assert choose_password(client, link, "short").status_code == 422
    assert choose_password(client, link)["Location"] == reverse("sign-in")
    assert User.objects.get(email=FORM["email"]).check_password("a long enough phrase")
    assert client.get(link).status_code == 404
    assert client.get(reverse("password-choose")).status_code == 404
    assert Event.objects.filter(action="invitation.accepted").count() == 1
    assert told.inspection.invitations.get().state == "accepted"


@pytest.mark.parametrize("uid", ["!", "MTIzNDU2Nzg5", "AAAA"])
def test_an_invented_link_says_that_it_has_ended(db, client, uid):
    response = client.get(reverse("invitation", args=[uid, "abc-def"]))
    assert response.status_code == 404
    assert "This link no longer works" in response.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"agency": ""}, "Choose the agency."),
        ({"email": "nobody"}, "Enter an e-mail address"),
        ({"full_name": ""}, "Enter the name."),
    ],
)
def test_an_invitation_with_something_missing_says_what(told, change, words):
    response = invite(told, **change)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not User.objects.filter(email=FORM["email"]).exists()


def test_a_second_invitation_for_the_same_agency_is_refused(told):
    invite(told)
    again = invite(told)
    assert again.status_code == 422
    assert "already has this role for this agency" in again.content.decode()


@pytest.mark.parametrize("role", ["lead-inspector", "agency-leader", "agency-contributor", "team-inspector"])
def test_nobody_else_invites(told, role):
    assert told.client(told.person(role)).get(told.page("contributor-invite")).status_code == 403
    assert invite(told, role).status_code == 403
    with pytest.raises(Refused):
        actions.invite_contributor(
            inspection=told.inspection,
            full_name="A",
            email="a@people.invalid",
            agency="police",
            by=told.person(role),
            at=told.moment(0),
        )


def test_an_ended_invitation_closes_the_inspection_to_that_person(told):
    person = told.person("agency-contributor", "police")
    row = Membership.objects.get(user=person)
    dcs = told.client(told.person("dcs"))
    assert dcs.post(told.page("contributor-end", row.pk)).status_code == 303
    person.refresh_from_db()
    assert told.client(person).get(told.page("requests")).status_code == 404
    assert dcs.post(told.page("contributor-end", row.pk)).status_code == 409
    leader = Membership.objects.get(user=told.person("agency-leader", "police"))
    assert dcs.post(told.page("contributor-end", leader.pk)).status_code == 404


def test_the_page_names_agencies_for_which_nobody_is_invited(told):
    world = open_requests(told)
    page = world.client(world.person("dcs")).get(world.page("contributors")).content.decode()
    assert "Northmere yot" in page.split("Nobody can send files yet for:")[1].split("</ul>")[0]


def ask(world, role: str = "link-person", body: str = "hmic"):
    form = {"inspector": world.person("team-inspector", body).pk, "agency": "police", "system": "Records"}
    return world.client(world.person(role)).post(world.page("system-new"), form)


@pytest.mark.requirement("R-058-2")
def test_access_granted_on_22_september_is_to_be_taken_back_after_23_september(told):
    world = told
    assert ask(world).status_code == 303
    row = SystemAccess.objects.get(inspection=world.inspection)
    link = world.client(world.person("link-person"))
    world.move_clock(12, "10:00")
    form = {"on_day": "22", "on_month": "9", "on_year": "2016"}
    assert link.post(world.page("system-day", row.pk, "granted"), form).status_code == 303
    row.refresh_from_db()
    assert row.granted_on == date(2016, 9, 22)
    at = world.move_clock(13, "23:00")
    assert at.today == date(2016, 9, 23)
    assert queries.access_to_take_back(world.inspection, at) == []
    at = world.move_clock(14, "08:00")
    assert queries.access_to_take_back(world.inspection, at) == [row]
    assert "Access still to end: 1" in link.get(world.page("systems")).content.decode()
    form = {"on_day": "26", "on_month": "9", "on_year": "2016"}
    assert link.post(world.page("system-day", row.pk, "revoked"), form).status_code == 303
    assert queries.access_to_take_back(world.inspection, at) == []


@pytest.mark.requirement("R-058-2")
def test_the_reminder_follows_the_day_numbers_of_the_january_edition_too(january):
    january.open_to_local()
    ask(january)
    row = SystemAccess.objects.get(inspection=january.inspection)
    at = january.move_clock(12, "10:00")
    actions.grant_access(access=row, on=at.today, by=january.person("dcs"), at=at)
    assert queries.access_to_take_back(january.inspection, january.move_clock(13, "23:00")) == []
    assert queries.access_to_take_back(january.inspection, january.move_clock(14, "08:00")) == [row]


def test_a_day_to_come_a_day_too_early_and_a_second_time_are_refused(told):
    world = told
    ask(world)
    row = SystemAccess.objects.get(inspection=world.inspection)
    link = world.client(world.person("link-person"))
    world.move_clock(9, "10:00")

    def day(what: str, number: int) -> int:
        form = {"on_day": str(number), "on_month": "9", "on_year": "2016"}
        return link.post(world.page("system-day", row.pk, what), form).status_code

    assert day("revoked", 19) == 409
    assert day("granted", 20) == 422
    assert day("granted", 19) == 303
    assert day("granted", 19) == 409
    assert day("revoked", 16) == 422
    assert link.get(world.page("system-day", row.pk, "lost")).status_code == 404


@pytest.mark.parametrize("role", ["team-inspector", "agency-contributor", "agency-leader"])
def test_access_is_asked_by_lead_link_person_or_dcs_only(told, role):
    assert ask(told, role).status_code == 403
    assert not SystemAccess.objects.exists()


def test_access_is_given_to_an_inspector_of_this_inspection_only(told, foreign):
    form = {"inspector": foreign.person("team-inspector", "hmic").pk, "agency": "police", "system": "Records"}
    response = told.client(told.lead).post(told.page("system-new"), form)
    assert response.status_code == 422
    assert not SystemAccess.objects.exists()


def test_an_agency_leader_sees_access_to_their_own_systems_only(told):
    ask(told)
    police = told.client(told.person("agency-leader", "police")).get(told.page("systems")).content.decode()
    assert "Records" in police
    ccg = told.client(told.person("agency-leader", "ccg")).get(told.page("systems")).content.decode()
    assert "Records" not in ccg


def practice(world):
    """The same inspection as a practice one: nothing of it leaves the workspace."""
    world.inspection.kind = "practice"
    world.inspection.save(update_fields=["kind"])
    return world


def link_on(page: str) -> str:
    return re.search(r"http://testserver(/invitation/[^\s<]+)", page)[1]


def test_in_practice_the_inviter_hands_over_the_link_with_which_a_password_is_chosen(told, client):
    answer = invite(practice(told))
    row = Membership.objects.get(user__email=FORM["email"])
    assert answer.status_code == 303 and answer["Location"] == told.page("contributor-link", row.pk)
    message = Message.objects.get(chain=told.inspection.ref, kind="invitation")
    assert (message.state, message.link) == ("kept", "")
    dcs = told.client(told.person("dcs"))
    asked = dcs.get(answer["Location"]).content.decode()
    assert "A practice inspection sends no messages" in asked and "/invitation/" not in asked
    shown = dcs.post(answer["Location"])
    link = link_on(shown.content.decode())
    assert shown.status_code == 200 and shown["Cache-Control"] == "no-store"
    assert Event.objects.filter(chain=told.inspection.ref, action="invitation.renewed").count() == 1
    assert choose_password(client, link).status_code == 303
    signed_in = client.post(reverse("sign-in"), {"email": FORM["email"], "password": GOOD})
    assert signed_in.status_code == 303
    assert client.get(told.page("requests")).status_code == 200
    assert dcs.post(answer["Location"]).status_code == 409


def test_a_new_invitation_of_a_real_inspection_goes_by_message_and_its_link_is_on_no_page(
    told, client, settings
):
    invite(told)
    row = Membership.objects.get(user__email=FORM["email"])
    dcs = told.client(told.person("dcs"))
    address = told.page("contributor-link", row.pk)
    assert "A new message will go to" in dcs.get(address).content.decode()
    answer = dcs.post(address, follow=True)
    assert answer.redirect_chain[-1][1] == 303 and "/invitation/" not in answer.content.decode()
    first, second = Message.objects.filter(kind="invitation").order_by("pk")
    assert first.key != second.key
    assert client.get(first.link).status_code == 404
    assert choose_password(client, second.link).status_code == 303


@pytest.mark.django_db
def test_the_message_of_an_invitation_carries_the_whole_address_of_its_link(settings):
    settings.JTAI_ADDRESS = "https://inspect.example"
    world = planned()
    world.open_to_local()
    invite(world)
    (mail,) = delivered(FORM["email"])
    link = Message.objects.get(kind="invitation").link
    assert f"https://inspect.example{link}" in mail.body
    assert world.inspection.area_name not in mail.subject + mail.body


def test_the_link_ends_after_its_days_by_real_time_whatever_the_practice_clock_says(told, client, settings):
    invite(practice(told))
    row = Membership.objects.get(user__email=FORM["email"])
    shown = told.client(told.person("dcs")).post(told.page("contributor-link", row.pk))
    link = link_on(shown.content.decode())
    told.move_clock(40)
    assert client.get(link).status_code == 303
    settings.PASSWORD_RESET_TIMEOUT = -1
    ended = client.get(link)
    assert ended.status_code == 404 and "This link no longer works" in ended.content.decode()
    assert client.get(reverse("password-choose")).status_code == 404
    assert not User.objects.get(email=FORM["email"]).has_usable_password()


def test_the_link_ends_with_the_part_of_its_person(told, client):
    invite(told)
    row = Membership.objects.get(user__email=FORM["email"])
    link = Message.objects.get(kind="invitation").link
    told.client(told.person("dcs")).post(told.page("contributor-end", row.pk))
    assert client.get(link).status_code == 404
    assert told.client(told.person("dcs")).post(told.page("contributor-link", row.pk)).status_code == 409


@pytest.mark.parametrize("role", ["lead-inspector", "agency-leader", "agency-contributor", "team-inspector"])
def test_nobody_else_is_shown_a_link(told, role):
    invite(practice(told))
    row = Membership.objects.get(user__email=FORM["email"])
    other = told.client(told.person(role))
    address = told.page("contributor-link", row.pk)
    assert other.get(address).status_code == 403
    assert other.post(address).status_code == 403
    assert not Event.objects.filter(action="invitation.renewed").exists()
    assert told.client(told.person("link-person")).post(address).status_code == 200


def test_a_link_is_for_contributors_alone(told):
    leader = Membership.objects.get(user=told.person("agency-leader", "police"))
    dcs = told.client(told.person("dcs"))
    assert dcs.post(told.page("contributor-link", leader.pk)).status_code == 404
    person = Membership.objects.get(user=told.person("agency-contributor", "police"))
    person.user.set_password("a long enough phrase")
    person.user.save()
    assert dcs.post(told.page("contributor-link", person.pk)).status_code == 409


def test_when_a_dcs_leaves_those_they_invited_can_send_no_more(told):
    invite(told)
    invite(told, "link-person", email="lee.fell@people.invalid")
    dcs = Membership.objects.get(user=told.person("dcs"), role="dcs")
    inspections.end_member(inspection=told.inspection, membership=dcs, by=told.lead, at=told.moment(1))
    invited = {row.user.email: row for row in told.inspection.memberships.filter(role="agency-contributor")}
    assert invited[FORM["email"]].ended_at == told.moment(1).now
    assert invited["lee.fell@people.invalid"].ended_at is None
    ended = Event.objects.filter(chain=told.inspection.ref, action="member.ended")
    assert {event.object_id for event in ended} == {str(dcs.pk), str(invited[FORM["email"]].pk)}
    assert told.client(invited[FORM["email"]].user).get(told.page("requests")).status_code == 404


def test_when_somebody_else_leaves_nobody_they_added_does(told):
    police = Membership.objects.get(user=told.person("agency-leader", "police"))
    inspections.end_member(inspection=told.inspection, membership=police, by=told.lead, at=told.moment(1))
    assert Event.objects.filter(chain=told.inspection.ref, action="member.ended").count() == 1


def test_nobody_but_its_addressee_finds_the_link_of_a_message(told):
    invite(told)
    invitation = Message.objects.get(kind="invitation")
    for who in (told.lead, told.person("dcs"), told.person("team-inspector", "cqc")):
        answer = told.client(who).get(told.page("message", invitation.pk))
        assert answer.status_code in (200, 404)
        assert "/invitation/" not in answer.content.decode()
    seen = told.client(told.lead).get(told.page("message", invitation.pk))
    assert seen.status_code == 200 and "You can send information" in seen.content.decode()
