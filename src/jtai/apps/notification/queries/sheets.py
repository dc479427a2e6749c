"""The sheet for staff who will meet inspectors (paragraph 15)."""

from __future__ import annotations

from jtai.apps.inspections.models import Inspection
from jtai.apps.notification.attachments import staff_information_draft
from jtai.apps.notification.models import StaffInformation


def staff_information(inspection: Inspection) -> str:
    """The newest version of the sheet for staff, or the text it begins with."""
    newest = StaffInformation.objects.filter(inspection=inspection).order_by("-number").first()
    return newest.text if newest else staff_information_draft(inspection)
