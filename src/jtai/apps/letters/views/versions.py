"""Submitting a version, reading it, printing it, comparing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.models import Letter, LetterVersion
from jtai.apps.letters.pdf import render as render_pdf
from jtai.apps.letters.queries.chain import chain_of
from jtai.apps.letters.queries.composing import compose
from jtai.apps.letters.queries.layout import parts_of
from jtai.apps.letters.queries.overview import sign_line
from jtai.apps.letters.views.shared import since, the_letter, the_version
from jtai.core.letter import differences
from jtai.ui import typed


@inspection_page("letter", "write")
def submit_letter(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    chain = chain_of(letter)
    rules = request.inspection.edition.letter
    form = forms.ConfirmationsForm(
        posted(request),
        confirmations=[(one.code, one.title) for one in rules.confirmations],
        statement=rules.owner_statement,
        reason=chain.version is not None,
    )
    if answer := submit(
        request,
        form,
        lambda: actions.submit_version(
            letter=letter,
            confirmed=form.cleaned_data["confirmed"],
            owner_confirmed=form.cleaned_data["owner"],
            reason=form.cleaned_data.get("reason", ""),
            reasons=form.reasons,
            by=request.user,
            at=request.at,
        ),
        done=lambda made: reverse("letter-submitted", args=[request.inspection.ref, made.number]),
    ):
        return answer
    document = compose(letter).data()
    changes = differences(chain.version.document, document) if chain.version else []
    context = {"parts": parts_of(document), "chain": chain, "changes": changes}
    return show(request, "letters/submit.html", context, form=form, paragraphs=["72", "83"])


@inspection_page("letter", "read")
def submitted(request: PageRequest, number: int) -> HttpResponse:
    letter = the_letter(request)
    context = {"version": the_version(letter, number), "line": sign_line(chain_of(letter))}
    return show(request, "letters/submitted.html", context)


@inspection_page("letter", "read")
def version(request: PageRequest, number: int) -> HttpResponse:
    letter = the_letter(request)
    row = the_version(letter, number)
    newest = chain_of(letter).version
    context = {
        "version": row,
        "parts": parts_of(row.document),
        "newest": newest,
        "later": bool(newest and newest.number > row.number),
        "refusals": row.refusals.select_related("by"),
    }
    return show(request, "letters/version.html", context, turn_line=sign_line(chain_of(letter)))


@inspection_page("letter", "read")
def print_version(request: PageRequest, number: int) -> HttpResponse:
    row = the_version(the_letter(request), number)
    return show(request, "letters/print.html", {"version": row, "parts": parts_of(row.document)})


@inspection_page("letter", "read")
def pdf(request: PageRequest, number: int) -> HttpResponse:
    row = the_version(the_letter(request), number)
    return pdf_response(row.document, f"letter-{request.inspection.ref}-version-{row.number}.pdf")


def pdf_response(document: Mapping[str, Any], name: str) -> HttpResponse:
    """The PDF as a download; its name carries no area."""
    response = HttpResponse(render_pdf(document), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@inspection_page("letter", "read")
def compare(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    numbers = list(letter.versions.order_by("number").values_list("number", flat=True))
    if not numbers:
        raise Http404
    new = _number(request, "to", numbers, numbers[-1])
    old = _number(request, "from", numbers, max([n for n in numbers if n < new], default=numbers[0]))
    context = {
        "numbers": numbers,
        "old": old,
        "new": new,
        "changes": since(letter, old, _of(letter, new)),
    }
    return show(request, "letters/compare.html", context)


def _of(letter: Letter, number: int) -> LetterVersion:
    return the_version(letter, number)


def _number(request: PageRequest, name: str, known: list[int], otherwise: int) -> int:
    number = typed.whole(typed.asked(request.GET, name))
    return number if number in known else otherwise
