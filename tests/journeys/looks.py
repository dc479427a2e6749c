"""What a page has to be, besides right: no breach of axe's rules, no wider than a telephone, worth a look."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = 1280, 360


def look(page: Page, name: str, pictures: Path | None) -> list[str]:
    """Faults of the page that is open, at both widths; JTAI_PICTURES=<folder> keeps its pictures.

    Nobody looks at a picture of a run that passes, and a busy machine cannot always take one of a long page.
    """
    faults = []
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        if pictures:
            page.screenshot(path=str(pictures / f"{name}-{width}.png"), full_page=True)
        breadth = page.evaluate("document.documentElement.scrollWidth")
        if breadth > width:
            faults.append(f"{name}: {breadth} px wide at {width} px")
    page.set_viewport_size({"width": WIDE, "height": 900})
    found = Axe().run(page).response["violations"]
    faults += [f"{name}: axe {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
    green = page.locator(
        "main .govuk-button:not(.govuk-button--secondary):not(.govuk-button--warning):visible"
    )
    if green.count() > 1:
        faults.append(f"{name}: {green.count()} green buttons")
    return faults
