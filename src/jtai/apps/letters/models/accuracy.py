"""The check of factual accuracy: to whom the DCS opened the draft, comments, and the one response."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.letters.models.dispatch import Dispatch
from jtai.core.workflows.accuracy import ACCURACY_COMMENT


class DraftOpening(models.Model):
    """The DCS opened the draft to a leader of an agency, until the response is sent (ADR 0304)."""

    trail = Trail("accuracy-opening", inspection="dispatch.letter.inspection")

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True, help_text="the leader has no more comments")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "user"], name="a_draft_opened_once_to_a_person")
        ]

    def __str__(self) -> str:
        return f"opening {self.pk}"


class AccuracyResponse(models.Model):
    """What the DCS sent for the whole partnership, once."""

    trail = Trail("accuracy-response", inspection="dispatch.letter.inspection")

    dispatch = models.OneToOneField(Dispatch, on_delete=models.PROTECT, related_name="response")
    note = models.TextField(blank=True)
    content = models.TextField(help_text="the comments as they were sent")
    sent_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    late_seconds = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"response {self.pk}"


class AccuracyComment(models.Model):
    """A comment on one sentence: where, what it should say, evidence, and what was decided."""

    trail = Trail("accuracy-comment", inspection="dispatch.letter.inspection")

    class Kind(models.TextChoices):
        TYPING = "typing", "Typing mistake"
        FACT = "fact", "Wrong fact"
        OMISSION = "omission", "Something left out"

    class Decision(models.TextChoices):
        ACCEPT = "accept", "Accepted"
        PART = "part", "Accepted in part"
        REJECT = "reject", "Not accepted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    point = models.UUIDField(null=True, blank=True)
    sentence = models.UUIDField(null=True, blank=True)
    sentence_text = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices, blank=True)
    should_say = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    disputes_judgement = models.BooleanField(default=False)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=20, default="drafted", help_text="state of core/workflows/accuracy.py"
    )
    written_at = models.DateTimeField()
    kept_back_reason = models.TextField(blank=True, help_text="read by the DCS alone")
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined"
    )
    decision = models.CharField(max_length=20, choices=Decision.choices, blank=True)
    reason = models.TextField(blank=True)
    new_text = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "number"], name="a_comment_has_its_number"),
            models.CheckConstraint(
                condition=Q(decision="") | ~Q(reason=""), name="a_decision_on_a_comment_has_a_reason"
            ),
            paired("decided", name="a_comment_is_decided_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"comment {self.number}"

    # What became of it, in words; worked out where comments are shown (queries/accuracy.py).
    fate = ""

    @property
    def state_words(self) -> str:
        """The state in the words a person sees."""
        return ACCURACY_COMMENT.titles[self.state]
