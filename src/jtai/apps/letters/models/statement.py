"""Whether a statement of proposed action is asked for, and letters of one inspectorate to one agency."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.findings.models import Finding
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.models.writing import Letter


class Consultation(models.Model):
    """An inspectorate was consulted about the statement (paragraphs 95, 96)."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="consultations")
    inspectorate = models.CharField(max_length=60)
    consulted_on = models.DateField()
    view = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "inspectorate"], name="an_inspectorate_consulted_once")
        ]

    def __str__(self) -> str:
        return f"consultation of {self.inspectorate}"


class StatementDecision(models.Model):
    """The decision the letter prints. `due_on` is the date printed; both readings are kept beside it."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="statement")
    asked = models.BooleanField()
    reason = models.TextField(blank=True)
    lead_agency = models.CharField(max_length=150, blank=True, help_text="the one that makes it, as printed")
    cooperating = models.JSONField(default=list, blank=True, help_text="names as printed")
    reading = models.CharField(
        max_length=40, blank=True, help_text='code of the edition\'s readings, or "own"'
    )
    due_on = models.DateField(null=True, blank=True)
    due_reason = models.TextField(blank=True, help_text="why another than the default reading")
    readings = models.JSONField(
        default=list, blank=True, help_text="code and date of each reading when decided"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked=False) | (Q(due_on__isnull=False) & ~Q(lead_agency="")),
                name="a_statement_asked_for_has_a_date_and_an_author",
            )
        ]

    def __str__(self) -> str:
        return "asked" if self.asked else "not asked"


class SeparateLetter(models.Model):
    """By exception: one inspectorate tells one agency more, after the inspection (paragraphs 89, 90)."""

    trail = Trail("separate-letter")

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="separate_letters")
    inspectorate = models.CharField(max_length=60)
    agency = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    text = models.TextField(blank=True)
    findings = models.ManyToManyField(Finding, related_name="separate_letters", blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("written_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(reason=""), name="an_issued_separate_letter_has_a_reason"
            ),
            paired("issued", name="a_separate_letter_is_issued_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"separate letter {self.pk}"
