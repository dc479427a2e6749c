"""The frame of every page: header links, identity bar and sub-navigation."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.tasks import Viewer
from jtai.core.moments import Moment
from jtai.words import day_date

PRACTICE = "Practice. Not a real inspection. The clock has been moved."
DEMONSTRATION = "Demonstration. Everybody and every place is invented. The clock has been moved."

# (words, address name, material whose reading opens it)
INSPECTORS = [
    ("Overview", "overview", "inspection"),
    ("Plan", "plan", "team"),
    ("Children", "children", "selection"),
    ("Evidence", "sea", "sea"),
    ("Meetings and findings", "findings", "finding"),
    ("Letter", "letter", "letter"),
]
LOCAL = [
    ("Overview", "overview", "inspection"),
    ("Requests", "requests", "request-item"),
    ("Children", "children", "child-list"),
    ("Meetings", "meetings", "meeting"),
    ("Letter", "accuracy", "accuracy-draft"),
]
FOOT = [("Help", "help"), ("Accessibility", "accessibility"), ("Privacy", "privacy")]


@dataclass(frozen=True, slots=True)
class Identity:
    """The bar that says where one is and what time it is there."""

    area: str
    theme: str
    now_text: str
    practice: bool
    practice_text: str = PRACTICE
    raise_concern_href: str = ""


def address(name: str, *args: object) -> str:
    """The address of a page, or "" while the stage is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def now_text(inspection: Inspection, at: Moment) -> str:
    """ "Wednesday 21 September 2016, day 11, 14:00"."""
    number = dates.day_number(inspection, at.today) if inspection.day_zero else None
    shown = number is not None and dates.is_day_shown(inspection, number)
    day = f", day {number}" if shown else ""
    return f"{day_date(at.today)}{day}, {at.local:%H:%M}"


def frame(request: HttpRequest) -> dict[str, object]:
    """Context for every template; nothing of an inspection without having come through its door."""
    user = getattr(request, "user", None)
    links_below = [{"text": text, "href": href} for text, name in FOOT if (href := address(name))]
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
            {"text": text, "href": href, "current": request.path == href}
            for text, name in links
            if (href := address(name))
        ],
        "sign_out_href": address("sign-out"),
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


def _sub_nav(request: HttpRequest, viewer: Viewer) -> list[dict[str, object]]:
    entries = LOCAL if viewer.is_local else INSPECTORS
    found = [
        (text, href)
        for text, name, material in entries
        if viewer.may("read", material) and (href := address(name, viewer.inspection.ref))
    ]
    section = _section(request.path)
    return [{"text": text, "href": href, "current": _section(href) == section} for text, href in found]


# The first part of an address after its reference says which entry it belongs to.
SECTIONS = {
    "": "overview",
    "timeline": "overview",
    "history": "overview",
    "children": "children",
    **dict.fromkeys(("sea", "evidence", "notebook", "coverage", "contributions"), "evidence"),
    **dict.fromkeys(
        ("findings", "meetings", "told", "one-agency", "outline", "key-findings", "feedback"), "findings"
    ),
    **dict.fromkeys(("letter", "accuracy"), "letter"),
    **dict.fromkeys(("requests", "documents", "receipts", "contributors"), "requests"),
}


def _section(path: str) -> str:
    """The section of an address: "/i/j7k2/coverage/esn-07" is in "evidence"; what is in none is planning."""
    parts = path.strip("/").split("/")
    first = parts[2].partition(".")[0] if len(parts) > 2 else ""
    return SECTIONS.get(first, "plan")
