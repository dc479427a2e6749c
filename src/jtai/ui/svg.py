"""Pictures made on the server: escaped, titled, without script or style attributes.

    picture = Picture(900, 120, "Dates of the inspection", "Day 11 of 43; the letter is due on day 24.")
    picture.rect(0, 40, 380, 20, cls="bar")
    picture.text(380, 30, "day 11", cls="strong", anchor="end")
    {{ picture }}    …and its table directly after, visible

Classes stand in `jtai.css`: bar, bar-soft, bar-late, bar-done, line, now, outline, strong, soft.
"""

from __future__ import annotations

import hashlib

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Number = int | float

FIGURE = (
    '<figure class="jtai-figure">'
    '<div class="jtai-figure__window" role="group" aria-label="{}" tabindex="0">'
    '<svg class="jtai-svg" viewBox="0 0 {} {}" width="{}" height="{}" role="img" '
    'aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg></div>'
    "<figcaption>{}</figcaption></figure>"
)


def shown(value: Number) -> str:
    """A coordinate without needless decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Picture:
    """An SVG of `width` by `height` units with a title and one sentence of what it shows."""

    def __init__(self, width: Number, height: Number, title: str, sentence: str) -> None:
        self.width = width
        self.height = height
        self.title = title
        self.sentence = sentence
        self.parts: list[SafeString] = []

    def rect(
        self, x: Number, y: Number, width: Number, height: Number, *, cls: str = "bar", about: str = ""
    ) -> None:
        """A bar; `about` is its tooltip."""
        self._add(
            '<rect x="{}" y="{}" width="{}" height="{}" class="{}">{}</rect>',
            *map(shown, (x, y, max(width, 0), height)),
            cls,
            self._about(about),
        )

    def line(self, x1: Number, y1: Number, x2: Number, y2: Number, *, cls: str = "line") -> None:
        self._add('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>', *map(shown, (x1, y1, x2, y2)), cls)

    def text(self, x: Number, y: Number, words: str, *, cls: str = "", anchor: str = "start") -> None:
        """Words with their base line at `y`; `anchor` is start, middle or end."""
        self._add(
            '<text x="{}" y="{}" text-anchor="{}" class="{}">{}</text>',
            shown(x),
            shown(y),
            anchor,
            cls,
            words,
        )

    def link(self, href: str, x: Number, y: Number, words: str, *, anchor: str = "start") -> None:
        self._add(
            '<a href="{}"><text x="{}" y="{}" text-anchor="{}" class="strong">{}</text></a>',
            href,
            shown(x),
            shown(y),
            anchor,
            words,
        )

    def _about(self, about: str) -> SafeString | str:
        return format_html("<title>{}</title>", about) if about else ""

    def _add(self, template: str, *values: object) -> None:
        self.parts.append(format_html(template, *values))

    def __str__(self) -> str:
        return self.html

    @property
    def html(self) -> SafeString:
        """A figure whose picture names itself to a screen reader by its title and sentence."""
        name = "svg-" + hashlib.sha256(f"{self.title}{self.sentence}".encode()).hexdigest()[:8]
        return format_html(
            FIGURE,
            self.title,
            shown(self.width),
            shown(self.height),
            shown(self.width),
            shown(self.height),
            name,
            name,
            name,
            self.title,
            name,
            self.sentence,
            format_html_join("", "{}", ((part,) for part in self.parts)),
            self.sentence,
        )

    def __html__(self) -> SafeString:
        return self.html
