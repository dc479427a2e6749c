"""A finding, its versions, its notes and what was changed in it afterwards.

Types, targets, triggers and subtypes are codes of the edition. There is no score: weight and significance
are words a person chose (paragraph 39).
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.inspections.models import Inspection
from jtai.apps.meetings.models import Meeting
from jtai.core.framework.model import FindingType

PARTNERSHIP = "partnership"
AGENCY = "agency"


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> FindingQuerySet:
        """A draft is read by its author alone (ADR 0301)."""
        return self.exclude(~Q(proposed_by=user), state=Finding.State.DRAFT)

    def submitted(self) -> FindingQuerySet:
        return self.exclude(state__in=[Finding.State.DRAFT, Finding.State.WITHDRAWN])

    def presented(self) -> FindingQuerySet:
        """Those local leaders heard; later states keep the day they were presented."""
        return self.filter(presented_at__isnull=False)


class Finding(models.Model):
    """A strength, an area for development or an area for priority action, by the type's code."""

    trail = Trail("finding")

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PROPOSED = "proposed", "Proposed"
        PROVISIONAL = "provisional", "Provisional"
        KEY = "key", "Key finding"
        PRESENTED = "presented", "Presented"
        FINAL = "final", "Final"
        OMITTED = "omitted", "Left out of the letter"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Weight(models.TextChoices):
        STRONG = "strong", "Strong: several sources agree"
        SOUND = "sound", "Sound: enough to rely on"
        LIMITED = "limited", "Limited: few sources"

    class Significance(models.TextChoices):
        MOST = "most", "What will make the most difference"
        MAIN = "main", "A main point"
        SUPPORTING = "supporting", "Supports another point"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    type = models.CharField(max_length=60, blank=True, help_text="code of the edition's finding types")
    target = models.CharField(max_length=20, blank=True, help_text="partnership or agency")
    agency = models.CharField(max_length=60, blank=True)
    inspectorate = models.CharField(
        max_length=60, blank=True, help_text="whose part of the partnership it is"
    )
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    weight = models.CharField(max_length=20, choices=Weight.choices, blank=True)
    significance = models.CharField(max_length=20, choices=Significance.choices, blank=True)
    scope_element = models.CharField(max_length=60, blank=True, help_text="the theme it is presented under")
    criteria = models.JSONField(default=list, blank=True)
    entries = models.ManyToManyField("evidence.SEAEntry", through="FindingEntry", related_name="findings")

    positive_impact = models.TextField(
        blank=True, help_text="strength: the effect on children shown by evidence"
    )
    multi_agency = models.BooleanField(
        null=True, blank=True, help_text="strength: effective multi-agency work"
    )
    subtype = models.CharField(max_length=60, blank=True)
    guidance_breach = models.TextField(blank=True)
    practice_weakness = models.TextField(blank=True)
    outcome_effect = models.TextField(blank=True)
    risk_statement = models.TextField(blank=True)
    triggers = models.JSONField(default=list, blank=True)
    trigger_other = models.TextField(blank=True)

    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    presented_at = models.DateTimeField(null=True, blank=True)
    presented_in = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    presented_version = models.PositiveIntegerField(null=True, blank=True)
    in_letter = models.BooleanField(null=True, blank=True)
    omitted_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="a_finding_has_its_number"),
            models.CheckConstraint(
                condition=Q(target=AGENCY) | Q(agency=""), name="only_a_finding_about_an_agency_names_one"
            ),
            models.CheckConstraint(
                condition=~Q(state="omitted") | ~Q(omitted_reason=""), name="what_is_left_out_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["inspection", "state"], name="findings_by_state")]

    def __str__(self) -> str:
        return f"finding {self.number}"

    @property
    def kind(self) -> FindingType | None:
        """What the edition says of its type; None while none is chosen."""
        types = self.inspection.edition.finding_types
        return next((one for one in types if one.code == self.type), None)


class FindingEntry(models.Model):
    """An SEA entry a finding rests on."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="entry_links")
    entry = models.ForeignKey("evidence.SEAEntry", on_delete=models.PROTECT, related_name="finding_links")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "entry"], name="an_entry_once_in_a_finding")
        ]

    def __str__(self) -> str:
        return f"entry of finding {self.finding_id}"


class FindingVersion(models.Model):
    """A finding as it stood; never changed. `content` is the canonical text the trail has the hash of."""

    trail = Trail("finding-version", inspection="finding.inspection")

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    content = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="a_version_of_a_finding_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of finding {self.finding_id}"


class FindingRevision(models.Model):
    """A change of the words after the feedback meeting, with the reason quality assurance gave (para 45)."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="revisions")
    before = models.ForeignKey(FindingVersion, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(FindingVersion, on_delete=models.PROTECT, related_name="+")
    changes = models.JSONField(help_text="list of field, before, after")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"revision {self.pk}"


class FindingNote(models.Model):
    """What was said about a finding; it changes nothing in the finding (para 41)."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="notes")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    said_by = models.CharField(max_length=60, blank=True, help_text="code of the agency or inspectorate")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"note {self.pk}"


class PriorityDecision(models.Model):
    """Is it an area for priority action? Both tests of the guidance answered (para 87/88)."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="priority_decisions")
    finding_version = models.PositiveIntegerField()
    tests = models.JSONField(help_text="code of each test to true or false")
    is_priority = models.BooleanField()
    reason = models.TextField()
    role = models.CharField(max_length=60)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"decision {self.pk}"
