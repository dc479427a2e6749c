"""Who did something and when stand together, or neither does (ADR 0260)."""

from __future__ import annotations

from django.db.models import CheckConstraint, Q


def paired(what: str, *, name: str) -> CheckConstraint:
    """The constraint that `<what>_at` and `<what>_by` are both empty or both filled.

    A test asks it of every model that has two such columns that may be empty.
    """
    at, by = f"{what}_at", f"{what}_by"
    neither, both = Q(**{at: None, by: None}), Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    return CheckConstraint(condition=neither | both, name=name)
