"""The thing a form is about was withdrawn, cancelled or taken out meanwhile (ADR 0235)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.apps import apps
from django.urls import resolve
from django.utils import timezone

from tests.forms.browser import text_of
from tests.forms.parsing import posted_forms
from tests.forms.trying import Opened, missing, told

# Names of addresses, the parameter with the thing, its model, and what its row says when it has ended.
ENDINGS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("evidence-", "record_id", "evidence.EvidenceRecord", {"state": "withdrawn"}),
    ("sea-", "entry_id", "evidence.SEAEntry", {"state": "withdrawn"}),
    ("finding-", "pk", "findings.Finding", {"state": "withdrawn"}),
    ("meeting-", "pk", "meetings.Meeting", {"state": "cancelled"}),
    ("extra-withdraw", "pk", "portal.ExtraRequest", {"state": "withdrawn"}),
    ("letter-point", "point", "letters.Point", {"dropped_at": timezone.now}),
]
# Can still be done though the thing has ended.
STILL_DONE = {
    (
        "evidence/record_answer.html",
        1,
    ): "a question is answered though the record is withdrawn",
}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def ended_meanwhile(it: Opened) -> Iterator[str]:
    """The words stay, it is said what became of the thing, there is a link, and no form on a fresh page."""
    if it.site in STILL_DONE:
        return
    match = resolve(it.url.partition("?")[0])
    for start, parameter, model, values in ENDINGS:
        if str(match.url_name).startswith(start) and parameter in match.kwargs:
            rows: Any = apps.get_model(model).objects.filter(pk=match.kwargs[parameter])
            ends = {name: value() if callable(value) else value for name, value in values.items()}
            it.tried.add("ended meanwhile")
            assert rows.update(**(ends | _required(rows.get(), it))) == 1
            yield from _ended(it)
            return


def _required(row: Any, it: Opened) -> dict[str, Any]:
    """What a table asks of a row that has ended."""
    names = {field.name for field in row._meta.fields}
    found = {"withdrawn_at": timezone.now(), "withdrawn_by": it.user, "withdrawal_reason": "Seen twice."}
    return {name: value for name, value in found.items() if name in names}


def _ended(it: Opened) -> Iterator[str]:
    fresh = it.client().get(it.url)
    if fresh.status_code == 200 and any(one.key == it.form.key for one in posted_forms(fresh)):
        yield "a fresh page still shows the form"
    if "Page not found" in text_of(fresh):
        yield "a fresh page says “Page not found”"
    yield from _page(it, fresh)
    answer = it.send(it.client())
    if answer.status_code not in (403, 409):
        yield f"sent, it answered {told(answer)}"
        return
    if lost := missing(it, answer):
        yield f"words lost: {lost}"
    yield from _page(it, answer)


def _page(it: Opened, answer: Any) -> Iterator[str]:
    if not re.search(r"withdrawn|cancelled|taken out", text_of(answer)):
        yield f"does not say what became of it: {told(answer)}"
    main = answer.content.decode().partition("<main")[2]
    links = [unescape(href) for href in re.findall(r'href="(/i/[^"]+)"', main)]
    if not any(it.client().get(href).status_code == 200 for href in links):
        yield "no link to it that opens"
    if UUID.search(re.sub("<[^>]+>", " ", main)):
        yield "something is called by its id"
