"""Reads of lists and choices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import by_inspection, read_for_all, rows_of, values_of
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.tasks import Viewer
from jtai.apps.portal.actions.supplying import OWN_PAGE
from jtai.apps.portal.models import RequestItem
from jtai.apps.selection.models import Child, ChildList, ChildSet, DataReceipt
from jtai.core.access import About
from jtai.core.selection import BalanceBlock, balance

SHORTLIST, TRACKED = ChildSet.Stage.SHORTLIST, ChildSet.Stage.TRACKED


def owes(inspection: Inspection, milestone: str) -> str:
    """The kind of agency that owes what is entered on the pages about children by this milestone."""
    items = inspection.edition.framework_items
    return next((i.agency for i in items if i.milestone == milestone and i.kind in OWN_PAGE), "")


def about_lists(inspection: Inspection) -> About:
    """The lists of children as the access table asks of them: of the agency that owes them (paragraph 19)."""
    return About(body=owes(inspection, inspection.edition.selection.list_milestone))


def about_data(inspection: Inspection) -> About:
    """More information on the children chosen, likewise (paragraph 21)."""
    return About(body=owes(inspection, inspection.edition.selection.data_milestone))


def about_children(inspection: Inspection, keys: Collection[str]) -> About:
    """Children as the access table asks of them: of the agency whose list they are on, and of those asked
    for what they hold on them (paragraphs 21 and 24)."""
    asked = RequestItem.objects.filter(inspection=inspection, child_ref__in=keys).exclude(child_ref="")
    lists = about_lists(inspection).body
    return About(bodies=frozenset({lists, *asked.order_by().values_list("agency", flat=True).distinct()}))


def about_set(found: ChildSet) -> About:
    """A choice of children: of the agency of the list, the tracked ones of those asked about them too."""
    keys = [child.key for child in chosen_in(found)] if found.stage == TRACKED else []
    return about_children(found.inspection, keys)


def lists_for(viewer: Viewer) -> list[ChildList]:
    """Lists in use, newest first, and those checked but not sent, for whoever checked them."""
    inspection = viewer.inspection
    rows = inspection.child_lists.exclude(state=ChildList.State.DISCARDED).order_by("-pk")
    return [row for row in rows if may_read_list(viewer, row)]


def may_read_list(viewer: Viewer, row: ChildList) -> bool:
    """A list that was not sent is its sender's and the director's alone."""
    if row.state == ChildList.State.USED:
        return viewer.may("read", "child-list", about_lists(viewer.inspection))
    own = About(own=row.sent_by_id == viewer.user.pk)
    return viewer.may("read", "child-list-unsent", own)


def may_read_set(viewer: Viewer, found: ChildSet) -> bool:
    """May this person read which children were chosen?"""
    return viewer.may("read", "selection", about_set(found))


def published_for(viewer: Viewer, stage: str) -> ChildSet | None:
    """The choice that counts, if this person may read it."""
    found = published(viewer.inspection, stage)
    return found if found and may_read_set(viewer, found) else None


def may_read_child(viewer: Viewer, child: Child) -> bool:
    """An agency reads the children on whom it is asked, the agency of the list every child on it."""
    return viewer.may("read", "child-data", about_children(viewer.inspection, [child.key]))


def children_for(viewer: Viewer, found: ChildSet | None) -> list[Child]:
    """The children of a choice that this person may read, by number."""
    return [child for child in chosen_in(found) if may_read_child(viewer, child)]


_used_lists = values_of(lambda: ChildList.objects.filter(state=ChildList.State.USED), "pk")
_stages_published = values_of(lambda: ChildSet.objects.filter(number__gt=0), "stage")
_published = rows_of(lambda: ChildSet.objects.filter(number__gt=0).order_by("-number"))


def has_list(inspection: Inspection) -> bool:
    """Is a list in use?"""
    return bool(_used_lists(inspection))


def published(inspection: Inspection, stage: str) -> ChildSet | None:
    """The choice that counts: the last one published."""
    return next(iter(versions(inspection, stage)), None)


def is_published(inspection: Inspection, stage: str) -> bool:
    """Was this choice sent? Asked by pages that print nothing of it."""
    return stage in _stages_published(inspection)


def versions(inspection: Inspection, stage: str) -> list[ChildSet]:
    """Every published version, newest first."""
    return [row for row in _published(inspection) if row.stage == stage]


def draft(inspection: Inspection, stage: str) -> ChildSet | None:
    """What is kept but not sent."""
    return inspection.child_sets.filter(stage=stage, number=0).first()


def pool_of(inspection: Inspection, stage: str) -> list[Child]:
    """The children to choose from: the list for the first selection, the first selection for the second."""
    if stage == SHORTLIST:
        return list(inspection.children.order_by("child_id"))
    first = published(inspection, SHORTLIST)
    return list(first.children.order_by("child_id")) if first else []


def chosen_in(found: ChildSet | None) -> list[Child]:
    """The children of a choice, by number."""
    return list(found.children.order_by("child_id")) if found else []


def balance_of(inspection: Inspection, stage: str, chosen: list[Child]) -> list[BalanceBlock]:
    """The choice beside what it is chosen from."""
    pool = [child.as_row for child in pool_of(inspection, stage)]
    return balance(inspection.edition, pool, [child.as_row for child in chosen]) if pool else []


@dataclass(frozen=True, slots=True)
class DataState:
    """How much of the additional information is in."""

    asked: int
    received: int
    due_at: datetime | None
    words: str

    @property
    def outstanding(self) -> int:
        return self.asked - self.received


@read_for_all
def _receipts(inspections: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    rows = DataReceipt.objects.filter(inspection__in=inspections).values("inspection").order_by("inspection")
    counted = rows.annotate(asked=Count("pk"), received=Count("received_at"))
    return by_inspection(inspections, counted.values_list("inspection", "asked", "received"))


def data_state(inspection: Inspection, at: datetime) -> DataState:
    """ "18 of 20 received", and "late, 2 outstanding" once its time is over."""
    asked, received = next(iter(_receipts(inspection)), (0, 0))
    due = dates.due_at(inspection, inspection.edition.selection.data_milestone)
    words = f"{received} of {asked} received"
    if due and received < asked and at >= due:
        words = f"late, {asked - received} outstanding ({words})"
    return DataState(asked, received, due, words)


def tracked_keys(inspection: Inspection) -> list[str]:
    """The short keys of the tracked children, for later stages."""
    return [child.key for child in chosen_in(published(inspection, TRACKED))]
