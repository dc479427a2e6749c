"""How much speaks for a word being somebody's name: the word itself, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening import weights
from jtai.core.screening.lexicon import Lexicon, Word
from jtai.core.screening.masks import PLACE
from jtai.core.screening.neighbours import after, before, joined
from jtai.core.screening.ranks import (
    COMMON,
    KNOWN,
    KNOWN_PLACE,
    LARGE_PLACE,
    NO_PLACE,
    ORDINARY,
    RARE,
    RARE_WORD,
    SELDOM,
)
from jtai.core.screening.small_letters import weigh_small
from jtai.core.screening.surroundings import add, context, named
from jtai.core.screening.tokens import CAPITALISED, CAPITALS, CASELESS, SMALL, Token

_UPPER = frozenset((CAPITALISED, CAPITALS))
_GLUE = frozenset("./\\_@#")  # a small word glued to one of these is part of a file name or address
_HOUSEHOLD = frozenset(("family", "household", "twins", "siblings"))
_VOWELS = frozenset("aeiouy")
_SHORT = 4  # letters: below that a slip of the pen is likelier than a rare surname
_HEADLINE = 3  # words that a line needs to be a headline; shorter ones than four letters do not count
_LISTING = frozenset(("and", "or", ",", "&"))

_NOTHING = 0.0  # neither for nor against: what stands around decides
_A_WORD_TOO = "first name that is also a word"
_A_SURNAME_TOO = "surname that is also a word"


def weigh(tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """Give every word that may be a name its score and reasons."""
    headline = _headlines(tokens)
    for index, token in enumerate(tokens):
        if not token.is_word or token.masked:
            continue
        if token.shape == CASELESS:
            add(token, weights.ENOUGH, "letters of another script")
        elif token.shape == SMALL:
            if not (index and token.gap == 0 and tokens[index - 1].text in _GLUE):
                weigh_small(tokens, index, lexicon)
        else:
            _weigh_capital(tokens, index, lexicon, headline=index in headline)


def _weigh_capital(tokens: Sequence[Token], index: int, lexicon: Lexicon, *, headline: bool) -> None:
    token = tokens[index]
    if (token.low in cw.KIN and (token.word.level or not _before_a_name(tokens, index))) or _is_title(token):
        return
    family = _family(tokens, index)
    if token.low in cw.NEVER and not (_hard_title(tokens, index) or family):
        return
    small_chance = token.starts or headline or token.shape == CAPITALS
    prior, reason = _prior(token, lexicon, small_chance=small_chance)
    if family and token.word.level:
        prior, reason = weights.ENOUGH, "“the” before it and a family behind it"
    if prior is None:
        alone = not small_chance and token.word.level >= ORDINARY and _isolated(tokens, index)
        alone = alone or named(tokens, index)
        office = token.low in cw.ROLES or token.low in cw.ORDINARY_ROLES
        if not _hard_title(tokens, index) and (office or not alone):
            return
        # We met Saffron, aged 9: a word no list calls a name must be pointed at from two sides.
        prior, reason = weights.LONE_CAPITAL, "capital letter on its own"
    ordinary = token.word.level and not token.word.compound
    if ordinary and not small_chance and 0 < prior < weights.ENOUGH and _isolated(tokens, index):
        prior += weights.ISOLATED
    add(token, prior, reason)
    context(tokens, index)
    if token.word.place:
        _as_place(tokens, index)
    _against(tokens, index, headline=headline)


def _against(tokens: Sequence[Token], index: int, *, headline: bool) -> None:
    """What speaks against a person: in Skelmarsh, a Frank exchange, a Headline Of Words."""
    token, previous = tokens[index], before(tokens, index)
    low = previous.low if previous else ""
    alone = token.word.first < KNOWN and not token.person and not token.owned
    if low in cw.PLACE_BEFORE and alone and not token.word.place:
        add(token, weights.BEHIND_A_PLACE_WORD, "")
    if token.word.level and low in ("a", "an") and (behind := after(tokens, index)) and behind.shape == SMALL:
        add(token, weights.ARTICLE, "")
    if headline and token.word.level and token.person < weights.PERSON_HERE:
        add(token, weights.IN_A_HEADLINE, "")


def _before_a_name(tokens: Sequence[Token], index: int) -> bool:
    behind = after(tokens, index)
    return behind is not None and behind.shape in _UPPER and behind.word.name and not behind.masked


def _is_title(token: Token) -> bool:
    return token.low in cw.TITLES and token.low not in cw.SOFT_TITLES and not token.owned


def _family(tokens: Sequence[Token], index: int) -> bool:
    """The To family, the Stone household: surnames that are ordinary words elsewhere."""
    token, opener, behind = tokens[index], before(tokens, index), after(tokens, index)
    if token.low in cw.ORDINARY_ROLES or token.low in cw.INSTITUTIONS or token.low in cw.ROLES:
        return False
    surname = token.word.last >= RARE or len(token.low) < _SHORT
    named = surname and behind is not None and behind.low in _HOUSEHOLD
    return named and opener is not None and opener.low == "the"


def _hard_title(tokens: Sequence[Token], index: int) -> bool:
    """Mrs Palmer, Mr Sparrow: behind such a title any word is a surname."""
    previous = before(tokens, index)
    hard = previous is not None and previous.low in cw.TITLES and previous.low not in cw.SOFT_TITLES
    token = tokens[index]
    office = token.low in cw.ROLES or (token.low in cw.ORDINARY_ROLES and token.word.last < COMMON)
    return hard and not office


def _isolated(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capital stands alone among small letters: then it was written on purpose."""
    around = [t for t in (before(tokens, index), after(tokens, index)) if t is not None]
    return all(t.shape not in _UPPER or t.starts for t in around)


def _prior(token: Token, lexicon: Lexicon, *, small_chance: bool) -> tuple[float | None, str]:
    """What the word alone says. `small_chance`: its capital says nothing, as at the start of a sentence."""
    word = token.word
    if not word.level:
        return _prior_of_a_name(token, lexicon, small_chance=small_chance)
    if token.low in cw.BEING and token.shape == CAPITALS:
        return None, ""
    if token.low in cw.BEING:
        if word.first < COMMON:
            return None, ""
        return (weights.VERB_NAME_START if small_chance else weights.VERB_NAME), _A_WORD_TOO
    if token.low in cw.ORDINARY_ROLES:
        return (_NOTHING, "") if word.first >= COMMON and word.level >= ORDINARY else (None, "")
    if word.compound:
        prior = weights.TWO_WORDS_IN_ONE_START if small_chance else weights.TWO_WORDS_IN_ONE
        return prior, "two words in one, which few names are"
    return _prior_of_a_word(word, small_chance=small_chance)


def _prior_of_a_word(word: Word, *, small_chance: bool) -> tuple[float | None, str]:
    if word.first >= COMMON:
        return _of_a_common_name(word, small_chance=small_chance), _A_WORD_TOO
    rare = word.level >= RARE_WORD
    if word.first >= KNOWN and small_chance:
        return (weights.RARE_WORD_KNOWN_NAME_START if rare else weights.WORD_KNOWN_NAME_START), _A_WORD_TOO
    if word.first >= KNOWN:
        return (weights.RARE_WORD_KNOWN_NAME if rare else weights.WORD_KNOWN_NAME), _A_WORD_TOO
    if word.last >= KNOWN and small_chance:
        return (weights.RARE_WORD_SURNAME_START if rare else weights.WORD_SURNAME_START), _A_SURNAME_TOO
    if word.last >= KNOWN:
        return (weights.RARE_WORD_SURNAME if rare else weights.WORD_SURNAME), _A_SURNAME_TOO
    return (_NOTHING, "") if word.name else (None, "")


def _of_a_common_name(word: Word, *, small_chance: bool) -> float:
    """Hope, Josh, Gemma: the fewer people use the word as a word, the likelier the name."""
    if not small_chance:
        seldom = word.level >= SELDOM
        return weights.SELDOM_WORD_COMMON_NAME if seldom else weights.WORD_COMMON_NAME
    if word.level >= RARE_WORD:
        return weights.RARE_WORD_COMMON_NAME_START
    seldom = word.level == SELDOM
    return weights.SELDOM_WORD_COMMON_NAME_START if seldom else weights.WORD_COMMON_NAME_START


def _prior_of_a_name(token: Token, lexicon: Lexicon, *, small_chance: bool) -> tuple[float, str]:
    word = token.word
    if small_chance and word.first < KNOWN and len(token.low) < _SHORT and lexicon.typo(token.low):
        return weights.FIRST_NAME_OR_SLIP, "rare name, but near a word"
    if word.first:
        return (weights.FIRST_NAME_OF_A_BRAND if word.other else _of_a_first_name(word)), "first name"
    if word.last:
        return _of_a_surname(word, small_chance=small_chance), "surname"
    if word.known:
        return _NOTHING, ""
    if word.like_a_name:
        return weights.FORMED_LIKE_A_NAME, "formed like a name"
    if token.shape == CAPITALISED and _VOWELS.isdisjoint(token.low):
        return weights.SHORTHAND, "shorthand"
    if lexicon.typo(token.low):
        return (
            _NOTHING if small_chance else weights.SLIP_WITH_A_CAPITAL
        ), "no word of any list, but near one"
    unlisted = weights.IN_NO_LIST_AT_THE_START if small_chance else weights.IN_NO_LIST
    return unlisted, "capital letter and in no list"


def _of_a_first_name(word: Word) -> float:
    if word.first >= COMMON:
        return weights.FIRST_NAME_COMMON
    return weights.FIRST_NAME_KNOWN if word.first >= KNOWN else weights.FIRST_NAME_RARE


def _of_a_surname(word: Word, *, small_chance: bool) -> float:
    if word.last >= COMMON:
        strength = weights.SURNAME_COMMON
    else:
        strength = weights.SURNAME_KNOWN if word.last >= KNOWN else weights.SURNAME_RARE
    return strength + weights.SURNAME_LIKE_OFSTED if word.capital and small_chance else strength


def _as_place(tokens: Sequence[Token], index: int) -> None:
    """A place that may be a person: what stands around decides, then how large it is."""
    token = tokens[index]
    word = token.word
    large = word.place >= LARGE_PLACE
    unlikely = large and word.first < COMMON
    person = token.person >= (weights.PERSON_NOT_PLACE if unlikely else weights.PERSON_HERE)
    if why := _beside_a_place(tokens, index, person=person):
        token.masked = why
    elif not person and (large or (word.place >= KNOWN_PLACE and word.first < COMMON) or not word.first):
        token.masked = PLACE


def _beside_a_place(tokens: Sequence[Token], index: int, *, person: bool) -> str:
    """Why the words around make it a place; empty when they do not."""
    word = tokens[index].word
    previous, behind = before(tokens, index), after(tokens, index)
    low = previous.low if previous else ""
    large = word.place >= KNOWN_PLACE or word.first < KNOWN
    if low in cw.PLACE_BEFORE or (low in cw.MAYBE_PLACE_BEFORE and large):
        return f"{PLACE} after “{low}”"
    if behind and behind.low in cw.PLACE_AFTER and behind.shape == SMALL and not person:
        return f"{PLACE} before “{behind.low}”"
    if _among_places(tokens, index) and not person:
        return f"{PLACE} beside a place"
    return ""


def _among_places(tokens: Sequence[Token], index: int) -> bool:
    """Godshill, Cosby and Plaistow: a list of places."""
    if index > 1 and tokens[index - 1].low in _LISTING and tokens[index - 2].masked.startswith(PLACE):
        return True
    if index + 2 >= len(tokens) or tokens[index + 1].low not in _LISTING:
        return False
    previous = before(tokens, index)
    if tokens[index].word.first >= COMMON and not (previous and previous.low in cw.MAYBE_PLACE_BEFORE):
        return False
    other = tokens[index + 2]
    return other.shape in _UPPER and other.word.place > NO_PLACE and other.word.first < KNOWN


def _headlines(tokens: Sequence[Token]) -> set[int]:
    """Indexes of words in lines Where Most Words Begin With a Capital."""
    found: set[int] = set()
    line: list[int] = []
    for index, token in enumerate(tokens):
        if token.text in ("\n", "."):
            found |= _if_headline(tokens, line)
            line = []
        elif token.is_word:
            line.append(index)
    return found | _if_headline(tokens, line)


def _if_headline(tokens: Sequence[Token], line: list[int]) -> set[int]:
    long = [tokens[i] for i in line if len(tokens[i].text) >= _SHORT]
    ordinary = [t for t in long if t.word.level and t.shape == CAPITALISED]
    capital = sum(t.shape == CAPITALISED for t in long)
    mostly = capital > weights.HEADLINE_CAPITALS * len(long)
    mostly = mostly and len(ordinary) > weights.HEADLINE_WORDS * len(long)
    return set(line) if mostly and len(long) >= _HEADLINE else set()


def neighbours(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word behind stands right beside this one."""
    return joined(tokens, index + 1) and not tokens[index].owned
