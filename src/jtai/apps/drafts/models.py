"""Unsent words, readable by their author alone, and the ids of forms that were sent."""

from __future__ import annotations

import uuid

from django.db import models
from django.urls import Resolver404, resolve

from jtai.apps.drafts.values import QUERY, shown_words

# How many characters of a draft stand in the list.
FIRST = 90


class Draft(models.Model):
    """What one person typed into one form and has not sent. Nobody else is ever shown it (ADR 0230)."""

    class Why(models.TextChoices):
        TYPING = "typing", "Saved while you were typing"
        SIGNED_OUT = "signed-out", "Not sent: you had been signed out"
        OPEN_TOO_LONG = "open-too-long", "Not sent: the page had been open for too long"
        PASSWORD = "password", "Not sent: your password was asked for first"
        NOT_DONE = "not-done", "Not recorded: it could not be done"
        NOT_RIGHT = "not-right", "Not sent: something needs correcting"
        SENT_BEFORE = "sent-before", "Not sent again: you had already sent the same text"

    form_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="drafts")
    address = models.CharField(max_length=600, help_text="path and query of the page it was typed on")
    chain = models.CharField(max_length=40, blank=True, help_text="the inspection's reference")
    title = models.CharField(max_length=250, blank=True, help_text="as the page was called")
    fields = models.JSONField(default=list, help_text="[[name, [value, …]], …] as the browser sends them")
    why = models.CharField(max_length=20, choices=Why.choices, default=Why.TYPING)
    page = models.CharField(max_length=40, blank=True, help_text="the window that saved it last")
    saved_at = models.DateTimeField(help_text="real time")
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="when the same was sent before; real time"
    )
    sent_to = models.CharField(max_length=600, blank=True, help_text="where that led to")

    class Meta:
        indexes = [
            models.Index(fields=["user", "address"], name="drafts_of_a_page"),
            models.Index(fields=["chain"], name="drafts_of_an_inspection"),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def name(self) -> str:
        """As its page was called; where no page said so, from the address table."""
        if self.title:
            return self.title
        try:
            words = str(resolve(self.address.partition("?")[0]).url_name).replace("-", " ")
        except Resolver404:
            words = self.address
        return words[:1].upper() + words[1:]

    @property
    def first_words(self) -> str:
        """How its longest text begins: what tells it from another draft of such a page."""
        texts = [text for _, text in shown_words(self.fields)]
        longest = " ".join(max(texts, key=len, default="").split())
        return longest if len(longest) <= FIRST else f"{longest[:FIRST].rsplit(' ', 1)[0]}…"

    @property
    def stamp(self) -> str:
        """Which state of this draft a page shows: two pages that show the same one do not overwrite it."""
        return f"{self.saved_at:%Y%m%d%H%M%S%f}"

    @property
    def asks_for_a_second(self) -> bool:
        """Is it to be sent again only if a second one is meant (ADR 0233)?"""
        return self.why == self.Why.SENT_BEFORE and self.sent_at is not None

    @property
    def opens_at(self) -> str:
        """The address that opens its page with this draft, and not with a newer one of the same page."""
        return self._with(f"{QUERY}={self.pk}")

    @property
    def opens_without(self) -> str:
        """The address that opens its page without any draft."""
        return self._with(f"{QUERY}=none")

    def _with(self, what: str) -> str:
        return f"{self.address}{'&' if '?' in self.address else '?'}{what}"


class Sending(models.Model):
    """One form, sent with these values: carried out once, however often it arrives (ADR 0231).

    done_at is written in the transaction of the action itself; location is where the answer led to.
    """

    form_id = models.UUIDField()
    digest = models.CharField(max_length=64, help_text="keyed digest of address and values")
    words = models.CharField(
        max_length=64, blank=True, help_text="keyed digest of what was written, or empty"
    )
    user_id = models.BigIntegerField()
    started_at = models.DateTimeField(help_text="real time")
    done_at = models.DateTimeField(null=True, blank=True, help_text="real time")
    location = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form_id", "digest"], name="a_form_is_sent_once")]
        indexes = [
            models.Index(fields=["started_at"], name="sendings_by_age"),
            models.Index(fields=["user_id", "words"], name="sendings_by_words"),
        ]

    def __str__(self) -> str:
        return f"sending {self.form_id}"


class FormSave(models.Model):
    """The version to which one form brought one thing: no clash with oneself after going back (ADR 0234)."""

    form_id = models.UUIDField()
    thing = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField(help_text="real time")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form_id", "thing"], name="a_form_saves_a_thing")]
        indexes = [models.Index(fields=["saved_at"], name="form_saves_by_age")]

    def __str__(self) -> str:
        return f"version {self.version} by form {self.form_id}"
