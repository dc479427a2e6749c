"""What stands before and behind a word, and how much it speaks for a person."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening import weights
from jtai.core.screening.ranks import COMMON, KNOWN, SELDOM
from jtai.core.screening.tokens import CAPITALISED, CAPITALS, MARK, NUMBER, SMALL, Token

_OPENERS = frozenset("(\"“‘':=,-")
_SAYING = frozenset(("says", "said", "reports", "thinks", "states"))
_THEM = frozenset(("him", "her", "them", "himself", "herself", "themselves"))
_KNOWN = frozenset((("known", "as"), ("goes", "by"), ("go", "by"), ("answers", "to"), ("nicknamed", "as")))
_AS_FAR = 10  # words between a person and what the person is called
_KNOWN_BEFORE = 4  # words between "known" and the name
_PRONOUN_BEHIND = 8  # words between a name and its pronoun
_OLDEST = 99  # years
_NOTHING = 0.0
_TOWARDS = frozenset(("to", "with", "w", "from", "by"))
_CLOSED_BY = {"(": ")", ",": ","}
_LIFELESS = frozenset(
    ("work", "help", "apply", "matter", "exist", "last", "change", "cover", "count", "always")
)
_LIKING = frozenset(("like", "love", "prefer", "rather"))
_PLURAL = frozenset(("are", "were", "have"))
_QUOTES = frozenset("\"“”‘’'")
_MOST_OF_A_ROLE = 4  # words
_SENTENCE_ENDS = frozenset(".?!;\n")


def add(token: Token, amount: float, reason: str) -> None:
    """Speak for or against a word, with the reason when one should be shown."""
    token.score += amount
    if reason:
        token.reasons.append(reason)


def context(tokens: Sequence[Token], index: int) -> None:
    """What stands before and behind."""
    token = tokens[index]
    prior = token.score
    _before(tokens, index, token)
    _behind(tokens, index, token)
    token.person = token.score - prior
    if token.score < weights.ENOUGH and _pronoun(tokens, index):
        add(token, weights.PRONOUN, "he, she, his or her in the sentence")


def _before(tokens: Sequence[Token], index: int, token: Token) -> None:
    mark, previous = _in_front(tokens, index)
    if previous is None:
        return
    low = previous.low
    if low in cw.TITLES and not mark and _title_counts(previous, token):
        add(token, weights.TITLE, f"title before it: {previous.text}")
    elif mark in (":", "="):
        if low in cw.LABELS or low in cw.KIN or low in cw.ROLES or _numbered_label(tokens, index - 2):
            add(token, weights.LABEL, f"label before it: {previous.text}")
    elif mark == ",":
        if (low in cw.KIN or low in cw.ROLES or low == "person") and _closed_by_comma(tokens, index):
            add(token, weights.APPOSITION, f"apposition to “{previous.text}”")
    elif named(tokens, index):
        add(token, weights.CALLED, "somebody is called so")
    else:
        if not mark and reached(tokens, index):
            add(token, _of_reaching(token), "")
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
    return any(
        t.low in ("known", "identified", "named") for t in tokens[max(0, index - _KNOWN_BEFORE) : index]
    )


def named(tokens: Sequence[Token], index: int) -> bool:
    """They call him Smudge, alias Ghost, the girl is known as Bean: a name although it is a word."""
    place = index - 1
    while place >= 0 and tokens[place].shape == MARK and tokens[place].text in _OPENERS:
        place -= 1
    one = tokens[place].low if place >= 0 else ""
    two = tokens[place - 1].low if place > 0 else ""
    if tokens[index].shape != CAPITALISED:
        return False
    if one in cw.CALLED or (one == "name" and two in ("street", "nick", "pet")):
        return True
    if one in _THEM and two in ("call", "calls", "called", "calling"):
        return True
    if one == "of" and two == "name":
        return True
    if (two, one) not in _KNOWN and not (one == "named" and two != "the"):
        return False
    near = tokens[max(0, place - _AS_FAR) : place]
    return any(t.low in cw.PERSONS or t.low in cw.KIN or t.low in cw.PRONOUNS for t in near)


def reached(tokens: Sequence[Token], index: int) -> bool:
    """Spoke to, a call from, told by: a person follows more often than a thing."""
    return index > 1 and tokens[index - 1].low in _TOWARDS and tokens[index - 2].low in cw.TALKING


def _of_reaching(token: Token) -> float:
    """Spoke to Kim counts less for a word that is listed already; spoke to seperately is a slip."""
    if token.shape == SMALL and not token.word.known:
        return _NOTHING if token.low.endswith("ly") else weights.REACHED_IN_NO_LIST
    return _NOTHING if token.shape == CAPITALS and token.word.level else weights.REACHED


def _word_before(token: Token, previous: Token, *, closely: bool, as_known: bool) -> None:
    """What the word in front says; `closely`: no mark stands between."""
    low = previous.low
    if low in cw.KIN:
        add(token, weights.KIN_BEFORE, f"family word before it: {previous.text}")
    elif low in cw.ROLES:
        add(token, weights.ROLE_BEFORE, f"role before it: {previous.text}")
    elif low in cw.POINTING:
        add(token, weights.POINTING_BEFORE, f"pointing word before it: {previous.text}")
    elif as_known:
        add(token, weights.KNOWN_AS, "“known as” before it")
    elif closely and low in _SAYING:
        add(token, weights.SAYING_BEFORE, f"“{previous.text}” before it")
    elif closely and low in cw.TOWARDS_A_PERSON:
        add(token, weights.TOWARDS_A_PERSON, f"“{previous.text}” before it")
    elif closely and low in cw.BEFORE_A_PERSON:
        add(token, weights.BEFORE_A_PERSON, f"“{previous.text}” before it")


def _title_counts(title: Token, token: Token) -> bool:
    if title.owned:
        return False
    if title.low in cw.SOFT_TITLES:
        word = token.word
        named = not word.level or (token.shape == CAPITALISED and max(word.last, word.first) >= KNOWN)
        return token.shape != SMALL and not word.acronym and named
    return token.low not in cw.ROLES and token.low not in cw.BEING


def _behind(tokens: Sequence[Token], index: int, token: Token) -> None:
    if index + 1 >= len(tokens):
        return
    behind = tokens[index + 1]
    if token.owned:
        if behind.low in cw.OF_A_PERSON:
            add(token, weights.OWNER_OF_A_PERSONS, f"owner of “{behind.text}”")
        else:
            add(token, weights.OWNER, "possessive")
    elif behind.text in ("(", ",", "-", "–") and _age(tokens, index + 2):
        add(token, weights.AGE, "age or date of birth behind it")
    elif behind.text in _CLOSED_BY and (role := _role_behind(tokens, index + 2, _CLOSED_BY[behind.text])):
        kin = role in cw.KIN and behind.text == "("
        add(token, weights.KIN_IN_BRACKETS if kin else weights.ROLE_BEHIND, "role behind it")
    elif _quoted(tokens, index):
        add(token, weights.QUOTED, "")
    elif behind.gap == 1 and (behind.shape == SMALL or behind.shape == token.shape == CAPITALS):
        _small_behind(tokens, index, behind)


def _small_behind(tokens: Sequence[Token], index: int, behind: Token) -> None:
    """Kim family, Kim said, Kim was, Kim seen, Kim and her."""
    token = tokens[index]
    if behind.low in cw.FAMILY_AFTER and not token.word.level:
        add(token, weights.FAMILY_BEHIND, f"“{behind.text}” behind it")
    elif behind.low in cw.SPEAKING:
        add(token, weights.ACTS, f"somebody who acts: “{behind.text}”")
    elif behind.low in cw.BEING:
        add(token, _of_being(tokens, index, behind), f"“{behind.text}” behind it")
    elif _state(token, behind):
        add(token, weights.STATE, f"“{behind.text}” behind it")
    elif behind.low == "from" and token.word.first >= KNOWN and token.word.level >= SELDOM:
        add(token, weights.FROM_BEHIND, "“from” behind it")
    elif behind.low == "and" and _his_or_her(tokens, index + 2):
        add(token, weights.AND_HERS, "and his or her")


def _of_being(tokens: Sequence[Token], index: int, behind: Token) -> float:
    """Rose was seen, Hope has lived, Mark would like; "Bill is" without "the" or "a" is hardly a bill."""
    token = tokens[index]
    further = tokens[index + 2].low if index + 2 < len(tokens) else ""
    if further in _LIKING or (behind.low in ("has", "had") and further in cw.SPEAKING):
        return weights.IS_STATE_OF_A_PERSON
    third = tokens[index + 3].low if further == "not" and index + 3 < len(tokens) else ""
    if third and behind.low in ("did", "does") and third not in _LIFELESS:
        return weights.IS_STATE_OF_A_PERSON
    stuff = token.low in cw.STUFF
    if further in cw.STATES:
        thing = stuff and further in cw.STATES_OF_THINGS
        return weights.IS_STATE_OF_THINGS if thing else weights.IS_STATE_OF_A_PERSON
    counted = token.starts and token.word.level and token.word.first >= COMMON and not token.word.place
    return weights.IS_WITHOUT_ARTICLE if counted and not stuff else weights.IS


def _state(token: Token, behind: Token) -> bool:
    """Kadie seen at school; KADIE AND TOM ARE HOME."""
    if token.shape == CAPITALS and behind.low in _PLURAL:
        return True
    return behind.low in cw.STATES and token.starts and (not token.word.level or token.word.rather_a_name)


def _role_behind(tokens: Sequence[Token], start: int, closing: str) -> str:
    """Shaz (mum), Shaz (her mum) and "Shaz, mum," - the role, when one fills the space up to the mark."""
    end = start
    while end < len(tokens) and end - start <= _MOST_OF_A_ROLE and tokens[end].is_word:
        end += 1
    if end == start or end - start > _MOST_OF_A_ROLE:
        return ""
    follows = tokens[end].text if end < len(tokens) else "."
    small = all(token.shape != CAPITALISED for token in tokens[start:end])
    if (follows != ")") if closing == ")" else (follows not in ",." or not small):
        return ""
    last = tokens[end - 1].low
    return last if last in cw.KIN or last in cw.ROLES else ""


def _quoted(tokens: Sequence[Token], index: int) -> bool:
    """A single word in quotation marks."""
    around = index and tokens[index - 1].text in _QUOTES and tokens[index + 1].text in _QUOTES
    return bool(around) and tokens[index].word.first >= KNOWN


def _age(tokens: Sequence[Token], index: int) -> bool:
    """aged 7, (14), 16, DOB."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    if token.low in ("aged", "age", "dob", "born", "yrs", "years"):
        return True
    if token.shape != NUMBER or not token.text.isdigit() or int(token.text) > _OLDEST:
        return False
    rest = tokens[index + 1].text.casefold() if index + 1 < len(tokens) else ""
    return rest in (")", ",", "years", "yrs", "year", "yo", "months", "weeks", ";")


def _his_or_her(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].low in ("his", "her", "their")


def _pronoun(tokens: Sequence[Token], index: int) -> bool:
    for token in tokens[index + 1 : index + _PRONOUN_BEHIND + 1]:
        if token.text in _SENTENCE_ENDS:
            return False
        if token.low in cw.PRONOUNS:
            return True
    return False
