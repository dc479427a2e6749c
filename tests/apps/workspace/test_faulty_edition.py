"""A folder that is no edition, and a file that is no theme, take no page down (ADR 0282, ADR 0284)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from jtai.apps.library import queries
from jtai.apps.library.models import ThemeFile
from jtai.core.framework import also_editions_from, available_editions, faulty_editions, load_edition
from tests.editions.shared import AUGUST, copied_edition
from tests.factories.world import World, account, planned


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
    assert not set(available_editions()) & {"2027-01", "2028-01"}
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


NOT_READ = "cannot be read, because a file of the service has faults"


def pages_of(world: World) -> dict[str, tuple[int, str]]:
    """What the lead inspector sees on three pages: status and text of the page."""
    client = world.client(world.lead)
    addresses = {"home": reverse("home"), "inspections": reverse("inspections"), "plan": world.page("plan")}
    answers = {name: client.get(address) for name, address in addresses.items()}
    return {
        name: (answer.status_code, " ".join(answer.content.decode().split()))
        for name, answer in answers.items()
    }


def assert_said_and_nothing_else_down(world: World) -> None:
    seen = pages_of(world)
    assert {name: status for name, (status, _) in seen.items()} == {
        "home": 200, "inspections": 200, "plan": 503,
    }  # fmt: skip
    assert all(NOT_READ in text for _, text in seen.values())
    assert f"({world.inspection.ref}): its edition or theme" in seen["home"][1]


@pytest.mark.django_db
@pytest.mark.parametrize("gone", [False, True], ids=["spoiled", "taken away"])
def test_an_inspection_whose_edition_was_spoiled_says_so(tmp_path: Path, gone: bool) -> None:
    folder = copied_edition(tmp_path, "2027-05")
    with also_editions_from(tmp_path):
        world = planned("2027-05", theme="", day_zero=date(2016, 9, 6))
        assert [status for status, _ in pages_of(world).values()] == [200, 200, 200]
    if gone:
        shutil.rmtree(folder)
    else:
        (folder / "letter.toml").write_text("[letter", encoding="utf-8")
    with also_editions_from(tmp_path):
        assert_said_and_nothing_else_down(world)


THEME = """
code = "ours"
title = "A theme for tests"
short_title = "tests"
revision = 1
valid_from = 2016-01-01
valid_to = 2016-12-31
editions = ["2016-08"]
links = []
"""


@pytest.fixture
def theme_file(tmp_path: Path) -> Path:
    (tmp_path / "themes").mkdir()
    file = tmp_path / "themes" / "ours.toml"
    file.write_text(THEME, encoding="utf-8")
    return file


def test_a_faulty_theme_file_is_listed_and_takes_no_page_down(world: World, theme_file: Path) -> None:
    theme_file.write_text(THEME.replace("revision = 1", 'revision = "one"'), encoding="utf-8")
    with also_editions_from(theme_file.parents[1]):
        administrator = world.client(account("an administrator", service_roles=["administrator"]))
        shown = administrator.get(reverse("editions")).content.decode()
        assert "ours.toml is not a theme yet" in shown and "revision: This must be a whole number" in shown
        new = world.client(world.lead).get(reverse("inspection-new"))
        assert new.status_code == 200 and "A theme for tests" not in new.content.decode()
        assert [status for status, _ in pages_of(world).values()] == [200, 200, 200]


@pytest.mark.django_db
def test_an_inspection_whose_theme_was_spoiled_says_so(theme_file: Path) -> None:
    with also_editions_from(theme_file.parents[1]):
        world = planned("2016-08", theme="ours")
        assert [status for status, _ in pages_of(world).values()] == [200, 200, 200]
    theme_file.write_text(THEME + "unknown = 1\n", encoding="utf-8")
    with also_editions_from(theme_file.parents[1]):
        assert_said_and_nothing_else_down(world)


def test_a_loaded_theme_that_can_no_longer_be_read_is_listed_and_its_number_stays_taken(world: World) -> None:
    administrator = account("an administrator", service_roles=["administrator"])
    text = THEME.replace('"2016-08"', '"1999-01"')
    ThemeFile.objects.create(
        code="ours", revision=3, checksum="0", text=text, name="ours-3.toml",
        loaded_by=administrator, loaded_at=timezone.now(),
    )  # fmt: skip
    shown = world.client(administrator).get(reverse("editions")).content.decode()
    assert "ours-3.toml is not a theme yet" in shown and "There is no edition “1999-01”" in shown
    assert queries.latest_theme("ours") is None
    assert queries.latest_revision("ours") == 3
    assert world.client(world.lead).get(reverse("inspection-new")).status_code == 200
