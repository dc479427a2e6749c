"""What is kept for more than one stage: files, of which this table knows everything but the bytes."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from jtai.core.working_days import version_words


class StoredFile(models.Model):
    """A file in the store. Only `library.files` knows where its bytes lie (ADR 0150).

    The row is never changed: a newer file is a new row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.CharField(max_length=40, help_text="reference of the inspection, or of the service")
    owner = models.CharField(max_length=60, help_text="code of the inspectorate or agency whose record it is")
    name = models.CharField(max_length=150, help_text="as it was called, without path and control characters")
    media_type = models.CharField(max_length=120, help_text="what its first bytes say it is")
    claimed_type = models.CharField(max_length=120, blank=True, help_text="what the sender said it is")
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField(help_text="real time")

    class Meta:
        indexes = [models.Index(fields=["chain", "stored_at"], name="files_of_an_inspection")]
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="no_empty_file_is_kept")]

    def __str__(self) -> str:
        return f"file {self.pk}"


class ThemeFile(models.Model):
    """A revision of a theme that an administrator loaded: its text as it came, never changed."""

    code = models.CharField(max_length=60)
    revision = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    text = models.TextField()
    name = models.CharField(max_length=150)
    loaded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "revision"], name="a_theme_revision_once")]

    def __str__(self) -> str:
        return f"{self.code}, revision {self.revision}"


class CalendarVersion(models.Model):
    """A version of England's calendar with bank holidays proclaimed since the last one."""

    version = models.CharField(max_length=60, unique=True)
    base = models.CharField(max_length=60)
    holidays = models.JSONField(help_text="[[iso date, title]]")
    added_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version

    @property
    def words(self) -> str:
        """England, version 1, with 2 more bank holidays."""
        return version_words(self.version)

    @property
    def days(self) -> list[tuple[date, str]]:
        """What it adds: day and title."""
        return [(date.fromisoformat(on), title) for on, title in self.holidays]
