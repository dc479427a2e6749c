"""The lead chooses: a draft that is always kept, and versions that are sent (paragraphs 20, 21, 54)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import alone, lock
from jtai.apps.inspections import dates, messages
from jtai.apps.inspections.access import keep_departures, record, require
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.inspections.models import Inspection
from jtai.apps.portal import actions as portal
from jtai.apps.selection import queries
from jtai.apps.selection.actions.listing import tell_requests
from jtai.apps.selection.models import Child, ChildSet, DataReceipt
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.core.selection import check_shortlist, check_tracked
from jtai.words import counted, day_date

SHORTLIST, TRACKED = ChildSet.Stage.SHORTLIST, ChildSet.Stage.TRACKED


def _require_open(inspection: Inspection, stage: str) -> None:
    rules = inspection.edition.selection
    source = f"Guidance, paragraph {rules.paragraph}"
    if stage == SHORTLIST and not queries.has_list(inspection):
        refuse("The list of children has not arrived, so you cannot choose yet.", source, kind="moment")
    if stage == TRACKED and queries.published(inspection, SHORTLIST) is None:
        refuse("You have not sent the first selection yet. Choose and send it first.", source, kind="moment")


@transaction.atomic
def keep_draft(
    *,
    inspection: Inspection,
    stage: str,
    child_ids: Sequence[str],
    context_considered: str,
    version: int | None = None,
    by: User,
    at: Moment,
) -> ChildSet:
    """Keep a choice that is not finished; nothing is checked but that the children exist."""
    require(by, "write", "selection", inspection)
    alone("choice", inspection.ref, stage)
    _require_open(inspection, stage)
    draft, _ = ChildSet.objects.get_or_create(
        inspection=inspection, stage=stage, number=0, defaults={"by": by, "kept_at": at.now}
    )
    version = draft.version if version is None else version
    changed = ChildSet.objects.filter(pk=draft.pk, version=version).update(
        version=version + 1, by=by, kept_at=at.now, context_considered=context_considered.strip()
    )
    if not changed:
        refuse("Somebody changed this selection after you opened it.", kind="stale")
    draft.children.set(Child.objects.filter(inspection=inspection, child_id__in=list(child_ids)))
    draft.refresh_from_db()
    record(draft, f"{stage}.kept", by=by, at=at)
    return draft


def check(
    inspection: Inspection, stage: str, child_ids: Sequence[str], context_considered: str
) -> list[Problem]:
    """All problems of a choice, before it is sent."""
    pool = queries.pool_of(inspection, stage)
    everybody = {child.child_id: child.as_row for child in inspection.children.all()}
    unknown = [child_id for child_id in child_ids if child_id not in everybody]
    if unknown:
        message = f"{unknown[0]} is on no list of this inspection. Choose from the list."
        return [blocks("child-not-there", message, "Guidance, paragraph 21", "children")]
    rule = check_shortlist if stage == SHORTLIST else check_tracked
    return rule(
        inspection.edition,
        [child.as_row for child in pool],
        [everybody[child_id] for child_id in dict.fromkeys(child_ids)],
        has_context=inspection.context_notes.exists(),
        context_considered=context_considered,
    )


@transaction.atomic
@events_last
def publish(
    *,
    inspection: Inspection,
    stage: str,
    child_ids: Sequence[str],
    context_considered: str,
    reasons: Mapping[str, str],
    reason: str = "",
    by: User,
    at: Moment,
) -> ChildSet:
    """Send the choice. The first asks for more on each child, the second for joint evaluations."""
    require(by, "write", "selection", inspection)
    alone("choice", inspection.ref, stage)
    _require_open(inspection, stage)
    problems = check(inspection, stage, child_ids, context_considered)
    passed = require_none(problems + _missing_reason(inspection, stage, reason), reasons)
    chosen = list(inspection.children.filter(child_id__in=list(child_ids)))
    last = inspection.child_sets.filter(stage=stage).aggregate(n=Max("number"))["n"] or 0
    made = ChildSet.objects.create(
        inspection=inspection,
        stage=stage,
        number=last + 1,
        context_considered=context_considered.strip(),
        reason=reason.strip(),
        balance=[asdict(block) for block in queries.balance_of(inspection, stage, chosen)],
        by=by,
        kept_at=at.now,
        published_at=at.now,
    )
    made.children.set(chosen)
    inspection.child_sets.filter(stage=stage, number=0).delete()
    keep_departures(made, passed, reasons, material="selection", by=by, at=at)
    _after(inspection, stage, made, chosen, by, at)
    record(
        made,
        f"{stage}.sent",
        by=by,
        at=at,
        codes={"number": made.number, "count": len(chosen), "departures": [p.code for p in passed]},
        content="\n".join(sorted(child.child_id for child in chosen)),
    )
    return made


def _missing_reason(inspection: Inspection, stage: str, reason: str) -> list[Problem]:
    if not queries.published(inspection, stage) or reason.strip():
        return []
    message = "Explain why the selection changes. The local area reads your reason."
    return [blocks("amendment-reason", message, "Guidance, paragraph 26", "reason")]


def _after(
    inspection: Inspection, stage: str, made: ChildSet, chosen: Sequence[Child], by: User, at: Moment
) -> None:
    rules = inspection.edition.selection
    milestone = rules.shortlist_milestone if stage == SHORTLIST else rules.tracked_milestone
    asked, wanted = rules.data_milestone, "more information on each"
    if stage == SHORTLIST:
        for child in chosen:
            DataReceipt.objects.get_or_create(
                inspection=inspection, child=child, defaults={"requested_at": at.now}
            )
    else:
        portal.ask_for_each_child(
            inspection=inspection, child_refs=[child.key for child in chosen], by=by, at=at
        )
        asked, wanted = rules.evaluation_milestone, "a joint evaluation of each"
    if happened_at(inspection, milestone) is None:
        record_fact(inspection, milestone, by=by, at=at)
    due = dates.due_on(inspection, asked)
    by_when = f" by {day_date(due)}" if due else ""
    words = f"The lead inspector has chosen {counted(len(chosen), 'child')} and asks for {wanted}{by_when}."
    for reader in messages.holders(inspection, "dcs"):
        messages.send(
            inspection,
            key=f"{stage}-{made.number}-{reader.pk}",
            kind=f"{stage}-sent",
            to=reader,
            to_role="dcs",
            title="Children chosen",
            body=f"{words} Open the inspection to see which.",
            link=reverse("children", args=[inspection.ref]),
            at=at,
        )


@transaction.atomic
def amend(*, inspection: Inspection, stage: str, by: User, at: Moment) -> ChildSet:
    """Begin a change of a published choice: a draft with the same children."""
    require(by, "write", "selection", inspection)
    found = queries.published(inspection, stage)
    if found is None:
        refuse("There is no selection to change yet.", kind="moment")
    ids = [child.child_id for child in found.children.all()]
    return keep_draft(
        inspection=inspection,
        stage=stage,
        child_ids=ids,
        context_considered=found.context_considered,
        by=by,
        at=at,
    )


@transaction.atomic
@events_last
def receive_data(*, inspection: Inspection, child_ids: Sequence[str], by: User, at: Moment) -> int:
    """The local authority says for which children the additional information was sent."""
    require(by, "supply", "child-data", inspection, queries.about_data(inspection))
    found = DataReceipt.objects.filter(
        inspection=inspection, child__child_id__in=list(child_ids), received_at=None
    )
    list(lock(found))
    count = found.update(received_at=at.now, by=by)
    if not count:
        require_none(
            [
                blocks(
                    "data-none",
                    "Tick the children whose information you have sent.",
                    "Guidance, paragraph 21",
                    "children",
                )
            ]
        )
    milestone = inspection.edition.selection.data_milestone
    state = queries.data_state(inspection, at.now)
    if state.outstanding == 0:
        tell_requests(inspection, milestone, f"{state.asked} children", by=by, at=at)
        record_fact(inspection, milestone, by=by, at=at)
    record(
        inspection,
        "child-data.received",
        by=by,
        at=at,
        codes={"count": count, "outstanding": state.outstanding},
    )
    return count
