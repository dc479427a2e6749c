"""Whether the team holds the evidence to be enough, and that it looked (paras 72, 79)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.inspections.models import Inspection


class Sufficiency(models.Model):
    """There is enough on a criterion: any inspector proposes it, the lead decides with those who agreed."""

    trail = Trail("sufficiency")

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", "Proposed"
        DECISION = "decision", "Decided"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="sufficiencies")
    criterion = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    enough = models.BooleanField(default=True, help_text="false: decided that more is needed")
    reason = models.TextField()
    agreed_with = models.ManyToManyField(User, related_name="+", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True, help_text="a later one stands in its place")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "criterion"],
                condition=Q(kind="decision", replaced_at=None),
                name="one_standing_decision_on_a_criterion",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.criterion}"


class ReviewMark(models.Model):
    """Somebody, or the team together, went through the SEA for gaps and sufficiency."""

    trail = Trail("sea-review")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="sea_reviews")
    together = models.BooleanField(default=False, help_text="by the team, not one inspector")
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"review {self.pk}"
