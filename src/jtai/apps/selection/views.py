"""Lists and choices of children. Pages with child-level material say in the trail who opened them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jtai.apps.inspections import dates
from jtai.apps.inspections.access import has_role, record_read, require
from jtai.apps.inspections.misses import missed, require_few_misses
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.inspections.queries import departures_for
from jtai.apps.selection import actions, forms, queries
from jtai.apps.selection.models import Child, ChildList, ChildSet
from jtai.core.access import About
from jtai.core.results import blocks
from jtai.core.selection import BalanceBlock
from jtai.core.selection.lists import LARGEST
from jtai.ui.forms import ConfirmForm
from jtai.words import clock_and_date, day_date, file_size

SHORTLIST, TRACKED = ChildSet.Stage.SHORTLIST, ChildSet.Stage.TRACKED


@inspection_page("child-list", "read", child_level=True)
def children(request: PageRequest) -> HttpResponse:
    """Where the lists and the choices stand, with the chosen children."""
    inspection = request.inspection
    rules, viewer = inspection.edition.selection, request.viewer
    shortlist = queries.published_for(viewer, SHORTLIST)
    tracked = queries.published_for(viewer, TRACKED)
    reads_lists = viewer.may("read", "child-list", queries.about_lists(inspection))
    context = {
        "lists": queries.lists_for(viewer),
        "reads_lists": reads_lists,
        "shortlist": shortlist,
        "tracked": tracked,
        "shortlist_children": queries.chosen_in(shortlist),
        "tracked_children": queries.children_for(viewer, tracked),
        "versions": [
            row for row in queries.versions(inspection, TRACKED) if queries.may_read_set(viewer, row)
        ],
        "notes": inspection.context_notes.order_by("pk")
        if request.viewer.may("read", "child-context")
        else [],
        "data": queries.data_state(inspection, request.at.now),
        "list_due": dates.due_at(inspection, rules.list_milestone),
        "evaluation_due": dates.due_on(inspection, rules.evaluation_milestone),
        "may_write": request.viewer.may("write", "selection"),
        "may_supply": viewer.may("supply", "child-list", queries.about_lists(inspection)),
        "may_note": request.viewer.may("write", "child-context"),
        "may_data": viewer.may("supply", "child-data", queries.about_data(inspection)),
    }
    return show(
        request, "selection/children.html", context, paragraphs=["19", "21", "54"], turn_line=_turn(request)
    )


def _turn(request: PageRequest) -> str:
    inspection, rules = request.inspection, request.inspection.edition.selection
    if not queries.has_list(inspection):
        return _waits(request, "the director of children’s services to send the list", rules.list_milestone)
    if queries.published(inspection, SHORTLIST) is None:
        return _waits(request, "the lead inspector to choose the first children", rules.shortlist_milestone)
    if queries.data_state(inspection, request.at.now).outstanding:
        return _waits(
            request, "the local authority to send more information on each child", rules.data_milestone
        )
    if queries.published(inspection, TRACKED) is None:
        return _waits(request, "the lead inspector to choose the tracked children", rules.tracked_milestone)
    return ""


def _waits(request: PageRequest, whom: str, milestone: str) -> str:
    due = dates.timeline_of(request.inspection).row(milestone) if request.inspection.day_zero else None
    by = f", by {due.time_label or 'the end of the day'}, {day_date(due.due_on)}" if due else ""
    return f"Waiting for {whom}{by}."


@inspection_page("child-list", "supply")
def list_new(request: PageRequest) -> HttpResponse:
    """Send a list: it is checked first, and nothing of a faulty file is kept."""
    inspection = request.inspection
    require(request.user, "supply", "child-list", inspection, queries.about_lists(inspection))
    form = forms.ListForm(posted(request), request.FILES or None)
    if request.method == "POST" and "file" not in request.FILES and _length(request) > LARGEST:
        sentence = f"The file is larger than {file_size(LARGEST)}. Send only the list."
        form.add_problems([blocks("list-too-large", sentence, "Guidance, paragraph 19", "file")])
    answer = submit(
        request,
        form,
        lambda: actions.check_list(
            inspection=inspection,
            title=form.cleaned_data["title"],
            data=form.cleaned_data["file"].read(),
            by=request.user,
            at=request.at,
        ),
        done=lambda made: reverse("child-list", args=[inspection.ref, made.pk]),
    )
    return answer or show(request, "selection/list_new.html", form=form, paragraphs=["19"])


def _length(request: Any) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


@inspection_page("child-list", "supply")
def list_check(request: PageRequest, pk: int) -> HttpResponse:
    """What was read, column by column; then use it or throw it away."""
    inspection = request.inspection
    require(request.user, "supply", "child-list", inspection, queries.about_lists(inspection))
    row = get_object_or_404(ChildList, pk=pk, inspection=inspection)
    own = About(own=row.sent_by_id == request.user.pk)
    require(request.user, "read", "child-list-unsent", inspection, own)
    record_read(inspection, "child-list-unsent", by=request.user, at=request.at, object_id=row.pk)
    form = ConfirmForm(posted(request))
    act = actions.discard_list if "discard" in request.POST else actions.use_list
    message = "List discarded." if "discard" in request.POST else "List sent to the lead inspector."
    answer = submit(
        request,
        form,
        lambda: act(inspection=inspection, child_list=row, by=request.user, at=request.at),
        done=reverse("children", args=[inspection.ref]),
        message=message,
    )
    return answer or show(request, "selection/list_check.html", {"list": row}, form=form, paragraphs=["19"])


@inspection_page("child-context", "write")
def context_new(request: PageRequest) -> HttpResponse:
    """Tell the lead inspector of a local context."""
    inspection = request.inspection
    # The note that goes with the list is the director's.
    goes_with_list = has_role(request.user, inspection, "dcs")
    form = forms.ContextForm(posted(request), goes_with_list=goes_with_list)
    answer = submit(
        request,
        form,
        lambda: actions.add_context_note(
            inspection=inspection, by=request.user, at=request.at, **form.cleaned_data
        ),
        done=reverse("children", args=[inspection.ref]),
        message="Note saved. It is shown beside the selection of children.",
    )
    return answer or show(request, "selection/context.html", form=form, paragraphs=["20"])


@inspection_page("selection", "write", child_level=True)
def shortlist(request: PageRequest) -> HttpResponse:
    """Choose the first children from the list."""
    return _choose(request, SHORTLIST)


@inspection_page("selection", "write", child_level=True)
def tracked(request: PageRequest) -> HttpResponse:
    """Choose the children to be tracked from the first selection."""
    return _choose(request, TRACKED)


def _choose(request: PageRequest, stage: str) -> HttpResponse:
    inspection = request.inspection
    pool = queries.pool_of(inspection, stage)
    draft, earlier = queries.draft(inspection, stage), queries.published(inspection, stage)
    form = _choice_form(request, pool, draft, earlier)
    if form.is_bound:
        ticked = form.data.getlist("children")  # type: ignore[attr-defined]
    else:
        ticked = [child.child_id for child in queries.chosen_in(draft or earlier)]
    answer = (
        _kept(request, form, stage, ticked) if "keep" in request.POST else _sent(request, form, stage, ticked)
    )
    if answer:
        return answer
    chosen = [child for child in pool if child.child_id in ticked]
    balanced = queries.balance_of(inspection, stage, chosen)
    context = {
        "stage": stage,
        "pool": [(child, child.child_id in ticked) for child in pool],
        "blocks": balanced,
        "off": [_off_words(block) for block in balanced if block.is_off],
        "chosen_count": len(chosen),
        "rules": inspection.edition.selection,
        "notes": inspection.context_notes.order_by("pk"),
        "data": queries.data_state(inspection, request.at.now),
        "received": _received(inspection),
        "is_open": bool(pool),
    }
    return show(
        request,
        "selection/choose.html",
        context,
        form=form,
        paragraphs=["20", "21", "54"],
        turn_line=_turn_of_choice(request, stage, earlier) if pool else _turn(request),
    )


def _choice_form(
    request: PageRequest, pool: list[Child], draft: ChildSet | None, earlier: ChildSet | None
) -> forms.ChoiceForm:
    start = draft or earlier
    return forms.ChoiceForm(
        posted(request),
        child_ids=[child.child_id for child in pool],
        amending=earlier is not None,
        context=request.inspection.context_notes.exists(),
        initial={
            "version": draft.version if draft else 0,
            "context_considered": start.context_considered if start else "",
        },
    )


def _off_words(block: BalanceBlock) -> str:
    """As "Age (0-4, 16-17)"."""
    return f"{block.title} ({', '.join(row.value for row in block.rows if row.is_off)})"


def _turn_of_choice(request: PageRequest, stage: str, sent: ChildSet | None) -> str:
    if sent is not None and sent.published_at is not None:
        return f"Sent {clock_and_date(sent.published_at)}. You need a reason to send another selection."
    rules = request.inspection.edition.selection
    milestone = rules.shortlist_milestone if stage == SHORTLIST else rules.tracked_milestone
    return _waits(request, "the lead inspector", milestone)


def _received(inspection: Any) -> set[int]:
    return set(inspection.data_receipts.exclude(received_at=None).values_list("child_id", flat=True))


def _kept(request: PageRequest, form: forms.ChoiceForm, stage: str, ticked: list[str]) -> HttpResponse | None:
    def act() -> None:
        actions.keep_draft(
            inspection=request.inspection,
            stage=stage,
            child_ids=ticked,
            context_considered=form.cleaned_data.get("context_considered", ""),
            version=form.cleaned_data["version"] or None,
            by=request.user,
            at=request.at,
        )

    name = "children-shortlist" if stage == SHORTLIST else "children-tracked"
    done = reverse(name, args=[request.inspection.ref])
    return submit(request, form, act, done=done, message="Selection saved. It has not been sent.")


def _sent(request: PageRequest, form: forms.ChoiceForm, stage: str, ticked: list[str]) -> HttpResponse | None:
    def act() -> ChildSet:
        return actions.publish(
            inspection=request.inspection,
            stage=stage,
            child_ids=ticked,
            context_considered=form.cleaned_data.get("context_considered", ""),
            reasons=form.reasons,
            reason=form.cleaned_data.get("reason", ""),
            by=request.user,
            at=request.at,
        )

    return submit(
        request, form, act, done=lambda made: reverse("children-sent", args=[request.inspection.ref, made.pk])
    )


@inspection_page("selection", "read", child_level=True)
def sent(request: PageRequest, pk: int) -> HttpResponse:
    """The confirmation, and the receipt to print: ids, balance, reasons."""
    inspection = request.inspection
    found = get_object_or_404(ChildSet, pk=pk, inspection=inspection, number__gt=0)
    require(request.user, "read", "selection", inspection, queries.about_set(found))
    context = {
        "set": found,
        "children": queries.children_for(request.viewer, found),
        "reads_context": request.viewer.may("read", "child-context"),
        "departures": departures_for(request.viewer, object_kind="child-set", object_id=str(found.pk)),
        "evaluation_due": dates.due_on(inspection, inspection.edition.selection.evaluation_milestone),
        "data_due": dates.due_at(inspection, inspection.edition.selection.data_milestone),
    }
    return show(request, "selection/sent.html", context, paragraphs=["21", "54"])


@inspection_page("child-data", "supply", child_level=True)
def data(request: PageRequest) -> HttpResponse:
    """Say for which children the additional information was sent."""
    inspection = request.inspection
    require(request.user, "supply", "child-data", inspection, queries.about_data(inspection))
    waiting = (
        inspection.data_receipts.filter(received_at=None).select_related("child").order_by("child__child_id")
    )
    form = forms.DataForm(posted(request), child_ids=[row.child.child_id for row in waiting])
    answer = submit(
        request,
        form,
        lambda: actions.receive_data(
            inspection=inspection, child_ids=form.cleaned_data["children"], by=request.user, at=request.at
        ),
        done=reverse("children", args=[inspection.ref]),
        message="Recorded: the information you have sent.",
    )
    state = queries.data_state(inspection, request.at.now)
    return answer or show(request, "selection/data.html", {"data": state}, form=form, paragraphs=["21"])


@inspection_page("child-data", "read")
def child(request: PageRequest, child: UUID) -> HttpResponse:
    """One child: what choosing needs, and nothing that names anybody.

    Nobody learns of a child that is not theirs to read that there is such a child; trying is noted, and
    stopped after a while. The children that are theirs stay open all the same.
    """
    inspection = request.inspection
    row = Child.objects.filter(address=child, inspection=inspection).first()
    if row is None or not queries.may_read_child(request.viewer, row):
        require_few_misses(inspection, by=request.user, at=request.at)
        raise missed(inspection, "child-data", by=request.user, at=request.at)
    record_read(inspection, "child-data", by=request.user, at=request.at, object_id=row.pk)
    chosen = [str(s.get_stage_display()) for s in row.sets.filter(number__gt=0).order_by("pk")]
    age = "Not recorded" if row.age is None else ("Unborn" if row.age < 0 else f"{row.age}")
    probation = {True: "Yes", False: "No", None: "Not recorded"}[row.probation]
    facts = [
        ("The area's number", row.child_id),
        ("Age at notification", age),
        ("Gender", row.gender),
        ("Ethnicity", row.ethnicity),
        ("Disability", row.disability),
        ("Stage of involvement", row.stage),
        ("Probation involvement", probation),
        ("Communication needs", row.needs or "None recorded"),
        ("Chosen", ", ".join(dict.fromkeys(chosen)) or "Not chosen"),
    ]
    return show(request, "selection/child.html", {"child": row, "facts": facts}, paragraphs=["54"])
