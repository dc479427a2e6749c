"""How much speaks for a word being somebody's name: the word itself, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening.lexicon import Lexicon
from jtai.core.screening.masks import PLACE
from jtai.core.screening.neighbours import after, before, joined
from jtai.core.screening.small_letters import weigh_small
from jtai.core.screening.surroundings import ENOUGH, add, context, named
from jtai.core.screening.tokens import CAPITALISED, CAPITALS, CASELESS, SMALL, Token

_UPPER = frozenset((CAPITALISED, CAPITALS))
_GLUE = frozenset("./\\_@#")  # a small word glued to one of these is part of a file name or address
_HOUSEHOLD = frozenset(("family", "household", "twins", "siblings"))
_VOWELS = frozenset("aeiouy")
_SHORT = 4  # letters: below that a slip of the pen is likelier than a rare surname
_LISTING = frozenset(("and", "or", ",", "&"))


def weigh(tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """Give every word that may be a name its score and reasons."""
    headline = _headlines(tokens)
    for index, token in enumerate(tokens):
        if not token.is_word or token.masked:
            continue
        if token.shape == CASELESS:
            add(token, ENOUGH, "letters of another script")
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
        prior, reason = ENOUGH, "“the” before it and a family behind it"
    if prior is None:
        alone = not small_chance and token.word.level > 1 and _isolated(tokens, index)
        alone = alone or named(tokens, index)
        office = token.low in cw.ROLES or token.low in cw.ORDINARY_ROLES
        if not _hard_title(tokens, index) and (office or not alone):
            return
        # We met Saffron, aged 9: a word no list calls a name must be pointed at from two sides.
        prior, reason = -0.4, "capital letter on its own"
    ordinary = token.word.level > 0 and not token.word.compound
    if ordinary and not small_chance and 0 < prior < ENOUGH and _isolated(tokens, index):
        prior += 0.2
    add(token, prior, reason)
    context(tokens, index)
    if token.word.place:
        _as_place(tokens, index)
    _against(tokens, index, headline=headline)


def _against(tokens: Sequence[Token], index: int, *, headline: bool) -> None:
    """What speaks against a person: in Skelmarsh, a Frank exchange, a Headline Of Words."""
    token, previous = tokens[index], before(tokens, index)
    low = previous.low if previous else ""
    alone = token.word.first < 2 and not token.person and not token.owned
    if low in cw.PLACE_BEFORE and alone and not token.word.place:
        add(token, -0.6, "")
    if token.word.level and low in ("a", "an") and (behind := after(tokens, index)) and behind.shape == SMALL:
        add(token, -0.6, "")
    if headline and token.word.level and token.person < 0.8:
        add(token, -0.5, "")


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
    named = behind is not None and behind.low in _HOUSEHOLD and (token.word.last > 0 or len(token.low) < 4)
    return named and opener is not None and opener.low == "the"


def _hard_title(tokens: Sequence[Token], index: int) -> bool:
    """Mrs Palmer, Mr Sparrow: behind such a title any word is a surname."""
    previous = before(tokens, index)
    hard = previous is not None and previous.low in cw.TITLES and previous.low not in cw.SOFT_TITLES
    token = tokens[index]
    office = token.low in cw.ROLES or (token.low in cw.ORDINARY_ROLES and token.word.last < 3)
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
        return (
            (0.1 if small_chance else 1.0, "first name that is also a word") if word.first > 2 else (None, "")
        )
    if token.low in cw.ORDINARY_ROLES:
        return (0.0, "") if word.first > 2 and word.level > 1 else (None, "")
    if word.compound:
        return (0.2 if small_chance else 0.5), "two words in one, which few names are"
    rare = word.level >= 4
    if word.first == 3:
        strong = 1.1 if word.level >= 3 else 1.0
        weak = 0.9 if rare else 0.5 if word.level == 3 else 0.3
        return (weak if small_chance else strong), "first name that is also a word"
    if word.first == 2:
        return (
            (0.4 if rare else 0.1) if small_chance else (0.9 if rare else 0.6)
        ), "first name that is also a word"
    if word.last > 1:
        return (
            (0.4 if rare else -0.2) if small_chance else (0.8 if rare else 0.2)
        ), "surname that is also a word"
    return (0.0, "") if word.name else (None, "")


def _prior_of_a_name(token: Token, lexicon: Lexicon, *, small_chance: bool) -> tuple[float, str]:
    word = token.word
    if small_chance and word.first < 2 and len(token.low) < _SHORT and lexicon.typo(token.low):
        return 0.3, "rare name, but near a word"
    if word.first:
        return (0.7 if token.word.other else 1.3 + word.first * 0.3 if word.first > 1 else 1.2), "first name"
    if word.last:
        strength = 1.0 + word.last * 0.15
        return (strength - 0.4 if word.capital and small_chance else strength), "surname"
    if word.known:
        return 0.0, ""
    if word.like_a_name:
        return 1.1, "formed like a name"
    if token.shape == CAPITALISED and _VOWELS.isdisjoint(token.low):
        return 0.2, "shorthand"
    if lexicon.typo(token.low):
        return (0.0 if small_chance else 0.8), "no word of any list, but near one"
    return (0.6 if small_chance else 1.0), "capital letter and in no list"


def _as_place(tokens: Sequence[Token], index: int) -> None:
    """A place that may be a person: what stands around decides, then how large it is."""
    token = tokens[index]
    word = token.word
    person = token.person >= (1.6 if word.place == 3 and word.first < 3 else 0.8)
    if why := _beside_a_place(tokens, index, person=person):
        token.masked = why
    elif not person and ((word.place > 1 and word.first < 3) or word.place == 3 or not word.first):
        token.masked = PLACE


def _beside_a_place(tokens: Sequence[Token], index: int, *, person: bool) -> str:
    """Why the words around make it a place; empty when they do not."""
    word = tokens[index].word
    previous, behind = before(tokens, index), after(tokens, index)
    low = previous.low if previous else ""
    large = word.place > 1 or word.first < 2
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
    if tokens[index].word.first > 2 and not (previous and previous.low in cw.MAYBE_PLACE_BEFORE):
        return False
    other = tokens[index + 2]
    return other.shape in _UPPER and other.word.place > 0 and other.word.first < 2


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
    long = [tokens[i] for i in line if len(tokens[i].text) > 3]
    ordinary = [t for t in long if t.word.level and t.shape == CAPITALISED]
    capital = sum(t.shape == CAPITALISED for t in long)
    return (
        set(line)
        if len(long) > 2 and capital > 0.7 * len(long) and len(ordinary) > 0.5 * len(long)
        else set()
    )


def neighbours(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word behind stands right beside this one."""
    return joined(tokens, index + 1) and not tokens[index].owned
