"""A folder that is no edition takes no page down: it is listed with its faults (ADR 0282)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse

from jtai.core.framework import also_editions_from, available_editions, faulty_editions, load_edition
from tests.editions.shared import AUGUST
from tests.factories.world import World, account


@pytest.fixture
def faulty_folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of an edition whose id and first call are forgotten, and a file that is not text."""
    folder = tmp_path / "2027_01"
    shutil.copytree(AUGUST, folder)
    timetable = folder / "timetable.toml"
    text = timetable.read_text(encoding="utf-8").replace('purpose = "first-call"\n', "")
    timetable.write_text(text, encoding="utf-8")
    unreadable = tmp_path / "2028_01"
    unreadable.mkdir()
    (unreadable / "edition.toml").write_bytes(b'id = "\xff"\n')
    with also_editions_from(tmp_path):
        yield folder


def test_the_others_load_and_the_faulty_ones_are_named(faulty_folder: Path) -> None:
    assert available_editions() == ("2016-01", "2016-08")
    assert load_edition("2016-08").id == "2016-08"
    found = {name: {fault.key for fault in faults} for name, faults in faulty_editions().items()}
    assert found == {"2027-01": {"id", "tracks.inspection.milestones"}, "2028-01": {""}}


def test_no_page_is_taken_down(world: World, faulty_folder: Path) -> None:
    administrator = world.client(account("an administrator", service_roles=["administrator"]))
    page = administrator.get(reverse("editions"))
    assert page.status_code == 200
    shown = page.content.decode()
    assert "2027-01 is not an edition yet" in shown
    assert "begins the inspection" in shown
    assert "Line 1 is not UTF-8 text" in shown
    assert administrator.get(reverse("people")).status_code == 200
    lead = world.client(world.person("lead-inspector"))
    for name in ("home", "inspection-new", "guidance-index"):
        assert lead.get(reverse(name)).status_code == 200
    assert "2027-01" not in lead.get(reverse("inspection-new")).content.decode()
