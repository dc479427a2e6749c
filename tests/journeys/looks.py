"""What a page has to be, besides right: no breach of axe's rules, no wider than a telephone, worth a look."""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, NARROW = 1280, 360
IMAGES = Path(__file__).resolve().parents[2] / "docs/how-to/images"
# The pictures of the README and of the guides; JTAI_SCREENSHOTS=1 takes them anew.
KEPT = {
    "lead-inspector-home": "home",
    "lead-inspector-northmere": "overview",
    "lead-inspector-northmere-timeline": "timeline",
    "lead-inspector-northmere-coverage": "coverage",
    "lead-inspector-eastvale-letter": "letter",
    "dcs-northmere-northmere-requests": "requests",
    "public-letter": "published",
}


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
    if name in KEPT and os.environ.get("JTAI_SCREENSHOTS") == "1":
        IMAGES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(IMAGES / f"{KEPT[name]}.png"))
    found = Axe().run(page).response["violations"]
    faults += [f"{name}: axe {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]
    green = page.locator(
        "main .govuk-button:not(.govuk-button--secondary):not(.govuk-button--warning):visible"
    )
    if green.count() > 1:
        faults.append(f"{name}: {green.count()} green buttons")
    return faults
