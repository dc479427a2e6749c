"""Lists of children and the choices from them. No field holds a name or a date of birth (para 19, 80)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.inspections.models import Inspection
from jtai.core.selection import ChildRow


class ChildList(models.Model):
    """A list that was sent. The file itself is not kept: its SHA-256 and the report of the import are."""

    trail = Trail("child-list")

    class State(models.TextChoices):
        CHECKED = "checked", "Checked, not used yet"
        USED = "used", "In use"
        DISCARDED = "discarded", "Not used"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="child_lists")
    title = models.CharField(max_length=150)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CHECKED)
    sha256 = models.CharField(max_length=64)
    report = models.JSONField(default=list, help_text="[[column, sentence]]")
    rows = models.JSONField(
        default=list, help_text="the rows of a checked list until it is used or discarded"
    )
    count = models.PositiveIntegerField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Child(models.Model):
    """A child of a list, known by the area's number and by a short key of this inspection.

    The key is for people; the address of the child's page is random and cannot be guessed (ADR 0212).
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="children")
    lists = models.ManyToManyField(ChildList, related_name="children")
    key = models.CharField(max_length=8)
    address = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child_id = models.CharField(max_length=40)
    age = models.SmallIntegerField(null=True, blank=True, help_text="whole years at notification; -1 unborn")
    gender = models.CharField(max_length=60)
    ethnicity = models.CharField(max_length=60)
    disability = models.CharField(max_length=60)
    stage = models.CharField(max_length=60)
    probation = models.BooleanField(null=True)
    family = models.CharField(max_length=40, blank=True)
    needs = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "child_id"], name="a_child_once_in_an_inspection"),
            models.UniqueConstraint(fields=["inspection", "key"], name="a_key_once_in_an_inspection"),
        ]

    @property
    def as_row(self) -> ChildRow:
        """In the shape the rules ask for."""
        return ChildRow(
            self.child_id,
            self.age,
            self.gender,
            self.ethnicity,
            self.disability,
            self.stage,
            self.probation,
            self.family,
            self.needs,
        )


class ContextNote(models.Model):
    """A contextual issue of the area that bears on the theme (para 20)."""

    trail = Trail("context-note")

    class Channel(models.TextChoices):
        LIST = "list", "With the list of children"
        SET_UP = "set-up", "At the set-up discussion"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="context_notes")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ChildSet(models.Model):
    """A choice of children: the first from the list, the second from the first. Published versions stay."""

    trail = Trail("child-set")

    class Stage(models.TextChoices):
        SHORTLIST = "shortlist", "First selection"
        TRACKED = "tracked", "Tracked children"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="child_sets")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    number = models.PositiveIntegerField(help_text="0 is the draft")
    children = models.ManyToManyField(Child, related_name="sets")
    context_considered = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="why a published choice was changed")
    balance = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "stage", "number"], name="a_choice_once"),
            models.CheckConstraint(
                condition=Q(number=0, published_at=None) | Q(number__gt=0, published_at__isnull=False),
                name="a_numbered_choice_is_published",
            ),
        ]


class DataReceipt(models.Model):
    """The additional information on one child of the first selection has come (para 21)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="data_receipts")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="data_receipts")
    requested_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "child"], name="one_request_for_a_child"),
            models.CheckConstraint(
                condition=Q(received_at=None, by=None) | Q(received_at__isnull=False, by__isnull=False),
                name="information_comes_from_somebody",
            ),
        ]
