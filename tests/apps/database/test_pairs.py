"""Who did something and when: a constraint keeps each such pair of columns together (ADR 0260)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import CheckConstraint, Q

from jtai.apps.database.pairs import paired
from jtai.apps.notification.models import SetUp


def pairs(model: type[models.Model]) -> Iterator[str]:
    """What somebody may do later to a row of `model`: "withdrawn" of withdrawn_at and withdrawn_by."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    for name, by in fields.items():
        at = fields.get(f"{name.removesuffix('_by')}_at") if name.endswith("_by") else None
        if at is not None and (at.null or by.null):
            yield name.removesuffix("_by")


def filled(branch: Q, name: str) -> bool | None:
    """Is the column filled (or empty) wherever `branch` is true? None: it does not say."""
    if branch.negated or branch.connector != Q.AND:
        return None
    for leaf in branch.children:
        if leaf in [(name, None), (f"{name}__isnull", False)]:
            return leaf[1] is False
        if isinstance(leaf, Q) and filled(leaf, name) is not None:
            return filled(leaf, name)
    return None


def keeps_together(constraint: models.BaseConstraint, what: str) -> bool:
    if not isinstance(constraint, CheckConstraint):
        return False
    whole = constraint.condition
    branches = whole.children if whole.connector == Q.OR and not whole.negated else [whole]
    said = [(filled(Q(one), f"{what}_at"), filled(Q(one), f"{what}_by")) for one in branches]
    return all(at is not None and at == by for at, by in said)


def apart(model: type[models.Model]) -> list[str]:
    rules = model._meta.constraints
    return [what for what in pairs(model) if not any(keeps_together(one, what) for one in rules)]


def test_each_pair_stands_together():
    ours = [model for model in apps.get_models() if model.__module__.startswith("jtai.")]
    assert sum(len(list(pairs(model))) for model in ours) >= 20
    assert {model._meta.label: apart(model) for model in ours if apart(model)} == {}


HALF = {
    "one column alone": Q(done_at=None) | Q(done_at__isnull=False),
    "by may be missing": Q(done_at=None, done_by=None) | Q(done_at__isnull=False),
    "the wrong way round": Q(done_at=None, done_by__isnull=False) | Q(done_at__isnull=False, done_by=None),
    "only of a state": ~Q(state="done") | Q(done_at__isnull=False, done_by__isnull=False),
    "of another pair": Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
}


@pytest.mark.parametrize("condition", HALF.values(), ids=HALF)
def test_half_a_rule_is_not_taken_for_one(condition):
    assert not keeps_together(CheckConstraint(condition=condition, name="half"), "done")


def test_a_rule_that_says_more_is_taken_for_one():
    both = Q(state="done", done_at__isnull=False, done_by__isnull=False)
    more = CheckConstraint(condition=Q(state="draft", done_at=None, done_by=None) | both, name="more")
    assert keeps_together(more, "done")
    assert keeps_together(paired("done", name="done_by_somebody"), "done")


def test_the_database_refuses_half_of_a_pair(world):
    row = SetUp(inspection=world.inspection, closed_at=world.moment(1).now)
    with pytest.raises(IntegrityError, match="a_set_up_is_closed_by_somebody"), transaction.atomic():
        row.save()
    row.closed_by = world.lead
    row.save()
