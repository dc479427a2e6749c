"""Which columns of a list look like names: by their header, or because a fifth of their cells do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jtai.core.screening import context_words as cw
from jtai.core.screening.finding import find_names
from jtai.core.screening.folding import fold
from jtai.core.screening.lexicon import Lexicon, standard_lexicon
from jtai.core.screening.ranks import KNOWN, NO_PLACE
from jtai.core.screening.tokens import SMALL, tokenise

SHARE = 0.2
_MOST_OF_IT = 0.5  # share of a cell that names cover
_MOST_WORDS = 4  # a cell with more is a sentence, which is screened as one
_WHOSE = (
    r"full|first|last|family|given|fore|sur|christian|known|preferred|middle|child|pupil|young person|parent|"
    r"carer|mother|father|worker|case ?worker|social ?worker|staff|officer|client|patient"
)
_HEADERS = re.compile(
    rf"\b(?:(?:{_WHOSE})[ _'s-]{{0,3}})?names?\b"
    r"|\b(?:fore|sur|nick|first|last|full|child|pupil)names?\b|\baliases\b|\balias\b|\baka\b"
    r"|^(?:the )?(?:child|children|young person|pupil|client|patient|sibling|parent|carer|mother|father)$"
)
_NOT_OF_PERSONS = re.compile(
    r"\b(?:school|hospital|file|area|place|team|agency|organisation|organization|provider|service|setting|street|road|"
    r"ward|locality|district|region|town|neighbourhood|cluster|company|unit|system|column|product|drug|placement|establishment|authority|code|home|field|road|town)\b"
)


@dataclass(frozen=True, slots=True)
class NameColumn:
    """A column that looks like names: its place (from 1), its header, and why in one clause."""

    number: int
    header: str
    why: str


def name_columns(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    share: float = SHARE,
    lexicon: Lexicon | None = None,
) -> list[NameColumn]:
    """Every column whose header says name, or in which at least `share` of the filled cells look like one."""
    lexicon = lexicon or standard_lexicon()
    filled, likely = [0] * len(header), [0] * len(header)
    remembered: dict[str, bool] = {}
    of_places = [bool(_NOT_OF_PERSONS.search(_plain(title))) for title in header]
    for row in rows:
        for place, cell in enumerate(row[: len(header)]):
            if text := cell.strip():
                filled[place] += 1
                if text not in remembered:
                    remembered[text] = is_name(text, lexicon)
                likely[place] += remembered[text] and not (of_places[place] and _is_place(text, lexicon))
    found = []
    for place, title in enumerate(header):
        if header_says_name(title):
            found.append(NameColumn(place + 1, title, "its header says that it holds names"))
        elif likely[place] and likely[place] >= share * filled[place]:
            why = f"{likely[place]} of its {filled[place]} cells look like names"
            found.append(NameColumn(place + 1, title, why))
    return found


def header_says_name(title: str) -> bool:
    """Name, Forename, child_name, Child; not School name and not Child ID."""
    plain = _plain(title)
    return bool(_HEADERS.search(plain)) and not _NOT_OF_PERSONS.search(plain)


def _plain(title: str) -> str:
    """A heading as separate words in small letters."""
    return fold(" ".join(re.sub(r"(?<=[a-z])(?=[A-Z])|[^\w]+|_", " ", title).split()))


def _is_place(cell: str, lexicon: Lexicon) -> bool:
    """Easton, Chelsea: under a heading that says locality, places that are also people are places."""
    return all(token.word.place > NO_PLACE for token in tokenise(cell, lexicon) if token.is_word)


def is_name(cell: str, lexicon: Lexicon) -> bool:
    """Whether a cell holds a name and hardly anything else: Tom Hughes, HUGHES Tom, Hughes, T., tom."""
    tokens = [token for token in tokenise(cell, lexicon) if token.is_word]
    if not 0 < len(tokens) <= _MOST_WORDS or any(token.word.acronym or token.word.other for token in tokens):
        return False
    if all(token.low in cw.MONTHS or token.low in cw.DAYS for token in tokens):
        return False
    if any(token.word.first >= KNOWN and not token.word.level and not token.word.place for token in tokens):
        return all(token.word.name or not token.word.level for token in tokens)
    if tokens[0].shape == SMALL:
        return False
    spans, _ = find_names(cell.title() if cell.isupper() else cell, lexicon, frozenset())
    covered = sum(span.end - span.start for span in spans)
    return covered > _MOST_OF_IT * len(cell)
