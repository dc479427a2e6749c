"""The outline of the feedback meeting: points, not a script; the lead first, then theme by theme (42, 43)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jtai.core.results import Problem, blocks
from jtai.words import counted

# Ours, not the guidance's: enough for a talk in points, too little to write one out.
MOST_POINTS = 8
MOST_LETTERS = 200

LEAD = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the outline. section: code of a theme, "" for the lead's overall findings."""

    section: str
    text: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its points, what matters most first."""

    code: str
    title: str
    points: tuple[Point, ...]


def outline(points: Sequence[Point], themes: Mapping[str, str], lead_title: str) -> list[Section]:
    """The lead's section first, then one for each theme that has a point, in the edition's order."""
    sections = [_section(LEAD, lead_title, points)]
    sections += [_section(code, title, points) for code, title in themes.items()]
    return [one for one in sections if one.points or one.code == LEAD]


def _section(code: str, title: str, points: Sequence[Point]) -> Section:
    return Section(code, title, tuple(sorted((p for p in points if p.section == code), key=lambda p: p.rank)))


def check_outline(points: Sequence[Point]) -> list[Problem]:
    """Short points and few of them: the presentation is not scripted (paragraph 43)."""
    problems = []
    counts: dict[str, int] = {}
    for point in points:
        counts[point.section] = counts.get(point.section, 0) + 1
        if len(point.text) > MOST_LETTERS or "\n" in point.text.strip():
            problems.append(
                blocks(
                    "point-too-long",
                    f"Limit a point to one line of at most {counted(MOST_LETTERS, 'character')}: "
                    "it is no script.",
                    "Guidance, paragraph 43",
                    "text",
                )
            )
    if any(count > MOST_POINTS for count in counts.values()):
        problems.append(
            blocks(
                "too-many-points",
                f"This section has {counted(MOST_POINTS, 'point')} already. "
                "Take one out before you add another.",
                "Guidance, paragraph 43",
                "text",
            )
        )
    return problems
