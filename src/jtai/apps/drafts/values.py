"""The values of a form as they travel: posted, saved, shown again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.crypto import salted_hmac

from jtai.apps.drafts.form_ids import FIELD
from jtai.ui import labels
from jtai.ui.forms import WARNING
from jtai.ui.together import WAS
from jtai.ui.typed import uuid_of

Pairs = list[tuple[str, list[str]]]
TOKEN = "csrfmiddlewaretoken"
# What the script adds about the page itself, and what is never stored.
ABOUT_THE_PAGE = ("draft-address", "draft-title", "draft-page", "draft-seen")
# Carried by a form that was sent before with the same words: its sender means a second one.
SECOND = "a-second-one"
NEVER_STORED = {TOKEN, FIELD, *ABOUT_THE_PAGE, SECOND, "password", "again", "old"}
# Names a draft in the address of a page.
QUERY = "draft"
# What is not somebody's words: numbers that a page carries along.
CARRIED_ALONG = {
    "act",
    "adds",
    "carried",
    "id",
    labels.FIELD,
    "later",
    "next",
    "nothing-done",
    "seen",
    "step",
    "version",
    WAS,
}
VERSIONS = ("version", "seen", "base_version", "base")
# Carried by a form that adds something to the thing whose version it names, and does not change it.
ADDS = "adds"
# Which button of a form was pressed is not a word either (tests/architecture/test_forms.py).
BUTTONS = {
    "agree",
    "discard",
    "drop",
    "enter",
    "keep",
    "merge",
    "object",
    "offer",
    "propose",
    "send",
    "submit",
}
# Whoever typed less than this into a box may well type it again.
SHORTEST_WRITING = 10
_NOT_TYPED = re.compile(r"[a-z0-9_:./-]*")


def is_words(name: str) -> bool:
    """May a field with this name hold what a person typed or chose? The one place that says so."""
    return name not in CARRIED_ALONG | BUTTONS | NEVER_STORED and not name.startswith(WARNING)


class Restored(QueryDict):
    """Values of a saved draft. A form bound to them shows them and judges nothing until they are sent."""

    is_restored = True


def pairs_of(data: QueryDict) -> Pairs:
    """Every field but tokens and passwords."""
    return [(name, list(data.getlist(name))) for name in data if name not in NEVER_STORED]


def restored(pairs: Iterable[Iterable[Any]]) -> Restored:
    """What `pairs_of` gave, as a form takes it."""
    data = Restored(mutable=True)
    for name, values in pairs:
        data.setlist(str(name), [str(value) for value in values])
    data._mutable = False
    return data


def holds_words(pairs: Pairs) -> bool:
    """Is there anything in it that a person would miss?"""
    return bool(worded(pairs))


def worded(pairs: Iterable[Iterable[Any]]) -> set[str]:
    """The names of the fields in which somebody typed or chose something."""
    return {str(name) for name, values in pairs if is_words(name) and any(v.strip() for v in values)}


def without_query(address: str, name: str) -> str:
    """The address without one parameter of its query."""
    path, _, query = address.partition("?")
    kept = "&".join(one for one in query.split("&") if one and one.partition("=")[0] != name)
    return f"{path}?{kept}" if kept else path


def shown_words(pairs: Iterable[Iterable[Any]]) -> list[tuple[str, str]]:
    """Label and text of each field that holds words, to read and to copy."""
    sent = {str(name): list(values) for name, values in pairs}
    carried = labels.read("".join(sent.get(labels.FIELD, [])))
    # A choice of a record or a finding travels as its id, which says nothing to anybody.
    told = {
        name: [carried.words_of(name, value) for value in values if uuid_of(value) is None]
        for name, values in sent.items()
        if is_words(name)
    }
    found = [(carried.label_of(name), "\n".join(values)) for name, values in told.items()]
    return [(label, text) for label, text in found if text.strip()]


def digest(address: str, data: QueryDict, files: Iterable[tuple[str, Any]] = ()) -> str:
    """Keyed digest of where it was sent to and everything in it, but for the token against forgery."""
    return _keyed(
        [address, sorted((name, list(data.getlist(name))) for name in data if name != TOKEN)], files
    )


def words_digest(address: str, data: QueryDict, files: Iterable[tuple[str, Any]] = ()) -> str:
    """Keyed digest of what somebody wrote, whichever page of this address they wrote it on (ADR 0233).

    "" when there is no writing of some length in it, or when it changes a thing that is there already: its
    version decides then, and there is no second one to be made.
    """
    if not data.get(ADDS) and any(data.get(name, "") not in ("", "0") for name in VERSIONS):
        return ""
    content = sorted(
        (name, found)
        for name, values in pairs_of(data)
        if is_words(name) and name not in VERSIONS and (found := _plain(values))
    )
    if not any(_is_writing(value) for _, values in content for value in values):
        return ""
    return _keyed([without_query(address, QUERY), content], files)


def _plain(values: Iterable[str]) -> list[str]:
    """Without what a browser changes by itself: blanks at the edges, the kind of line break."""
    return [plain for value in values if (plain := "\n".join(value.split("\r\n")).strip())]


def holds_writing(pairs: Pairs) -> bool:
    """Is there a text in it that took somebody more than a moment?"""
    return any(_is_writing(value.strip()) for name, values in pairs if is_words(name) for value in values)


def _is_writing(value: str) -> bool:
    """Something typed, and of some length; not the code of a choice, a number, a day or a time."""
    return len(value) >= SHORTEST_WRITING and _NOT_TYPED.fullmatch(value) is None


def _keyed(content: list[Any], files: Iterable[tuple[str, Any]]) -> str:
    sent = sorted((name, str(file.name), int(file.size or 0)) for name, file in files)
    text = json.dumps([*content, sent], ensure_ascii=False)
    return salted_hmac("jtai.sent", text.encode("utf-8", "surrogatepass"), algorithm="sha256").hexdigest()
