"""Pages of the notebook: private to its writer (para 76)."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jtai.apps.drafts import own_saves
from jtai.apps.evidence import actions, forms, queries
from jtai.apps.evidence.models import NotebookEntry, NotebookVersion
from jtai.apps.evidence.settings import notebooks_are_shared
from jtai.apps.evidence.terms import Terms
from jtai.apps.inspections.access import bodies_of, record_read
from jtai.apps.inspections.page import PageRequest, carried_out, inspection_page, offer_again, posted, show
from jtai.core.access import About
from jtai.core.results import refuse
from jtai.ui.components import saved_at
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
    """Write a note, or go on writing one."""
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
        answer = _keep(request, form)
        if answer:
            return answer
    context = {
        "note": note,
        "save_line": saved_at(note.kept_at, request.at.real) if note else "",
    }
    return show(request, "evidence/note_write.html", context, form=form, paragraphs=["76", "80"])


def _initial(note: NotebookEntry | None) -> dict[str, Any]:
    if note is None:
        return {"id": uuid4(), "version": 0}
    return {
        "id": note.pk,
        "version": note.version,
        "heading": note.heading,
        "text": note.text,
        "observed_at": note.observed_at,
    }


def _keep(request: PageRequest, form: forms.NoteForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    note_id = form.cleaned_data["id"]
    kept = carried_out(
        form,
        lambda: actions.keep_note(
            inspection=request.inspection,
            note_id=note_id,
            values=form.kept_values,
            version=own_saves.on_top(note_id, form.cleaned_data["version"]),
            by=request.user,
            at=request.at,
        ),
    )
    if kept is None:
        there = NotebookEntry.objects.filter(pk=note_id).first()
        offer_again(form, there, {"Heading": "heading", "Note": "text"})
        return None
    note = kept.result
    own_saves.remember(note.pk, note.version)
    return HttpResponseRedirect(reverse("note-write", args=[request.inspection.ref, note.pk]), status=303)


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
        "save_line": saved_at(note.kept_at, request.at.real),
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
