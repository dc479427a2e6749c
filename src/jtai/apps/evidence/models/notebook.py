"""The notebook: each inspector's own contemporaneous notes (para 76)."""

from __future__ import annotations

from django.db import models

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.inspections.models import Inspection


class NotebookEntry(models.Model):
    """A note. Every keep is a version; the time of the first writing never changes."""

    id = models.UUIDField(primary_key=True, help_text="made by whoever writes the note")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="notebook_entries")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.CharField(max_length=60, help_text="keeps the notebook afterwards (para 81)")
    heading = models.CharField(max_length=150, blank=True, help_text="the activity, in the author's words")
    text = models.TextField(blank=True)
    observed_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(help_text="first written, by the inspection's clock; never changes")
    received_at = models.DateTimeField(help_text="first came to the server, real time; never changes")
    kept_at = models.DateTimeField(help_text="last kept, real time")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["inspection", "author"], name="notebook_of_a_person")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class NotebookVersion(models.Model):
    """What the note said at one keep."""

    trail = Trail("notebook-version", inspection="entry.inspection")

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(NotebookEntry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField(help_text="canonical JSON of the fields")
    content_hash = models.CharField(max_length=64)
    at = models.DateTimeField(help_text="by the inspection's clock")
    received_at = models.DateTimeField(help_text="real time")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="a_notebook_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"
