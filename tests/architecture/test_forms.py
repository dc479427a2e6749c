"""Every form that is posted carries an id, and every address that takes one claims it (ADR 0231)."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.forms import CharField, PasswordInput
from django.forms.utils import pretty_name
from django.urls import get_resolver

from jtai.apps.drafts.values import BUTTONS, CARRIED_ALONG, NEVER_STORED, is_words, shown_words
from jtai.ui.forms import WARNING, PlainForm
from jtai.ui.together import WAS
from jtai.ui.wording import reword
from tests.architecture.test_templates import TEMPLATES, name

FORM = re.compile(r"<form\b(?P<how>(?:[^>{]|\{[^%]|\{%.*?%\})*)>(?P<inside>.*?)</form>", re.S | re.I)
POSTED = re.compile(r"""\bmethod\s*=\s*["']?post""", re.I)
# Outside any inspection, with a reason: nothing of these can be recorded twice, or is anybody's words.
CLAIMS_NO_FORM = {
    "drafts": "the script of a page saves what is being typed, again and again",
    "password-change": "holds passwords, and a second time does the same",
    "password-again": "holds a password, and a second time does the same",
}


def posted_forms(text: str) -> list[str]:
    return [found["inside"] for found in FORM.finditer(text) if POSTED.search(found["how"])]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_form_that_is_posted_has_a_token_and_an_id(path: Path) -> None:
    text = path.read_text()
    forms = posted_forms(text)
    assert len(forms) == len([tag for tag in re.findall(r"<form\b[^>]*", text, re.I) if POSTED.search(tag)])
    assert [inside.strip()[:80] for inside in forms if inside.count("{% form_token %}") != 1] == []
    assert "csrf_token" not in text and "csrf_input" not in text, "use {% form_token %}"


def test_a_form_without_an_id_is_seen() -> None:
    with_url = (
        '<form class="a" method="post" action="{% url "x" %}">{% csrf_token %}</form><form method=get></form>'
    )
    assert posted_forms(with_url) == ["{% csrf_token %}"]


NAMED_BUTTON = re.compile(r"""\{% button [^%]*?\bname="([\w-]+)"|<button\b[^>]*?\bname="([\w-]+)\"""")
# These buttons choose something, as a field would.
CHOOSE = {"inspectorate"}


def test_which_button_was_pressed_is_known_to_be_no_word() -> None:
    """The same words, kept and then sent from a page opened anew, are the same words (ADR 0233)."""
    found = {a or b for path in TEMPLATES for a, b in NAMED_BUTTON.findall(path.read_text())}
    assert {"keep", "submit", "act"} <= found
    assert sorted(found - BUTTONS - CARRIED_ALONG - CHOOSE) == []


HIDDEN = re.compile(r"""<input\b(?=[^>]*type="hidden")[^>]*?\bname="([\w-]+)\"""")
# Hidden, and yet something that a person chose, on this page or the one before.
CHOSEN = {"children", "confirm", "entry", "inspectorate", "number", "type"}


def hidden_names() -> set[str]:
    """Of fields that a page carries along without showing them, in templates and in forms."""
    found = {one for path in TEMPLATES for one in HIDDEN.findall(path.read_text())}
    for form in forms_of_ours():
        found |= {name for name, field in form.declared_fields.items() if field.widget.is_hidden}
        found |= {WAS} if getattr(form, "boxes", "") else set()
    return found


def test_what_a_page_carries_along_is_nobodys_words() -> None:
    """Prints, versions and ids are not shown to anybody as what they wrote."""
    found = hidden_names()
    assert {"version", "id", WAS, "next"} <= found
    assert sorted(name for name in found - CHOSEN if is_words(name)) == []
    assert not is_words(f"{WARNING}late")
    pairs = [(name, ["8babd8d6"]) for name in sorted(found - CHOSEN)] + [("text", ["Their words."])]
    assert [text for _, text in shown_words(pairs)] == ["Their words."]


def forms_of_ours() -> Iterator[type[PlainForm]]:
    assert views()  # imports whatever has a form
    waiting = [PlainForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        yield form


def is_bare(form: type[PlainForm]) -> bool:
    """Does it say nothing that its parent does not, and is the parent of none?"""
    said = {name for name in vars(form) if not name.startswith("__")}
    return said <= {"base_fields", "declared_fields", "media"} and not (
        form.declared_fields or "__init__" in vars(form) or form.__subclasses__()
    )


def test_there_is_one_form_that_is_only_a_button() -> None:
    bare = [one.__name__ for one in forms_of_ours() if is_bare(one) and one.__module__.startswith("jtai.")]
    assert bare == ["ConfirmForm"]


def test_no_password_is_ever_stored_or_shown() -> None:
    found = {
        name
        for form in forms_of_ours()
        for name, field in form.declared_fields.items()
        if isinstance(field.widget, PasswordInput)
    }
    assert {"password", "again", "old"} <= found <= NEVER_STORED


# "Enter the why.", "Enter the choose a password.": made of a label that is no noun.
NO_NOUN = re.compile(
    r"^(?:Enter|Choose) (?:the )?(?:why|who|whom|what|when|where|which|how|choose|enter|it|is|by|at|same)\b",
    re.I,
)


def message_when_empty(form: type[PlainForm], name: str) -> str:
    """What the page says about a field of the class that was sent without an answer."""
    field = copy.deepcopy(form.declared_fields[name])
    reword(field, str(field.label or pretty_name(name)))
    return str(field.error_messages["required"])


def test_every_empty_answer_gets_a_sentence_that_can_be_read() -> None:
    said = {
        f"{form.__name__}.{name}": message_when_empty(form, name)
        for form in forms_of_ours()
        for name, field in form.declared_fields.items()
        if form.__module__.startswith("jtai.") and field.required and not field.widget.is_hidden
    }
    assert said["ChangePasswordForm.old"] == "Enter your current password."
    assert {where: words for where, words in said.items() if NO_NOUN.search(words)} == {}


@pytest.mark.parametrize("label", ["Why", "Choose a password", "It is now", "What the list is"])
def test_a_label_that_is_no_noun_is_seen(label: str) -> None:
    class Made(PlainForm):
        answer = CharField(label=label)

    assert NO_NOUN.search(message_when_empty(Made, "answer"))


def patterns(found: list[Any], before: str = "") -> Iterator[tuple[str, str, Callable]]:
    for one in found:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from patterns(one.url_patterns, path)
        else:
            yield path, one.name or "", one.callback


def views() -> list[tuple[str, str, Callable]]:
    return list(patterns(get_resolver().url_patterns))


def test_no_address_of_an_inspection_escapes_the_claim() -> None:
    free = {which for path, which, view in views() if getattr(view, "claims_no_form", False)}
    assert free == set(CLAIMS_NO_FORM)
    inside = {which for path, which, view in views() if path.startswith("i/")}
    assert free & inside == set()
    public = {which for _, which, view in views() if getattr(view, "is_public", False)}
    assert public & inside == set()


def test_an_address_that_reads_the_body_itself_claims_its_form_then() -> None:
    exempt = [(which, view) for _, which, view in views() if getattr(view, "csrf_exempt", False)]
    assert len(exempt) >= 4
    without = [which for which, view in exempt if "receive_stream(" not in source(view)]
    assert without == []


def source(view: Callable) -> str:
    return inspect.getsource(inspect.unwrap(view))
