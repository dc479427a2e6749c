"""One item: what was asked, the file that counts, sending, the other route, queries, the receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from jtai.apps.inspections.access import may, record_read, require
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.library.files import size_limit
from jtai.apps.library.uploads import receive_stream, refusal_of
from jtai.apps.portal import actions, forms, queries
from jtai.apps.portal.actions.supplying import OWN_PAGE
from jtai.apps.portal.models import Document, RequestItem
from jtai.apps.portal.queries.items import ItemLine
from jtai.apps.portal.views import files_sent
from jtai.core.results import blocks
from jtai.core.workflows.request_item import REQUEST_ITEM
from jtai.ui.components import Event
from jtai.ui.forms import PlainForm
from jtai.words import file_size

PARAGRAPHS = ["16", "18"]
# What somebody who was overtaken is told of the item.
NOW = {"Status now": lambda row: REQUEST_ITEM.titles[row.state]}
STORE_SAYS = {"too-large": 413, "unavailable": 503}


def line_of(request: PageRequest, pk: UUID) -> ItemLine:
    """The item, if this person may see it; otherwise it is not there."""
    rows = queries.items_visible_to(request.inspection, request.viewer.held).filter(pk=pk)
    found = queries.item_lines(request.inspection, rows, request.at)
    if not found:
        raise Http404
    return found[0]


def _may(request: PageRequest, action: str, row: RequestItem) -> bool:
    about = queries.about_item(row)
    return bool(may(request.user, action, "request-item", request.inspection, about))


def _require(request: PageRequest, action: str, row: RequestItem) -> None:
    about = queries.about_item(row)
    require(request.user, action, "request-item", request.inspection, about)


@inspection_page("request-item", "read", post="accept")
def item(request: PageRequest, item: UUID) -> HttpResponse:
    """The item as a record: whose turn it is, the file that counts, what has happened; accept it."""
    line = line_of(request, item)
    row = line.item
    if row.child_ref and request.method == "GET":
        record_read(request.inspection, "request-item", by=request.user, at=request.at, object_id=row.pk)
    form = forms.ItemForm(posted(request), initial={"version": row.version})
    answer = submit(
        request,
        form,
        lambda: actions.accept(
            item=row, version=form.cleaned_data["version"], by=request.user, at=request.at
        ),
        done=reverse("request-item", args=[request.inspection.ref, row.pk]),
        message="Accepted. Nothing more is needed.",
    )
    if answer:
        return answer
    offer_again(form, row, NOW)
    line = line_of(request, item)
    return show(
        request,
        "portal/item.html",
        _record(request, line),
        form=form,
        paragraphs=[*PARAGRAPHS, *([row.paragraph] if row.paragraph not in ("", *PARAGRAPHS) else [])],
        turn_line=line.turn,
    )


def _record(request: PageRequest, line: ItemLine) -> dict[str, object]:
    row = line.item
    sent = list(row.documents.select_related("stored", "sent_by"))
    mine = queries.documents_visible_to(request.inspection, request.user, request.viewer.held)
    readable = set(mine.filter(item=row).values_list("pk", flat=True))
    supply, looks = _may(request, "supply", row), _may(request, "accept", row)
    own_page = row.kind in OWN_PAGE
    return {
        "line": line,
        "item": row,
        "readable": readable,
        "readers": queries.file_readers(row),
        "earlier": [document for document in sent if not document.counts],
        "counting": next((document for document in sent if document.counts), None),
        "queries": list(row.queries.all()),
        "history": _history(row, sent),
        "own_page": own_page,
        "can_send": supply and not own_page and bool(REQUEST_ITEM.decide(row.state, "supply")),
        "can_other_route": supply and bool(REQUEST_ITEM.decide(row.state, "supply")),
        "can_refuse": supply and bool(REQUEST_ITEM.decide(row.state, "decline")),
        "can_answer": supply and bool(REQUEST_ITEM.decide(row.state, "answer")),
        "can_accept": looks and bool(REQUEST_ITEM.decide(row.state, "accept")),
        "can_query": looks and bool(REQUEST_ITEM.decide(row.state, "query")),
        "can_ask_again": _may(request, "write", row) and bool(REQUEST_ITEM.decide(row.state, "ask-again")),
    }


def _history(row: RequestItem, sent: list[Document]) -> list[Event]:
    events = [Event("Requested", at=row.requested_at)]
    for document in sent:
        words = {"file": "File sent", "other": "Supplied by another secure route"}
        what = words.get(document.route, "Entered on the page Children")
        events.append(Event(what, at=document.sent_at, text=f"Version {document.number}"))
    for query in row.queries.all():
        events.append(Event("Query", at=query.asked_at, text=query.text))
        if query.answered_at:
            events.append(Event("Answer", at=query.answered_at, text=query.answer))
    if row.accepted_at:
        events.append(Event("Accepted", at=row.accepted_at))
    return events


@csrf_exempt
@inspection_page("request-item", "read", post="supply")
def send(request: PageRequest, item: UUID) -> HttpResponse:
    """Send a file. Who may is settled before a byte of it is read."""
    line = line_of(request, item)
    _require(request, "supply", line.item)
    return receive_stream(request, lambda inner: _send(inner, line))


def _send(request: PageRequest, line: ItemLine) -> HttpResponse:
    form: Any = forms.SendForm(
        posted(request), files_sent(request), item=line.item, initial={"version": line.item.version}
    )
    refused = answer_of_the_store(request, form)
    answer = (
        None
        if refused
        else submit(request, form, lambda: _keep_file(request, form, line), done=_receipt(request))
    )
    offer_again(form, line.item, NOW)
    forms.say_readers(form, "whoever can open the file")
    context = {
        "line": line,
        "form": form,
        "limit": file_size(size_limit()),
        "readers": queries.file_readers(line.item),
        "moment": REQUEST_ITEM.decide(line.item.state, "supply"),
    }
    return answer or show(
        request, "portal/send.html", context, paragraphs=PARAGRAPHS, status=refused or form.status
    )


def answer_of_the_store(request: Any, form: PlainForm) -> int:
    """When the store refused the file: its sentence beside the field, and the status; otherwise 0."""
    if request.method != "POST":
        return 0
    _ = request.FILES
    refusal = refusal_of(request)
    if refusal is None:
        return 0
    form.fields["file"].required = False
    form.add_problems([blocks("store-refused", refusal.reason, refusal.source, "file")])
    return STORE_SAYS.get(refusal.kind, 409)


def _keep_file(request: PageRequest, form: Any, line: ItemLine) -> Document:
    given = form.cleaned_data
    return actions.send_file(
        item=line.item,
        incoming=given["file"].incoming,
        version=given["version"],
        description=given["description"],
        child_ref=given.get("child_ref", ""),
        is_part=form.is_part,
        by=request.user,
        at=request.at,
    )


def _receipt(request: PageRequest) -> Callable[[Document], str]:
    return lambda document: reverse("receipt", args=[request.inspection.ref, document.pk])


@inspection_page("request-item", "read", post="supply")
def other_route(request: PageRequest, item: UUID) -> HttpResponse:
    """It was sent by another secure route; saying which one satisfies the date (paragraph 18)."""
    line = line_of(request, item)
    _require(request, "supply", line.item)
    form = forms.OtherRouteForm(posted(request), item=line.item, initial={"version": line.item.version})
    forms.say_readers(form, "; ".join(queries.file_readers(line.item)))

    def act() -> Document:
        given = form.cleaned_data
        return actions.record_other_route(
            item=line.item,
            description=given["description"],
            version=given["version"],
            child_ref=given.get("child_ref", ""),
            is_part=form.is_part,
            by=request.user,
            at=request.at,
        )

    answer = submit(request, form, act, done=_receipt(request))
    offer_again(form, line.item, NOW)
    return answer or show(
        request, "portal/other_route.html", {"line": line}, form=form, paragraphs=PARAGRAPHS
    )


def _step(
    request: PageRequest,
    pk: UUID,
    may_do: str,
    form_class: type[forms.ItemForm],
    act: Callable[[RequestItem, Any], object],
    *,
    template: str,
    message: str,
) -> HttpResponse:
    """A page with one form that moves an item and goes back to it."""
    line = line_of(request, pk)
    _require(request, may_do, line.item)
    form = form_class(posted(request), initial={"version": line.item.version})
    forms.say_readers(form, queries.item_readers(line.item))
    answer = submit(
        request,
        form,
        lambda: act(line.item, form.cleaned_data),
        done=reverse("request-item", args=[request.inspection.ref, pk]),
        message=message,
    )
    offer_again(form, line.item, NOW)
    context = {"line": line, "open_query": line.item.queries.filter(answered_at=None).last()}
    return answer or show(request, template, context, form=form, paragraphs=PARAGRAPHS)


@inspection_page("request-item", "read", post="supply")
def cannot(request: PageRequest, item: UUID) -> HttpResponse:
    """Say why it will not come."""

    def act(row: RequestItem, given: Any) -> None:
        close = actions.decline if given["which"] == "decline" else actions.say_not_available
        close(item=row, reason=given["reason"], version=given["version"], by=request.user, at=request.at)

    message = "Reason recorded. The inspectors see it with the item."
    return _step(
        request, item, "supply", forms.CannotForm, act, template="portal/cannot.html", message=message
    )


@inspection_page("request-item", "read", post="accept")
def query(request: PageRequest, item: UUID) -> HttpResponse:
    """Ask about what was received."""

    def act(row: RequestItem, given: Any) -> None:
        actions.query(item=row, text=given["text"], version=given["version"], by=request.user, at=request.at)

    message = "Query sent to the agency."
    return _step(request, item, "accept", forms.QueryForm, act, template="portal/query.html", message=message)


@inspection_page("request-item", "read", post="supply")
def answer(request: PageRequest, item: UUID) -> HttpResponse:
    """Answer a query in words."""

    def act(row: RequestItem, given: Any) -> None:
        actions.answer(item=row, text=given["text"], version=given["version"], by=request.user, at=request.at)

    message = "Answer sent to the inspectors."
    return _step(
        request, item, "supply", forms.AnswerForm, act, template="portal/answer.html", message=message
    )


@inspection_page("request-item", "read", post="write")
def ask_again(request: PageRequest, item: UUID) -> HttpResponse:
    """Ask again for what was declined or called not available."""

    def act(row: RequestItem, given: Any) -> None:
        actions.ask_again(item=row, version=given["version"], by=request.user, at=request.at)

    message = "Item requested again."
    return _step(
        request, item, "write", forms.ItemForm, act, template="portal/ask_again.html", message=message
    )


@inspection_page("document", "read")
def receipt(request: PageRequest, document: UUID) -> HttpResponse:
    """A sheet that says what came, when, and its fingerprint."""
    visible = queries.documents_visible_to(request.inspection, request.user, request.viewer.held)
    row = get_object_or_404(visible, pk=document)
    names = queries.agency_names(request.inspection)
    context = {
        "document": row,
        "stored": row.stored,
        "size": file_size(row.stored.size) if row.stored else "",
        "agency": names.get(row.agency, row.agency),
        "line": line_of(request, row.item_id) if row.item_id else None,
        "sheet": {"role": "Receipt", "version": row.number},
    }
    return show(request, "portal/receipt.html", context, paragraphs=["18"])
