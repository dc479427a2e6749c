"""Local people get a link to choose a password when they have been told, not before (paragraphs 12, 13)."""

from __future__ import annotations

from jtai.apps.accounts.models import User
from jtai.apps.inspections.actions import add_member
from jtai.apps.inspections.models import Contact
from jtai.apps.notices.models import Message
from tests.factories.notification import call_leaders, notified
from tests.factories.world import World


def written_to(world: World) -> set[str]:
    return set(
        Message.objects.filter(chain=world.inspection.ref, kind="password").values_list("to_email", flat=True)
    )


def same_address(world: World, contact_role: str, user: User) -> None:
    Contact.objects.filter(inspection=world.inspection, contact_role=contact_role).update(email=user.email)


def test_nobody_is_written_to_before_the_call_and_then_the_director_alone(any_world):
    assert written_to(any_world) == set()
    world = notified(any_world)
    director = world.person("dcs")
    assert written_to(world) == {director.email}
    message = Message.objects.get(chain=world.inspection.ref, kind="password")
    assert world.inspection.area_name not in message.subject + message.body
    assert world.inspection.ref in message.subject


def test_a_leader_is_written_to_when_the_call_to_them_is_logged(any_world):
    world = notified(any_world)
    constable = world.person("agency-leader", "police")
    same_address(world, "chief-constable", constable)
    assert constable.email not in written_to(world)
    call_leaders(world, "hmic")
    assert constable.email in written_to(world)


def test_somebody_with_a_password_is_not_asked_for_another(any_world):
    director = any_world.person("dcs")
    director.set_password("a long enough phrase")
    director.save()
    assert written_to(notified(any_world)) == set()


def test_whoever_joins_the_local_side_after_the_call_can_sign_in(any_world):
    world = notified(any_world)
    late = User.objects.create_user(email="late@example.invalid", full_name="Val Hurst", body="police")
    User.objects.filter(pk=late.pk).update(is_active=False)
    add_member(
        inspection=world.inspection,
        user=late,
        role="agency-leader",
        body="police",
        by=world.lead,
        at=world.moment(0, "11:00"),
    )
    late.refresh_from_db()
    assert late.is_active
