"""The door of every page of an inspection.

    @inspection_page("briefing", "read", post="write")
    def section(request: PageRequest, code: str) -> HttpResponse: ...

It finds the inspection (404 for whoever is not in it), reads the clock once, asks the access table (403)
and, for child-level material, writes the event of reading it before the first byte. The action asks the
table again: a command line cannot walk round it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from jtai.apps.accounts.models import User
from jtai.apps.accounts.password_first import require_password
from jtai.apps.drafts.restoring import words_for
from jtai.apps.inspections import clock
from jtai.apps.inspections.access import held_by, record_read
from jtai.apps.inspections.memory import remembering
from jtai.apps.inspections.models import Inspection
from jtai.apps.inspections.tasks import Viewer
from jtai.core.access import decide
from jtai.core.moments import Moment
from jtai.core.results import ProblemsFound, Refused, blocks
from jtai.ui.forms import PlainForm, VersionForm


class PageRequest(HttpRequest):
    """A request that has come through the door."""

    user: User
    inspection: Inspection
    viewer: Viewer
    at: Moment
    # Where words that are typed from here on belong to, if not to the address of the page.
    draft_address: str


View = Callable[..., HttpResponse]
T = TypeVar("T")


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
            with remembering([inspection], when=request.method in ("GET", "HEAD")):
                enter(request, inspection)
                wanted = (post or action) if request.method == "POST" else action
                # The roles decide at the door; whose thing it is, the view and the action ask.
                decide(request.viewer.held, wanted, material, None).require()
                request.came_in = True
                _password_first(request, post or action, material)
                if child_level:
                    record_read(
                        inspection, material, by=request.user, at=request.at, codes={"page": view.__name__}
                    )
                return view(request, **kwargs)

        through.material, through.action, through.post = material, action, post or action  # type: ignore[attr-defined]
        through.child_level = child_level  # type: ignore[attr-defined]
        return through

    return door


def _password_first(request: Any, post: str, material: str) -> None:
    """Ask for the password before the form is filled in, of whoever may send it (ADR 0225)."""
    if decide(request.viewer.held, post, material, None):
        require_password(post, material)


def enter(request: Any, inspection: Inspection) -> None:
    """Put inspection, clock and viewer on the request; the frame of the page shows them."""
    real = getattr(request, "real_now", None) or timezone.now()
    request.inspection = inspection
    request.at = clock.moment_of(inspection, real)
    held = tuple(held_by(request.user, inspection))
    request.viewer = Viewer(request.user, inspection, held, request.at)


def posted(request: Any) -> Any:
    """What a form is bound to: the posted values, even none; for a GET, saved unsent words or None.

    A form with restored words shows them and is not valid until it is sent (ADR 0230).
    """
    return request.POST if request.method == "POST" else words_for(request)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What an action gave back."""

    result: T


def try_action(form: PlainForm, act: Callable[[], T]) -> Outcome[T] | None:
    """Try it; None when it was refused, with the form saying why (422, or 409 for a wrong moment)."""
    try:
        return Outcome(act())
    except ProblemsFound as found:
        form.add_problems(found.problems)
    except Refused as refused:
        decision = refused.decision
        if decision.kind not in ("moment", "stale"):
            raise
        form.add_problems([blocks("refused", decision.reason, decision.source)])
        form.refused = True
        form.stale = decision.kind == "stale"
    return None


def offer_again(
    form: PlainForm,
    now: Any,
    words: Mapping[str, Any] | None = None,
    *,
    carries: str = "version",
    version: str = "version",
) -> bool:
    """After somebody else saved first: both texts on the page, and the same words can be sent again.

    now      the row with what was saved meanwhile, or None
    words    what to show of it: label to the name of a field, or to a function of the row
    carries  the field of the form with the version that was looked at; `version` is the row's name for it
    True when there was such a clash. Where nothing is kept any more, or yet, the next try begins anew.
    """
    if not form.stale:
        return False
    if now is None:
        form.renew(carries, 0)
        return True
    now.refresh_from_db()
    if isinstance(form, VersionForm) and form.boxes and form.made_with:
        if form.begin_again():
            form.theirs = form.told()
            return True
    else:
        form.renew(carries, getattr(now, version))
    found = {label: get(now) if callable(get) else getattr(now, get) for label, get in (words or {}).items()}
    form.theirs = [(label, str(text)) for label, text in found.items() if text]
    return True


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
    made = try_action(form, act)
    if made is None:
        return None
    result = made.result
    if message:
        messages.success(request, message + also_kept(form))
    return HttpResponseRedirect(done(result) if callable(done) else done, status=303)


def also_kept(form: PlainForm) -> str:
    """The sentence about boxes in which somebody else wrote meanwhile (ADR 0237)."""
    labels = form.taken_over if isinstance(form, VersionForm) else []
    if not labels:
        return ""
    return f" What somebody else wrote meanwhile is saved too: {', '.join(f'“{one}”' for one in labels)}."


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
    return status if form is None else form.status
