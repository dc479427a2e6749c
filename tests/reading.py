"""Reads a letter as a person does: the words of its page, and the words on its paper."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pypdf


class Letter(HTMLParser):
    """The words of the letter on a page, in the order of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = 0
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "article" and dict(attrs).get("id") == "the-letter":
            self.inside = 1

    def handle_endtag(self, tag):
        if tag == "article":
            self.inside = 0

    def handle_data(self, data):
        if self.inside:
            self.words += data.split()


def words_of_page(html: str) -> list[str]:
    reader = Letter()
    reader.feed(html)
    return reader.words


def words_of_pdf(pdf: bytes, mark: str = "") -> list[str]:
    """The words of the pages; the mark stands at the head of each of them as well as in the letter."""
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert all(mark in page for page in pages)
    text = " ".join(page.replace(mark, "", 1) for page in pages)
    return re.sub(r"Page \d+ of \d+", " ", text).replace("•", " ").split()


def joined(words: list[str]) -> str:
    """A word broken at the end of a line of paper, such as an address, is one word."""
    return "".join(words)
