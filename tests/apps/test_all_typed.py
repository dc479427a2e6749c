"""What people type and paste, in every form and every parameter of an address (ADR 0240).

Figures of any script are read or refused in words; characters that nobody sees are cleaned or refused by
name. Never an error page, and never in a table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

import pytest
from django import forms
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from jtai.apps.accounts.sessions import PASSWORD_AT
from jtai.apps.inspections.access import held_by
from jtai.apps.workspace.demonstration.cast import Cast
from jtai.core.access import decide
from jtai.core.results import ProblemsFound
from jtai.ui import fields
from jtai.ui.forms import PlainForm
from tests.apps.test_all_limits import ours
from tests.apps.test_every_address import signed_in
from tests.factories.world import account
from tests.forms.filling import MARK, Filled, fill
from tests.forms.parsing import Control, Form, posted_forms
from tests.forms.scenes import stages
from tests.forms.things import urls
from tools.generated.addresses import Address, addresses

# What is asked of the table, and how, is the same on both databases.
pytestmark = pytest.mark.on_sqlite

# In every line of every form; each kind of figure in each field is tried below, without a page.
FIGURES = {"raised": ("²",), "of another script and huge": ("٣", "9" * 40)}
# A hard blank, a direction sign, a zero width space, a null, a byte order mark, a soft hyphen.
ODD = "\u00a0\u202ezanzibar\u200b lantern\x00\ufeff\u00ad\u2003"
NEVER_STORED = re.compile("[\x00\u202e\u200b\ufeff\u00ad]|\\\\u(0000|202e|200b|feff|00ad)")
# What no page sends: parts of characters, as bytes.
BROKEN = "%ED%A0%80%C0%80%FF"
# The moments at which most forms are open; a page without a new form at so many of them is left alone.
MOMENTS = ("briefed", "set up", "sent", "on site", "submitted", "commented")
ENOUGH = 2
OURS = re.compile(r'^(?:INSERT INTO|UPDATE) "(?!django_|axes_|drafts_)')
PARAMETERS = [
    "page", "version", "which", "q", "type", "kind", "entry", "evidence", "child", "criterion", "draft",
    "from", "to", "since_day", "since_month", "since_year", "since", "until_day", "show", "whose", "agency",
    "state", "day", "date", "email", "next", "words", "number", "changed",
]  # fmt: skip


@dataclass
class Seen:
    """What the walk found."""

    forms: set[str] = field(default_factory=set)
    without: Counter[str] = field(default_factory=Counter)
    posts: int = 0
    failed: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    asked: int = 0
    fell: list[str] = field(default_factory=list)


class Watch:
    """Sees every text that is written."""

    def __init__(self) -> None:
        self.odd: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if OURS.match(sql):
            found = [text for text in _texts(params) if NEVER_STORED.search(text)]
            self.odd += [f"{sql.split(' ')[2 if sql.startswith('I') else 1]}: {text!a}" for text in found]
        return execute(sql, params, many, context)


def _texts(params: Any) -> Iterator[str]:
    for value in params or ():
        if isinstance(value, list | tuple):
            yield from _texts(value)
        elif value is not None and not isinstance(value, int | bytes):
            yield str(getattr(value, "obj", value))


def is_text(control: Control) -> bool:
    return control.kind in ("text", "textarea", "email", "number", "search", "tel")


def with_figures(form: Form, filled: Filled, texts: tuple[str, ...]) -> dict[str, Any]:
    """Every line of text holds these figures, in turn."""
    lines = [c.name for c in form.controls if is_text(c) and c.kind != "textarea"]
    return filled.values | dict(zip(lines, cycle(texts), strict=False))


def with_odd(form: Form, filled: Filled) -> dict[str, Any]:
    lines = {c.name: c.kind for c in form.controls if is_text(c)}
    words = {
        name: ODD if value == MARK or str(value).startswith(MARK) else f"\u00a0{value}\ufeff"
        for name, value in filled.values.items()
        if name in lines
    }
    return filled.values | words


def with_odd_hidden(form: Form, filled: Filled) -> dict[str, Any]:
    """What no person types: choices, ids and versions that are no such thing."""
    kept = {"csrfmiddlewaretoken", "form-id"}
    names = {c.name for c in form.controls if not is_text(c) and c.kind != "file"} - kept
    return filled.values | dict.fromkeys(names, "²\x00")


def tries(form: Form, filled: Filled) -> Iterator[tuple[str, dict[str, Any]]]:
    if any(is_text(c) and c.kind != "textarea" for c in form.controls):
        for name, texts in FIGURES.items():
            yield name, with_figures(form, filled, texts)
    if any(is_text(c) for c in form.controls):
        yield "odd characters", with_odd(form, filled)
    yield "odd choices", with_odd_hidden(form, filled)


def post_all(client: Client, url: str, form: Form, cast: Cast, seen: Seen, where: str) -> None:
    target = form.action or url
    now = cast.inspection.clock_at
    filled = fill(form, now=now)
    for name, values in tries(form, filled):
        watch = Watch()
        with transaction.atomic(), connection.execute_wrapper(watch):
            answer = _post(client, target, {**values, **_rewound(filled)})
            transaction.set_rollback(True)
        note(seen, f"{where} {name}", answer, watch)
        is_again = getattr(answer, "status_code", 0) in (409, 422)
        words = [values.get(c.name) for c in form.controls if is_text(c)]
        if is_again and ODD in words and "zanzibar" not in answer.content.decode():
            seen.lost.append(where)
    with transaction.atomic():
        answer = _post(client, target, broken(form, filled), "application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    note(seen, f"{where} broken bytes", answer, Watch())


def _rewound(filled: Filled) -> dict[str, Any]:
    for file in filled.files.values():
        file.seek(0)
    return dict(filled.files)


def _post(client: Client, url: str, data: Any, kind: str = "") -> Any:
    try:
        return client.post(url, data, **({"content_type": kind} if kind else {}))
    except ProblemsFound:
        return None
    except Exception as error:  # the test client hands on what would be a 500
        return error


def note(seen: Seen, where: str, answer: Any, watch: Watch) -> None:
    seen.posts += 1
    if isinstance(answer, Exception):
        seen.failed.append(f"{where}: {type(answer).__name__} {answer}"[:200])
    elif answer is not None and answer.status_code >= 500:
        seen.failed.append(f"{where}: {answer.status_code}")
    seen.stored += [f"{where}: {text}" for text in watch.odd]


def broken(form: Form, filled: Filled) -> str:
    """The body with half a character in every line of text."""
    names = {c.name for c in form.controls if is_text(c)}
    rest = {name: value for name, value in filled.values.items() if name not in names}
    return "&".join([urlencode(rest, doseq=True), *(f"{urlencode({name: ''})}{BROKEN}" for name in names)])


def inside() -> list[Address]:
    return [one for one in addresses() if one.path.startswith("/i/")]


def who_may(one: Address, cast: Cast, held: dict[Any, Any]) -> list[Any]:
    action, _, material = (one.posted or one.asked).partition(" ")
    return [who for who, roles in held.items() if decide(roles, action, material, None)]


@pytest.fixture(scope="module")
def seen(django_db_setup: None, django_db_blocker: Any) -> Iterator[Seen]:
    """Every form of an inspection that is open at one of the stages, sent with everything odd."""
    found = Seen()
    with django_db_blocker.unblock(), transaction.atomic():
        for stage, cast in stages():
            if stage in MOMENTS:
                _walk(stage, cast, found)
            if stage == MOMENTS[-1]:
                break
        _walk_outside(cast, found)
        _ask_all(cast, found)
        yield found
        transaction.set_rollback(True)


def just_signed_in(user: Any) -> Client:
    """Of whom the password was asked a moment ago: signing and publishing open too."""
    client = signed_in(user)
    session = client.session
    session[PASSWORD_AT] = timezone.now().timestamp()
    session.save()
    return client


def _walk(stage: str, cast: Cast, found: Seen) -> None:
    held = {who: held_by(users[0], cast.inspection) for who, users in cast.people.items()}
    clients: dict[Any, Client] = {}
    for one in inside():
        if found.without[one.name] < ENOUGH:
            for who in who_may(one, cast, held)[:2]:
                client = clients.get(who) or clients.setdefault(who, just_signed_in(cast.people[who][0]))
                for url in list(urls(one, cast))[-1:]:
                    _send_forms(client, url, one, cast, found, f"{one.name} ({stage}, {who[0]})")


def _walk_outside(cast: Cast, found: Seen) -> None:
    """The forms of the service itself: an administrator's, and those before the sign-in."""
    clients = just_signed_in(account("administrator", service_roles=["administrator"])), Client()
    for one in addresses():
        if "<" not in one.path and one.name != "sign-out":
            for n, client in enumerate(clients):
                _send_forms(client, one.path, one, cast, found, f"{one.name} ({n})")


def _send_forms(client: Client, url: str, one: Address, cast: Cast, found: Seen, where: str) -> None:
    answer = client.get(url)
    new = [
        form for form in posted_forms(answer) if form.controls and f"{one.name} {form.key}" not in found.forms
    ]
    for form in new:
        found.forms.add(f"{one.name} {form.key}")
        post_all(client, url, form, cast, found, where)
    if not new and answer.status_code == 200:
        found.without[one.name] += 1


def _ask_all(cast: Cast, found: Seen) -> None:
    """Every address with odd values for every parameter."""
    held = {who: held_by(users[0], cast.inspection) for who, users in cast.people.items()}
    plain = [one for one in addresses() if "<" not in one.path and one.asked in ("public", "signed in")]
    pages = [(one.name, one.path, "") for one in plain]
    for one in inside():
        for who in who_may(one, cast, held)[:1]:
            pages += [(one.name, url, who) for url in list(urls(one, cast))[:1]]
    clients: dict[Any, Client] = {}
    for name, url, who in pages:
        user = cast.people[who][0] if who else cast.lead
        client = clients.get(who) or clients.setdefault(who, just_signed_in(user))
        raised = urlencode(dict(zip(PARAMETERS, cycle(("²", ODD, "9" * 40)), strict=False)))
        others = urlencode(dict(zip(PARAMETERS, cycle(("9" * 40, "²", ODD)), strict=False)))
        for query in (raised, others, "&".join(f"{p}={BROKEN}" for p in PARAMETERS)):
            found.asked += 1
            try:
                status = client.get(f"{url}?{query}").status_code
            except Exception as error:  # the test client hands on what would be a 500
                status, name = 500, f"{name}: {type(error).__name__} {error}"
            if status >= 500:
                found.fell.append(f"{name}?{query[:20]}")


@pytest.mark.django_db
def test_every_form_answers_odd_figures_and_characters_in_words(seen):
    print(f"{len(seen.forms)} forms, {seen.posts} posts")
    assert seen.failed == []
    assert len(seen.forms) >= 90


@pytest.mark.django_db
def test_no_character_that_nobody_sees_reaches_a_table(seen):
    assert seen.stored == []


@pytest.mark.django_db
def test_odd_words_that_are_refused_are_on_the_page_again(seen):
    assert seen.lost == []


@pytest.mark.django_db
def test_every_address_answers_odd_parameters(seen):
    print(f"{seen.asked} questions")
    assert seen.fell == []
    assert seen.asked > 500


# Fields


def figure_fields() -> list[tuple[str, forms.Field]]:
    kinds = (fields.WholeField, fields.NumberField, fields.DateField, fields.TimeField, fields.DateTimeField)
    return [
        (f"{form.__qualname__}.{name}", one)
        for form in ours(PlainForm)
        for name, one in form.base_fields.items()
        if isinstance(one, kinds) and not one.widget.is_hidden
    ]


def test_every_field_for_figures_is_one_of_ours():
    django = (forms.IntegerField, forms.DateField, forms.TimeField, forms.DateTimeField, forms.DurationField)
    own = (fields.WholeField, fields.NumberField)
    foreign = [
        f"{form.__qualname__}.{name}"
        for form in ours(PlainForm)
        for name, one in form.base_fields.items()
        if isinstance(one, django) and not isinstance(one, own)
    ]
    assert foreign == []
    assert len(figure_fields()) > 20


def boxes(one: forms.Field, text: str) -> dict[str, str]:
    if isinstance(one, fields.DateTimeField):
        return {"f_day": text, "f_month": "9", "f_year": "2016", "f_time": "10:00"}
    if isinstance(one, fields.DateField):
        return {"f_day": text, "f_month": "9", "f_year": "2016"}
    return {"f": f"{text}:30" if isinstance(one, fields.TimeField) else text}


@pytest.mark.parametrize("text", ["²", "③", "Ⅷ", "৴", "½"])
def test_figures_that_nobody_counts_with_are_refused_in_words(text):
    silent = []
    for where, one in figure_fields():
        form = type("Made", (PlainForm,), {"f": one})(boxes(one, text))
        if form.is_valid() or not form.summary or "²" in form.summary[0].message:
            silent.append(where)
    assert silent == []


@pytest.mark.parametrize("three", ["٣", "３", "३", "۳", "\u200e3", "\u00a03"])
def test_figures_of_any_script_are_read(three):
    unread = []
    for where, one in figure_fields():
        made = type("Made", (PlainForm,), {"f": one})
        plain, other = made(boxes(one, "3")), made(boxes(one, three))
        if plain.is_valid() and (not other.is_valid() or plain.cleaned_data != other.cleaned_data):
            unread.append(f"{where}: {[line.message for line in other.summary]}")
    assert unread == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("some body@people.invalid", "There is a space"),
        ("some\u00a0body@people.invalid", "no-break space"),
        ("some\u200bbody@people.invalid", "zero width space"),
        ("some\u202ebody@people.invalid", "direction sign"),
        ("some\x00body@people.invalid", "null character"),
        ("some\ufeffbody@people.invalid", "byte order mark"),
    ],
)
def test_what_nobody_sees_in_an_address_is_refused_by_its_name(typed, said):
    silent = []
    mails = [
        (form, name, one)
        for form in ours(PlainForm)
        for name, one in form.base_fields.items()
        if isinstance(one, forms.EmailField)
    ]
    for form, name, one in mails:
        made = type("Made", (PlainForm,), {name: one})({name: typed})
        if said not in " ".join(line.message for line in made.summary):
            silent.append(f"{form.__qualname__}.{name}: {[line.message for line in made.summary]}")
        edges = type("Made", (PlainForm,), {name: one})({name: "\u00a0\ufeffsomebody@people.invalid\u200b "})
        if not edges.is_valid() or edges.cleaned_data[name] != "somebody@people.invalid":
            silent.append(f"{form.__qualname__}.{name}: edges")
    assert silent == [] and len(mails) > 3
