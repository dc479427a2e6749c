"""Messages of an inspection that a person may read: their own, those of their inspectorate, or all."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jtai.apps.inspections.tasks import Viewer
from jtai.apps.notices.models import Message
from jtai.core.access import About


def own_bodies(viewer: Viewer) -> set[str] | None:
    """None for whoever reads every message; otherwise the inspectorates whose messages they read."""
    if viewer.may("read", "notice", About()):
        return None
    return {one.body for one in viewer.held if viewer.may("read", "notice", About(body=one.body))}


def messages_for(viewer: Viewer) -> QuerySet[Message]:
    """What this person may read, newest first. Local people read what was written to them."""
    rows = Message.objects.filter(chain=viewer.inspection.ref)
    bodies = set() if viewer.is_local else own_bodies(viewer)
    if bodies is not None:
        rows = rows.filter(Q(to_user_id=viewer.user.pk) | Q(to_body__in=bodies))
    return rows.order_by("-written_at", "-pk")
