"""Writing an SEA entry: saved at any time, entered when it is complete, both texts shown after a conflict."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.evidence import actions, deadlines, forms, queries
from jtai.apps.evidence.actions.entries import SHARED, writes
from jtai.apps.evidence.actions.entry_words import EntryValues, shared_values, values_for
from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.apps.evidence.terms import Terms
from jtai.apps.evidence.views import saving
from jtai.apps.evidence.views.sea import entry_of, require_standing
from jtai.apps.inspections.access import require
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, try_action
from jtai.core.access import About
from jtai.core.evidence import looks_descriptive


@inspection_page("sea", "write")
def entry_write(request: PageRequest, entry_id: UUID | None = None) -> HttpResponse:
    """Write an entry, or revise one: saved at any time, entered when it is complete."""
    inspection = request.inspection
    entry = entry_of(request, entry_id) if entry_id else None
    if entry is not None:
        require(request.user, "write", "sea", inspection, About(own=writes(entry, request.user)))
        require_standing(request, entry)
    terms = Terms.of(inspection)
    form = forms.EntryForm(
        posted(request),
        terms=terms,
        evidence=_evidence_choices(request, entry),
        colleagues=_colleagues(request, entry),
        own_draft=entry is not None and entry.drafts.filter(user=request.user).exists(),
        initial=_initial(request, entry),
    )
    if request.method == "POST":
        answer = _save(request, form)
        if answer:
            return answer
    meeting = deadlines.meeting_at(inspection)
    late_start = (
        meeting is not None and request.at.now > meeting and (entry is None or entry.entered_at is None)
    )
    draft = entry.drafts.filter(user=request.user).first() if entry else None
    behind = bool(draft and entry and draft.base_version < entry.version)
    if behind and entry and not form.is_bound:
        form.initial["version"] = entry.version
        form.theirs = [(label, get(entry)) for label, get in _words(terms).items()]
    context = {
        "entry": entry,
        "stale": form.stale or behind,
        "save_line": saving.save_line(draft or entry, request.at),
        "after_meeting": late_start,
        "shared": entry is not None and entry.state in SHARED,
        "hint": looks_descriptive(str(form["evaluation"].value() or "")),
        "locked": not queries.is_open(inspection, request.at, entry),
    }
    return show(request, "evidence/entry_write.html", context, form=form, paragraphs=["76", "77", "78", "80"])


def _initial(request: PageRequest, entry: SEAEntry | None) -> dict[str, Any]:
    if entry is not None:
        values = values_for(entry, request.user).as_json()
        return {**values, **saving.identity(entry)}
    chosen = EvidenceRecord.objects.filter(inspection=request.inspection).counting()
    asked = [value for value in request.GET.getlist("evidence") if _is_uuid(value)]
    rows = list(chosen.filter(pk__in=asked))
    codes = [code for row in rows for code in row.criteria]
    judgements = {row.judgement for row in rows}
    return {
        **saving.identity(None),
        "evidence": [str(row.pk) for row in rows],
        "criteria": list(dict.fromkeys(codes)),
        "judgement": judgements.pop() if len(judgements) == 1 else "",
    }


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _evidence_choices(request: PageRequest, entry: SEAEntry | None) -> list[tuple[str, str]]:
    """Submitted records, one's own first; those chosen already stay in the list whatever became of them."""
    terms = Terms.of(request.inspection)
    rows = EvidenceRecord.objects.filter(inspection=request.inspection).counting().select_related("author")
    own = [row for row in rows.order_by("-number") if row.author_id == request.user.pk]
    rest = [row for row in rows.order_by("-number") if row.author_id != request.user.pk]
    listed = [*own, *rest]
    if entry is not None:
        there = {row.pk for row in listed}
        listed += [row for row in entry.evidence.order_by("number") if row.pk not in there]
    # What was ticked stays there to be unticked, whatever became of it since the page was made.
    there = {row.pk for row in listed}
    ticked = [one for one in request.POST.getlist("evidence") if _is_uuid(one)]
    readable = EvidenceRecord.objects.filter(inspection=request.inspection).readable_by(request.user)
    listed += [row for row in readable.filter(pk__in=ticked).order_by("number") if row.pk not in there]
    return [(str(row.pk), _evidence_words(row, terms)) for row in listed]


def _evidence_words(row: EvidenceRecord, terms: Terms) -> str:
    state = "" if row.state == EvidenceRecord.State.SUBMITTED else f", {row.get_state_display().lower()}"
    return (
        f"Evidence {row.number} ({terms.inspectorate(row.inspectorate)}, "
        f"{terms.judgement(row.judgement).lower()}, {', '.join(row.criteria)}{state}): "
        f"{queries.shortened(row.text, 70)}"
    )


def _colleagues(request: PageRequest, entry: SEAEntry | None) -> list[tuple[int, str]]:
    author = entry.author_id if entry else request.user.pk
    terms = Terms.of(request.inspection)
    return [
        (one.user.pk, f"{one.user.full_name}, {terms.inspectorate(one.inspectorate)}")
        for one in queries.inspectors_of(request.inspection)
        if one.user.pk != author
    ]


def _save(request: PageRequest, form: forms.EntryForm) -> HttpResponse | None:
    entry = saving.save(
        form,
        lambda key, version: actions.keep_entry(
            inspection=request.inspection,
            entry_id=key,
            values=_values(form),
            version=version,
            by=request.user,
            at=request.at,
        ),
        SEAEntry.objects.all(),
        _words(Terms.of(request.inspection)),
    )
    if entry is None:
        return None
    if entry.state not in SHARED:
        # A save of a shared entry goes into one's own draft; the entry's version may be a colleague's.
        saving.go_on_top(form, entry)
    if "enter" in request.POST:
        return _enter(request, form, entry)
    return saving.to_page(request, "sea-write", entry)


def _enter(request: PageRequest, form: forms.EntryForm, entry: SEAEntry) -> HttpResponse | None:
    shared = entry.state in SHARED
    made = try_action(
        form, lambda: actions.enter(entry=entry, version=entry.version, by=request.user, at=request.at)
    )
    if made is None:
        now = SEAEntry.objects.filter(pk=entry.pk).first()
        offer_again(form, now, _words(Terms.of(request.inspection)))
        saving.saved_only(
            request,
            form,
            refused="Not entered",
            thing=f"SEA entry {entry.number}",
            shared=shared,
            page=reverse("sea-write", args=[request.inspection.ref, entry.pk]),
        )
        return None
    messages.success(request, _done_words(made.result))
    return saving.to_page(request, "sea-entry", entry)


def _values(form: forms.EntryForm) -> EntryValues:
    values = form.kept_values
    return EntryValues.of(values | {"contributors": sorted(values.get("contributors", []))})


def _done_words(entry: SEAEntry) -> str:
    if entry.state == SEAEntry.State.AGREEING:
        return f"SEA entry {entry.number} waits for its contributors to agree. They have been informed."
    number = entry.versions.count()
    return f"SEA entry {entry.number} is in the SEA, version {number}. It can be revised until the SEA locks."


def _words(terms: Terms) -> dict[str, Any]:
    """What the others read now, to be joined with what was typed."""
    return {
        "Evaluation": lambda entry: shared_values(entry).evaluation,
        "Judgement": lambda entry: terms.judgement(shared_values(entry).judgement),
        "Criteria": lambda entry: ", ".join(shared_values(entry).criteria),
    }
