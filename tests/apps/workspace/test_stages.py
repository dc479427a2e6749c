"""A stage declares itself once, and menu, overview and home page show it (ADR 0013)."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.test import override_settings
from django.urls import NoReverseMatch, clear_url_caches, get_resolver

from jtai.apps.inspections.stage import Asks, MenuEntry, Section, stages
from jtai.apps.workspace.frame import menu_sections
from jtai.config import urls
from jtai.config.stages import stage_apps
from tests.apps.workspace.visits.apps import VisitsConfig

VISITS = "tests.apps.workspace.visits.apps.VisitsConfig"


def read_addresses_again():
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture
def with_visits():
    """The stage of the tests is installed, and nothing else is changed."""
    with override_settings(INSTALLED_APPS=[*settings.INSTALLED_APPS, VISITS]):
        read_addresses_again()
        yield
    read_addresses_again()


def shown(world, person, address):
    answer = world.client(person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def menu_of(page):
    """The menu of the inspection, as (words, is it the current entry)."""
    nav = re.search(r'<nav[^>]*aria-label="[^"]*inspection[^"]*".*?</nav>', page, re.S | re.I)
    assert nav
    links = re.findall(r"<a([^>]*)>(.*?)</a>", nav[0], re.S)
    return [(re.sub(r"<[^>]+>", "", words).strip(), "aria-current" in marks) for marks, words in links]


@pytest.mark.django_db
def test_a_stage_appears_in_menu_overview_and_home_without_any_other_change(with_visits, world):
    page = shown(world, world.lead, world.page("visits"))
    entries = menu_of(page)
    assert [words for words, _ in entries] == [
        "Overview",
        "Plan",
        "Children",
        "Visits",
        "Evidence",
        "Meetings and findings",
        "Letter",
    ]
    assert [words for words, current in entries if current] == ["Visits"]
    overview = shown(world, world.lead, world.page("overview"))
    assert "Schools to visit" in overview
    headings = [words.strip() for words in re.findall(r"<h2[^>]*>(.*?)</h2>", overview, re.S)]
    here = headings.index("Visits to schools")
    assert headings[here - 1 : here + 2] == ["Children", "Visits to schools", "Evidence"]
    assert "Visit the schools" in shown(world, world.lead, "/home")
    world.move_clock(14, "09:00")
    assert "Visit the schools" not in shown(world, world.lead, "/home")
    assert "Schools to visit" in shown(world, world.lead, world.page("overview"))


@pytest.mark.django_db
def test_without_it_nothing_speaks_of_it(world):
    with pytest.raises(NoReverseMatch):
        world.page("visits")
    for address in ("/home", world.page("overview")):
        assert "chools" not in shown(world, world.lead, address)


@pytest.mark.django_db
def test_a_misspelt_address_in_a_menu_is_an_error_on_every_page(with_visits, world, monkeypatch):
    entry = MenuEntry("Visits", "vists", "team")
    monkeypatch.setattr(VisitsConfig, "sections", (Section("visits", "Visits to schools", menu=(entry,)),))
    with pytest.raises(NoReverseMatch):
        world.client(world.lead).get(world.page("overview"))
    assert 'Menu entry "Visits": no address is called "vists".' in [found.msg for found in run_checks()]


@pytest.mark.parametrize(
    ("name", "wrong", "sentence"),
    [
        ("order", 50, "Two stages have the order 50."),
        ("title", "", 'Section "visits" needs one title; it has 0.'),
        ("code", "children", 'Section "children" needs one title; it has 2.'),
        ("addresses", ("sea",), 'Addresses that begin with "sea" are claimed by two sections.'),
    ],
)
def test_a_stage_that_does_not_fit_is_refused_by_the_check(with_visits, monkeypatch, name, wrong, sentence):
    if name == "order":
        monkeypatch.setattr(VisitsConfig, "order", wrong)
    else:
        section = replace(VisitsConfig.sections[0], **{name: wrong})
        monkeypatch.setattr(VisitsConfig, "sections", (section,))
    assert sentence in [found.msg for found in run_checks()]


@pytest.mark.django_db
def test_a_task_names_a_section_that_a_stage_declares(with_visits, world, monkeypatch):
    section = Section("schools", "Schools")
    monkeypatch.setattr(VisitsConfig, "sections", (section,))
    with pytest.raises(KeyError, match="visits"):
        world.client(world.lead).get(world.page("overview"))


def test_every_address_of_an_inspection_is_in_a_section():
    claimed = {part for section in menu_sections() for part in section.addresses}
    patterns = [str(one.pattern) for included in get_resolver().url_patterns for one in included.url_patterns]
    there = {
        re.split(r"[/.]", path.removeprefix("i/<str:ref>/"))[0]
        for path in patterns
        if path.startswith("i/<str:ref>/")
    }
    assert there == claimed


def test_stages_are_found_in_the_order_they_declare():
    found = [stage.label for stage in stages()]
    assert [name.split(".")[2] for name in stage_apps()] == found
    assert found[0] == "inspections"
    assert [stage.label for stage in stages() if stage.asks is Asks.NOTHING] == ["inspections"]
