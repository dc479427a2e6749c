"""Pages of the SEA: the list, writing an entry, reading one, agreeing, what is missing for the meeting."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.evidence import deadlines, form_filters, queries
from jtai.apps.evidence.actions.entries import writes
from jtai.apps.evidence.models import SEAEntry
from jtai.apps.evidence.terms import Terms
from jtai.apps.inspections.access import record_read, require
from jtai.apps.inspections.ended import no_form_if_withdrawn
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.page import PageRequest, inspection_page, show
from jtai.core.access import About
from jtai.core.results import refuse
from jtai.core.workflows.sea import SEA_ENTRY
from jtai.words import clock_and_date, duration

PAGE = 50


def sea_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The door of the SEA: the team; the approvers once the draft letter is agreed; never an agency."""

    def reading(request: PageRequest, **kwargs: Any) -> HttpResponse:
        _require_reader(request)
        return view(request, **kwargs)

    door = inspection_page("inspection", "read")(wraps(view)(reading))
    # Whoever walks the addresses with the access table in hand asks for the material that is read here.
    door.material = "sea"  # type: ignore[attr-defined]
    return door


def _require_reader(request: PageRequest) -> None:
    if request.viewer.may("read", "sea"):
        return
    if request.viewer.may("read", "sea-when-drafting-ends"):
        first = request.inspection.edition.letter.sign_off_chain[0]
        if not happened_at(request.inspection, first.milestone):
            refuse("Your role lets you read the SEA once the draft letter is agreed, not before.")
        return
    require(request.user, "read", "sea", request.inspection)


@sea_page
def sea(request: PageRequest) -> HttpResponse:
    """The list, with what is due from the reader on top."""
    inspection, viewer = request.inspection, request.viewer
    record_read(inspection, "sea", by=request.user, at=request.at, codes={"page": "sea"})
    terms = Terms.of(inspection)
    form = form_filters.EntryFilter(request.GET, terms=terms)
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
    entry.inspection = request.inspection
    late = entry.entered_at - entry.due_at if entry.entered_at and entry.due_at else None
    overdue = entry.entered_at is None and entry.due_at is not None and request.at.now > entry.due_at
    return {
        "entry": entry,
        "words": queries.shortened(entry.evaluation),
        "state": _state_words(entry, request),
        "late": duration(late) if late and late.total_seconds() > 0 else "",
        "overdue": overdue,
        "version": entry.last,  # type: ignore[attr-defined]
    }


def _state_words(entry: SEAEntry, request: PageRequest) -> str:
    return SEA_ENTRY.titles[queries.state_of(entry, request.at)]


def entry_of(request: PageRequest, entry_id: UUID) -> SEAEntry:
    rows = SEAEntry.objects.filter(inspection=request.inspection).readable_by(request.user)
    found = rows.filter(pk=entry_id).select_related("author", "inspection", "withdrawn_by").first()
    if found is None:
        raise Http404
    return found


def require_standing(request: PageRequest, entry: SEAEntry) -> None:
    """No form for an entry that is withdrawn."""
    no_form_if_withdrawn(request, entry, f"SEA entry {entry.number}", page="sea-entry", kind="sea-entry")


@sea_page
def entry_page(request: PageRequest, entry_id: UUID) -> HttpResponse:
    """One entry: the evaluation, then its evidence; who agreed; versions, flags, what can be done now."""
    entry = entry_of(request, entry_id)
    record_read(request.inspection, "sea", by=request.user, at=request.at, object_id=entry.pk)
    state = queries.state_of(entry, request.at)
    viewer, terms = request.viewer, Terms.of(request.inspection)
    mine = entry.contributors.filter(user=request.user).first()
    open_now = queries.is_open(request.inspection, request.at, entry)
    writer = viewer.may("write", "sea", About(own=writes(entry, request.user)))
    # What the team says to each other about an entry is not part of the SEA that approvers read.
    of_the_team = viewer.may("read", "sea")
    context = {
        "entry": entry,
        "state": state,
        "facts": _facts(request, entry, terms),
        "evidence": entry.evidence.select_related("author").order_by("number"),
        "may_see_evidence": viewer.may("read", "evidence"),
        "contributors": entry.contributors.select_related("user").order_by("pk"),
        "flags": entry.flags.filter(cleared_at=None).select_related("by") if of_the_team else [],
        "may_see_requests": of_the_team,
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
        return "Withdrawn. It remains visible but is no longer in the SEA."
    lock = deadlines.lock_at(request.inspection)
    return f"In the SEA. It can be revised until {clock_and_date(lock)}." if lock else "In the SEA."


def _waiting_words(entry: SEAEntry) -> str:
    rows = entry.contributors.exclude(agreed_version=entry.version).select_related("user").order_by("pk")
    names = [row.user.full_name for row in rows]
    total = entry.contributors.count()
    return f"{len(names)} of {total} ({', '.join(names)})"


def _facts(request: PageRequest, entry: SEAEntry, terms: Terms) -> list[tuple[str, Any]]:
    late = entry.entered_at - entry.due_at if entry.entered_at and entry.due_at else None
    late_words = f" ({duration(late)} late)" if late and late.total_seconds() > 0 else ""
    scope = {*entry.scope_elements, *terms.framework.scope_of(entry.criteria)}
    due = deadlines.entry_due(request.inspection, _earliest(entry))
    values = [
        ("Judgement", terms.judgement(entry.judgement)),
        ("Criteria", "\n".join(terms.criterion(code) for code in entry.criteria)),
        ("Scope", ", ".join(words for code, words in terms.scope_elements() if code in scope)),
        ("Written by", f"{entry.author.full_name}, {terms.inspectorate(entry.inspectorate)}"),
        ("Due", f"{clock_and_date(entry.due_at)}\n{due.explanation if due else ''}" if entry.due_at else ""),
        ("Entered", f"{clock_and_date(entry.entered_at)}{late_words}" if entry.entered_at else ""),
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
