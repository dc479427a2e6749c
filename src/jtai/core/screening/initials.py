"""Initials beside a surname: T Blackwood, J. Smith-Okafor, Mr T.B. Evans, "Blackwood, T", Sian W."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening import weights
from jtai.core.screening.masks import PLACE
from jtai.core.screening.neighbours import after, before
from jtai.core.screening.ranks import KNOWN, LARGE_PLACE, NO_PLACE, RARE
from jtai.core.screening.surroundings import add
from jtai.core.screening.tokens import CAPITALISED, CAPITALS, LETTER, MARK, NUMBER, SMALL, Token

_UPPER = frozenset((CAPITALISED, CAPITALS))
_SHORTEST = 3  # letters of a surname in small letters
_MOST = 8  # tokens of the longest row of initials
_ALSO_WORDS = frozenset("AI")
_SHORTHAND = frozenset("aiwxvyo")  # with, times, versus, years old: no initials in small letters
_ENDS = frozenset(".;:|\n\t()-–/,")  # what may stand behind a name in a list


def weigh_initials(tokens: Sequence[Token]) -> None:
    """A surname gains from the initial before or behind it; Section C Report and Vitamin D do not."""
    for index, token in enumerate(tokens):
        place = token.masked == PLACE and NO_PLACE < token.word.place < LARGE_PLACE and token.word.last
        if token.shape not in _UPPER or (token.masked and not place) or not token.is_word:
            continue
        row = _in_front(tokens, index)
        if row and _may_be_a_surname(tokens, index, row):
            _raise(token, weights.INITIAL_BEFORE, "initial before it")
        elif _behind_a_comma(tokens, index) and _fills_a_cell(tokens, index):
            _raise(token, weights.SURNAME_INITIAL, "surname, initial")
        elif token.word.first >= KNOWN and _initial_behind(tokens, index):
            add(token, weights.INITIAL_BEHIND if _ends(tokens, index + 2) else 0, "initial behind it")


def _raise(token: Token, amount: float, reason: str) -> None:
    """Blackwood, Clayton and Spofforth are places too; an initial beside them decides."""
    if token.masked:
        token.masked, token.score = "", weights.PLACE_WITH_AN_INITIAL
    add(token, amount, reason)


def take_initials(tokens: Sequence[Token]) -> None:
    """The initials of a marked name belong to it."""
    for index, token in enumerate(tokens):
        if not token.taken or not token.is_word or token.shape == SMALL:
            continue
        row = _in_front(tokens, index)
        if row and not (row.start and tokens[row.start - 1].taken):
            _mark(tokens, row)
        if _behind_a_comma(tokens, index) and "surname, initial" in token.reasons:
            _mark(tokens, range(index + 1, index + 3))
        elif _initial_behind(tokens, index):
            _mark(tokens, range(index + 1, index + 2))


def small_initial(tokens: Sequence[Token], index: int) -> bool:
    """Whether a surname in small letters stands behind an initial: s banerji."""
    letter, token = before(tokens, index), tokens[index]
    if letter is None or letter.shape != SMALL or len(letter.text) > 1 or letter.text in _SHORTHAND:
        return False
    opener, word = before(tokens, index - 1), token.word
    if word.level or len(token.low) < _SHORTEST:
        return False
    if opener is None or opener.shape == MARK:
        return word.last >= RARE or word.like_a_name
    pointed = opener.low in cw.BEFORE_AN_INITIAL or opener.low in cw.POINTING
    return pointed and (word.name or not word.known)


def _mark(tokens: Sequence[Token], indexes: range) -> None:
    for index in indexes:
        tokens[index].taken = True


def _in_front(tokens: Sequence[Token], index: int) -> range:
    """The initials right before a word, with their stops; empty behind "section", "plan" or "child"."""
    start = index
    while start and index - start < _MOST and tokens[start].gap <= 1:
        previous = tokens[start - 1]
        stop = previous.text == "." and start > 1 and _initial(tokens[start - 2]) and previous.gap == 0
        if not (_initial(previous) or stop):
            break
        start -= 1
    opener = before(tokens, start) if start < index else None
    if start == index or (opener is not None and opener.low in cw.BEFORE_A_LETTER):
        return range(0)
    return range(start, index)


def _initial(token: Token) -> bool:
    return token.shape == LETTER and token.text.isupper()


def _may_be_a_surname(tokens: Sequence[Token], index: int, row: range) -> bool:
    """Blackwood, Okafor; Banks and Young only behind a stop or where no sentence or list item begins."""
    token, letter, word = tokens[index], tokens[row.start], tokens[index].word
    low = token.low
    if low in cw.NEVER or low in cw.ROLES or low in cw.KIN or low in cw.ORDINARY_ROLES or low in cw.BEING:
        return False
    dotted = tokens[row[-1]].text == "."
    if letter.text in _ALSO_WORDS and not dotted and (letter.starts or letter.text == "I"):
        return word.last >= KNOWN and not word.level and not letter.starts
    if not word.level:
        return word.name or not word.known
    counted = row.start and tokens[row.start - 1].shape == NUMBER
    if letter.starts and not _ends(tokens, index + 1):
        return False
    return word.last >= KNOWN and (dotted or not counted) and (dotted or low not in cw.INSTITUTIONS)


def _ends(tokens: Sequence[Token], index: int) -> bool:
    return index >= len(tokens) or tokens[index].text in _ENDS


def _behind_a_comma(tokens: Sequence[Token], index: int) -> bool:
    """Blackwood, T."""
    here = index + 2
    return (
        here < len(tokens)
        and tokens[index + 1].text == ","
        and _initial(tokens[here])
        and _ends(tokens, here + 1)
        and tokens[here].gap <= 1
    )


def _fills_a_cell(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    previous = tokens[index - 1] if index else token
    begins = (
        token.starts
        or previous.text in _ENDS
        or previous.shape == NUMBER
        or previous.low in cw.BEFORE_A_PERSON
    )
    if not token.word.level:
        return token.word.name or not token.word.known
    return begins and token.word.last >= KNOWN and token.low not in cw.BEFORE_A_LETTER


def _initial_behind(tokens: Sequence[Token], index: int) -> bool:
    """Sian W: a letter behind a marked name; A and I only where nothing follows."""
    letter = after(tokens, index)
    if letter is None or not _initial(letter) or letter.owned:
        return False
    follows = tokens[index + 2] if index + 2 < len(tokens) else None
    plain = follows is None or follows.shape in (SMALL, MARK)
    return plain and (letter.text not in _ALSO_WORDS or follows is None or follows.shape == MARK)
