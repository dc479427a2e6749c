"""How much speaks for a word being somebody's name: the word itself, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening.lexicon import Lexicon
from jtai.core.screening.masks import PLACE, after, before, joined
from jtai.core.screening.tokens import CAPITALISED, CAPITALS, CASELESS, MARK, NUMBER, SMALL, Token

ENOUGH = 1.0
_UPPER = frozenset((CAPITALISED, CAPITALS))
_OPENERS = frozenset("(\"“‘':=,-")
_GLUE = frozenset("./\\_@#")  # a small word glued to one of these is part of a file name or address
_HOUSEHOLD = frozenset(("family", "household", "twins", "siblings"))
_LISTING = frozenset(("and", "or", ",", "&"))
_SENTENCE_ENDS = frozenset(".?!;\n")


def weigh(tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """Give every word that may be a name its score and reasons."""
    headline = _headlines(tokens)
    for index, token in enumerate(tokens):
        if not token.is_word or token.masked:
            continue
        if token.shape == CASELESS:
            _add(token, ENOUGH, "letters of another script")
        elif token.shape == SMALL:
            if not (index and token.gap == 0 and tokens[index - 1].text in _GLUE):
                _weigh_small(tokens, index, lexicon)
        else:
            _weigh_capital(tokens, index, lexicon, headline=index in headline)


def _weigh_capital(tokens: Sequence[Token], index: int, lexicon: Lexicon, *, headline: bool) -> None:
    token = tokens[index]
    if token.low in cw.KIN and token.word.level:
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
        office = token.low in cw.ROLES or token.low in cw.ORDINARY_ROLES
        if not _hard_title(tokens, index) and (office or not alone):
            return
        # We met Saffron, aged 9: a word no list calls a name must be pointed at from two sides.
        prior, reason = -0.4, "capital letter that stands alone"
    ordinary = token.word.level > 0 and not token.word.compound
    if ordinary and not small_chance and 0 < prior < ENOUGH and _isolated(tokens, index):
        prior += 0.2
    _add(token, prior, reason)
    _context(tokens, index)
    if token.word.place:
        _as_place(tokens, index)
    elif (
        token.word.first < 2
        and not token.person
        and not token.owned
        and (previous := before(tokens, index))
        and previous.low in cw.PLACE_BEFORE
    ):
        _add(token, -0.6, "")
    if headline and token.word.level and token.person < 0.8:
        _add(token, -0.5, "")


def _add(token: Token, amount: float, reason: str) -> None:
    token.score += amount
    if reason:
        token.reasons.append(reason)


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
    return hard and tokens[index].low not in cw.ORDINARY_ROLES and tokens[index].low not in cw.ROLES


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
    if word.first:
        return (1.0 if token.word.other else 1.3 + word.first * 0.3 if word.first > 1 else 1.2), "first name"
    if word.last:
        strength = 1.0 + word.last * 0.15
        return (strength - 0.4 if word.capital and small_chance else strength), "surname"
    if word.known:
        return 0.0, ""
    if word.like_a_name:
        return 1.1, "formed like a name"
    if lexicon.typo(token.low):
        return 0.2 if small_chance else 0.8, "no word of any list, but near one"
    return (0.6 if small_chance else 1.0), "capital letter and in no list"


def _context(tokens: Sequence[Token], index: int) -> None:
    """What stands before and behind."""
    token = tokens[index]
    prior = token.score
    _before(tokens, index, token)
    _behind(tokens, index, token)
    token.person = token.score - prior
    if token.score < ENOUGH and _pronoun(tokens, index):
        _add(token, 0.3, "he, she, his or her in the sentence")


def _before(tokens: Sequence[Token], index: int, token: Token) -> None:
    mark, previous = _in_front(tokens, index)
    if previous is None:
        return
    low = previous.low
    if low in cw.TITLES and not mark and _title_counts(previous, token):
        _add(token, 2.0, f"title before it: {previous.text}")
    elif mark in (":", "="):
        if low in cw.LABELS or low in cw.KIN or low in cw.ROLES or _numbered_label(tokens, index - 2):
            _add(token, 0.8, f"label before it: {previous.text}")
    elif mark == ",":
        if (low in cw.KIN or low in cw.ROLES or low == "person") and _closed_by_comma(tokens, index):
            _add(token, 0.8, f"apposition to “{previous.text}”")
    else:
        _word_before(token, previous, closely=not mark, as_known=low == "as" and _known_as(tokens, index))


def _in_front(tokens: Sequence[Token], index: int) -> tuple[str, Token | None]:
    """The word in front, and the mark between if there is one: mother (Stacey, known as “Lexi”, Dr. Khan."""
    place, mark = index - 1, ""
    if place >= 0 and tokens[place].shape == MARK and tokens[place].text in _OPENERS:
        mark = tokens[place].text
        place -= 1
    if place < 0:
        return mark, None
    previous = tokens[place]
    if previous.text == "." and place and tokens[place - 1].low in cw.TITLES and not tokens[index].starts:
        previous = tokens[place - 1]
    if previous.shape == MARK or (not mark and tokens[index].gap > 1):
        return mark, None
    return mark, previous


def _numbered_label(tokens: Sequence[Token], place: int) -> bool:
    """Case 12: Ivy."""
    return place > 0 and tokens[place].shape == NUMBER and tokens[place - 1].low in cw.LABELS


def _closed_by_comma(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].text in ",.)("


def _known_as(tokens: Sequence[Token], index: int) -> bool:
    return any(t.low in ("known", "identified", "named") for t in tokens[max(0, index - 4) : index])


_GROUPS_BEFORE = (
    (cw.KIN, 0.9, "family word before it: "),
    (cw.ROLES, 0.8, "role before it: "),
    (cw.POINTING, 0.8, "pointing word before it: "),
)


def _word_before(token: Token, previous: Token, *, closely: bool, as_known: bool) -> None:
    """What the word in front says; `closely`: no mark stands between."""
    for group, amount, reason in _GROUPS_BEFORE:
        if previous.low in group:
            _add(token, amount, reason + previous.text)
            return
    if as_known:
        _add(token, 0.8, "“known as” before it")
    elif closely and previous.low in cw.TOWARDS_A_PERSON:
        _add(token, 0.6, f"“{previous.text}” before it")
    elif closely and previous.low in cw.BEFORE_A_PERSON:
        _add(token, 0.4, f"“{previous.text}” before it")


def _title_counts(title: Token, token: Token) -> bool:
    if title.owned:
        return False
    if title.low in cw.SOFT_TITLES:
        word = token.word
        named = not word.level or (token.shape == CAPITALISED and max(word.last, word.first) > 1)
        return token.shape != SMALL and not word.acronym and named
    return token.low not in cw.ROLES and token.low not in cw.BEING


def _behind(tokens: Sequence[Token], index: int, token: Token) -> None:
    if index + 1 >= len(tokens):
        return
    behind = tokens[index + 1]
    if token.owned:
        owned = behind.low in cw.OF_A_PERSON
        _add(token, 1.0 if owned else 0.4, f"owner of “{behind.text}”" if owned else "possessive")
    elif behind.text in ("(", ",", "-", "–") and _age(tokens, index + 2):
        _add(token, 0.9, "age or date of birth behind it")
    elif behind.gap == 1 and behind.shape == SMALL:
        if behind.low in cw.FAMILY_AFTER and not token.word.level:
            _add(token, 0.6, f"“{behind.text}” behind it")
        elif behind.low in cw.SPEAKING:
            _add(token, 0.9, f"somebody who acts: “{behind.text}”")
        elif behind.low in cw.BEING:
            state = index + 2 < len(tokens) and tokens[index + 2].low in cw.STATES
            _add(token, 0.9 if state else 0.4, f"“{behind.text}” behind it")
        elif behind.low == "and" and _his_or_her(tokens, index + 2):
            _add(token, 0.7, "and his or her")


def _age(tokens: Sequence[Token], index: int) -> bool:
    """aged 7, (14), 16, DOB."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    if token.low in ("aged", "age", "dob", "born", "yrs", "years"):
        return True
    if token.shape != NUMBER or not token.text.isdigit() or int(token.text) > 99:
        return False
    rest = tokens[index + 1].text.casefold() if index + 1 < len(tokens) else ""
    return rest in (")", ",", "years", "yrs", "year", "yo", "months", "weeks", ";")


def _his_or_her(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].low in ("his", "her", "their")


def _pronoun(tokens: Sequence[Token], index: int) -> bool:
    for token in tokens[index + 1 : index + 9]:
        if token.text in _SENTENCE_ENDS:
            return False
        if token.low in cw.PRONOUNS:
            return True
    return False


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
    if index + 2 >= len(tokens) or tokens[index + 1].low not in _LISTING or tokens[index].word.first > 2:
        return False
    other = tokens[index + 2]
    return other.shape in _UPPER and other.word.place > 0 and other.word.first < 2


def _weigh_small(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> None:
    """A word in small letters: no ordinary word, and either in a list of names or pointed at."""
    token = tokens[index]
    word = token.word
    if _never_in_small_letters(token):
        return
    if word.level:
        _weigh_small_word(tokens, index)
        return
    if word.first > 1:
        near = word.first == 2 and lexicon.typo(token.low, small=True)
        prior, reason = (0.7 if near else 1.2), "first name in small letters"
    elif word.name:
        prior, reason = 0.5, "name in small letters"
    else:
        prior, reason = (0.6 if word.like_a_name else 0.3), "in no list"
    if word.first < 2 and (word.known and not word.name):
        return
    token.score, token.reasons = prior, [reason]
    _context(tokens, index)
    previous = before(tokens, index)
    if (previous and previous.low in cw.PLACE_BEFORE) or (word.place > 1 and token.person < 0.8):
        _add(token, -0.8, "")
    if prior < 0.7 and token.score >= ENOUGH and lexicon.typo(token.low, small=True):
        token.score = 0.0


def _never_in_small_letters(token: Token) -> bool:
    low, word = token.low, token.word
    if len(low) < 2 or low in cw.KIN or low in cw.TITLES or low in cw.NEVER:
        return True
    if (
        word.other
        or word.acronym
        or low in cw.DAYS
        or low in cw.MONTHS
        or (word.place > 1 and word.first < 3)
    ):
        return True
    return word.level == 1 or (word.level > 1 and word.first < 3)


def _weigh_small_word(tokens: Sequence[Token], index: int) -> None:
    """mum lily, spoke to ivy: a flower's name in small letters only where a person must stand."""
    token = tokens[index]
    previous = before(tokens, index)
    if previous and (previous.low in cw.POINTING or (previous.low in cw.KIN and previous.shape == SMALL)):
        token.score, token.reasons = 0.4, ["first name that is also a word"]
        _context(tokens, index)


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
