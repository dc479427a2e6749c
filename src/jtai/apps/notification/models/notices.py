"""The written confirmation, as it was sent (para 13, Annex B)."""

from __future__ import annotations

from django.db import models

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.inspections.models import Contact, Inspection


class WrittenNotice(models.Model):
    """One notice to one senior leader. `content` never changes; its message stands in the outbox."""

    trail = Trail("written-notice")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="written_notices")
    code = models.CharField(max_length=60, help_text="code of the notice in the edition")
    body = models.CharField(max_length=60, help_text="the inspectorate that writes")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    content = models.TextField(help_text="canonical text with its attachments, hashed in the trail")
    message_key = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "code", "contact"], name="a_leader_gets_a_notice_once"
            )
        ]
