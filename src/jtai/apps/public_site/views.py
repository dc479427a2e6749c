"""Published letters and the pages about this software, for everybody. Reads published snapshots alone."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jtai.apps.accounts.middleware import public
from jtai.apps.letters.models import Publication
from jtai.apps.letters.pdf import render as render_pdf
from jtai.apps.letters.queries.layout import parts_of
from jtai.apps.letters.queries.publication import published_at_address, published_letters
from jtai.apps.public_site.forms import SearchForm

A_PAGE = 50


@public
def letters(request: HttpRequest) -> HttpResponse:
    """The newest letters first; the search looks in area, theme and title."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    page = Paginator(published_letters(words), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "words": words}
    return render(request, "public_site/letters.html", context, status=form.status)


@public
def letter(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """A published letter; an older version says that a later one stands in its place."""
    rows = _at(slug)
    row = rows[0] if number is None else _numbered(rows, number)
    context = {"letter": row, "newest": rows[0], "versions": rows, "parts": parts_of(row.document)}
    return render(request, "public_site/letter.html", context)


@public
def pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same letter as a tagged PDF."""
    row = _numbered(_at(slug), number)
    if row.withdrawn_at:
        raise Http404
    response = HttpResponse(render_pdf(row.document), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="letter-of-findings-{row.slug}-{row.number}.pdf"'
    return response


@public
def plain(request: HttpRequest, page: str) -> HttpResponse:
    """Help, accessibility and privacy: what is true of this software, in plain words."""
    hours, days = settings.SESSION_COOKIE_AGE // 3600, settings.PASSWORD_RESET_TIMEOUT // 86400
    minutes = settings.AXES_COOLOFF_TIME // timedelta(minutes=1)
    idle = settings.JTAI_SESSION_IDLE_MINUTES
    context = {"hours": hours, "days": days, "minutes": minutes, "idle": idle}
    return render(request, f"public_site/{page}.html", context)


def _at(slug: str) -> list[Publication]:
    rows = published_at_address(slug)
    if not rows:
        raise Http404
    return rows


def _numbered(rows: list[Publication], number: int) -> Publication:
    for row in rows:
        if row.number == number:
            return row
    raise Http404
