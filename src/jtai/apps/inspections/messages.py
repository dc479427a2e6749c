"""Messages of an inspection: the subject carries the reference only, practice stays in the workspace."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from jtai.apps.accounts.actions import invitation_link
from jtai.apps.accounts.models import User
from jtai.apps.inspections.models import Inspection, Invitation
from jtai.apps.notices import actions as notices
from jtai.apps.notices.models import Message
from jtai.core.moments import Moment

# Nobody may take such a message for one of a real inspection.
PREFIXES: dict[str, str] = {
    Inspection.Kind.PRACTICE: "Practice: ",
    Inspection.Kind.DEMONSTRATION: "Demonstration: ",
}
A_LINK = (
    "Your account is open. Open the link to choose a password, then sign in. The link works once, and for "
    "three days. You can ask for another one on the sign-in page."
)
NO_LINK = "Your account is open. Ask for a link to choose a password on the sign-in page, then sign in."


def send(
    inspection: Inspection,
    *,
    key: str,
    kind: str,
    body: str,
    at: Moment,
    to: User | None = None,
    to_name: str = "",
    to_email: str = "",
    to_role: str = "",
    to_body: str = "",
    title: str = "Joint targeted area inspection",
    heading: str = "",
    link: str = "",
    attachments: list[dict[str, str]] | None = None,
) -> Message:
    """Queue one message, once for each key within the inspection (ADR 0007).

    title goes into the subject and must name no area and no child; heading and body are what is read.
    Messages of practice inspections are kept in the workspace (ADR 0302); those of the demonstration go
    to the demonstration's own outbox.
    """
    prefix = PREFIXES.get(inspection.kind, "")
    return notices.queue(
        key=f"{inspection.ref}:{key}",
        kind=kind,
        chain=inspection.ref,
        to_user_id=to.pk if to else None,
        to_name=to_name or (to.full_name if to else ""),
        to_email=to.email if to else to_email,
        to_role=to_role,
        to_body=to_body,
        subject=f"{prefix}{title} ({inspection.ref})",
        heading=heading,
        body=body,
        link=link,
        attachments=attachments,
        written_at=at.now,
        keep=inspection.kind == Inspection.Kind.PRACTICE,
    )


def holders(inspection: Inspection, *roles: str, body: str = "") -> list[User]:
    """The people who hold one of these roles now (for one body, if given)."""
    codes = inspection.edition.roles_like(*roles)
    rows = inspection.memberships.filter(role__in=codes, ended_at=None).select_related("user").order_by("pk")
    if body:
        rows = rows.filter(body=body)
    return list({row.user_id: row.user for row in rows}.values())


def write_first_links(inspection: Inspection, users: Iterable[User], *, at: Moment) -> None:
    """Write to those of these local people who have no password yet (paragraph 12).

    Only people who have been told may be given here: this must not be what tells them (paragraph 13). It is
    the letter that had to wait when the administrator made the account: whoever was sent a link before asks
    for another one themselves (ADR 0220). A practice inspection makes no link of anybody's account.
    """
    practice = inspection.kind == Inspection.Kind.PRACTICE
    for user in {user.pk: user for user in users}.values():
        if user.has_usable_password() or not user.is_active or user.links:
            continue
        send(
            inspection,
            key=f"account-{user.pk}",
            kind="password",
            to=user,
            title="Choose a password",
            heading="Choose a password",
            body=NO_LINK if practice else A_LINK,
            link=reverse("password-forgotten") if practice else invitation_link(user),
            at=at,
        )


def write_to_owner(invitation: Invitation, title: str, at: Moment) -> None:
    """Tell the owner of an account that exists.

    An account that is closed, or waits for its call, is not written to.
    """
    if not invitation.user.is_active:
        return
    send(
        invitation.inspection,
        key=f"invitation-{invitation.pk}",
        kind="invitation",
        to=invitation.user,
        to_name=invitation.full_name,
        title=title,
        heading=title,
        body="Sign in to accept or decline. If you have no password yet, or have forgotten it, ask for a "
        "link on the sign-in page.",
        link=reverse("invited", args=[invitation.pk]),
        at=at,
    )
