"""Reads of lists and choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from jtai.apps.inspections import dates
from jtai.apps.inspections.memory import by_inspection, read_for_all, rows_of
from jtai.apps.inspections.models import Inspection
from jtai.apps.selection.models import Child, ChildList, ChildSet, DataReceipt
from jtai.core.selection import BalanceBlock, balance

SHORTLIST, TRACKED = ChildSet.Stage.SHORTLIST, ChildSet.Stage.TRACKED


def lists_of(inspection: Inspection) -> list[ChildList]:
    """Lists in use and to be checked, newest first."""
    return list(inspection.child_lists.exclude(state=ChildList.State.DISCARDED).order_by("-pk"))


_used_lists = rows_of(lambda: ChildList.objects.filter(state=ChildList.State.USED).order_by("pk"))
_published = rows_of(lambda: ChildSet.objects.filter(number__gt=0).order_by("-number"))


def has_list(inspection: Inspection) -> bool:
    """Is a list in use?"""
    return bool(_used_lists(inspection))


def published(inspection: Inspection, stage: str) -> ChildSet | None:
    """The choice that counts: the last one published."""
    return next(iter(versions(inspection, stage)), None)


def versions(inspection: Inspection, stage: str) -> list[ChildSet]:
    """Every published version, newest first."""
    return [row for row in _published(inspection) if row.stage == stage]


def draft(inspection: Inspection, stage: str) -> ChildSet | None:
    """What is kept but not sent."""
    return inspection.child_sets.filter(stage=stage, number=0).first()


def pool_of(inspection: Inspection, stage: str) -> list[Child]:
    """The children to choose from: the list for the first choice, the first choice for the second."""
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


def child_keys(inspection: Inspection) -> list[str]:
    """Every short key of the inspection."""
    return list(inspection.children.order_by("key").values_list("key", flat=True))
