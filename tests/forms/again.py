"""Back in the browser: the page comes anew, with another id, and the same is sent again (ADR 0233)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client

from jtai.apps.drafts.models import Draft
from jtai.apps.drafts.values import SECOND
from jtai.words import clock_and_date
from tests.forms.browser import text_of
from tests.forms.filling import MARK
from tests.forms.parsing import Form, posted_forms
from tests.forms.trying import AGAIN_IS_MEANT, TRAIL, Opened, counts, missing, more, told

# What reading, saving again or moving on leaves behind, and is no second one of anything.
NO_SECOND_ONE = {"audit.Event", "findings.FindingVersion"}


def back_and_again(it: Opened) -> Iterator[str]:
    client = it.client()
    first = it.send(client)
    page = client.get(it.url)
    shown = _same(it, page)
    if first.status_code != 303 or not it.words or shown is None:
        return
    it.tried.add("back and sent again")
    before = counts()
    second = client.post(it.target, _with_hidden(it, shown))
    if new := _made(before):
        if it.site not in AGAIN_IS_MEANT:
            yield f"makes a second of {new} without asking"
        return
    asked = Draft.objects.filter(user=it.user, why=Draft.Why.SENT_BEFORE).first()
    if asked is None:
        if second.status_code >= 400 and (lost := missing(it, second)):
            yield f"words lost: {lost} ({told(second)})"
        return
    it.tried.add("asked whether a second one is meant")
    yield from _asked(it, client, second)


TOO_LONG = f"{MARK} " + "too long a text " * 3000


def put_right(it: Opened) -> Iterator[str]:
    """One text is too long: nothing is recorded, the words are one draft, and the page says so (ADR 0234)."""
    areas = [control.name for control in it.form.controls if control.kind == "textarea"]
    wide = [name for name in areas if MARK in str(it.filled.values.get(name))]
    if not it.takes or not wide:
        return
    before, client = counts(), it.client()
    answer = it.send(client, **{wide[0]: TOO_LONG})
    if answer.status_code != 422:
        yield f"too long a text answered {told(answer)}"
        return
    it.tried.add("put right")
    # Showing the page again can be a reading of child-level material, which is an event.
    if new := sorted(set(more(before)) - {"audit.Event"}):
        yield f"recorded {new} although something was to be put right"
    drafts = Draft.objects.filter(user=it.user)
    if drafts.count() != 1:
        yield f"{drafts.count()} drafts of one form"
    if "as a draft that only you can see" not in text_of(answer):
        yield "the page does not say that there is a draft"
    shown = _same(it, answer)
    if shown is None:
        yield "the form does not come again"
        return
    last = client.post(it.target, _with_hidden(it, shown))
    if last.status_code != 303:
        yield f"put right, it cannot be sent: {told(last)}"
    elif left := [str(one.address) for one in drafts.all()]:
        yield f"sent, and its draft is left: {left}"


def named(it: Opened) -> Iterator[str]:
    """Its draft has the name of its page, also without a script; words and time stand in the list."""
    if not it.words or not any(len(word) >= 10 for word in it.words):
        return
    client = it.client(csrf=False)
    it.send(client)
    draft = Draft.objects.filter(user=it.user).order_by("-saved_at").first()
    if draft is None:
        yield "no draft"
        return
    it.tried.add("draft is named")
    page = " ".join(text_of(client.get("/drafts")).split())
    if not draft.title or draft.title not in " ".join(text_of(it.client().get(it.url)).split()):
        yield f"its draft is called “{draft.title}”, which is not on its page"
    for what in (draft.name, draft.first_words, clock_and_date(draft.saved_at)):
        if not what or what not in page:
            yield f"“{what}” is not in the list of drafts"


def _asked(it: Opened, client: Client, second: Any) -> Iterator[str]:
    page = client.get(second["Location"], follow=True)
    if lost := missing(it, page):
        yield f"words lost: {lost} ({page.status_code} at {second['Location']})"
    if "You sent exactly this at" not in text_of(page):
        yield f"the page does not ask: {told(page)}"
    shown = _same(it, page)
    if shown is None:
        yield "the form does not come again"
        return
    before = counts()
    last = client.post(it.target, _with_hidden(it, shown))
    if last.status_code == 303 and not more(before):
        yield f"a second one that is meant is not made: {last['Location']}"
    if last.status_code != 303 and (lost := missing(it, last)):
        yield f"words of the second one lost: {lost} ({told(last)})"


def _same(it: Opened, page: Any) -> Form | None:
    return next((one for one in posted_forms(page) if one.key == it.form.key), None)


def _with_hidden(it: Opened, shown: Form) -> dict[str, Any]:
    """What was typed, with what the newly loaded page carries along."""
    carried = {control.name for control in [*shown.controls, *it.form.controls] if control.kind == "hidden"}
    fresh = {name: values for name, values in shown.values().items() if name in carried or name == SECOND}
    return {**{n: v for n, v in it.filled.sent().items() if n not in carried}, **fresh}


def _made(before: dict[str, int]) -> list[str]:
    return sorted(set(more(before)) - TRAIL - NO_SECOND_ONE)
