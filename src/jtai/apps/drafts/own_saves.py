"""No clash with oneself: what a form has saved already is known to that form (ADR 0234).

    version = own_saves.on_top(row.pk, form.cleaned_data["version"])
    saved = actions.keep(..., version=version)
    own_saves.remember(saved.pk, saved.version)

A page that is sent again after going back names the version it was opened with. When the newer one was made
by the same form, the words go on top of it; when somebody else saved since, the action says so as before.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jtai.apps.database.locking import put
from jtai.apps.drafts import sending
from jtai.apps.drafts.models import FormSave


def on_top(thing: object, version: int) -> int:
    """The version that this form has seen: the one it posted, or the one it made itself since."""
    form_id = sending.current_form()
    made = FormSave.objects.filter(form_id=form_id, thing=str(thing)).first() if form_id else None
    return max(version, made.version) if made else version


def remember(thing: object, version: int) -> None:
    """This form has brought the thing to this version."""
    form_id = sending.current_form()
    if form_id is None:
        return
    with transaction.atomic():
        values = {"version": version, "saved_at": timezone.now()}
        put(FormSave, form_id=form_id, thing=str(thing), values=values)
