"""What a page offers to its reader: each link opens, and each form may be sent (ADR 0238).

Pages are those that the crawl reads. A link is followed unless its page was read anyway; a form is asked of
the access table, and filled in and sent (and taken back) only where the table gives the reader some things
of the kind and not others. Of links and forms of one kind on one page a few are tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.db import transaction
from django.urls import Resolver404, ResolverMatch, resolve

from jtai.core.access import NOBODY, decide
from jtai.core.moments import Moment
from tests.apps.test_every_address import ALSO
from tests.forms.filling import fill
from tests.forms.parsing import Form, forms_in

LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')
PAGE = "<!doctype html"
# Of one kind on one page.
FEW = 2
# Files of any length; the door is asked.
FILES = re.compile(r"pdf|file|download|document|attachment|calendar|ics")


@dataclass
class Offered:
    """What one reader was offered at one stage."""

    status: dict[str, int] = field(default_factory=dict)
    links: dict[tuple[str, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    forms: dict[tuple[str, str], list[tuple[str, Form]]] = field(default_factory=lambda: defaultdict(list))


def note(offered: Offered, name: str, url: str, status: int, text: str) -> None:
    """Keep what this page offers."""
    offered.status[url] = status
    if status != 200 or not text.lstrip()[:15].lower().startswith(PAGE):
        return
    for href in dict.fromkeys(LINK.findall(text)):
        found = _resolved(href)
        if found is not None and len(offered.links[name, str(found.url_name)]) < FEW:
            offered.links[name, str(found.url_name)].setdefault(href.replace("&amp;", "&"), url)
    for form in forms_in(text):
        if form.method != "post":
            continue
        found = _resolved(urljoin(url, form.action or url))
        if found is not None and len(offered.forms[name, str(found.url_name)]) < FEW:
            offered.forms[name, str(found.url_name)].append((url, form))


def _resolved(href: str) -> ResolverMatch | None:
    try:
        return resolve(href.partition("?")[0])
    except Resolver404:
        return None


def wrong_links(reader: Any, offered: Offered) -> Iterator[tuple[str, str, str]]:
    """Page, where its link leads, and the answer, for each link that leads to a refusal."""
    for (page, name), hrefs in offered.links.items():
        for href in hrefs:
            status = offered.status.get(href)
            if status is None:
                status = offered.status[href] = _answer(reader, href, name)
            if status >= 400:
                yield page, name, str(status)


def _answer(reader: Any, href: str, name: str) -> int:
    found = _resolved(href)
    view: Any = found.func if found else None
    material = getattr(view, "material", "")
    # Some doors open for another material too: there the page itself is asked.
    if (
        name not in ALSO
        and material
        and href.startswith("/i/")
        and not decide(reader.held, view.action, material, None)
    ):
        return 403
    if FILES.search(name):
        return 200
    with transaction.atomic():
        status = int(reader.client.get(href).status_code)
        transaction.set_rollback(True)
    return status


def wrong_forms(reader: Any, offered: Offered, at: Moment) -> Iterator[tuple[str, str, str]]:
    """Page, where its form leads, and the answer, for each form that may not be sent."""
    for (page, name), found in offered.forms.items():
        for url, form in found:
            to = urljoin(url, form.action or url)
            view: Any = getattr(_resolved(to), "func", None)
            material, post = getattr(view, "material", ""), getattr(view, "post", "")
            if material and not decide(reader.held, post, material, None):
                yield page, name, "not for this role"
            elif material and (post == "read" or not decide(reader.held, post, material, NOBODY)):
                status = _sent(reader, to, form, at)
                if status in (403, 404):
                    yield page, name, str(status)


def _sent(reader: Any, to: str, form: Form, at: Moment) -> int:
    with transaction.atomic():
        status = int(reader.client.post(to, fill(form, now=at.now).sent()).status_code)
        transaction.set_rollback(True)
    return status
