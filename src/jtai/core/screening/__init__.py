"""Finds names of people in inspection notes, by rules over lists of words (paragraph 80; ADR 0200, ADR 0306).

    found = screen("Spoke with Khadija Haddad (the team manager).")
    found.spans        -> spans of likely names: start, end, tier, suggestion, reasons
    found.identifiers  -> NHS numbers, UPNs, dates of birth, postcodes, telephone numbers, e-mail addresses
    found.let_through  -> what looked like a name and is none, with the reason
    name_columns(header, rows) -> columns of a list that hold names, by header or by their cells

An aid, not a certificate: docs/explanation/screening.md says what it cannot do.
"""

from __future__ import annotations

from collections.abc import Iterable

from jtai.core.screening.finding import find_names
from jtai.core.screening.folding import fold
from jtai.core.screening.identifiers import find_identifiers
from jtai.core.screening.lexicon import Lexicon, standard_lexicon
from jtai.core.screening.name_columns import NameColumn, name_columns
from jtai.core.screening.shapes import POSSIBLE, STRONG, Identifier, LetThrough, Screening, Span

__all__ = [
    "POSSIBLE",
    "STRONG",
    "Identifier",
    "LetThrough",
    "Lexicon",
    "NameColumn",
    "Screening",
    "Span",
    "name_columns",
    "screen",
    "standard_lexicon",
]


def screen(text: str, *, allow: Iterable[str] = (), lexicon: Lexicon | None = None) -> Screening:
    """Likely names and identifiers of a text; `allow` holds words and phrases that are no names here."""
    # "T. Blackwood" and "T Blackwood" are the same name.
    allowed = frozenset(" ".join(fold(each).replace(".", " ").split()) for each in allow)
    spans, through = find_names(text, lexicon or standard_lexicon(), allowed)
    return Screening(tuple(spans), tuple(find_identifiers(text, spans)), tuple(through))
