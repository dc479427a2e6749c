"""In place of a form that can no longer be sent: what became of the thing, and where it is (ADR 0235)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from django.urls import reverse

from jtai.core.results import refuse

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Ended:
    """What is said and linked; `kind` and `pk` find who ended it and when in the audit trail."""

    what: str
    href: str
    read: str
    kind: str = ""
    pk: str = ""


def no_form(request: Any, what: str, *, href: str, read: str, kind: str, pk: object) -> NoReturn:
    """Answer with `what` ("Evidence 7 is withdrawn") and a link in place of the form; words sent stay.

    The person has come through the door of the thing: it is said to whoever may read it.
    """
    request.ended = Ended(what, href, read, kind, str(pk))
    refuse(f"{what}, so this can no longer be done.", kind="moment")


def no_form_if_withdrawn(request: Any, row: Any, name: str, *, page: str, kind: str) -> None:
    """`name` as in a sentence: "evidence 7"; `page` shows it, with the reference and its key."""
    if row.state == WITHDRAWN:
        no_form(
            request,
            f"{name[:1].upper()}{name[1:]} is withdrawn",
            href=reverse(page, args=[request.inspection.ref, row.pk]),
            read=f"Read {name}",
            kind=kind,
            pk=row.pk,
        )
