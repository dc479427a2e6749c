"""The door of every page of an inspection.

    @inspection_page("briefing", "read", post="write")
    def section(request: PageRequest, code: str) -> HttpResponse: ...

It finds the inspection (404 for whoever is not in it), reads the clock once, asks the access table (403)
and, for child-level material, writes the event of reading it before the first byte. The action asks the
table again: a command line cannot walk round it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from jtai.apps.accounts.models import User
from jtai.apps.inspections import clock
from jtai.apps.inspections.access import held_by, record_read
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.tasks import Viewer
from jtai.core.access import decide
from jtai.core.moments import Moment
from jtai.core.results import ProblemsFound, Refused, blocks
from jtai.ui.forms import PlainForm


class PageRequest(HttpRequest):
    """A request that has come through the door."""

    user: User
    inspection: Inspection
    viewer: Viewer
    at: Moment


View = Callable[..., HttpResponse]


def inspection_page(
    material: str, action: str, *, post: str = "", child_level: bool = False
) -> Callable[[View], View]:
    """Let in whoever may `action` the material; for POST whoever may `post` (default: the same)."""

    def door(view: View) -> View:
        @wraps(view)
        def through(request: Any, ref: str, **kwargs: Any) -> HttpResponse:
            inspection = Inspection.objects.visible_to(request.user).filter(ref=ref).first()
            if inspection is None:
                raise Http404
            enter(request, inspection)
            wanted = (post or action) if request.method == "POST" else action
            # The roles decide at the door; whose thing it is, the view and the action ask.
            decide(request.viewer.held, wanted, material, None).require()
            if child_level:
                record_read(
                    inspection, material, by=request.user, at=request.at, codes={"page": view.__name__}
                )
            return view(request, **kwargs)

        through.material, through.action, through.post = material, action, post or action  # type: ignore[attr-defined]
        through.child_level = child_level  # type: ignore[attr-defined]
        return through

    return door


def enter(request: Any, inspection: Inspection) -> None:
    """Put inspection, clock and viewer on the request; the frame of the page shows them."""
    real = getattr(request, "real_now", None) or timezone.now()
    request.inspection = inspection
    request.at = clock.moment_of(inspection, real)
    held = tuple(held_by(request.user, inspection))
    request.viewer = Viewer(request.user, inspection, held, request.at)


def posted(request: Any) -> Any:
    """What a form is bound to: the posted values, even when there are none, otherwise None."""
    return request.POST if request.method == "POST" else None


def submit(
    request: Any,
    form: PlainForm,
    act: Callable[[], object],
    *,
    done: str | Callable[[Any], str],
    message: str = "",
) -> HttpResponse | None:
    """Carry out `act` for a valid POST and redirect (303); otherwise None, with the form saying why.

    Problems go beside their fields (422); a wrong moment or a stale page keeps the form and everything
    typed (409); a wrong role is answered by the error page (403).
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        result = act()
    except ProblemsFound as found:
        form.add_problems(found.problems)
        return None
    except Refused as refused:
        if refused.decision.kind not in ("moment", "stale"):
            raise
        decision = refused.decision
        form.add_problems([blocks("refused", decision.reason, decision.source)])
        form.refused = True  # type: ignore[attr-defined]
        return None
    if message:
        messages.success(request, message)
    return HttpResponseRedirect(done(result) if callable(done) else done, status=303)


def show(
    request: Any,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    form: PlainForm | None = None,
    paragraphs: Sequence[str] = (),
    turn_line: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page of an inspection. `paragraphs` are references such as "78" or "Annex B"."""
    from jtai.apps.inspections.references import paragraph_links

    values: dict[str, object] = {
        "form": form,
        "turn_line": turn_line,
        "paragraphs": paragraph_links(getattr(request, "inspection", None), paragraphs),
        **(context or {}),
    }
    return render(request, template, values, status=_status(form, status))


def _status(form: PlainForm | None, status: int) -> int:
    if form is None:
        return status
    return 409 if getattr(form, "refused", False) else form.status
