"""The picture of coverage, made on the server: bars of evidence and entries for each criterion."""

from __future__ import annotations

from dataclasses import dataclass

from jtai.apps.evidence.queries import CoverageView
from jtai.apps.evidence.terms import Terms
from jtai.words import agreed, counted

ROW = 24
LEFT = 110
WIDE = 480
TOP = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the picture, in pixels; `gap`: nothing is there, drawn as an outline."""

    label: str
    y: int
    text_y: int
    evidence: int
    entries_y: int
    entries: int
    gap: bool
    words: str
    words_x: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What the template draws, with the sentence that says it."""

    width: int
    height: int
    left: int
    bars: list[Bar]
    sentence: str


def picture_of(view: CoverageView, terms: Terms) -> Picture:
    """Bars in the order of the criteria, as long as there is evidence."""
    most = max(
        [1, *(row.number("evidence") for row in view.rows), *(row.number("entry") for row in view.rows)]
    )
    bars = []
    for n, row in enumerate(view.rows):
        evidence, entries = row.number("evidence"), row.number("entry")
        longest = WIDE * max(evidence, entries) // most
        words = f"{evidence} and {entries}" if row.covered else "nothing yet"
        y = TOP + n * ROW
        bars.append(
            Bar(
                label=row.criterion,
                y=y,
                text_y=y + 14,
                evidence=WIDE * evidence // most,
                entries_y=y + 9,
                entries=WIDE * entries // most,
                gap=not row.covered,
                words=words,
                words_x=LEFT + longest + 8 if row.covered else LEFT + 24,
            )
        )
    return Picture(LEFT + WIDE + 110, TOP * 2 + ROW * len(bars), LEFT, bars, _sentence(view))


def _sentence(view: CoverageView) -> str:
    gaps = len(view.evidenced.missing)
    evidenced = f"{view.evidenced.done} of {counted(view.evidenced.total, 'criterion')} have evidence"
    told = f"{evidenced} and {view.in_the_sea.words} are in the SEA"
    return f"{told}; {gaps} {agreed(gaps, 'is')} without any." if gaps else f"{told}."
