"""The letter goes out: the draft to the DCS, the pre-publication letter, and to everybody."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.letters.models.versions import LetterVersion
from jtai.apps.letters.models.writing import Letter


class Dispatch(models.Model):
    """One version sent to people of the local area."""

    trail = Trail("letter-dispatch", inspection="letter.inspection")

    class Kind(models.TextChoices):
        ACCURACY = "accuracy", "Draft letter for the check of factual accuracy"
        PREPUBLICATION = "prepublication", "Pre-publication letter"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="dispatches")
    version = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="dispatches")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    sent_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True, help_text="when the one response is due")
    reading = models.CharField(max_length=40, blank=True, help_text="how the days were counted")
    received_at = models.DateTimeField(
        null=True, blank=True, help_text="receipt said by the DCS; starts the statement's days"
    )
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("sent_at",)
        constraints = [paired("received", name="a_copy_was_received_by_somebody")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.version}"


class DispatchRecipient(models.Model):
    """One line of the list it went to (paragraphs 90, 91). The name is a contact's, kept as it was used."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="recipients")
    group = models.CharField(max_length=60)
    contact_role = models.CharField(max_length=60)
    delivery = models.CharField(max_length=10, help_text="sent or copied")
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    delivered_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.contact_role} of {self.dispatch_id}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public(self) -> PublicationQuerySet:
        """What a person without an account may read: never what a practice inspection made (ADR 0302)."""
        return self.filter(workspace_only=False)


class Publication(models.Model):
    """A published version of the letter. Later ones stand beside it with a note."""

    trail = Trail("letter-publication", inspection="letter.inspection")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="publications")
    version = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    slug = models.SlugField(max_length=120)
    title = models.CharField(max_length=250)
    area_name = models.CharField(max_length=120)
    theme_title = models.CharField(max_length=200, blank=True)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    package = models.JSONField(default=list, help_text="what is published together: kind, title, address")
    note = models.TextField(blank=True, help_text="why it replaces the version before")
    mark = models.CharField(
        max_length=120, blank=True, help_text="printed on every page of a practice or demonstration"
    )
    workspace_only = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("letter", "number")
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="a_publication_has_its_number"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="a_letter_is_withdrawn_by_somebody_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["slug"], name="published_letters_by_address")]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"

    @property
    def document(self) -> dict[str, Any]:
        """The content as data."""
        found: dict[str, Any] = json.loads(self.content)
        return found
