"""What the pages of a whole inspection say: no codes, no media types, no "1 points" (ADR 0271)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.urls import reverse

from jtai.core.access import TABLE
from tests.apps.test_every_address import Cast, inside, scene, signed_in, url_of
from tests.architecture.test_words import NOUNS

__all__ = ["scene"]

EDITIONS = Path(__file__).resolve().parents[2] / "src/jtai/editions"
# Codes of an edition that are English words as well: nobody stumbles over "set-up".
ENGLISH = {"on-site", "pre-publication", "set-up"}
KINDS = {
    "media type": re.compile(r"\b(?:application|audio|image|message|multipart|text|video)/[a-z0-9][\w.+-]*"),
    "edition": re.compile(r"\b20\d\d-\d\d\b(?!-\d)|\bengland-\d"),
    "name of a field": re.compile(r"\b[a-z]+(?:_[a-z]+)+\b"),
    "one of several": re.compile(rf"(?<![\d.,-])1 (?:{'|'.join(sorted(NOUNS))})\b"),
    "number in brackets": re.compile(r"[a-z] \(\d+\)"),
    "fraction of nothing": re.compile(r"\b\d+\.0\b"),
}


class Visible(HTMLParser):
    """The text between the tags, one piece a line; what a person typed into a box is their own."""

    SILENT = frozenset({"script", "style", "textarea", "svg"})

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in self.SILENT:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside and data.strip():
            self.pieces.append(" ".join(data.split()))


def visible(html: str) -> str:
    parser = Visible()
    parser.feed(html)
    return "\n".join(parser.pieces)


def codes_in(value: object) -> Iterator[str]:
    """Every `code` of an edition that is no single word."""
    if isinstance(value, Mapping):
        code = value.get("code")
        if isinstance(code, str) and re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", code):
            yield code
        for one in value.values():
            yield from codes_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from codes_in(one)


def codes() -> set[str]:
    files = EDITIONS.rglob("*.toml")
    found = {code for path in files for code in codes_in(tomllib.loads(path.read_text()))}
    return (found | {name for name in TABLE if "-" in name}) - ENGLISH


CODE = re.compile(rf"(?<![\w/.-])(?:{'|'.join(sorted(codes(), key=len, reverse=True))})(?![\w/.-])")


def unfit(text: str) -> list[tuple[str, str]]:
    """Kind and line of each thing on a page that nobody reads aloud."""
    kinds = {**KINDS, "code": CODE}
    return [(kind, line) for kind, look in kinds.items() for line in text.splitlines() if look.search(line)]


def pages(cast: Cast) -> Iterator[tuple[str, str]]:
    """Each address of the inspection, as the first person sees it who may; then the pages about all."""
    clients = [signed_in(users[0]) for users in cast.people.values()]
    for one in inside():
        url, _ = url_of(one, cast)
        for client in clients:
            answer = client.get(url)
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                yield one.name, answer.content.decode()
                break
    for name in ("home", "editions"):
        yield name, clients[0].get(reverse(name)).content.decode()


@pytest.mark.django_db
def test_no_page_of_a_whole_inspection_shows_a_code(scene):
    cast, _ = scene
    found = sorted({(name, *one) for name, html in pages(cast) for one in unfit(visible(html))})
    assert found == [], "\n".join(map(" | ".join, found))


@pytest.mark.parametrize(
    "said",
    [
        "Kind: application/pdf",
        "Guidance, paragraph 78 (2016-08)",
        "england-1",
        "outcome_triangulate",
        "1 points",
        "SEA entries on your evidence (7)",
        "0.0 days",
        "Your role does not allow briefing-note",
    ],
)
def test_what_is_planted_is_found(said: str) -> None:
    assert unfit(visible(f"<p>{said}</p>"))
    assert unfit(visible(f"<textarea>{said}</textarea>")) == []
