"""How much speaks for a word in small letters being somebody's name."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening import weights
from jtai.core.screening.initials import small_initial
from jtai.core.screening.lexicon import Lexicon
from jtai.core.screening.neighbours import before
from jtai.core.screening.ranks import COMMON, EVERYDAY, KNOWN, KNOWN_PLACE, ORDINARY, RARE_WORD
from jtai.core.screening.surroundings import add, context, reached
from jtai.core.screening.tokens import SMALL, Token

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
        prior = weights.SMALL_RARE_WORD_NAME if word.level >= RARE_WORD else weights.SMALL_WORD_NAME
        reason = "first name that is also a word"
    elif word.first >= KNOWN:
        near = word.first < COMMON and lexicon.typo(token.low, small=True)
        prior = weights.SMALL_FIRST_NAME_OR_SLIP if near else weights.SMALL_FIRST_NAME
        reason = "first name in small letters"
    elif word.name:
        prior, reason = weights.SMALL_NAME, "name in small letters"
    else:
        prior = weights.SMALL_FORMED_LIKE_A_NAME if word.like_a_name else weights.SMALL_IN_NO_LIST
        reason = "in no list"
    if word.first < KNOWN and (word.known and not word.name):
        return
    token.score, token.reasons = prior, [reason]
    context(tokens, index)
    if initial:
        add(token, weights.SMALL_INITIAL, "initial before it")
    previous = before(tokens, index)
    if (previous and previous.low in cw.PLACE_BEFORE) or (
        word.place >= KNOWN_PLACE and token.person < weights.PERSON_HERE and not initial
    ):
        add(token, weights.SMALL_PLACE, "")
    doubted = prior < weights.KEPT_WITH_A_SLIP and token.score >= weights.ENOUGH
    if doubted and lexicon.typo(token.low, small=True):
        token.score = 0


def _never_in_small_letters(token: Token) -> bool:
    low, word = token.low, token.word
    if len(low) < 2 or low in cw.KIN or low in cw.TITLES or low in cw.NEVER:
        return True
    if (
        (word.other and word.first < COMMON)
        or word.acronym
        or low in cw.DAYS
        or low in cw.MONTHS
        or (word.place >= KNOWN_PLACE and word.first < COMMON)
    ):
        return True
    if not word.known and _VOWELS.isdisjoint(low):
        return True  # shorthand: tchr, mtg, dscn
    return word.level == EVERYDAY or (word.level >= ORDINARY and word.first < COMMON)


def _weigh_small_word(tokens: Sequence[Token], index: int) -> None:
    """mum lily, spoke to ivy: a flower's name in small letters only where a person must stand."""
    token = tokens[index]
    previous = before(tokens, index)
    pointed = previous and (
        previous.low in cw.POINTING or (previous.low in cw.KIN and previous.shape == SMALL)
    )
    if pointed or (token.word.first >= COMMON and reached(tokens, index)):
        rare = token.word.first >= COMMON and token.word.level >= RARE_WORD
        token.score = weights.SMALL_POINTED_RARE if rare else weights.SMALL_POINTED
        token.reasons = ["first name that is also a word"]
        context(tokens, index)
