"""Links to choose a password. Each new one ends the one before (ADR 0221)."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db.models import F
from django.urls import reverse
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from jtai.apps.accounts.models import User


class LinkTokens(PasswordResetTokenGenerator):
    """Django's, and the number of the link: a new link, or the end of an invitation, ends the older one."""

    def __init__(self, route: str) -> None:
        super().__init__()
        self.key_salt = f"jtai.accounts.links.{route}"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}-{user.links}"


# A link that went to the address proves whose it is; one that was handed over proves nothing.
MAILED = LinkTokens("mailed")
HANDED_OVER = LinkTokens("handed-over")


def invitation_link(user: User, *, handed_over: bool = False) -> str:
    """An address that lets this person choose a password, once. Any older link ends."""
    end_links([user])
    tokens = HANDED_OVER if handed_over else MAILED
    return reverse("invitation", args=[urlsafe_base64_encode(force_bytes(user.pk)), tokens.make_token(user)])


def end_links(users: list[User]) -> None:
    """Every link that was given out for these accounts ends. Nothing else of them changes."""
    for user in users:
        User.objects.filter(pk=user.pk).update(links=F("links") + 1)
        user.refresh_from_db(fields=["links"])


def is_link_good(user: User, token: str) -> bool:
    """Does this token still let its bearer choose the password?"""
    return MAILED.check_token(user, token) or HANDED_OVER.check_token(user, token)


def proves_address(user: User, token: str) -> bool:
    """Did the token go to the address of the account, and to nobody else?"""
    return MAILED.check_token(user, token)


def owner_of(uid: str) -> User | None:
    """The open account a link is for."""
    try:
        pk = int(force_str(urlsafe_base64_decode(uid)))
        return User.objects.filter(pk=pk, is_active=True).first()
    except (ValueError, OverflowError):
        return None
