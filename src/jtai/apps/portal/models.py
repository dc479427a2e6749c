"""What was asked of whom, what came, who reads it; extra requests, access to systems, the briefing note."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.inspections.models import Inspection
from jtai.apps.library.models import StoredFile
from jtai.core.workflows.extra_request import EXTRA_REQUEST
from jtai.core.workflows.request_item import REQUEST_ITEM

# What is typed for the number of the child where a document is about more than one.
SEVERAL = "several"


class RequestSet(models.Model):
    """What one inspectorate asked for, and when (table, day 0). Never empty."""

    trail = Trail("request-set")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="request_sets")
    inspectorate = models.CharField(max_length=60)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "inspectorate"], name="one_set_for_an_inspectorate")
        ]


class RequestItem(models.Model):
    """One thing asked of one agency. Its words come from the edition, the theme, or an extra request."""

    trail = Trail("request-item")

    class Origin(models.TextChoices):
        FRAMEWORK = "framework", "The framework"
        THEME = "theme", "The theme"
        EXTRA = "extra", "Extra information"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="request_items")
    request_set = models.ForeignKey(RequestSet, on_delete=models.PROTECT, null=True, related_name="items")
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    agency = models.CharField(max_length=60)
    inspectorate = models.CharField(max_length=60)
    milestone = models.CharField(max_length=60, blank=True)
    own_due_at = models.DateTimeField(null=True, blank=True, help_text="where no milestone says when")
    paragraph = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, default="document")
    origin = models.CharField(max_length=20, choices=Origin.choices)
    optional = models.BooleanField(default=False)
    child_level = models.BooleanField(default=False)
    child_ref = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        max_length=20, choices=[(s, REQUEST_ITEM.titles[s]) for s in sorted(REQUEST_ITEM.states)]
    )
    state_reason = models.TextField(blank=True)
    requested_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True, help_text="when it first came whole")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "agency", "child_ref", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "code", "agency", "child_ref"], name="an_item_once_for_an_agency"
            ),
            paired("accepted", name="an_item_is_accepted_by_somebody"),
        ]
        indexes = [models.Index(fields=["inspection", "agency"], name="items_of_an_agency")]


class Document(models.Model):
    """Something that came: a file, or what was supplied by another secure route and is described here."""

    trail = Trail("document")

    class Route(models.TextChoices):
        FILE = "file", "Sent here"
        OTHER = "other", "Another secure route"
        SERVICE = "service", "Entered on a page of its own"

    class Label(models.TextChoices):
        ASKED = "asked", "Information requested"
        EXTRA = "extra", "Extra information"
        CONTEXT = "context", "context"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="documents")
    item = models.ForeignKey(
        RequestItem, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    number = models.PositiveIntegerField(default=1, help_text="which of those sent for the item")
    title = models.CharField(max_length=300)
    agency = models.CharField(max_length=60)
    inspectorate = models.CharField(max_length=60, blank=True)
    route = models.CharField(max_length=20, choices=Route.choices)
    label = models.CharField(max_length=20, choices=Label.choices, default=Label.ASKED)
    stored = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    description = models.TextField(blank=True)
    child_level = models.BooleanField(default=False)
    child_ref = models.CharField(max_length=40, blank=True)
    is_part = models.BooleanField(default=False)
    counts = models.BooleanField(default=True, help_text="the one that counts for its item")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-sent_at", "-number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(counts=True), name="one_file_counts_for_an_item"
            ),
            models.UniqueConstraint(fields=["item", "number"], name="files_of_an_item_are_numbered"),
            models.CheckConstraint(
                condition=Q(route="file", stored__isnull=False) | (~Q(route="file") & Q(stored=None)),
                name="a_file_has_bytes",
            ),
        ]

    @property
    def child_words(self) -> str:
        """ "child C-0412", "several children", or "" where it is about none."""
        if self.child_ref == SEVERAL:
            return "several children"
        return f"child {self.child_ref}" if self.child_ref else ""


class ItemQuery(models.Model):
    """A question about what came, and its answer."""

    trail = Trail("item-query", inspection="item.inspection")

    item = models.ForeignKey(RequestItem, on_delete=models.PROTECT, related_name="queries")
    text = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [paired("answered", name="an_answer_has_an_author")]


class Allocation(models.Model):
    """A document given to an inspector to read, and whether it has been reviewed (table, day 6; para 70)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="allocations")
    inspector = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    allocated_at = models.DateTimeField()
    allocated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "inspector"], condition=Q(ended_at=None), name="a_reader_once"
            )
        ]


class ExtraRequest(models.Model):
    """Something beyond the list, asked for or offered, with the two tests of paragraph 17."""

    trail = Trail("extra-request")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="extra_requests")
    offered = models.BooleanField(help_text="by the local partnership; otherwise asked by an inspector")
    title = models.CharField(max_length=300)
    agency = models.CharField(max_length=60)
    inspectorate = models.CharField(max_length=60)
    exceptional = models.TextField(blank=True)
    why_necessary = models.TextField()
    checked = models.ManyToManyField(RequestItem, related_name="+", blank=True)
    state = models.CharField(
        max_length=20, choices=[(s, EXTRA_REQUEST.titles[s]) for s in sorted(EXTRA_REQUEST.states)]
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    item = models.OneToOneField(
        RequestItem, on_delete=models.PROTECT, null=True, blank=True, related_name="extra"
    )

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [paired("decided", name="an_extra_request_is_decided_by_somebody")]


class SystemAccess(models.Model):
    """An inspector's own access to an agency's electronic files (paragraph 58)."""

    trail = Trail("system-access")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="system_accesses")
    inspector = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=60)
    system = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["agency", "system", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_on=None) | Q(revoked_on__gte=models.F("granted_on")),
                name="access_ends_after_it_begins",
            )
        ]


class BriefingNote(models.Model):
    """The lead inspector's note to the team (table, day 3): what is being written."""

    trail = Trail("briefing-note")

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="briefing_note")
    text = models.TextField(blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)


class IssuedNote(models.Model):
    """A version of the briefing note as the team received it. Never changed."""

    trail = Trail("issued-note", inspection="note.inspection")

    note = models.ForeignKey(BriefingNote, on_delete=models.PROTECT, related_name="issued")
    number = models.PositiveIntegerField()
    text = models.TextField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="issued_notes_are_numbered")]
