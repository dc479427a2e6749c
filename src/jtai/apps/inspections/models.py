"""Facts of an inspection and the people in it. The stage shown is derived, never stored (ADR 0303)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jtai.apps.accounts.models import User
from jtai.apps.audit.trail import Trail
from jtai.apps.database.pairs import paired
from jtai.core.access import Held
from jtai.core.framework import load_edition
from jtai.core.framework.model import Edition
from jtai.core.working_days import version_words


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: User) -> InspectionQuerySet:
        """Those the person is in. Local people see nothing before the call to the DCS (ADR 0005)."""
        mine = Membership.objects.filter(user=user, ended_at=None)
        open_to = mine.exclude(side="local") | mine.filter(
            side="local", inspection__dcs_told_at__isnull=False
        )
        return self.filter(pk__in=open_to.values("inspection_id"))


class Inspection(models.Model):
    """A joint targeted area inspection, or a practice or demonstration of one."""

    class Kind(models.TextChoices):
        REAL = "real", "Inspection"
        PRACTICE = "practice", "Practice inspection"
        DEMONSTRATION = "demonstration", "Demonstration"

    ref = models.CharField(max_length=20, unique=True, help_text="names no area")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    edition_id = models.CharField(max_length=20)
    theme_code = models.CharField(max_length=60, blank=True)
    theme_revision = models.PositiveIntegerField(default=0)
    theme_checksum = models.CharField(max_length=64, blank=True)
    area_code = models.CharField(max_length=20)
    area_name = models.CharField(max_length=120)
    front_door_name = models.CharField(max_length=80, blank=True, help_text="what the area calls it (para 7)")
    day_zero = models.DateField(null=True, blank=True)
    calendar_version = models.CharField(max_length=60, blank=True)
    readings = models.JSONField(default=dict, blank=True, help_text="settings chosen for this inspection")
    clock_at = models.DateTimeField(null=True, blank=True, help_text="where the practice clock stands")
    dcs_told_at = models.DateTimeField(null=True, blank=True, help_text="opens the local accounts")
    paused_at = models.DateTimeField(null=True, blank=True)
    abandoned_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = InspectionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.ref

    @property
    def edition(self) -> Edition:
        return load_edition(self.edition_id)

    @property
    def calendar_words(self) -> str:
        """England, version 1."""
        return version_words(self.calendar_version)

    @property
    def has_moved_clock(self) -> bool:
        """Practice and demonstration inspections have a clock that a person moves (ADR 0004)."""
        return self.kind != self.Kind.REAL


class Counter(models.Model):
    """The last number given of one kind. Its row is locked to lend a number, never the inspection's."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    of = models.CharField(max_length=60, blank=True, help_text="the thing whose parts are numbered, if any")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "kind", "of"], name="a_counter_once_in_an_inspection"
            )
        ]


class Membership(models.Model):
    """A person in an inspection: a role held for an inspectorate or an agency."""

    trail = Trail("membership")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40)
    side = models.CharField(max_length=20, help_text="inspectorate, local or service, from the role")
    body = models.CharField(max_length=60, blank=True)
    workstreams = models.JSONField(default=list, blank=True)
    preparation_days = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "user", "role", "body"],
                condition=Q(ended_at=None),
                name="a_role_once_in_an_inspection",
            )
        ]
        indexes = [models.Index(fields=["user", "ended_at"], name="inspections_of_a_person")]

    @property
    def held(self) -> Held:
        return Held(self.role, self.body)


class Invitation(models.Model):
    """Somebody was invited to a role by an e-mail address: what was typed, and what its owner answered.

    An address without an account gets one; its role begins at once and the invitation is pending until a
    password is chosen. An address with an account gets nothing until its owner accepts (ADR 0220).
    """

    trail = Trail("invitation")

    class State(models.TextChoices):
        PENDING = "pending", "No answer yet"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        ENDED = "ended", "Ended"

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=40)
    body = models.CharField(max_length=60)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    full_name = models.CharField(max_length=150, help_text="as typed")
    email = models.EmailField(help_text="as typed")
    job_title = models.CharField(max_length=150, blank=True, help_text="as typed")
    terms = models.JSONField(default=dict, blank=True, help_text="what the role needs to know once accepted")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "user", "role", "body"],
                condition=Q(state="pending"),
                name="an_invitation_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(membership__isnull=False),
                name="an_accepted_invitation_gave_a_role",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at=None)
                | (~Q(state="pending") & Q(decided_at__isnull=False)),
                name="an_answered_invitation_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["user", "state"], name="invitations_of_a_person")]

    @property
    def may_have_a_link(self) -> bool:
        """May its link be given? Only that of an account this inspection made, without a password."""
        return (
            self.state == self.State.PENDING
            and self.membership_id is not None
            and self.user.made_for == self.inspection.ref
            and not self.user.has_usable_password()
        )


class LocalAgency(models.Model):
    """An agency of the local partnership: the kind from the edition, the name it goes by."""

    trail = Trail("local-agency")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="local_agencies")
    agency = models.CharField(max_length=60, help_text="code of the edition")
    name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "agency", "name"], name="an_agency_once_in_an_area")
        ]


class Contact(models.Model):
    """Somebody to call, write to or meet. Names live here and in the timetable only (ADR 0306)."""

    trail = Trail("contact")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="contacts")
    contact_role = models.CharField(max_length=60)
    agency = models.CharField(max_length=60, blank=True)
    local_title = models.CharField(max_length=150, blank=True, help_text="the local equivalent's title")
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    pronoun = models.CharField(max_length=10, blank=True, help_text="him, her or them, for Annex B")
    deputy_name = models.CharField(max_length=150, blank=True)
    deputy_phone = models.CharField(max_length=40, blank=True)
    deputy_email = models.EmailField(blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)


class ClosureDay(models.Model):
    """A day the inspectorates are closed that is no bank holiday, with its reason."""

    trail = Trail("closure-day")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="closure_days")
    on = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "on"], name="a_closure_day_once")]


class PublicationHold(models.Model):
    """Publication is held back from a day to a day: pre-election periods are real."""

    trail = Trail("hold")

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="holds")
    first_on = models.DateField()
    last_on = models.DateField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("first_on")), name="a_hold_ends_after_it_begins"
            ),
            paired("lifted", name="a_hold_is_lifted_by_somebody"),
        ]


class MilestoneFact(models.Model):
    """When a milestone actually happened, by the inspection's clock."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="facts")
    track = models.CharField(max_length=40, default="inspection")
    instance = models.CharField(
        max_length=40, blank=True, help_text="which of several, on tracks that repeat"
    )
    code = models.CharField(max_length=60)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(help_text="real time")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "track", "instance", "code"], name="a_milestone_happens_once"
            )
        ]


class Departure(models.Model):
    """Something the guidance usually does was done otherwise, with a reason (para 3, ADR 0009)."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="departures")
    rule = models.CharField(max_length=80)
    source = models.CharField(max_length=120, blank=True)
    message = models.CharField(max_length=500)
    reason = models.TextField()
    material = models.CharField(
        max_length=60, help_text="of the access table: who reads it, reads the reason"
    )
    body = models.CharField(
        max_length=60, blank=True, help_text="code of the owner of what it is about, or empty"
    )
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
