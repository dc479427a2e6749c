"""The set-up discussion and what it agrees (para 15)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.apps.inspections.models import Contact, Inspection


class SetUp(models.Model):
    """The set-up discussion: offered, answered, held and closed."""

    trail = Trail("set-up")

    class Reply(models.TextChoices):
        WAITING = "", "No answer yet"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="set_up")
    state = models.CharField(max_length=20, default="open")
    offered_for = models.DateTimeField(null=True, blank=True, help_text="when the discussion begins")
    place = models.CharField(max_length=200, blank=True)
    dial_in = models.TextField(blank=True, help_text="how to join by telephone (footnote 4)")
    reply = models.CharField(max_length=20, choices=Reply.choices, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    attendees = models.ManyToManyField(Contact, related_name="+", blank=True)
    others_present = models.TextField(blank=True, help_text="job roles")
    version = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [paired("closed", name="a_set_up_is_closed_by_somebody")]


class AgendaAnswer(models.Model):
    """A point of the agenda was dealt with: a note, or that there was nothing to note."""

    trail = Trail("agenda-answer")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="agenda_answers")
    code = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    nothing_to_note = models.BooleanField(default=False, help_text="no questions, or covered")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "code"], name="an_agenda_point_once")]


class Arrangement(models.Model):
    """Something agreed at set-up, or still open and carried to the first meeting on site (para 15, 28)."""

    trail = Trail("arrangement")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="arrangements")
    code = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    owner = models.CharField(max_length=150, blank=True, help_text="job role of whoever sees to it")
    state = models.CharField(max_length=20, default="open")
    agreed_on = models.DateField(null=True, blank=True)
    in_place = models.BooleanField(null=True, blank=True, help_text="as confirmed on the first day on site")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.TextField(blank=True)
    action_owner = models.CharField(max_length=150, blank=True)
    action_due_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "code"], name="an_arrangement_once"),
            paired("confirmed", name="an_arrangement_is_confirmed_by_somebody"),
        ]


class LinkPerson(models.Model):
    """The local person who supports the inspection; at most one at a time (para 15)."""

    trail = Trail("link-person")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="link_people")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    has_access = models.BooleanField(help_text="to the senior leaders of the agencies")
    has_authority = models.BooleanField(help_text="enough to answer the lead inspector's requests")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection"], condition=Q(ended_at=None), name="one_link_person_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(has_access=True, has_authority=True),
                name="a_link_person_has_access_and_authority",
            ),
        ]


class IncidentAnswer(models.Model):
    """The answer to the question about serious incidents awaiting notification: there are none."""

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="incident_answer")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class SeriousIncident(models.Model):
    """One serious incident awaiting notification; inspectors and the director read it, no agency does."""

    trail = Trail("serious-incident")

    class Kind(models.TextChoices):
        INVESTIGATION = "investigation", "Significant current investigation"
        REVIEW = "review", "Serious case review about to be published"
        MEDIA = "media", "Local issue of high media interest"
        OTHER = "other", "Another serious incident"

    class Status(models.TextChoices):
        AWAITING = "awaiting", "Awaiting notification"
        NOTIFIED = "notified", "Notified since"
        NOT_NOTIFIABLE = "not-notifiable", "Found not to need notification"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="serious_incidents")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=20, choices=Status.choices)
    agency = models.CharField(max_length=60, help_text="code of the edition")
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class StaffInformation(models.Model):
    """A version of the sheet for staff who will meet inspectors."""

    trail = Trail("staff-information")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="staff_information")
    number = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="a_staff_sheet_version_once")
        ]


class Sharing(models.Model):
    """The contact sheet or the staff sheet was shared with the leaders."""

    trail = Trail("sharing")

    class What(models.TextChoices):
        CONTACTS = "contact-sheet", "Contact sheet"
        STAFF = "staff-information", "Information for staff"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="sharings")
    what = models.CharField(max_length=20, choices=What.choices)
    content = models.TextField(help_text="what was shared")
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
