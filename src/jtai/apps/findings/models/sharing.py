"""Key findings of each inspector, the outline of the feedback meeting, and what leaders were told."""

from __future__ import annotations

from django.db import models

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.findings.models.findings import Finding
from jtai.apps.inspections.models import Inspection
from jtai.apps.meetings.models import Meeting


class KeyFindingsSubmission(models.Model):
    """The written key findings an inspector sends the lead by the end of the last day on site."""

    trail = Trail("key-findings")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="key_findings")
    inspector = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.CharField(max_length=60)
    text = models.TextField(blank=True, help_text="as its author left it; nobody else reads it")
    sent_text = models.TextField(blank=True, help_text="as it was last sent; what others read")
    records_complete = models.BooleanField(default=False, help_text="said by the inspector when sending")
    kept_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="first")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="last")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "inspector"], name="key_findings_once_for_an_inspector"
            )
        ]

    def __str__(self) -> str:
        return f"key findings {self.pk}"


class OutlinePoint(models.Model):
    """A short point of the outline of the feedback meeting; section "" is the lead's own (para 42)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="outline_points")
    section = models.CharField(max_length=60, blank=True, help_text="code of a scope element")
    order = models.PositiveIntegerField()
    text = models.CharField(max_length=200)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("section", "order", "pk")

    def __str__(self) -> str:
        return f"point {self.pk}"


class Telling(models.Model):
    """A finding was told to leaders at a meeting: no surprises at the feedback meeting (para 40)."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="tellings")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("told_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["finding", "meeting"], name="a_finding_told_once_at_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"telling {self.pk}"
