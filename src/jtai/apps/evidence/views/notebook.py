"""Pages of the notebook: private to its writer (para 76)."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse

from jtai.apps.evidence import actions, forms, queries
from jtai.apps.evidence.models import NotebookEntry, NotebookVersion
from jtai.apps.evidence.settings import notebooks_are_shared
from jtai.apps.evidence.terms import Terms
from jtai.apps.evidence.views import saving
from jtai.apps.inspections.access import bodies_of, record_read
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show
from jtai.core.access import About
from jtai.core.results import refuse
from jtai.words import clock_and_date, listed

PAGE = 50


@inspection_page("notebook", "read", child_level=True)
def notebook(request: PageRequest) -> HttpResponse:
    """One's own notes, newest first."""
    rows = queries.notebook_of(request.inspection, request.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return show(
        request, "evidence/notebook.html", {"page": page, "readers": _readers(request)}, paragraphs=["76"]
    )


def _readers(request: PageRequest) -> str:
    """Who reads one's notebook, in words."""
    bodies = bodies_of(request.user, request.inspection)
    shared = [body for body in sorted(bodies) if notebooks_are_shared(body)]
    if not shared:
        return "you alone."
    names = listed(Terms.of(request.inspection).inspectorate(body) for body in shared)
    return f"you, colleagues of {names} on this inspection, and the quality assurance manager."


@inspection_page("notebook", "write")
def note_write(request: PageRequest, note_id: UUID | None = None) -> HttpResponse:
    """Write a note, or continue one."""
    note = _note(request, note_id) if note_id else None
    if note is not None and note.author_id != request.user.pk:
        refuse("A notebook is written by its owner alone.", "Guidance, paragraph 76")
    form = forms.NoteForm(
        posted(request),
        today=request.at.today,
        readers=_readers(request),
        initial=_initial(note),
    )
    if request.method == "POST":
        answer = _save(request, form)
        if answer:
            return answer
    context = {
        "note": note,
        "save_line": saving.save_line(note, request.at),
    }
    return show(request, "evidence/note_write.html", context, form=form, paragraphs=["76", "80"])


def _initial(note: NotebookEntry | None) -> dict[str, Any]:
    words = {name: getattr(note, name) for name in ("heading", "text", "observed_at")} if note else {}
    return {**words, **saving.identity(note)}


def _save(request: PageRequest, form: forms.NoteForm) -> HttpResponse | None:
    note = saving.save(
        form,
        lambda key, version: actions.keep_note(
            inspection=request.inspection,
            note_id=key,
            values=form.kept_values,
            version=version,
            by=request.user,
            at=request.at,
        ),
        NotebookEntry.objects.all(),
        {"Heading": "heading", "Note": "text"},
    )
    if note is None:
        return None
    saving.go_on_top(form, note)
    return saving.to_page(request, "note-write", note)


@inspection_page("notebook", "read")
def note_page(request: PageRequest, note_id: UUID) -> HttpResponse:
    """A note with its earlier versions; of a colleague only where their inspectorate chose so."""
    note = _note(request, note_id)
    if not queries.may_read_note(note, request.user):
        refuse(
            "This notebook is its owner's. What the team needs is in the evidence records and the SEA.",
            "Guidance, paragraph 76",
        )
    record_read(request.inspection, "notebook", by=request.user, at=request.at, object_id=note.pk)
    context = {
        "note": note,
        "own": request.viewer.may("write", "notebook", About(own=note.author_id == request.user.pk)),
        "versions": [(made, _words(made)) for made in note.versions.order_by("-number")[1:]],
        "save_line": saving.save_line(note, request.at),
    }
    return show(request, "evidence/note.html", context, paragraphs=["76"])


def _words(made: NotebookVersion) -> dict[str, str]:
    said = json.loads(made.content)
    return {"title": f"Version {made.number}, {clock_and_date(made.at)}", "text": said["text"]}


def _note(request: PageRequest, note_id: UUID) -> NotebookEntry:
    rows = NotebookEntry.objects.filter(inspection=request.inspection, pk=note_id)
    found = rows.select_related("author", "inspection").first()
    if found is None:
        raise Http404
    return found
