"""Messages and what became of them. Rendered values only: this app knows nothing of inspections."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """One message to one reader. `heading` and `body` are what they read; `subject` names no area."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        KEPT = "kept", "Not sent outside"

    key = models.CharField(max_length=160, unique=True)
    chain = models.CharField(max_length=40, blank=True, help_text="the inspection's reference")
    kind = models.CharField(max_length=60)
    to_user_id = models.BigIntegerField(null=True, blank=True)
    to_name = models.CharField(max_length=200)
    to_role = models.CharField(max_length=60, blank=True)
    to_body = models.CharField(max_length=60, blank=True)
    to_email = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    heading = models.CharField(max_length=250, blank=True)
    body = models.TextField()
    link = models.CharField(max_length=300, blank=True, help_text="path of the page it points to")
    attachments = models.JSONField(default=list, blank=True, help_text='[{"name", "text"}]')
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    message_id = models.CharField(max_length=255, help_text="of the mail; the same at every try")
    written_at = models.DateTimeField(help_text="by the inspection's clock")
    queued_at = models.DateTimeField(help_text="real time")
    taken_at = models.DateTimeField(null=True, blank=True, help_text="real time; when sending began")
    sent_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True, help_text="real time; not before this")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["chain", "written_at"], name="messages_of_an_inspection"),
            models.Index(fields=["state"], name="messages_by_state"),
            models.Index(fields=["to_user_id", "read_at"], name="messages_of_a_person"),
        ]
