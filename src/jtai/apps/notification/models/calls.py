"""The telephone calls of day 0 and the task about the LSCB (paras 12-14)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.inspections.models import Contact, Inspection


class CallToDirector(models.Model):
    """The lead's call sheet: a draft until the call was had and everything in it was said."""

    trail = Trail("call-to-dcs")

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="call_to_director")
    state = models.CharField(max_length=20, default="draft")
    ticks = models.JSONField(default=list, blank=True, help_text="codes of what was said, from the edition")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deputy_took_it = models.BooleanField(default=False)
    called_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed")
                | Q(closed_at__isnull=False, closed_by__isnull=False, called_at__isnull=False),
                name="a_closed_call_has_its_time_and_person",
            ),
            paired("closed", name="a_call_is_closed_by_somebody"),
        ]


class CallList(models.Model):
    """The list of one other inspectorate, open from the moment the lead had told the director."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="call_lists")
    body = models.CharField(max_length=60, help_text="code of the inspectorate")
    released_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "body"], name="a_call_list_once")]


class LeaderCall(models.Model):
    """A leader was told by telephone, or the call was excused with a reason."""

    trail = Trail("leader-call")

    class Outcome(models.TextChoices):
        SPOKEN = "spoken", "I spoke to them"
        DEPUTY = "deputy", "I spoke to their deputy"
        EXCUSED = "excused", "No call was made"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="leader_calls")
    body = models.CharField(max_length=60, help_text="code of the inspectorate that calls")
    contact_role = models.CharField(max_length=60)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    called_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "body", "contact_role", "contact"], name="a_leader_is_called_once"
            ),
            models.UniqueConstraint(
                fields=["inspection", "body", "contact_role"],
                condition=Q(contact=None),
                name="a_role_without_a_person_is_called_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="excused", called_at=None) | Q(called_at__isnull=False),
                name="a_call_has_a_time_unless_excused",
            ),
        ]


class LscbTold(models.Model):
    """The director has told one of the board's people (para 14)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="lscb_told")
    contact_role = models.CharField(max_length=60)
    told_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "contact_role"], name="a_board_contact_is_told_once"
            )
        ]
