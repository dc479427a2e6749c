"""What one inspectorate has for one agency only (table day 13, paragraph 44)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.inspections.models import Inspection
from jtai.apps.meetings.models import Meeting


class AgencyMessage(models.Model):
    """A message of one inspectorate for one agency; inspectors read it, the agency once it is shared."""

    trail = Trail("agency-message")

    class State(models.TextChoices):
        DRAFT = "draft", "Not shared yet"
        SHARED = "shared", "Shared with the agency"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="agency_messages")
    number = models.PositiveIntegerField()
    inspectorate = models.CharField(max_length=60)
    agency = models.CharField(max_length=60)
    text = models.TextField()
    own_action = models.BooleanField(default=False, help_text="the inspectorate may act by itself")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="an_agency_message_has_its_number"),
            models.CheckConstraint(
                condition=Q(state="draft", shared_at=None, shared_by=None)
                | Q(state="shared", shared_at__isnull=False, shared_by__isnull=False),
                name="a_shared_message_was_shared_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.number}"


class SeparateOffer(models.Model):
    """A separate meeting an inspectorate offers an agency; the agency may take it up or not."""

    class State(models.TextChoices):
        DUE = "due", "To be offered"
        OFFERED = "offered", "Offered, no answer yet"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        LAPSED = "lapsed", "Not offered any more"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.OneToOneField(AgencyMessage, on_delete=models.PROTECT, related_name="offer")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DUE)
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    proposed_start = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_role = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting=None) | Q(state="accepted"), name="only_an_accepted_offer_makes_a_meeting"
            ),
            paired("offered", name="a_separate_meeting_is_offered_by_somebody"),
            paired("answered", name="an_offer_is_answered_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"offer of {self.message}"
