"""Texts that go out with the notices, in our own words: how to send information, what staff may expect."""

from __future__ import annotations

from django.conf import settings

from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.words import day_date, listed


def portal_guidance(inspection: Inspection) -> str:
    """The first attachment of Annex B: how to reach the portal and send information (paragraph 18)."""
    assessed = settings.JTAI_PORTAL_RISK_ASSESSED_ON
    risk = f"Ofsted assessed the risk of the portal on {assessed}. " if assessed else ""
    return "\n\n".join(
        [
            "How to send information",
            "Sign in with your e-mail address. Under “Requests” you see what is requested from your agency, "
            "who requested it and when it is due. Choose an item, then “Send a file”. You get a receipt with "
            "the name, the size, the time and the fingerprint of what was received.",
            "The director of children's services and the link person can invite colleagues to send files for "
            "their agency.",
            "Use unique numbers for children, never full names. You may use another secure route if you "
            "prefer; record on the item that you did.",
            f"{risk}The inspection's reference is {inspection.ref}.",
        ]
    )


def staff_information_draft(inspection: Inspection) -> str:
    """What the sheet for staff begins with; the lead changes it as needed (paragraph 15)."""
    edition, theme = inspection.edition, dates.theme_of(inspection)
    names = listed(i.short_name for i in edition.inspectorates)
    week = edition.fieldwork
    when = ""
    if inspection.day_zero:
        first, last = dates.day(inspection, week.first_day), dates.day(inspection, week.last_day)
        when = f" from {day_date(first)} to {day_date(last)}"
    return "\n\n".join(
        [
            "Information for staff",
            f"Inspectors of {names} will be on site{when}. They look at how agencies together help and "
            "protect children"
            + (f", with a closer look at: {theme.title[:1].lower()}{theme.title[1:]}." if theme else "."),
            "Some of you will be asked to talk about your work with a child. Practitioners are seen apart "
            "from their managers. No names of staff, children or families appear in the letter of findings.",
            "If you are worried about something inspectors do, tell the link person or the lead inspector, "
            "or ask for the quality assurance manager.",
        ]
    )
