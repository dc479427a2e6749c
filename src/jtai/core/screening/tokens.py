"""A text as tokens: words with their case, numbers, marks, ends of lines."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from jtai.core.screening import context_words as cw
from jtai.core.screening.folding import fold
from jtai.core.screening.lexicon import Lexicon, Word

_LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"  # an accent may be a character of its own
_TOKEN = re.compile(rf"{_LETTERS}(?:[-'’‐‑]{_LETTERS})*|\n|\t|[^\w\s]|_+")
_OWNED = ("'s", "’s", "'S", "’S")
# A word after one of these may begin with a capital for that reason alone.
_STARTERS = frozenset('.?!:;•*·|()[]"“”\n\t–—>=/')

CAPITALISED, CAPITALS, SMALL, LETTER, MIXED, NUMBER, MARK = "C", "U", "l", "1", "M", "N", "P"
CASELESS = "S"  # letters of a script without capitals
_NO_WORD = Word(0)
Piece = tuple[str, str, str, bool, bool]


class Token:
    """One word, number or mark. `end` leaves out the 's of a possessive; a word has two letters or more."""

    __slots__ = (
        "end",
        "gap",
        "is_word",
        "low",
        "masked",
        "owned",
        "person",
        "reasons",
        "score",
        "shape",
        "start",
        "starts",
        "taken",
        "text",
        "word",
    )

    def __init__(self, piece: Piece, start: int, gap: int) -> None:
        self.text, self.shape, self.low, self.owned, self.is_word = piece
        self.start = start
        self.end = start + len(self.text)
        self.gap = gap
        self.starts = False
        self.word = _NO_WORD
        self.masked = ""
        self.score = 0.0
        self.person = 0.0
        self.reasons: list[str] = []
        self.taken = False


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of a text in order, each with what the lexicon knows."""
    tokens: list[Token] = []
    last_end, starts = 0, True
    for match in _TOKEN.finditer(text):
        piece, begin = match.group(), match.start()
        token = Token(_read(piece), begin, begin - last_end)
        if token.is_word:
            token.word = lexicon.word(token.low)
        if token.shape != MARK:
            token.starts, starts = starts, False
        elif piece in _STARTERS:
            starts = not _after_abbreviation(piece, tokens)
        elif piece == "-" and token.gap:
            starts = True
        tokens.append(token)
        last_end = match.end()
    return tokens


def _after_abbreviation(piece: str, tokens: list[Token]) -> bool:
    """Mr. and J. do not end a sentence."""
    return bool(
        piece == "." and tokens and (tokens[-1].shape == LETTER or tokens[-1].low in cw.ABBREVIATIONS)
    )


@lru_cache(maxsize=20_000)
def _read(piece: str) -> Piece:
    """A piece without its 's, its shape, its folded form, whether it had an 's, whether it is a word."""
    shape = _shape(normalize("NFC", piece))
    owned = len(piece) > 2 and piece[-2:] in _OWNED
    text = piece[:-2] if owned else piece
    if owned:
        shape = _shape(normalize("NFC", text))
    is_word = shape in (CAPITALISED, CAPITALS, SMALL, CASELESS)
    low = fold(text) if is_word else text if shape == MARK else piece.casefold()
    return text, shape, low, owned, is_word


def _shape(piece: str) -> str:
    if piece.islower():
        return SMALL if piece.isalpha() or not any(map(str.isdigit, piece)) else NUMBER
    if not piece[0].isalnum():
        return MARK
    if any(map(str.isdigit, piece)):
        return NUMBER
    if len(piece) == 1:
        return LETTER
    if piece.isalpha() and piece.lower() == piece.upper():
        return CASELESS
    if piece.isupper():
        return CAPITALS
    return CAPITALISED if _is_capitalised(piece) else MIXED


def _is_capitalised(piece: str) -> bool:
    """Khan, Khan-Fletcher, O'Neill, McKay, Danny-boy; not OASys or iPad."""
    parts = re.split(r"[-'’‐‑]", piece)
    return parts[0][:1].isupper() and all(
        not part or (part.isalpha() and (part[1:].islower() or len(part) == 1 or _inner_capital(part)))
        for part in parts
    )


def _inner_capital(part: str) -> bool:
    if part.islower():
        return True
    return part.startswith(("Mc", "Mac", "De", "Di", "La", "Le", "Fitz", "Van", "O")) and (
        sum(map(str.isupper, part)) == 2 and part[-1].islower()
    )
