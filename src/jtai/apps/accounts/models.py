"""Accounts and the few service-wide roles."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, *, email: str, full_name: str, password: str | None = None, **fields: object
    ) -> User:
        user = self.model(email=email.strip().lower(), full_name=full_name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=(email or "").strip())


class User(AbstractBaseUser):
    """A person. `body` is the inspectorate or the kind of agency they work for."""

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    body = models.CharField(max_length=60, blank=True, help_text="code of an inspectorate or agency")
    is_social_care_hmi = models.BooleanField(default=False, help_text="may lead an inspection (para 8)")
    is_senior_hmi = models.BooleanField(default=False, help_text="may be a QA manager (para 92/93)")
    is_active = models.BooleanField(default=True, help_text="local accounts open with the call to the DCS")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="closed by an administrator")
    made_for = models.CharField(
        max_length=40, blank=True, help_text="the inspection whose invitation made the account"
    )
    proved_at = models.DateTimeField(
        null=True, blank=True, help_text="a password was chosen with a link that went to the address"
    )
    links = models.PositiveIntegerField(default=0, help_text="counts links; each new one ends the others")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_for_an_address"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(is_active=False),
                name="a_closed_account_is_shut",
            ),
        ]

    def __str__(self) -> str:
        return f"user {self.pk}"

    @property
    def confined_to(self) -> str:
        """The reference of the only inspection this account may take part in, or "" (ADR 0221).

        Who was handed a link on a page of a practice inspection has not shown that the address is theirs.
        """
        return "" if self.proved_at else self.made_for

    @property
    def service_roles(self) -> frozenset[str]:
        """Codes of the roles held for the whole service: administrator, auditor, practice-coordinator."""
        if not hasattr(self, "_service_roles"):
            self._service_roles = frozenset(self.service_role_rows.values_list("role", flat=True))
        return self._service_roles


class ServiceRole(models.Model):
    """A role outside any one inspection."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", "Administrator"
        AUDITOR = "auditor", "Auditor"
        PRACTICE_COORDINATOR = "practice-coordinator", "Practice coordinator"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="service_role_rows")
    role = models.CharField(max_length=40, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="a_service_role_once")]


class SignInTry(models.Model):
    """A try from an address that did not succeed, or a link asked for: how many names one address tries."""

    class Kind(models.TextChoices):
        SIGN_IN = "sign-in", "Signing in"
        LINK = "link", "Asking for a link"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    address = models.CharField(max_length=45, help_text="where from; of IPv6 the first half")
    name = models.CharField(max_length=64, help_text="a keyed hash of what was typed as e-mail address")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "address", "at"], name="tries_from_an_address")]


class LinkRequest(models.Model):
    """Somebody asked for a link to choose a password. The worker finds out whether there is an account."""

    email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField()


class UserSession(models.Model):
    """A browser in which somebody is signed in; its number is in the session. Without a row it has ended."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="at most a minute older than the last page")
    browser = models.CharField(max_length=60, help_text="family and system, never more")
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        ordering = ["-seen_at", "-pk"]
        indexes = [models.Index(fields=["user", "seen_at"], name="sessions_of_a_person")]
