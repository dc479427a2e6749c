"""How much speaks for a word in small letters being somebody's name."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening.initials import small_initial
from jtai.core.screening.lexicon import Lexicon
from jtai.core.screening.neighbours import before
from jtai.core.screening.surroundings import ENOUGH, add, context, reached
from jtai.core.screening.tokens import SMALL, Token

_RARE = 4  # level of the words that fewer people use than bear
_VOWELS = frozenset("aeiouy")


def weigh_small(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> None:
    """A word in small letters: no ordinary word, and either in a list of names or pointed at."""
    token = tokens[index]
    word = token.word
    initial = small_initial(tokens, index)
    if _never_in_small_letters(token) and not initial:
        return
    if (word.level and not word.rather_a_name) or word.other:
        _weigh_small_word(tokens, index)
        return
    if word.level:
        prior, reason = (0.9 if word.level >= _RARE else 0.7), "first name that is also a word"
    elif word.first > 1:
        near = word.first == 2 and lexicon.typo(token.low, small=True)
        prior, reason = (0.7 if near else 1.2), "first name in small letters"
    elif word.name:
        prior, reason = 0.5, "name in small letters"
    else:
        prior, reason = (0.6 if word.like_a_name else 0.3), "in no list"
    if word.first < 2 and (word.known and not word.name):
        return
    token.score, token.reasons = prior, [reason]
    context(tokens, index)
    if initial:
        add(token, 0.8, "initial before it")
    previous = before(tokens, index)
    if (previous and previous.low in cw.PLACE_BEFORE) or (
        word.place > 1 and token.person < 0.8 and not initial
    ):
        add(token, -0.8, "")
    if prior < 0.7 and token.score >= ENOUGH and lexicon.typo(token.low, small=True):
        token.score = 0.0


def _never_in_small_letters(token: Token) -> bool:
    low, word = token.low, token.word
    if len(low) < 2 or low in cw.KIN or low in cw.TITLES or low in cw.NEVER:
        return True
    if (
        (word.other and word.first < 3)
        or word.acronym
        or low in cw.DAYS
        or low in cw.MONTHS
        or (word.place > 1 and word.first < 3)
    ):
        return True
    if not word.known and _VOWELS.isdisjoint(low):
        return True  # shorthand: tchr, mtg, dscn
    return word.level == 1 or (word.level > 1 and word.first < 3)


def _weigh_small_word(tokens: Sequence[Token], index: int) -> None:
    """mum lily, spoke to ivy: a flower's name in small letters only where a person must stand."""
    token = tokens[index]
    previous = before(tokens, index)
    pointed = previous and (
        previous.low in cw.POINTING or (previous.low in cw.KIN and previous.shape == SMALL)
    )
    if pointed or (token.word.first > 2 and reached(tokens, index)):
        rare = token.word.first > 2 and token.word.level >= _RARE
        token.score, token.reasons = 0.7 if rare else 0.4, ["first name that is also a word"]
        context(tokens, index)
