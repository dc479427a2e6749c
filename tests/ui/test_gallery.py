"""Every component in Chromium, wide and narrow: no breach of axe's rules, nothing too small or too wide."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.ui.pages import ERRORS

NAMES = [
    "form",
    "form-wrong",
    "record",
    "tasks",
    "list",
    "done",
    "picture",
    "sheet",
    "public",
    "error-404",
]
WIDTHS = [1280, 360]
# The other error pages differ from 404 in their sentences alone: one width is enough for them.
LOOKS = [(name, width) for name in NAMES for width in WIDTHS]
LOOKS += [(f"error-{status}", 360) for status in ERRORS if status != 404]
STARTED = re.compile(r"\bgovuk-frontend-supported\b")

SMALL_TEXT = """() => {
  const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || element.closest('script')) continue;
    if (parseFloat(getComputedStyle(element).fontSize) < 16) found.add(element.className);
  }
  return [...found];
}"""
LOW_BUTTONS = """() => [...document.querySelectorAll('button, .govuk-button')]
  .filter((b) => b.offsetParent && b.getBoundingClientRect().height < 44).map((b) => b.textContent.trim())"""


def opened(page: Page, gallery: str, name: str, width: int = 1280) -> Page:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{gallery}/{name}.html")
    expect(page.locator("body")).to_have_class(STARTED)
    return page


@pytest.mark.parametrize(("name", "width"), LOOKS)
def test_a_page_passes_axe_and_fits_its_window(page: Page, gallery: str, name: str, width: int) -> None:
    opened(page, gallery, name, width)
    # A component that the script starts late would be looked at before it is finished.
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TEXT) == []
    assert page.evaluate(LOW_BUTTONS) == []


def test_the_summary_takes_the_focus_and_its_links_lead_to_the_fields(page: Page, gallery: str) -> None:
    opened(page, gallery, "form-wrong")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    for text, name in [
        ("Choose the judgement.", "judgement"),
        ("The month must be", "observed_month"),
        ("Write the year", "on_year"),
        ("This was observed two days ago.", "reason-late"),
    ]:
        summary.get_by_role("link", name=text).click()
        expect(page.locator(f"[name='{name}']").first).to_be_focused()


def test_the_first_tab_skips_to_the_content(page: Page, gallery: str) -> None:
    opened(page, gallery, "record")
    page.evaluate("document.activeElement.blur()")
    page.goto(f"{gallery}/tasks.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_table_is_a_table_at_every_width(page: Page, gallery: str, width: int) -> None:
    opened(page, gallery, "list", width)
    table = page.get_by_role("table", name="Information requested")
    expect(table.get_by_role("columnheader", name="Document", exact=True)).to_have_count(1)
    expect(table.get_by_role("row")).to_have_count(4)
    row = table.get_by_role("row", name="Case file 2")
    expect(row.get_by_role("rowheader")).to_contain_text("Case file 2")
    expect(row.get_by_role("cell", name="Police")).to_be_visible()


def test_on_a_narrow_screen_every_cell_carries_its_label(page: Page, gallery: str) -> None:
    opened(page, gallery, "list", 360)
    label = page.evaluate(
        "getComputedStyle(document.querySelector('.jtai-table td'), '::before').getPropertyValue('content')"
    )
    assert label.startswith('"From"')


def test_pages_work_without_scripts(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{gallery}/record.html")
    expect(page.get_by_role("link", name="Inspections")).to_be_visible()
    expect(page.get_by_text("Why this date")).to_be_visible()
    expect(page.get_by_text("Day 43 is 43 working days")).to_be_hidden()
    page.get_by_text("Why this date").click()
    expect(page.get_by_text("Day 43 is 43 working days")).to_be_visible()
    page.goto(f"{gallery}/done.html")
    # Printing is the one thing here that needs a script, so its button is not shown.
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()
    context.close()


def test_paper_carries_the_content_and_none_of_the_controls(page: Page, gallery: str) -> None:
    opened(page, gallery, "record")
    page.emulate_media(media="print")
    for hidden in (".govuk-service-navigation", ".jtai-sub-nav", ".jtai-footer", ".govuk-button"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Practice. Not a real inspection.")).to_be_visible()
    size = page.evaluate("getComputedStyle(document.querySelector('main dd')).fontSize")
    assert size == "16px"  # 12 pt


def test_a_sheet_ends_with_who_when_which_version_and_how_to_handle_it(page: Page, gallery: str) -> None:
    opened(page, gallery, "sheet")
    foot = page.locator(".jtai-sheet-footer")
    for words in ("Lead inspector", "Printed 08:55", "Version 2", "page 1 of 1", "Sensitive."):
        expect(foot).to_contain_text(words)


def test_an_error_page_says_what_to_do_and_its_reference(page: Page, gallery: str) -> None:
    for status in ERRORS:
        opened(page, gallery, f"error-{status}")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page.locator("main")).to_contain_text("Reference: 3f9a01bc")
        assert len(page.locator("main p").all()) >= 3


def test_the_guidance_is_last_on_a_page_and_folded(page: Page, gallery: str) -> None:
    opened(page, gallery, "list")
    guidance = page.locator("main > *").last
    expect(guidance).to_have_class(re.compile("jtai-guidance"))
    link = guidance.get_by_role("link", name="Guidance, paragraph 78", include_hidden=True)
    expect(link).not_to_be_visible()
    guidance.get_by_text("What the guidance asks").click()
    expect(link).to_be_visible()
