"""The frame of every page: header links, identity bar and sub-navigation."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.stage import MenuEntry, Section, sections
from jtai.apps.inspections.tasks import Viewer
from jtai.core.moments import Moment
from jtai.words import day_date

PRACTICE = "Practice. Not a real inspection. The clock has been moved."
DEMONSTRATION = "Demonstration. Everybody and every place is invented. The clock has been moved."

# The menu's own part; the stages add theirs (ADR 0013).
OWN = (
    Section(
        "overview",
        addresses=("", "timeline", "history"),
        menu=(
            MenuEntry("Overview", "overview", "inspection"),
            MenuEntry("Overview", "overview", "inspection", local=True),
        ),
    ),
    Section("plan", addresses=("calendar",)),
)
FOOT = [
    ("Published letters", "public-letters"),
    ("Help", "help"),
    ("Accessibility", "accessibility"),
    ("Privacy", "privacy"),
]


@dataclass(frozen=True, slots=True)
class Identity:
    """The bar that says where one is and what time it is there."""

    area: str
    theme: str
    now_text: str
    practice: bool
    practice_text: str = PRACTICE
    raise_concern_href: str = ""


def now_text(inspection: Inspection, at: Moment) -> str:
    """ "Wednesday 21 September 2016, day 11, 14:00"."""
    number = dates.day_number(inspection, at.today) if inspection.day_zero else None
    shown = number is not None and dates.is_day_shown(inspection, number)
    day = f", day {number}" if shown else ""
    return f"{day_date(at.today)}{day}, {at.local:%H:%M}"


def frame(request: HttpRequest) -> dict[str, object]:
    """Context for every template; nothing of an inspection without having come through its door."""
    user = getattr(request, "user", None)
    links_below = [{"text": text, "href": reverse(name)} for text, name in FOOT]
    foot: dict[str, object] = {"footer_nav": links_below}
    if user is None or not user.is_authenticated:
        return foot
    links = [
        ("Home", "home"),
        ("Inspections", "inspections"),
        ("Guidance", "guidance-index"),
        ("Account", "account"),
    ]
    if "administrator" in user.service_roles:
        links[2:2] = [("People", "people"), ("Editions and themes", "editions")]
    context: dict[str, object] = foot | {
        "service_nav": [
            {"text": text, "href": (href := reverse(name)), "current": request.path == href}
            for text, name in links
        ],
        "sign_out_href": reverse("sign-out"),
    }
    viewer = getattr(request, "viewer", None)
    if viewer is not None:
        context |= {"identity": _identity(viewer), "sub_nav": _sub_nav(request, viewer)}
    return context


def _identity(viewer: Viewer) -> Identity:
    inspection = viewer.inspection
    theme = dates.theme_of(inspection)
    demonstration = inspection.kind == Inspection.Kind.DEMONSTRATION
    return Identity(
        area=inspection.area_name,
        theme=theme.short_title if theme else "",
        now_text=now_text(inspection, viewer.at),
        practice=inspection.has_moved_clock,
        practice_text=DEMONSTRATION if demonstration else PRACTICE,
    )


def menu_sections() -> list[Section]:
    """The sections of the menu, the workspace's own first, then those of the stages in their order."""
    return [*OWN, *sections()]


def _sub_nav(request: HttpRequest, viewer: Viewer) -> list[dict[str, object]]:
    declared, here = menu_sections(), _first_part(request.path)
    current = {section.code for section in declared if here in section.addresses}
    return [
        {
            "text": entry.text,
            "href": reverse(entry.page, args=[viewer.inspection.ref]),
            "current": section.code in current,
        }
        for section in declared
        for entry in section.menu
        if entry.local == viewer.is_local and viewer.may("read", entry.material)
    ]


def _first_part(path: str) -> str:
    """What follows the reference: "coverage" of "/i/j7k2/coverage/esn-07", "timeline" of "timeline.ics"."""
    parts = path.strip("/").split("/")
    return parts[2].partition(".")[0] if len(parts) > 2 else ""
