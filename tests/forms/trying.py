"""Tries one form with everything that may go wrong between opening and sending it.

Each try stands in a savepoint that is taken back, and says in sentences what was wrong. Expected each time:
never an error page of ours, never a lost word, never two rows, never a word shown to somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urljoin

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from jtai.apps.accounts.views import DEMONSTRATION_PASSWORD
from jtai.apps.drafts.form_ids import FIELD
from jtai.apps.drafts.models import Draft
from jtai.apps.drafts.values import TOKEN
from jtai.apps.inspections.models import Inspection, Membership
from jtai.ui.together import WAS
from tests.forms.browser import text_of
from tests.forms.filling import MARK, Filled
from tests.forms.parsing import Form, forms_of, posted_forms
from tests.forms.two_writers import two_people

# What may be written when nothing is carried out.
ASIDE = {
    "Session",
    "Sending",
    "Draft",
    "FormSave",
    "UserSession",
    "SignInTry",
    "AccessLog",
    "AccessAttempt",
    "LogEntry",
}
NOT_THERE = {"int": "999999999", "uuid": "00000000-0000-4000-8000-000000000007"}
# Opened and tried with everything else, but not carried out here, with the reason.
NOT_SENT: dict[tuple[str, int], str] = {
    ("notification/notice_again.html", 1): "only a message that has failed is sent again, and none has",
    ("findings/present.html", 1): "only in the feedback meeting, which begins when all before it have ended",
}
# A second time makes a newer one that ends the first.
AGAIN_IS_MEANT = {
    ("workspace/person_link.html", 1): "the link is shown once; another one ends it, and the page says so",
}
# Grows with every change, whatever it is of.
TRAIL = {"audit.Event", "inspections.Counter", "notices.Message", "inspections.Fact"}
HIDDEN = f"\u202e\u00a0{MARK}\u200b\u2066 \u0000\u2028\r\n\ufeff\u00a0"


@dataclass
class Opened:
    """A form that somebody has on their screen."""

    user: Any
    url: str
    form: Form
    filled: Filled
    inspection: Inspection
    cookies: dict[str, str]
    colleague: Any
    takes: bool = False
    site: tuple[str, int] = ("", 0)
    faults: list[str] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)

    @property
    def target(self) -> str:
        return urljoin(self.url, self.form.action or self.url)

    @property
    def words(self) -> list[str]:
        """Every word typed, by value."""
        texts = [one for v in self.filled.values.values() for one in (v if isinstance(v, list) else [v])]
        return sorted({text for text in texts if MARK in text})

    def client(self, *, csrf: bool = True) -> Client:
        """The browser in which the form is open."""
        made = Client(enforce_csrf_checks=True)
        for name, value in self.cookies.items():
            if name != "csrftoken" or csrf:
                made.cookies[name] = value
        return made

    def send(self, client: Client, to: str = "", **over: Any) -> Any:
        values = {**self.filled.sent(), **over}
        return client.post(to or self.target, values)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@cache
def _counting() -> str:
    models = [one for one in apps.get_models() if one.__name__ not in ASIDE]
    parts = [f"SELECT '{m._meta.label}', COUNT(*) FROM \"{m._meta.db_table}\"" for m in models]
    return " UNION ALL ".join(parts)


def counts() -> dict[str, int]:
    """How many rows each table holds, but for sessions and what is not sent yet."""
    with connection.cursor() as cursor:
        cursor.execute(_counting())
        return dict(cursor.fetchall())


def more(before: dict[str, int]) -> list[str]:
    return [name for name, count in counts().items() if count != before[name]]


def try_everything(it: Opened, tries: dict[str, Callable[[Opened], Iterator[str]]]) -> None:
    """Every try that this form can be put to; what was wrong is in `it.faults`."""
    for name, attempt in tries.items():
        with taken_back():
            try:
                found = list(attempt(it))
            except Exception as error:
                found = [f"{type(error).__name__}: {error}"[:300]]
        it.faults += [f"{name}: {one}" for one in found]


def told(answer: Any) -> str:
    """What an answer that is no redirect says is wrong."""
    page = text_of(answer)
    page = page.split("error-summary__list")[-1] if "error-summary__list" in page else page.split("<main")[-1]
    return f"{answer.status_code} " + " ".join(re.sub("<[^>]+>", " ", page).split())[:160]


def missing(it: Opened, *answers: Any) -> list[str]:
    """Words that are on none of these pages."""
    shown = "".join(text_of(one) + "".join(map(str, _values(one))) for one in answers).replace("\r\n", "\n")
    return [word[:60] for word in it.words if word not in shown]


def _values(answer: Any) -> list[Any]:
    return [value for one in forms_of(answer) for value in one.values().values()]


def once_and_twice(it: Opened) -> Iterator[str]:
    """It can be sent; sent twice it is one."""
    client = it.client()
    first = it.send(client)
    if not it.takes and it.site in NOT_SENT:
        return
    if not it.takes:
        yield f"cannot be filled: {told(first)}"
        return
    after = counts()
    second = it.send(client)
    it.tried.add("sent twice")
    to, again = first.get("Location", ""), second.get("Location", "")
    if second.status_code >= 400 or (again != to and not again.startswith(f"{to}?")):
        yield f"leads to {again or told(second)} and not to {to}"
    if (new := more(after)) and it.site not in AGAIN_IS_MEANT:
        yield f"two of {new}"


def session_ended(it: Opened) -> Iterator[str]:
    before = counts()
    client = it.client()
    client.session.flush()
    page = it.send(client)
    if page.status_code not in ((401,) if it.words else (401, 302, 303)):
        yield f"answered {told(page)}"
    if changed := more(before):
        yield f"was carried out without a session: {changed}"
    if not it.words:
        return
    it.tried.add("session ended")
    for user, own in ((it.colleague, False), (it.user, True)):
        with taken_back():
            theirs = Client(enforce_csrf_checks=True)
            for name, morsel in client.cookies.items():
                theirs.cookies[name] = morsel.value
            yield from _sign_in(it, theirs, page, user, own=own)


def _sign_in(it: Opened, client: Client, page: Any, user: Any, *, own: bool) -> Iterator[str]:
    form = next(one for one in posted_forms(page) if "email" in {c.name for c in one.controls})
    values = form.values() | {"email": [user.email], "password": [DEMONSTRATION_PASSWORD]}
    answer = client.post("/sign-in", values)
    if answer.status_code != 303:
        yield f"signing in answered {told(answer)}"
        return
    if not own:
        it.tried.add("other person signed in")
        if MARK in text_of(client.get("/drafts")) or Draft.objects.filter(user=user).exists():
            yield "somebody else is shown the words"
        return
    if lost := missing(it, client.get(answer["Location"])):
        drafts = [client.get(f"/drafts/{row.pk}") for row in Draft.objects.filter(user=it.user)]
        where = "are under the drafts only" if drafts and not missing(it, *drafts) else "are lost"
        yield f"after signing in these {where}: {lost}"


def stale_token(it: Opened) -> Iterator[str]:
    before, client = counts(), it.client(csrf=False)
    answer = it.send(client)
    it.tried.add("stale token")
    if changed := more(before):
        yield f"was carried out: {changed}"
    if answer.status_code != 303:
        yield f"answered {told(answer)}"
        return
    page = client.get(urljoin(it.url, answer["Location"]), follow=True)
    if lost := missing(it, page):
        yield f"words lost: {lost} ({page.status_code} at {answer['Location']})"
    if page.status_code != 200 or not posted_forms(page):
        yield f"no form any more at {answer['Location']}"


def _older(value: str) -> str:
    """A version that is no longer, or never was, that of the thing."""
    if value and not value.isdigit():
        return "0" * len(value)
    return str(int(value) - 1) if value and int(value) else "7"


VERSIONS = ("version", "seen", "base_version", "base")


def stale_version(it: Opened) -> Iterator[str]:
    """Somebody else saved meanwhile: an older version, or one that is no longer there."""
    for control in it.form.controls:
        if control.kind != "hidden" or control.name not in VERSIONS:
            continue
        it.tried.add("stale version")
        with taken_back():
            yield from _stale(it, control.name, control.value)
        if control.value in ("", "0") and it.takes and it.words:
            with taken_back():
                yield from _both_first(it)


def _stale(it: Opened, name: str, value: str) -> Iterator[str]:
    before, client = counts(), it.client()
    # A page that does not tell what its boxes held: who changed which is tried by two_people.
    answer = it.send(client, **{name: _older(value), WAS: ""})
    if value in ("", "0") and answer.status_code == 303:
        # There was nothing yet: what never was can also be begun.
        return
    if answer.status_code not in (404, 409, 422):
        yield f"{name} {value or 'empty'} as {_older(value)} answered {told(answer)}"
    # Showing the page again can be a reading of child-level material, which is an event.
    if changed := set(more(before)) - {"audit.Event"}:
        yield f"an old page was carried out: {changed}"
    if lost := missing(it, answer):
        yield f"words lost: {lost}"
    if answer.status_code == 409 and it.takes:
        yield from _again(it, client, answer)


def _both_first(it: Opened) -> Iterator[str]:
    """Two people found nothing there and wrote; the second neither fails nor wipes out the first."""
    before = counts()
    it.send(it.client())
    made = set(more(before)) - TRAIL
    after, words = (
        counts(),
        {n: f"{v} again" for n, v in it.filled.values.items() if MARK in str(v) and isinstance(v, str)},
    )
    answer = it.send(it.client(), **words)
    if answer.status_code >= 500:
        yield f"the second to begin: {told(answer)}"
    if answer.status_code == 303 and made and not made & set(more(after)):
        yield f"the second to begin wiped out the first: {sorted(made)}"
    if answer.status_code in (409, 422) and MARK not in text_of(answer):
        yield f"the second to begin lost the words: {told(answer)}"


def _again(it: Opened, client: Client, answer: Any) -> Iterator[str]:
    """What is on the page can be sent once more as it stands, or the page leads on."""
    shown = [one for one in posted_forms(answer) if one.key == it.form.key]
    if not shown:
        if "Go to the page above this one" not in text_of(answer) and not posted_forms(answer):
            yield "the page after a clash leads nowhere"
        return
    values = {**it.filled.sent(), **shown[0].values(), **it.filled.files}
    for file in it.filled.files.values():
        file.seek(0)
    if shown[0].buttons and shown[0].buttons[0][0]:
        values[shown[0].buttons[0][0]] = it.filled.values.get(*shown[0].buttons[0])
    last = client.post(it.target, values)
    if last.status_code != 303:
        yield f"after a clash the same words cannot be sent again: {told(last)}"


def thing_gone(it: Opened) -> Iterator[str]:
    """The address leads to nothing any more."""
    path, _, _ = it.target.partition("?")
    match = re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)[0-9]+(?=/|$)", path)
    if match is None or it.inspection.ref not in path:
        return
    it.tried.add("thing gone")
    other = NOT_THERE["uuid" if "-" in match[0] else "int"]
    answer = it.send(it.client(), path[: match.start()] + other + path[match.end() :])
    if answer.status_code not in (403, 404, 409):
        yield f"answered {told(answer)}"
    elif lost := missing(it, answer):
        yield f"words lost: {lost} ({answer.status_code})"


def no_longer_theirs(it: Opened) -> Iterator[str]:
    """Whoever writes has been taken off the inspection meanwhile."""
    if it.inspection.ref not in it.target:
        return
    it.tried.add("no longer theirs")
    Membership.objects.filter(inspection=it.inspection, user=it.user).update(ended_at=timezone.now())
    before = counts()
    answer = it.send(it.client())
    if answer.status_code not in (403, 404):
        yield f"answered {told(answer)}"
    elif lost := missing(it, answer):
        yield f"words lost: {lost} ({answer.status_code})"
    if changed := more(before):
        yield f"was carried out: {changed}"


def not_now(it: Opened) -> Iterator[str]:
    """The inspection has been stopped meanwhile."""
    if it.inspection.ref not in it.target:
        return
    it.tried.add("stopped")
    Inspection.objects.filter(pk=it.inspection.pk).update(abandoned_at=timezone.now())
    answer = it.send(it.client())
    if answer.status_code >= 500:
        yield f"answered {told(answer)}"
    elif answer.status_code >= 400 and (lost := missing(it, answer)):
        yield f"words lost: {lost} ({answer.status_code})"


def odd_characters(it: Opened) -> Iterator[str]:
    typed = [c.name for c in it.form.controls if c.kind in ("text", "textarea", "email", "number", "tel")]
    chosen = [c.name for c in it.form.controls if c.kind in ("radio", "checkbox", "select")]
    hidden = [c.name for c in it.form.controls if c.kind == "hidden" and c.name not in (TOKEN, FIELD)]
    for what, names, value in (
        ("a superscript", typed, "\u00b2"),
        ("Arabic figures", typed, "\u0661\u0662"),
        ("a superscript", [*chosen, *hidden], "\u00b2"),
    ):
        if names:
            yield from _odd(it, dict.fromkeys(names, value), f"{what} in {', '.join(names)[:60]}")
    words = {n: HIDDEN for n, v in it.filled.values.items() if isinstance(v, str) and MARK in v}
    if words:
        it.tried.add("odd characters")
        yield from _odd(it, words, "characters nobody sees", keep=True)


def _odd(it: Opened, over: dict[str, str], what: str, *, keep: bool = False) -> Iterator[str]:
    with taken_back():
        answer = it.send(it.client(), **over)
        if answer.status_code >= 500:
            yield f"{what} answered {told(answer)}"
        elif keep and answer.status_code >= 400 and MARK not in text_of(answer):
            yield f"{what}: words lost ({answer.status_code})"


TRIES: dict[str, Callable[[Opened], Iterator[str]]] = {
    "sent": once_and_twice,
    "session ended": session_ended,
    "stale token": stale_token,
    "stale version": stale_version,
    "two people": two_people,
    "thing gone": thing_gone,
    "no longer theirs": no_longer_theirs,
    "stopped": not_now,
    "odd characters": odd_characters,
}
