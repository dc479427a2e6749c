"""The working copy: points of sections, sentences of points, and what inspectors contributed.

The letter is never one text: points and sentences keep their ids through every change (ADR 0182), so
that a comment, a difference and the evidence behind a sentence can be found again.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.findings.models import Finding
from jtai.apps.inspections.models import Inspection


class Letter(models.Model):
    """The one letter of an inspection. Whose it is, is the lead inspector's role and not a column."""

    trail = Trail("letter")

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="letter")
    opening = models.TextField(blank=True, help_text="blank: the words of the edition")
    dated_on = models.DateField(null=True, blank=True, help_text="blank: the planned day of publication")
    priority_first = models.BooleanField(
        default=False, help_text="areas for priority action before strengths"
    )
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"letter of {self.inspection_id}"


class Contribution(models.Model):
    """A piece a team inspector answers for; the lead takes it into the letter or gives it back (para 82)."""

    trail = Trail("letter-contribution", inspection="letter.inspection")

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        OFFERED = "offered", "Offered to the lead inspector"
        MERGED = "merged", "In the letter"
        RETURNED = "returned", "Returned"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="contributions")
    section = models.CharField(max_length=60, help_text="code of the edition's sections")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    written_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("written_at", "id")
        constraints = [paired("answered", name="a_contribution_is_answered_by_somebody")]

    def __str__(self) -> str:
        return f"contribution {self.pk}"


class Point(models.Model):
    """A point of a section; what it rests on is the finding it is linked to."""

    trail = Trail("letter-point", inspection="letter.inspection")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="points")
    section = models.CharField(max_length=60, help_text="code of the edition's sections")
    order = models.PositiveIntegerField()
    heading = models.CharField(
        max_length=120, blank=True, help_text="printed above the point, such as a case study"
    )
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="letter_points"
    )
    target = models.CharField(max_length=20, blank=True, help_text="code of the edition's targets")
    agency = models.CharField(max_length=60, blank=True)
    about_theme = models.BooleanField(default=False)
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, null=True, blank=True, related_name="point"
    )
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("section", "order", "written_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(target="agency") | Q(agency=""), name="only_a_point_about_an_agency_names_one"
            )
        ]

    def __str__(self) -> str:
        return f"point {self.pk}"


class Sentence(models.Model):
    """A sentence of a point. Its id stays when its words change."""

    trail = Trail("letter-sentence", inspection="point.letter.inspection")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="sentences")
    order = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ("order", "id")

    def __str__(self) -> str:
        return f"sentence {self.pk}"


class SentenceSupport(models.Model):
    """An SEA entry that carries this very sentence, where the point's finding is not precise enough."""

    sentence = models.ForeignKey(Sentence, on_delete=models.CASCADE, related_name="supports")
    entry = models.ForeignKey("evidence.SEAEntry", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sentence", "entry"], name="an_entry_once_under_a_sentence")
        ]

    def __str__(self) -> str:
        return f"support {self.pk}"
