"""The briefing note to the team (table, day 3) and each inspector's preparation (table, day 4)."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.portal import actions, forms, queries
from jtai.apps.portal.actions.note import BRIEF_NOTE
from jtai.apps.portal.models import BriefingNote, IssuedNote
from jtai.ui import typed


def _note(request: PageRequest) -> BriefingNote | None:
    return BriefingNote.objects.filter(inspection=request.inspection).first()


@inspection_page("briefing-note", "read")
def note(request: PageRequest) -> HttpResponse:
    """The last version that was issued; earlier ones behind it. The draft is the lead's alone."""
    kept = _note(request)
    issued = list(kept.issued.all()) if kept else []
    wanted = typed.whole(typed.asked(request.GET, "version"))
    shown = next((one for one in issued if one.number == wanted), issued[0] if issued else None)
    writes = request.viewer.may("write", "briefing-note")
    due = queries.milestone_due(request.inspection, request.inspection.edition.code_for(BRIEF_NOTE))
    received, missing = queries.received_and_outstanding(request.inspection)
    context = {
        "shown": shown,
        "issued": issued,
        "may_write": writes,
        "draft_differs": writes
        and kept
        and (not issued or kept.text != issued[0].text)
        and kept.text.strip(),
        "due": due,
        "late": queries.note_late(request.inspection),
        "received": received,
        "missing": missing,
    }
    turn = "" if issued else f"Waiting for the lead inspector to issue it, {due}."
    return show(request, "portal/note.html", context, paragraphs=["9"], turn_line=turn)


@inspection_page("briefing-note", "write")
def write(request: PageRequest) -> HttpResponse:
    """Keep the draft. If somebody kept another one meanwhile, both texts stand on the page."""
    kept = _note(request)
    form = forms.NoteForm.of(kept, posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.keep_note(
            inspection=request.inspection,
            text=form.cleaned_data["text"],
            version=form.cleaned_data["version"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("briefing-note-issue", args=[request.inspection.ref]),
        message="Note saved. Nobody else can read it until you issue it.",
    )
    if answer:
        return answer
    offer_again(form, _note(request), {"Text": "text"})
    received, missing = queries.received_and_outstanding(request.inspection)
    context = {"received": received, "missing": missing}
    return show(request, "portal/note_write.html", context, form=form, paragraphs=["9"])


@inspection_page("briefing-note", "write")
def issue(request: PageRequest) -> HttpResponse:
    """Check the note as the team will read it, and issue it."""
    kept = _note(request)
    form = forms.ItemForm(posted(request), initial={"version": kept.version if kept else 0})

    def act() -> IssuedNote:
        return actions.issue_note(
            inspection=request.inspection,
            version=form.cleaned_data["version"],
            by=request.user,
            at=request.at,
        )

    answer = submit(
        request,
        form,
        act,
        done=reverse("briefing-note", args=[request.inspection.ref]),
        message="Note issued. The team has been sent a message.",
    )
    # The page shows the note as it is now: whoever has read it here may issue it.
    offer_again(form, kept)
    context = {
        "kept": kept,
        "next": (kept.issued.count() if kept else 0) + 1,
        "due": queries.milestone_due(request.inspection, request.inspection.edition.code_for(BRIEF_NOTE)),
    }
    return answer or show(request, "portal/note_issue.html", context, form=form, paragraphs=["9"])


@inspection_page("briefing-note", "read")
def preparation(request: PageRequest) -> HttpResponse:
    """What there is to prepare with: the briefing, the note, what has come, what is mine to review."""
    context = queries.preparation_of(request.inspection, request.user, request.at)
    return show(request, "portal/preparation.html", {"preparation": context}, paragraphs=["9", "11"])
