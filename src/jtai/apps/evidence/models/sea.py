"""The summary of evidence and analysis (paras 76 to 79): entries, who agrees with them, versions, flags."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.evidence.models.records import CodedQuerySet, EvidenceRecord
from jtai.apps.inspections.models import Inspection


class SEAEntryQuerySet(CodedQuerySet["SEAEntry"]):
    def readable_by(self, user: User) -> SEAEntryQuerySet:
        """Entered ones; one's own drafts; those one is asked to agree to (ADR 0160)."""
        shared = [SEAEntry.State.ENTERED, SEAEntry.State.WITHDRAWN]
        asked = SEAContributor.objects.filter(user=user, entry__state=SEAEntry.State.AGREEING)
        return self.filter(Q(author=user) | Q(pk__in=asked.values("entry_id")) | Q(state__in=shared))

    def counting(self) -> SEAEntryQuerySet:
        """Those that are in the SEA: entered and not withdrawn."""
        return self.filter(state=SEAEntry.State.ENTERED)


class SEAEntry(models.Model):
    """An evaluative summary drawn from evidence records. Locked is not stored: the clock and the lead say it.

    The columns hold what is shared, or the draft of an entry that never was. What somebody keeps of a
    change to a shared entry stands in their own `SEADraft`.
    """

    trail = Trail("sea-entry")

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        AGREEING = "agreeing", "Waiting for agreement"
        ENTERED = "entered", "Entered"
        WITHDRAWN = "withdrawn", "Withdrawn"

    id = models.UUIDField(primary_key=True, help_text="made by whoever creates the entry")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="sea_entries")
    number = models.PositiveIntegerField(help_text="within the inspection")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)

    evaluation = models.TextField(blank=True)
    judgement = models.CharField(max_length=40, blank=True)
    criteria = models.JSONField(default=list, blank=True)
    scope_elements = models.JSONField(default=list, blank=True)
    evidence = models.ManyToManyField(EvidenceRecord, related_name="sea_entries", blank=True)

    due_at = models.DateTimeField(null=True, blank=True, help_text="from its earliest evidence (para 78)")
    entered_at = models.DateTimeField(null=True, blank=True, help_text="first entered; never changes")
    after_meeting_reason = models.TextField(blank=True, help_text="made after the findings meeting began")
    recorded_at = models.DateTimeField(help_text="first kept, by the inspection's clock; never changes")
    received_at = models.DateTimeField(help_text="first came to the server, real time; never changes")
    kept_at = models.DateTimeField(help_text="last kept, real time")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="counts every keep, against a stale tab")

    objects = SEAEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="an_sea_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "agreeing"]) | Q(entered_at__isnull=False),
                name="an_entry_in_the_sea_was_entered",
            ),
            paired("withdrawn", name="an_entry_is_withdrawn_by_somebody"),
        ]
        indexes = [models.Index(fields=["inspection", "state", "author"], name="sea_of_an_inspection")]

    def __str__(self) -> str:
        return f"SEA entry {self.number}"


class SEADraft(models.Model):
    """Changes to a shared entry that somebody keeps and has not entered, for that person alone."""

    entry = models.ForeignKey(SEAEntry, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField()
    base_version = models.PositiveIntegerField(help_text="version of the entry it changes")
    kept_at = models.DateTimeField(help_text="real time")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "user"], name="a_draft_of_a_person_once")]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class SEAContributor(models.Model):
    """An inspector whose findings are in the entry; agrees to one version of it (para 78)."""

    entry = models.ForeignKey(SEAEntry, on_delete=models.CASCADE, related_name="contributors")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.CharField(max_length=60, blank=True)
    agreed_version = models.PositiveIntegerField(null=True, blank=True, help_text="version of the entry")
    agreed_at = models.DateTimeField(null=True, blank=True)
    wants_changed = models.TextField(blank=True, help_text="what has to change before they agree")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "user"], name="a_contributor_once"),
            models.CheckConstraint(
                condition=Q(agreed_version=None, agreed_at=None)
                | Q(agreed_version__isnull=False, agreed_at__isnull=False),
                name="agreement_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"contributor {self.pk}"


class SEAVersion(models.Model):
    """An entry as it was entered or revised, word for word. Never changed; its hash stands in the trail."""

    trail = Trail("sea-version", inspection="entry.inspection")

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(SEAEntry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField(help_text="canonical JSON of the fields")
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(help_text="by the inspection's clock")
    received_at = models.DateTimeField(help_text="real time")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="an_sea_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class SEAReopening(models.Model):
    """The lead opened the locked SEA again, for one entry or as a whole, and locked it again (para 78)."""

    trail = Trail("sea-reopening")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="sea_reopenings")
    entry = models.ForeignKey(SEAEntry, models.PROTECT, null=True, blank=True, related_name="reopenings")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [paired("closed", name="the_sea_is_locked_again_by_somebody")]

    def __str__(self) -> str:
        return f"reopening {self.pk}"


class QualityFlag(models.Model):
    """The lead's or the QA manager's mark on an entry or a record; its author is told (paras 71, 72, 79)."""

    trail = Trail("quality-flag")

    class Kind(models.TextChoices):
        DESCRIPTIVE = "descriptive-only", "Descriptive only"
        THIN = "thin-evidence", "Based on too little evidence"
        UNCLEAR = "unclear", "Not clear"
        OTHER = "other", "Something else"

    entry = models.ForeignKey(SEAEntry, models.PROTECT, null=True, blank=True, related_name="flags")
    record = models.ForeignKey(EvidenceRecord, models.PROTECT, null=True, blank=True, related_name="flags")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False, record=None) | Q(entry=None, record__isnull=False),
                name="a_flag_stands_on_one_thing",
            ),
            paired("cleared", name="a_flag_is_cleared_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"flag {self.pk}"

    @property
    def thing(self) -> SEAEntry | EvidenceRecord:
        """What it stands on; a constraint says that there is one."""
        found = self.entry or self.record
        assert found is not None
        return found

    @property
    def inspection(self) -> Inspection:
        return self.thing.inspection
