"""Meetings of an inspection: when, what was on the agenda, who came, what came of it.

Attendance is kept here alone: nothing about attendance leads to a finding or to the letter (paragraph 35).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.inspections.models import Contact, Inspection
from jtai.core.framework.model import Meeting as MeetingKind


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def tied_to(self, inspection: Inspection, milestone: str) -> MeetingQuerySet:
        """The meetings whose kind the edition ties to this milestone."""
        codes = [kind.code for kind in inspection.edition.meetings if milestone in kind.milestones]
        return self.filter(inspection=inspection, code__in=codes).exclude(state=Meeting.State.CANCELLED)


class Meeting(models.Model):
    """One meeting: a kind of the edition, or a separate one of an inspectorate with an agency."""

    trail = Trail("meeting")

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "In progress"
        CLOSED = "closed", "Closed"
        CANCELLED = "cancelled", "Cancelled"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="meetings")
    code = models.CharField(max_length=40, help_text="kind of the edition, or “separate”")
    number = models.PositiveIntegerField(help_text="within its kind")
    usual_on = models.DateField(null=True, blank=True, help_text="the day the edition gives it")
    on = models.DateField(help_text="the day it is planned for")
    scheduled_start = models.DateTimeField(null=True, blank=True, help_text="empty until a time is set")
    scheduled_end = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLANNED)
    place = models.CharField(max_length=150, blank=True)
    dial_in = models.CharField(max_length=150, blank=True)
    notes = models.TextField(blank=True)
    what_makes_most_difference = models.TextField(
        blank=True, help_text="asked of the feedback meeting (para 43)"
    )
    inspectorate = models.CharField(max_length=60, blank=True, help_text="of a separate meeting (para 44)")
    agency = models.CharField(max_length=60, blank=True, help_text="of a separate meeting (para 44)")
    invited_at = models.DateTimeField(null=True, blank=True)
    planned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    SEPARATE = "separate"
    objects = MeetingQuerySet.as_manager()

    class Meta:
        # Said for both databases: they put what has no time yet at different ends.
        ordering = ("on", models.F("scheduled_start").asc(nulls_first=True), "pk")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "code", "number"], name="a_meeting_has_its_number"),
            models.CheckConstraint(
                condition=Q(ended_at=None)
                | Q(started_at__isnull=False, ended_at__gte=models.F("started_at")),
                name="a_meeting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", ended_at__isnull=False) | ~Q(state="closed"),
                name="a_closed_meeting_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"

    @property
    def kind(self) -> MeetingKind | None:
        """What the edition says of such a meeting; None for a separate one."""
        return None if self.code == self.SEPARATE else self.inspection.edition.meeting(self.code)

    @property
    def title(self) -> str:
        return self.kind.title if self.kind else "Separate meeting"


class AgendaOutcome(models.Model):
    """What came of one point of the agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="outcomes")
    item = models.CharField(max_length=60, help_text="code of the agenda in the edition")
    outcome = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "item"], name="one_outcome_for_a_point")]

    def __str__(self) -> str:
        return f"outcome of {self.item}"


class Attendance(models.Model):
    """Somebody invited to a meeting: a person of the inspection, or a contact of the local area."""

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", "In person"
        CALL = "call", "By conference call"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=60, help_text="role of the inspection, or contact role")
    body = models.CharField(max_length=60, blank=True, help_text="code of an inspectorate or agency")
    is_local = models.BooleanField(default=False)
    mode = models.CharField(max_length=20, choices=Mode.choices, default=Mode.IN_PERSON)
    attended = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, contact__isnull=False) | Q(user__isnull=False, contact=None),
                name="a_person_or_a_contact_attends",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(user__isnull=False), name="a_person_attends_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "contact"],
                condition=Q(contact__isnull=False),
                name="a_contact_attends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"
