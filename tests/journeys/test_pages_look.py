"""The pages of the demonstration, as each role sees them: every page of the sub-navigation and the main ones.

axe with every rule on, no sideways scroll at 360 px, one green button at most. JTAI_PICTURES=<folder> keeps
the pictures, to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.house import House
from tests.journeys.looks import look
from tests.journeys.visiting import Open, opened_house, sign_in

# Who looks, at which inspection, and which pages of it; sub-navigation, home and overview come by themselves.
VISITS = {
    "lead.inspector": {
        "northmere": [
            "timeline", "team", "contacts", "holds", "clock", "briefing", "briefing/readers", "calls",
            "calls/made", "messages", "set-up", "arrangements", "link-person", "contact-sheet",
            "staff-information", "incidents", "requests", "requests/send-out", "documents",
            "documents/outstanding", "briefing/note", "children/shortlist", "children/tracked", "meetings",
            "meetings/new", "evidence?whose=all", "evidence/new", "sea/missing", "sea/new", "coverage",
            "contributions", "findings/new", "findings/agree", "outline", "outline/sheet", "history",
            "one-agency",
        ],
        "eastvale": [
            "letter", "letter/write", "letter/checks", "letter/rests-on", "letter/people",
            "letter/versions/1", "letter/statement", "accuracy", "accuracy/decide", "findings/presented",
            "feedback", "key-findings", "told",
        ],
        "westcombe": ["letter", "letter/published", "letter/compare"],
    },
    "inspector.cqc.1": {"northmere": ["notebook", "evidence", "evidence/new", "documents", "findings"]},
    "analyst": {"northmere": ["briefing", "briefing/data", "briefing/issue", "briefing/discussion"]},
    "calls.hmic": {"northmere": ["calls/lists/hmic", "messages"]},
    "qa.manager": {"eastvale": ["letter", "accuracy/decide", "letter/statement"]},
    "signatory.cqc": {"eastvale": ["letter", "letter/sign"]},
    "national-director": {"westcombe": ["letter"]},
    "editor": {"westcombe": ["letter", "letter/edit"]},
    "publisher": {"eastvale": ["letter", "letter/send"], "westcombe": ["letter/publish"]},
    "dcs.northmere": {"northmere": ["lscb", "set-up", "requests", "arrangements", "incidents", "children"]},
    "dcs.eastvale": {"eastvale": ["accuracy", "accuracy/open", "accuracy/send", "feedback"]},
    "chief-constable.eastvale": {"eastvale": ["accuracy", "feedback", "meetings"]},
    "agency-contributor.police.northmere": {"northmere": ["requests", "documents"]},
    "auditor": {},
    "administrator": {
        "": [
            "/admin/people", "/admin/people/new", "/admin/editions", "/admin/themes/new",
            "/admin/calendar/new", "/account/password", "/guidance", "/guidance/2016-08",
        ],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def opened(demonstration: House) -> Iterator[Open]:
    with opened_house(demonstration) as found:
        yield found


def addresses(page: Page, opened: Open, visits: dict[str, list[str]]) -> list[str]:
    """Home and account, then for each inspection its overview, its sub-navigation and the pages named."""
    found = ["/home", "/inspections", "/account"]
    for area, pages in visits.items():
        if not area:
            found += pages
            continue
        here = f"/i/{opened.refs[area]}/"
        page.goto(opened.address + here)
        links = page.locator(f'nav a[href^="{here}"]').all()
        found += [here, *(one.get_attribute("href") or "" for one in links)]
        found += [here + one for one in pages]
    return list(dict.fromkeys(one for one in found if one))


@pytest.mark.parametrize("who", VISITS)
def test_the_pages_of_a_role_can_be_used_by_everybody(chromium, opened, pictures, who):
    page = sign_in(chromium, opened, who)
    faults: list[str] = []
    for path in addresses(page, opened, VISITS[who]):
        answer = page.goto(opened.address + path)
        name = re.sub(r"[^a-z0-9]+", "-", f"{who}-{place(opened, path)}").strip("-")
        if answer is None or answer.status != 200:
            faults.append(f"{name}: answers {answer.status if answer else 'nothing'}")
            continue
        faults += look(page, name, pictures)
    page.close()
    assert not faults, "\n".join(faults)


def place(opened: Open, path: str) -> str:
    """The address with the area in the place of the reference, which differs each time."""
    for area, ref in opened.refs.items():
        path = path.replace(f"/i/{ref}/", f"/{area}/")
    return path.lower()


def test_the_pages_for_everybody_can_be_used_by_everybody(chromium, opened, pictures):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    page.goto(f"{opened.address}/letters")
    letter = page.locator("main li a").first.get_attribute("href") or ""
    for name, path in (
        ("sign-in", "/sign-in"),
        ("letters", "/letters"),
        ("letter", letter),
        ("help", "/help"),
        ("accessibility", "/accessibility"),
        ("privacy", "/privacy"),
        ("404", "/none"),
    ):
        page.goto(opened.address + path)
        faults += look(page, f"public-{name}", pictures)
    page.close()
    assert not faults, "\n".join(faults)
