"""The items of a theme's own file: an administrator loads it, and every item is asked."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from django.utils import timezone

from jtai.apps.library.actions import load_theme_file
from jtai.apps.portal.models import RequestItem
from jtai.core.framework import load_edition
from tests.factories.portal import open_requests
from tests.factories.world import account, planned

THIRTY = 30


def theme_file(edition_id: str) -> bytes:
    """The theme the edition names, as a later revision with thirty invented items."""
    shipped = files("jtai.editions").joinpath("themes/cse-missing.toml").read_text()
    agencies = load_edition(edition_id).agencies
    rows = []
    for n in range(THIRTY):
        agency = agencies[n % len(agencies)]
        rows.append(
            f'    {{ code = "INV-{n:02d}", title = "Invented item {n}", agency = "{agency.code}", '
            f'inspectorate = "{agency.inspectorate}", milestone = "annex-a-rest" }},'
        )
    lines = [line for line in shipped.splitlines() if not line.startswith(("items", "revision"))]
    place = next(i for i, line in enumerate(lines) if line.startswith("code"))
    lines.insert(place + 1, "revision = 2")
    first_table = next((i for i, line in enumerate(lines) if line.startswith("[")), len(lines))
    lines[first_table:first_table] = ["items = [", *rows, "]", ""]
    return "\n".join(lines).encode()


@pytest.mark.requirement("R-AXA-1")
@pytest.mark.parametrize(("edition", "day_zero"), [("2016-08", None), ("2016-01", date(2016, 2, 9))])
def test_a_file_of_thirty_items_gives_an_inspection_on_that_theme_thirty_requests(db, edition, day_zero):
    administrator = account("administrator", service_roles=["administrator"])
    load_theme_file(name="cse.toml", data=theme_file(edition), by=administrator, at=timezone.now())
    world = open_requests(planned(edition, theme="cse-missing", day_zero=day_zero))
    assert world.inspection.theme_revision == 2
    rows = RequestItem.objects.filter(inspection=world.inspection, origin="theme")
    assert rows.count() == THIRTY
    owners = {agency.code: agency.inspectorate for agency in load_edition(edition).agencies}
    assert all(owners[row.agency] == row.inspectorate == row.request_set.inspectorate for row in rows)
    listed = "".join(
        world.client(world.lead).get(world.page("requests"), {"page": page}).content.decode()
        for page in (1, 2)
    )
    assert all(f"Invented item {n}<" in listed for n in range(THIRTY))
