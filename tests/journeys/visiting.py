"""Opens the demonstration in a browser as somebody: its address, the names of its inspections, signing in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from jtai.apps.accounts.views import DEMONSTRATION_DOMAIN, DEMONSTRATION_PASSWORD
from tests.journeys.house import House

REFERENCES = (
    "import django; django.setup(); from jtai.apps.inspections.models import Inspection as I; "
    "print('\\n'.join(f'{one.area_name}={one.ref}' for one in I.objects.order_by('pk')))"
)


@dataclass
class Open:
    """A server with the demonstration, and the references of its inspections by area."""

    address: str
    refs: dict[str, str]

    def at(self, path: str) -> str:
        """The address of a page: "northmere/sea/new" in an inspection, "/home" outside."""
        area, _, rest = path.partition("/")
        return self.address + (f"/i/{self.refs[area]}/{rest}" if area else path)


@contextmanager
def opened_house(house: House) -> Iterator[Open]:
    """The server of this house, as long as the block lasts."""
    pairs = [line.split("=") for line in house.run("-c", REFERENCES).splitlines() if "=" in line]
    with house.open() as address:
        yield Open(address, {area.lower(): ref for area, ref in pairs})


def sign_in(chromium: Browser, opened: Open, who: str) -> Page:
    """A window of its own in which this person of the demonstration is signed in."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{opened.address}/sign-in?next=/account")
    page.get_by_label("E-mail address", exact=True).fill(f"{who}@{DEMONSTRATION_DOMAIN}")
    page.get_by_label("Password", exact=True).fill(DEMONSTRATION_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account")
    return page
