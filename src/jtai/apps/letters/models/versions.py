"""Versions, which never change, and what is bound to one of them: signatures, refusals, editors' changes."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.letters.models.writing import Letter


class LetterVersion(models.Model):
    """The letter as somebody submitted it. `content` is the canonical text whose hash is `digest`.

    reopens  code of the step of the chain from which it has to be signed again; "" when the signatures stay
    """

    trail = Trail("letter-version", inspection="letter.inspection")

    class Change(models.TextChoices):
        FIRST = "first", "First version"
        REWRITTEN = "rewritten", "Rewritten by the lead inspector"
        ACCURACY = "accuracy", "After the check of factual accuracy"
        MINOR = "minor", "Edited; the meaning is unchanged"
        SUBSTANTIVE = "substantive", "Edited; the meaning is changed"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    change = models.CharField(max_length=20, choices=Change.choices)
    reopens = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    confirmed = models.JSONField(
        default=list, blank=True, help_text="codes of the confirmations of paragraph 83"
    )
    owner_statement = models.TextField(blank=True, help_text="the words the lead inspector confirmed")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="a_version_of_a_letter_once")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def document(self) -> dict[str, Any]:
        """The content as data."""
        found: dict[str, Any] = json.loads(self.content)
        return found


class SignOff(models.Model):
    """A step of the chain done by somebody on one version. Whether it still stands is derived."""

    trail = Trail("letter-sign-off", inspection="letter.inspection")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="sign_offs")
    version = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="sign_offs")
    step = models.CharField(max_length=60, help_text="code of the edition's chain")
    role = models.CharField(max_length=40)
    body = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, help_text="hash of the words signed")
    statement = models.TextField(blank=True, help_text="the words agreed to")
    late_seconds = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "step", "role", "body"], name="signed_once_on_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} on {self.version}"


class Refusal(models.Model):
    """Somebody whose turn it was did not sign: the letter goes back to the lead inspector with comments."""

    trail = Trail("letter-refusal", inspection="version.letter.inspection")

    version = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="refusals")
    step = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    body = models.CharField(max_length=60, blank=True)
    comments = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"refusal of {self.version}"


class Edit(models.Model):
    """An editor's change of one sentence, with who said whether it changes the meaning (clash C16)."""

    trail = Trail("letter-edit", inspection="letter.inspection")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="edits")
    base = models.ForeignKey(LetterVersion, on_delete=models.PROTECT, related_name="edits_of")
    sentence = models.UUIDField()
    before = models.TextField()
    after = models.TextField()
    changes_meaning = models.BooleanField()
    reason = models.TextField(blank=True)
    made = models.ForeignKey(
        LetterVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="edits"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["base", "sentence"], name="a_sentence_edited_once_in_a_version")
        ]

    def __str__(self) -> str:
        return f"edit {self.pk}"
