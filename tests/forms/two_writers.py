"""Two people have the same form open and write in it (ADR 0237)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from django.db import transaction

from jtai.ui.together import WAS
from tests.forms.browser import text_of
from tests.forms.filling import MARK
from tests.forms.parsing import Form, posted_forms

FIGURES = {"starts", "ends", "phone", "deputy_phone"}
ONE, OTHER = f"{MARK} of the first", f"{MARK} of the second"


def two_people(it: Any) -> Iterator[str]:
    """What each of them wrote is kept, or both texts are on the page."""
    if not any(control.name == WAS for control in it.form.controls) or not it.takes:
        return
    client = it.client()
    found = _kept_form(it, client, client.post(it.target, {**_without_buttons(it), **_kept_only(it)}))
    if found is None:
        return
    url, form = found
    boxes = _boxes(form)
    # The other one has loaded the page for themself, before the first sends.
    beside = next(one for one in posted_forms(client.get(f"{url}?draft=none")) if one.key == form.key)
    if len(boxes) > 1:
        it.tried.add("two people, two boxes")
        yield from _in(_two_boxes(it, url, form, beside, boxes))
    if boxes:
        it.tried.add("two people, one box")
        yield from _in(_one_box(it, url, form, beside, boxes[0]))


def _in(faults: Iterator[str]) -> Iterator[str]:
    with transaction.atomic():
        yield from list(faults)
        transaction.set_rollback(True)


def _without_buttons(it: Any) -> dict[str, Any]:
    buttons = {name for name, _ in it.form.buttons} if _kept_only(it) else set()
    return {name: value for name, value in it.filled.sent().items() if name not in buttons}


def _kept_only(it: Any) -> dict[str, str]:
    """Kept and not handed on, where a page has a button for each."""
    return {name: value or "1" for name, value in it.form.buttons if name == "keep"}


def _kept_form(it: Any, client: Any, answer: Any) -> tuple[str, Form] | None:
    """The page on which the thing that is kept now can be changed; at most a link away."""
    to = answer.get("Location", it.url).partition("#")[0]
    links = re.findall(r'href="(/i/[^"#?]+)"', text_of(client.get(to, follow=True)))
    for url in dict.fromkeys([it.url, to, *links[:120]]):
        page = client.get(f"{url}?draft=none")
        for form in posted_forms(page) if page.status_code == 200 else []:
            version = form.values().get("version", ["none"])[0]
            if form.key == it.form.key and version not in ("", "0"):
                return url, form
    return None


def _boxes(form: Form) -> list[str]:
    """Long boxes first: running text, then lines."""
    written = json.loads(form.values()[WAS][0])
    for_words = [c for c in form.controls if not c.figures and c.name not in FIGURES]
    names = [c.name for kind in ("textarea", "text") for c in for_words if c.kind == kind]
    return [name for name in names if name in written]


def _sent(it: Any, url: str, form: Form, **over: str) -> Any:
    buttons = {name: it.filled.values[name] for name, _ in form.buttons if name in it.filled.values}
    buttons = _kept_only(it) or buttons
    reasons = {n: v for n, v in it.filled.values.items() if n.startswith("reason-")}
    return it.client().post(urljoin(url, form.action or url), {**reasons, **form.values(), **buttons, **over})


def _shown(it: Any, url: str) -> str:
    page = it.client().get(f"{url}?draft=none")
    return str([one.values() for one in posted_forms(page)]) + text_of(page)


def _two_boxes(it: Any, url: str, form: Form, beside: Form, boxes: list[str]) -> Iterator[str]:
    first, second = boxes[:2]
    done = _sent(it, url, form, **{first: ONE})
    if done.status_code != 303:
        yield f"the first of two could not keep {first}: {done.status_code}"
        return
    answer = _sent(it, url, beside, **{second: OTHER})
    if answer.status_code == 409:
        again = next((one for one in posted_forms(answer) if one.key == form.key), None)
        if again is None or again.values()[first] != [ONE] or again.values()[second] != [OTHER]:
            yield f"after a clash {first} and {second} do not hold what each wrote"
            return
        answer = _sent(it, url, again)
    if answer.status_code != 303:
        yield f"the second of two could not keep {second}: {answer.status_code}"
    elif missing := [text for text in (ONE, OTHER) if text not in _shown(it, url)]:
        yield f"of {first} and {second} was lost: {missing}"


def _one_box(it: Any, url: str, form: Form, beside: Form, name: str) -> Iterator[str]:
    done = _sent(it, url, form, **{name: ONE})
    if done.status_code != 303:
        yield f"the first of two could not keep {name}: {done.status_code}"
        return
    answer = _sent(it, url, beside, **{name: OTHER})
    if answer.status_code != 409:
        yield f"two wrote in {name} and the second was answered {answer.status_code}"
    elif missing := [text for text in (ONE, OTHER) if text not in text_of(answer)]:
        yield f"two wrote in {name} and these are not on the page: {missing}"
