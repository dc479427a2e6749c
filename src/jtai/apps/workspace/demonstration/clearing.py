"""Takes the demonstration out of a database: a service refuses to start with it (ADR 0255)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Model, ProtectedError, Q, QuerySet

from jtai.apps.accounts.models import User
from jtai.apps.accounts.views import DEMONSTRATION_DOMAIN
from jtai.apps.audit.actions import SERVICE, record
from jtai.apps.audit.models import Event, Head
from jtai.apps.database.locking import check_keys_at_the_end, order
from jtai.apps.inspections.models import Inspection
from jtai.apps.library.files import remove_unknown
from jtai.apps.notices.models import Message
from jtai.apps.workspace.demonstration.reach import in_parts, rows_of
from jtai.core.areas import invented_codes

CLEARED = "demonstration.cleared"


@dataclass(frozen=True, slots=True)
class Cleared:
    """What was removed, counted. `closed`: accounts that real work names; they stay and cannot be used."""

    inspections: int
    rows: int
    accounts: int
    closed: int
    messages: int
    events: int
    files: int
    mails: int


def demonstration_inspections() -> QuerySet[Inspection]:
    """Demonstrations, and whatever was rehearsed in an invented area."""
    return Inspection.objects.filter(
        Q(kind=Inspection.Kind.DEMONSTRATION) | Q(area_code__in=invented_codes())
    ).order_by("ref")


def demonstration_accounts() -> QuerySet[User]:
    """Accounts of the demonstration that are more than a closed shell: their password is known to all."""
    named = User.objects.filter(email__iendswith=f"@{DEMONSTRATION_DOMAIN}").order_by("pk")
    return named.exclude(is_active=False, closed_at__isnull=False, password__startswith="!")


def clear(*, at: datetime) -> Cleared:
    """Remove it all, or nothing. The service's trail says what went, with the last link of each chain."""
    with transaction.atomic():
        check_keys_at_the_end()
        inspections = list(demonstration_inspections())
        references = [one.ref for one in inspections]
        heads = {h.chain: [h.sequence, h.hash] for h in Head.objects.filter(chain__in=references)}
        rows = _remove_rows(inspections)
        removed, closed = _remove_accounts(at)
        of_people = Q(to_email__iendswith=f"@{DEMONSTRATION_DOMAIN}")
        messages, _ = Message.objects.filter(Q(chain__in=references) | of_people).delete()
        events = Event.objects.filter(chain__in=references)._raw_delete("default")
        Head.objects.filter(chain__in=references).delete()
        counts = {"inspections": len(inspections), "accounts": removed, "closed": closed}
        record(SERVICE, CLEARED, actor="", at=at, clock_at=at, codes={"chains": heads, **counts})
    return Cleared(
        len(inspections), rows, removed, closed, messages, events or 0, remove_unknown(), _remove_mails()
    )


def _remove_rows(inspections: list[Inspection]) -> int:
    """Foreign keys are checked when the transaction ends: a row of real work that points here stops it."""
    count = 0
    for model, keys in sorted(rows_of(inspections).items(), key=lambda found: _place(found[0])):
        for part in in_parts(keys):
            model._base_manager.filter(pk__in=part)._raw_delete("default")
        count += len(keys)
    return count


def _place(model: type[Model]) -> int:
    """In the order of locks (ADR 0250)."""
    label, labels = model._meta.app_label, order()
    return labels.index(label) if label in labels else -1


def _remove_accounts(at: datetime) -> tuple[int, int]:
    removed = closed = 0
    for user in demonstration_accounts():
        try:
            with transaction.atomic():
                user.delete()
            removed += 1
        except ProtectedError:
            # Something real says what this person did there: that must stay readable.
            user.is_active, user.closed_at = False, user.closed_at or at
            user.set_unusable_password()
            user.save(update_fields=["is_active", "closed_at", "password"])
            closed += 1
    return removed, closed


def _remove_mails() -> int:
    """The copies that ./run wrote of messages to people of the demonstration; their links are in them."""
    count = 0
    for path in settings.JTAI_OUTBOX_DIR.glob("*.eml") if settings.JTAI_OUTBOX_DIR.is_dir() else ():
        lines = path.read_bytes().decode(errors="replace").splitlines()
        if any(x.startswith("To:") and x.strip().endswith(f"@{DEMONSTRATION_DOMAIN}") for x in lines):
            path.unlink()
            count += 1
    return count
