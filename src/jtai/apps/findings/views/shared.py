"""What every page of findings needs."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jtai.apps.findings.models import Finding
from jtai.apps.inspections.ended import no_form_if_withdrawn
from jtai.apps.inspections.page import PageRequest


def finding_or_404(request: PageRequest, pk: UUID) -> Finding:
    """The finding, or "page not found": a colleague's draft does not exist for others."""
    row = get_object_or_404(
        Finding.objects.select_related("inspection"), pk=pk, inspection=request.inspection
    )
    if row.state == Finding.State.DRAFT and row.proposed_by_id != request.user.pk:
        raise Http404
    return row


def standing_finding(request: PageRequest, pk: UUID) -> Finding:
    """The finding of a form: no form for one that is withdrawn."""
    row = finding_or_404(request, pk)
    no_form_if_withdrawn(request, row, f"finding {row.number}", page="finding", kind="finding")
    return row


def here(row: Finding) -> str:
    """The page of a finding."""
    return reverse("finding", args=[row.inspection.ref, row.pk])


def title_of(row: Finding) -> str:
    """ "Finding 7: front door", for headings and choices; titles of pages carry the number alone."""
    return f"Finding {row.number}: {row.title}" if row.title else f"Finding {row.number}"
