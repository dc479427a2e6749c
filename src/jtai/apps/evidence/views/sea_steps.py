"""Steps on the SEA: agree, withdraw, flag, open again and lock, look through, what is missing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.evidence import actions, deadlines, forms, queries
from jtai.apps.evidence.actions.entries import writes
from jtai.apps.evidence.models import QualityFlag, SEAEntry
from jtai.apps.evidence.terms import Terms
from jtai.apps.evidence.views.record_steps import flag_page, version_facts
from jtai.apps.evidence.views.sea import entry_of, require_standing, sea_page
from jtai.apps.inspections.access import record_read, require
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.core.access import About
from jtai.ui.forms import PlainForm
from jtai.words import counted

ENTRY_WORDS = {
    "evaluation": "Evaluation",
    "judgement": "Judgement",
    "criteria": "Criteria",
    "scope_elements": "Parts of the scope",
    "after_meeting_reason": "Entered after the meeting because",
}


def _back(request: PageRequest, entry: SEAEntry) -> str:
    return reverse("sea-entry", args=[request.inspection.ref, entry.pk])


@sea_page
def entry_version(request: PageRequest, entry_id: UUID, number: int) -> HttpResponse:
    """A version as it was entered."""
    entry = entry_of(request, entry_id)
    version = entry.versions.filter(number=number).first()
    if version is None:
        raise Http404
    record_read(request.inspection, "sea", by=request.user, at=request.at, object_id=entry.pk)
    context = {
        "row": entry,
        "version": version,
        "facts": version_facts(Terms.of(request.inspection), version.content, ENTRY_WORDS),
        "is_entry": True,
    }
    return show(request, "evidence/version.html", context)


@inspection_page("sea", "agree")
def entry_agree(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """A contributor reads the words and agrees to this version, or says what has to change."""
    entry = entry_of(request, entry_id)
    require_standing(request, entry)
    row = entry.contributors.filter(user=request.user).first()
    require(request.user, "agree", "sea", request.inspection, About(own=row is not None))
    form = forms.AgreeForm(posted(request), initial={"version": entry.version})

    def act() -> Any:
        if "object" in request.POST:
            words = form.cleaned_data["wants_changed"]
            return actions.object_to(entry=entry, wants_changed=words, by=request.user, at=request.at)
        version = form.cleaned_data["version"]
        return actions.agree(entry=entry, version=version, by=request.user, at=request.at)

    answer = submit(
        request,
        form,
        act,
        done=_back(request, entry),
        message="The author has been informed of what has to change."
        if "object" in request.POST
        else "You have agreed.",
    )
    # The page shows the entry as it is now.
    offer_again(form, entry)
    record_read(request.inspection, "sea", by=request.user, at=request.at, object_id=entry.pk)
    context = {"entry": entry, "terms": Terms.of(request.inspection)}
    return answer or show(request, "evidence/entry_agree.html", context, form=form, paragraphs=["78"])


@inspection_page("sea", "write")
def entry_withdraw(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """Take an entry out of the SEA."""
    entry = entry_of(request, entry_id)
    require_standing(request, entry)
    require(request.user, "write", "sea", request.inspection, About(own=writes(entry, request.user)))
    form = forms.ReasonForm(posted(request), label="Why you withdraw it")
    answer = submit(
        request,
        form,
        lambda: actions.withdraw_entry(
            entry=entry, reason=form.cleaned_data["reason"], by=request.user, at=request.at
        ),
        done=_back(request, entry),
        message=f"SEA entry {entry.number} is withdrawn.",
    )
    return answer or show(request, "evidence/entry_withdraw.html", {"entry": entry}, form=form)


@inspection_page("sea", "review")
def entry_flag(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """The lead or the QA manager marks an entry; its author is told."""
    entry = entry_of(request, entry_id)
    require_standing(request, entry)
    return flag_page(request, entry, f"Flag SEA entry {entry.number}", _back(request, entry))


@inspection_page("sea", "review")
def flag_clear(request: PageRequest, flag_id: int) -> HttpResponse:
    """The mark has been dealt with."""
    flag = QualityFlag.objects.filter(pk=flag_id).select_related("entry", "record").first()
    if flag is None or flag.thing.inspection_id != request.inspection.pk:
        raise Http404
    name = "sea-entry" if flag.entry_id else "evidence-record"
    back = reverse(name, args=[request.inspection.ref, flag.thing.pk])
    form = PlainForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.clear_flag(flag=flag, by=request.user, at=request.at),
        done=back,
        message="Flag cleared.",
    )
    return answer or show(request, "evidence/flag_clear.html", {"flag": flag, "back": back}, form=form)


@inspection_page("sea", "unlock")
def sea_lock(request: PageRequest, entry_id: UUID | None = None) -> HttpResponse:
    """The lead opens the locked SEA, or one entry, again with a reason; or locks it again."""
    inspection = request.inspection
    entry = entry_of(request, entry_id) if entry_id else None
    if entry is not None:
        require_standing(request, entry)
    opened = inspection.sea_reopenings.filter(entry=entry, closed_at=None).exists()
    form: Any = (
        PlainForm(posted(request))
        if opened
        else forms.ReasonForm(posted(request), label="Why it has to be opened again")
    )
    if opened:

        def act() -> Any:
            return actions.lock_again(inspection=inspection, entry=entry, by=request.user, at=request.at)
    else:

        def act() -> Any:
            reason = form.cleaned_data["reason"]
            return actions.reopen(
                inspection=inspection, entry=entry, reason=reason, by=request.user, at=request.at
            )

    answer = submit(
        request,
        form,
        act,
        done=_back(request, entry) if entry else reverse("sea", args=[inspection.ref]),
        message="Locked again." if opened else "It is open again. Lock it when the change is made.",
    )
    context = {"entry": entry, "opened": opened, "lock_at": deadlines.lock_at(inspection)}
    return answer or show(request, "evidence/sea_lock.html", context, form=form, paragraphs=["78"])


@inspection_page("sea", "look-through")
def sea_review(request: PageRequest) -> HttpResponse:
    """Note that one has looked through the SEA for gaps."""
    form = forms.ReviewMarkForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.mark_review(
            inspection=request.inspection,
            together=form.cleaned_data["together"],
            note=form.cleaned_data["note"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("coverage", args=[request.inspection.ref]),
        message="Your review of the SEA has been recorded.",
    )
    context = {"reviews": queries.review_marks(request.inspection)}
    return answer or show(request, "evidence/sea_review.html", context, form=form, paragraphs=["79"])


@inspection_page("sea", "read", child_level=True)
def missing(request: PageRequest) -> HttpResponse:
    """What is missing for the findings meeting, by person."""
    gate = queries.missing_for_meeting(request.inspection, request.at)
    context = {
        "gate": gate,
        "people": gate.by_person(),
        "terms": Terms.of(request.inspection),
        "may_write": request.viewer.may("write", "sea", About(own=True)),
    }
    return show(
        request,
        "evidence/missing.html",
        context,
        paragraphs=["31", "78"],
        turn_line=_gate_line(gate),
    )


def _gate_line(gate: queries.MeetingGate) -> str:
    if gate.clear:
        return "Nothing is missing."
    people = len({one.record.author_id for one in gate.without_entry})
    if gate.without_entry:
        return f"Waiting for {counted(people, 'person')} with evidence that is in no SEA entry."
    return "All evidence is in the SEA. Some inspectors have nothing on workforce and leadership yet."
