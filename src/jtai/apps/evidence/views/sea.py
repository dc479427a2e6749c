"""Pages of the SEA: the list, writing an entry, reading one, agreeing, what is missing for the meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jtai.apps.evidence import actions, deadlines, forms, queries
from jtai.apps.evidence.actions.entries import writes
from jtai.apps.evidence.actions.entry_words import EntryValues, shared_values, values_for
from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.apps.evidence.terms import Terms
from jtai.apps.evidence.views.keeping import carried_out, is_stale
from jtai.apps.inspections.access import record_read, require
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.page import PageRequest, inspection_page, show
from jtai.core.access import About
from jtai.core.evidence import looks_descriptive
from jtai.core.moments import LONDON
from jtai.core.results import no
from jtai.core.workflows.sea import SEA_ENTRY
from jtai.ui.dates import at as at_words
from jtai.ui.dates import elapsed

PAGE = 50


def require_reader(request: PageRequest) -> None:
    """The team; the approvers once the draft letter is agreed."""
    if request.viewer.may("read", "sea"):
        return
    first = request.inspection.edition.letter.sign_off_chain[0]
    if request.viewer.may("read", "sea-when-drafting-ends"):
        if happened_at(request.inspection, first.milestone):
            return
        no("You can read the SEA when the draft letter is agreed.", kind="moment").require()
    require(request.user, "read", "sea", request.inspection)


@inspection_page("inspection", "read")
def sea(request: PageRequest) -> HttpResponse:
    """The list, with what is due from the reader on top."""
    require_reader(request)
    inspection, viewer = request.inspection, request.viewer
    record_read(inspection, "sea", by=request.user, at=request.at, codes={"page": "sea"})
    terms = Terms.of(inspection)
    form = forms.EntryFilter(request.GET, terms=terms)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(queries.filtered_entries(inspection, request.user, wanted), PAGE).get_page(
        request.GET.get("page")
    )
    writer = viewer.may("write", "sea", About(own=True))
    context = {
        "page": page,
        "rows": [_row(entry, request) for entry in page],
        "terms": terms,
        "due": queries.unsummarised(inspection, request.at, request.user) if writer else [],
        "waiting": _to_agree(request),
        "may_write": writer,
        "lock_at": deadlines.lock_at(inspection),
        "entry_days": deadlines.entry_days(inspection),
        "meeting_at": deadlines.meeting_at(inspection),
        "locked": not queries.is_open(inspection, request.at),
        "open_again": deadlines.is_past_lock(inspection, request.at.now)
        and queries.is_open_again(inspection),
        "may_unlock": viewer.may("unlock", "sea"),
        "reviews": queries.review_marks(inspection),
        "may_review": viewer.may("look-through", "sea"),
    }
    return show(request, "evidence/sea.html", context, form=form, paragraphs=["76", "77", "78", "79"])


def _to_agree(request: PageRequest) -> list[SEAEntry]:
    rows = SEAEntry.objects.filter(inspection=request.inspection, contributors__user=request.user)
    rows = rows.filter(contributors__agreed_version=None).exclude(state__in=["draft", "withdrawn"])
    return list(rows.distinct().order_by("number"))


def _row(entry: SEAEntry, request: PageRequest) -> dict[str, Any]:
    late = entry.entered_at - entry.due_at if entry.entered_at and entry.due_at else None
    overdue = entry.entered_at is None and entry.due_at is not None and request.at.now > entry.due_at
    return {
        "entry": entry,
        "words": queries.shortened(entry.evaluation),
        "state": _state_words(entry, request),
        "late": elapsed(late) if late and late.total_seconds() > 0 else "",
        "overdue": overdue,
        "version": entry.last,  # type: ignore[attr-defined]
    }


def _state_words(entry: SEAEntry, request: PageRequest) -> str:
    return SEA_ENTRY.titles[queries.state_of(entry, request.at)]


@inspection_page("sea", "write")
def entry_write(request: PageRequest, entry_id: UUID | None = None) -> HttpResponse:
    """Write an entry, or revise one: kept at any time, entered when it is complete."""
    inspection = request.inspection
    entry = entry_of(request, entry_id) if entry_id else None
    if entry is not None:
        require(request.user, "write", "sea", inspection, About(own=writes(entry, request.user)))
    terms = Terms.of(inspection)
    form = forms.EntryForm(
        request.POST or None,
        terms=terms,
        evidence=_evidence_choices(request, entry),
        colleagues=_colleagues(request, entry),
        initial=_initial(request, entry),
    )
    if request.method == "POST":
        answer = _keep(request, form)
        if answer:
            return answer
        entry = _written(request, form.cleaned_data.get("id"))
    meeting = deadlines.meeting_at(inspection)
    late_start = (
        meeting is not None and request.at.now > meeting and (entry is None or entry.entered_at is None)
    )
    draft = entry.drafts.filter(user=request.user).first() if entry else None
    stale = is_stale(form) or bool(draft and entry and draft.base_version < entry.version)
    if stale and draft and entry and not form.is_bound:
        form.initial["version"] = entry.version
    context = {
        "entry": entry,
        "theirs": _words(entry, terms) if entry and stale else None,
        "stale": stale,
        "save_line": _save_line(entry, draft, form),
        "after_meeting": late_start,
        "shared": entry is not None and entry.state in ("agreeing", "entered"),
        "hint": looks_descriptive(str(form["evaluation"].value() or "")),
        "locked": not queries.is_open(inspection, request.at, entry),
    }
    return show(request, "evidence/entry_write.html", context, form=form, paragraphs=["76", "77", "78", "80"])


def _written(request: PageRequest, entry_id: UUID | None) -> SEAEntry | None:
    rows = SEAEntry.objects.filter(inspection=request.inspection).readable_by(request.user)
    return rows.filter(pk=entry_id).first() if entry_id else None


def _initial(request: PageRequest, entry: SEAEntry | None) -> dict[str, Any]:
    if entry is not None:
        values = values_for(entry, request.user).as_json()
        return {**values, "id": entry.pk, "version": entry.version}
    chosen = EvidenceRecord.objects.filter(inspection=request.inspection).counting()
    asked = [value for value in request.GET.getlist("evidence") if _is_uuid(value)]
    rows = list(chosen.filter(pk__in=asked))
    codes = [code for row in rows for code in row.criteria]
    judgements = {row.judgement for row in rows}
    return {
        "id": uuid4(),
        "version": 0,
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


def _keep(request: PageRequest, form: forms.EntryForm) -> HttpResponse | None:
    valid = form.is_valid()
    entry_id = form.cleaned_data.get("id")
    if entry_id is None:
        return None
    version = form.cleaned_data.get("version") or 0
    kept = carried_out(
        form,
        lambda: actions.keep_entry(
            inspection=request.inspection,
            entry_id=entry_id,
            values=_values(form),
            version=version,
            by=request.user,
            at=request.at,
        ),
    )
    if kept is None:
        _offer_again(form, entry_id)
        return None
    shared = kept.state in ("agreeing", "entered")
    if not shared:
        form.renew_version(kept.version)
    if not valid:
        return None
    ref = request.inspection.ref
    if "enter" not in request.POST:
        return HttpResponseRedirect(reverse("sea-write", args=[ref, kept.pk]), status=303)
    base = version if shared else kept.version
    made = carried_out(form, lambda: actions.enter(entry=kept, version=base, by=request.user, at=request.at))
    if made is None:
        _offer_again(form, entry_id)
        return None
    messages.success(request, _done_words(made))
    return HttpResponseRedirect(reverse("sea-entry", args=[ref, kept.pk]), status=303)


def _values(form: forms.EntryForm) -> EntryValues:
    values = form.kept_values
    return EntryValues.of(values | {"contributors": sorted(values.get("contributors", []))})


def _done_words(entry: SEAEntry) -> str:
    if entry.state == SEAEntry.State.AGREEING:
        return f"SEA entry {entry.number} waits for its contributors to agree. They are told."
    number = entry.versions.count()
    return f"SEA entry {entry.number} is in the SEA, version {number}. It can be revised until the SEA locks."


def _offer_again(form: forms.EntryForm, entry_id: UUID) -> None:
    entry = SEAEntry.objects.filter(pk=entry_id).first()
    if entry and is_stale(form):
        form.renew_version(entry.version)


def _save_line(entry: SEAEntry | None, draft: Any, form: forms.EntryForm) -> str:
    if entry is None:
        return "Nothing is on the server yet. Keep often: without keeping, words are only on this page."
    if is_stale(form) and draft is None:
        return "The server could not keep this over what is there. Your words are still here."
    kept = draft.kept_at if draft else entry.kept_at
    return f"All on the server, {kept.astimezone(LONDON):%H:%M:%S}."


def _words(entry: SEAEntry, terms: Terms) -> list[tuple[str, str]]:
    values = shared_values(entry)
    return [
        ("Evaluation", values.evaluation),
        ("Judgement", terms.judgement(values.judgement)),
        ("Criteria", ", ".join(values.criteria)),
    ]


def entry_of(request: PageRequest, entry_id: UUID) -> SEAEntry:
    rows = SEAEntry.objects.filter(inspection=request.inspection).readable_by(request.user)
    found = rows.filter(pk=entry_id).select_related("author", "inspection", "withdrawn_by").first()
    if found is None:
        raise Http404
    return found


@inspection_page("inspection", "read")
def entry_page(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """One entry: the evaluation, then its evidence; who agreed; versions, flags, what can be done now."""
    require_reader(request)
    entry = entry_of(request, entry_id)
    record_read(request.inspection, "sea", by=request.user, at=request.at, object_id=entry.pk)
    state = queries.state_of(entry, request.at)
    viewer, terms = request.viewer, Terms.of(request.inspection)
    mine = entry.contributors.filter(user=request.user).first()
    open_now = queries.is_open(request.inspection, request.at, entry)
    writer = viewer.may("write", "sea", About(own=writes(entry, request.user)))
    context = {
        "entry": entry,
        "state": state,
        "facts": _facts(request, entry, terms),
        "evidence": entry.evidence.select_related("author").order_by("number"),
        "may_see_evidence": viewer.may("read", "evidence"),
        "contributors": entry.contributors.select_related("user").order_by("pk"),
        "flags": entry.flags.filter(cleared_at=None).select_related("by"),
        "events": _history(entry),
        "terms": terms,
        "may_agree": mine is not None
        and mine.agreed_version != entry.version
        and state in ("agreeing", "entered", "reopened"),
        "may_revise": writer and open_now and state in ("draft", "entered", "reopened", "agreeing"),
        "may_withdraw": entry.author_id == request.user.pk and open_now and state in ("entered", "reopened"),
        "may_flag": viewer.may("review", "sea") and state in ("entered", "locked", "reopened"),
        "may_reopen": viewer.may("unlock", "sea") and state == "locked",
        "may_lock": viewer.may("unlock", "sea") and entry.reopenings.filter(closed_at=None).exists(),
    }
    return show(
        request,
        "evidence/entry.html",
        context,
        paragraphs=["77", "78"],
        turn_line=_turn_line(request, entry, state),
    )


def _turn_line(request: PageRequest, entry: SEAEntry, state: str) -> str:
    if state == "draft":
        return "Your turn: this is a draft that only you can read. Enter it when it is complete."
    if state == "agreeing":
        return f"Waiting for agreement: {_waiting_words(entry)}."
    if state == "locked":
        return "Locked. The lead inspector can open it again with a reason."
    if state == "reopened":
        return "Opened again by the lead inspector. It can be revised now."
    if state == "withdrawn":
        return "Withdrawn. It stays here to be read, and is no longer in the SEA."
    lock = deadlines.lock_at(request.inspection)
    return f"In the SEA. It can be revised until {at_words(lock)}." if lock else "In the SEA."


def _waiting_words(entry: SEAEntry) -> str:
    rows = entry.contributors.exclude(agreed_version=entry.version).select_related("user").order_by("pk")
    names = [row.user.full_name for row in rows]
    total = entry.contributors.count()
    return f"{len(names)} of {total} ({', '.join(names)})"


def _facts(request: PageRequest, entry: SEAEntry, terms: Terms) -> list[tuple[str, Any]]:
    late = entry.entered_at - entry.due_at if entry.entered_at and entry.due_at else None
    late_words = f" ({elapsed(late)} late)" if late and late.total_seconds() > 0 else ""
    scope = {*entry.scope_elements, *terms.framework.scope_of(entry.criteria)}
    due = deadlines.entry_due(request.inspection, _earliest(entry))
    values = [
        ("Judgement", terms.judgement(entry.judgement)),
        ("Criteria", "\n".join(terms.criterion(code) for code in entry.criteria)),
        ("Scope", ", ".join(words for code, words in terms.scope_elements() if code in scope)),
        ("Written by", f"{entry.author.full_name}, {terms.inspectorate(entry.inspectorate)}"),
        ("Due", f"{at_words(entry.due_at)}\n{due.explanation if due else ''}" if entry.due_at else ""),
        ("Entered", f"{at_words(entry.entered_at)}{late_words}" if entry.entered_at else ""),
        ("Entered after the meeting because", entry.after_meeting_reason),
    ]
    return [(key, value) for key, value in values if value]


def _earliest(entry: SEAEntry) -> Any:
    return min((row.observed_at for row in entry.evidence.all() if row.observed_at), default=None)


def _history(entry: SEAEntry) -> list[dict[str, Any]]:
    ref = entry.inspection.ref
    events: list[dict[str, Any]] = [
        {
            "title": "Entered" if made.number == 1 else f"Revised, version {made.number}",
            "by": made.by.full_name,
            "at": made.at,
            "href": reverse("sea-version", args=[ref, entry.pk, made.number]),
        }
        for made in entry.versions.select_related("by")
    ]
    for row in entry.reopenings.select_related("by", "closed_by"):
        events.append({"title": "Opened again", "by": row.by.full_name, "at": row.at, "text": row.reason})
        if row.closed_at and row.closed_by:
            events.append({"title": "Locked again", "by": row.closed_by.full_name, "at": row.closed_at})
    if entry.withdrawn_at and entry.withdrawn_by:
        reason = entry.withdrawal_reason
        events.append(
            {
                "title": "Withdrawn",
                "by": entry.withdrawn_by.full_name,
                "at": entry.withdrawn_at,
                "text": reason,
            }
        )
    return events
