"""Evidence records (paras 75, 80) and their submitted versions."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.inspections.models import Inspection

Row = TypeVar("Row", bound=models.Model)


class CodedQuerySet(models.QuerySet[Row]):
    def with_code(self, field: str, code: str) -> Self:
        """Those whose list of codes in `field` holds `code`. As text: SQLite cannot look into JSON lists."""
        text = f"{field}_text"
        as_text = self.annotate(**{text: Cast(field, models.TextField())})
        return as_text.filter(**{f"{text}__contains": f'"{code}"'})


class EvidenceRecordQuerySet(CodedQuerySet["EvidenceRecord"]):
    def readable_by(self, user: User) -> EvidenceRecordQuerySet:
        """Submitted records, and the person's own drafts (ADR 0160)."""
        return self.filter(~Q(state=EvidenceRecord.State.DRAFT) | Q(author=user))

    def counting(self) -> EvidenceRecordQuerySet:
        """Those that count as evidence: submitted and not withdrawn."""
        return self.filter(state=EvidenceRecord.State.SUBMITTED)


class EvidenceRecord(models.Model):
    """One piece of evidence. There is no field for a name: staff are shown by job role (para 80).

    The columns hold what was last submitted, or the draft of a record that never was. Changes to a
    submitted record that are kept and not yet submitted stand in `pending`, for the author alone.
    """

    trail = Trail("evidence")

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Period(models.TextChoices):
        CURRENT = "current", "Current practice"
        HISTORICAL = "historical", "Older information, to understand the journey"

    class SourceKind(models.TextChoices):
        PERSON = "person", "A conversation with a member of staff or leader"
        FAMILY = "family", "A conversation with a child, parent or carer"
        MEETING = "meeting", "A meeting or practice observed"
        CASE_FILE = "case-file", "A case file or case record"
        DOCUMENT = "document", "Another document"
        DATA = "data", "Performance data"

    id = models.UUIDField(primary_key=True, help_text="made by whoever creates the record")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField(help_text="within the inspection")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)

    text = models.TextField(blank=True)
    outcome = models.TextField(blank=True, help_text="effect on the child (para 75: outcome focused)")
    judgement = models.CharField(
        max_length=40, blank=True, help_text="code of the edition; drafts: not-judged"
    )
    practice_label = models.CharField(max_length=40, blank=True)
    method = models.CharField(max_length=60, blank=True)
    route = models.CharField(max_length=60, blank=True, help_text="needed where the record is about a child")
    child_ref = models.CharField(max_length=20, blank=True, help_text="the inspection's own, such as 7F3A")
    journey_point = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=60, blank=True, help_text="agency group, or partnership (para 30)")
    source_kind = models.CharField(max_length=20, choices=SourceKind.choices, blank=True)
    source_role = models.CharField(max_length=150, blank=True, help_text="job role")
    source_reference = models.CharField(max_length=150, blank=True, help_text="case or document number")
    period = models.CharField(max_length=20, choices=Period.choices, blank=True)
    criteria = models.JSONField(default=list, blank=True)
    scope_elements = models.JSONField(default=list, blank=True)
    clarifies = models.BooleanField(default=False, help_text="a clarification after evidence has closed")
    clarification_reason = models.TextField(blank=True)

    observed_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(help_text="first kept, by the inspection's clock; never changes")
    received_at = models.DateTimeField(help_text="first came to the server, real time; never changes")
    kept_at = models.DateTimeField(help_text="last kept, real time")
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="first submitted; never changes")
    pending = models.JSONField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="counts every keep, against a stale tab")

    objects = EvidenceRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="an_evidence_number_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                name="what_is_not_a_draft_was_submitted",
            ),
            paired("withdrawn", name="evidence_is_withdrawn_by_somebody"),
        ]
        indexes = [models.Index(fields=["inspection", "state", "author"], name="evidence_of_an_inspection")]

    def __str__(self) -> str:
        return f"evidence {self.number}"


class EvidenceVersion(models.Model):
    """What was submitted, word for word. Never changed; its hash stands in the trail."""

    trail = Trail("evidence-version", inspection="record.inspection")

    id = models.UUIDField(primary_key=True)
    record = models.ForeignKey(EvidenceRecord, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField(help_text="canonical JSON of the fields")
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(help_text="by the inspection's clock")
    received_at = models.DateTimeField(help_text="real time")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="an_evidence_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class RecordNote(models.Model):
    """A colleague's challenge of a record, what further evidence is needed, or a review (paras 72, 73)."""

    trail = Trail("evidence-note", inspection="record.inspection")

    class Kind(models.TextChoices):
        CHALLENGE = "challenge", "Challenge"
        MORE_NEEDED = "more-needed", "More evidence is needed"
        REVIEW = "review", "Reviewed"

    record = models.ForeignKey(EvidenceRecord, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [paired("answered", name="a_note_is_answered_by_somebody")]

    def __str__(self) -> str:
        return f"note {self.pk}"
