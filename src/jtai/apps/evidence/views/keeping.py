"""Keep first, then submit: what the pages for writing have in common (decision 2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from jtai.core.results import ProblemsFound, Refused, blocks
from jtai.ui.forms import PlainForm

Made = TypeVar("Made")


def carried_out(form: PlainForm, act: Callable[[], Made]) -> Made | None:
    """Do it; None when it was refused, with the form saying why (422, or 409 for a wrong moment)."""
    try:
        return act()
    except ProblemsFound as found:
        form.add_problems(found.problems)
    except Refused as refused:
        if refused.decision.kind not in ("moment", "stale"):
            raise
        form.add_problems([blocks("refused", refused.decision.reason, refused.decision.source)])
        form.refused = True  # type: ignore[attr-defined]
        form.stale = refused.decision.kind == "stale"  # type: ignore[attr-defined]
    return None


def is_stale(form: PlainForm) -> bool:
    """Did somebody save after this page was opened?"""
    return bool(getattr(form, "stale", False))
