"""A role of another edition has the rights of the one it is like, and keeps its own name (ADR 0283)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jtai.apps.inspections.access import has_role, held_by, may
from jtai.apps.inspections.memory import forget
from jtai.apps.inspections.messages import holders
from jtai.apps.inspections.models import Inspection, Membership
from jtai.core.framework import also_editions_from
from tests.editions.shared import ROOT
from tests.factories.world import World


@pytest.fixture
def renamed(tmp_path: Path) -> Iterator[str]:
    """An edition that calls its analyst a statistician."""
    folder = Path(shutil.copytree(ROOT / "src/jtai/editions/2016_08", tmp_path / "2027_01"))
    for file, old, new in (
        ("edition.toml", 'id = "2016-08"', 'id = "2027-01"'),
        ("people.toml", 'code = "analyst"', 'code = "statistician"\nlike = "analyst"'),
        ("timetable.toml", 'owner = "analyst"', 'owner = "statistician"'),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    with also_editions_from(tmp_path):
        yield "2027-01"


def test_its_holder_may_do_what_the_other_may(world: World, renamed: str) -> None:
    person, inspection = world.person("analyst"), world.inspection
    Inspection.objects.filter(pk=inspection.pk).update(edition_id=renamed)
    Membership.objects.filter(inspection=inspection, role="analyst").update(role="statistician")
    inspection.refresh_from_db()
    forget()
    assert {one.role for one in held_by(person, inspection)} == {"statistician", "analyst"}
    assert may(person, "write", "briefing", inspection).allowed
    assert not may(person, "sign", "letter-signature", inspection).allowed
    assert has_role(person, inspection, "analyst") and has_role(person, inspection, "statistician")
    assert holders(inspection, "analyst") == holders(inspection, "statistician") == [person]
