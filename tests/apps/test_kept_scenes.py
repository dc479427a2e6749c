"""A scene that is put back is the scene that was built; one that begins otherwise is built anew."""

from __future__ import annotations

import pytest
from django.db import transaction

from jtai.apps.audit.queries import verify
from jtai.apps.inspections.models import Inspection
from tests.factories.kept import _contents, kept
from tests.factories.letters import letter_at
from tests.factories.world import World, account, planned


def test_rows_changed_rows_and_what_was_given_back_are_the_same(world):
    seen = []
    for _ in range(2):
        with transaction.atomic():
            letter = letter_at(world, "draft-agreed")
            assert letter.inspection == world.inspection
            seen.append((letter.pk, _contents(), world.inspection.dcs_told_at))
            assert verify(world.inspection.ref) is None
            transaction.set_rollback(True)
        world.inspection.refresh_from_db()
    assert seen[0] == seen[1]
    assert seen[0][2] is not None and world.inspection.dcs_told_at is None


# On SQLite: two plans within one transaction would not be in the order of locks.
@pytest.mark.on_sqlite
@pytest.mark.django_db
def test_a_plan_put_back_is_whole_and_others_go_on_beside_it():
    for _ in range(2):
        with transaction.atomic():
            first, second = planned("2016-08"), planned("2016-01", area="X00000002")
            assert first.inspection.area_code == "X00000001" and second.inspection.area_code == "X00000002"
            assert first.inspection.memberships.filter(user=first.person("team-inspector", "cqc")).exists()
            assert account("somebody else").pk not in {u.pk for u in second.people["dcs", "local-authority"]}
            assert [verify(w.inspection.ref) for w in (first, second)] == [None, None]
            transaction.set_rollback(True)


def test_a_test_that_began_otherwise_gets_a_scene_of_its_own(world):
    built = []

    @kept
    def named(world: World) -> int:
        built.append(world.inspection.area_name)
        Inspection.objects.filter(pk=world.inspection.pk).update(area_name="Overdale")
        return len(built)

    given = []
    for name in ("Northmere", "Northmere", "Southmere"):
        with transaction.atomic():
            Inspection.objects.filter(pk=world.inspection.pk).update(area_name=name)
            given.append(named(world))

            assert Inspection.objects.get(pk=world.inspection.pk).area_name == "Overdale"
            transaction.set_rollback(True)
    assert given == [1, 1, 2]
