"""Runs of capitals that name a school, hospital, road, law or method, and are no person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening.neighbours import after, before, hide, joined
from jtai.core.screening.ranks import COMMON, KNOWN, NO_WORD
from jtai.core.screening.tokens import CAPITALISED, CAPITALS, LETTER, SMALL, Token

_UPPER = frozenset((CAPITALISED, CAPITALS))
_LISTING = frozenset((",", "and", "or", "/", "-", "–", "&"))
_GRAMMAR = cw.POINTING | cw.BEING | (cw.NEVER - cw.JOINERS)  # in a line of capitals
_NEVER_LISTED = cw.NEVER - _LISTING


def runs(tokens: Sequence[Token]) -> Iterator[range]:
    """Words with capitals side by side, as in Queen Anne Grammar School."""
    start = None
    for index, token in enumerate(tokens):
        part = token.shape in _UPPER or (token.shape == LETTER and token.text.isupper())
        part = part and not _grammar_in_capitals(token)
        joiner = start is not None and _joins(tokens, index)
        if start is not None and not (
            (part or joiner) and (joined(tokens, index) or joiner) and not _breaks(tokens, index)
        ):
            yield range(start, index)
            start = None
        if start is None and part:
            start = index
    if start is not None:
        yield range(start, len(tokens))


def _grammar_in_capitals(token: Token) -> bool:
    """RE, NO, NOT: in a line of capitals they part one thing from the next."""
    return token.shape == CAPITALS and token.low in _GRAMMAR


def _joins(tokens: Sequence[Token], index: int) -> bool:
    """A small "of" or "and" between two capitals: Guy's and St Thomas' Hospital; Lady Hawkins' School."""
    if tokens[index].text == "&":
        return True
    if tokens[index].text in "'’" and tokens[index].gap == 0:
        return joined(tokens, index + 1) and tokens[index + 1].low in cw.INSTITUTIONS
    return tokens[index].low in cw.JOINERS and joined(tokens, index + 1) and tokens[index + 1].shape in _UPPER


def _breaks(tokens: Sequence[Token], index: int) -> bool:
    """Somebody's thing: Sarah's School Report is Sarah and a report; Clare's Law stays one run."""
    return (
        tokens[index - 1].owned
        and tokens[index].low not in cw.LAWS_OWNED
        and tokens[index].low not in cw.OWNED_BY_INSTITUTIONS
    )


def institution(tokens: Sequence[Token], run: range) -> None:
    """Hide a run up to its last word that names an institution, law or method."""
    for index in reversed(run):
        token = tokens[index]
        if index == run.start and (token.word.first >= KNOWN or token.low not in cw.INSTITUTIONS):
            break
        titled = index > run.start and tokens[index - 1].low in cw.TITLES
        named = token.low in cw.INSTITUTIONS and not _first_of_a_pair(tokens, index)
        if titled and token.word.last >= KNOWN and tokens[index - 1].low not in cw.SOFT_TITLES:
            continue  # Ms Day, Mr Church
        if named or (token.low in cw.LAWS and token.shape in _UPPER):
            begin = _begin(tokens, run, index)
            # Dale and Heath: what is left behind "and" may be a person.
            if begin < index or token.word.first < KNOWN:
                hide(tokens, range(begin, index + 1), "institution, road or law")
            return
    _law_in_small_letters(tokens, run)
    _school_by_its_name(tokens, run)
    _rank(tokens, run)


def _first_of_a_pair(tokens: Sequence[Token], index: int) -> bool:
    """Field, Hill or Wood behind a first name is a surname: Sarah Hill; Rose Hill where a person stands."""
    token, previous = tokens[index], before(tokens, index)
    if previous is None or previous.owned or previous.word.first < KNOWN or token.word.last < KNOWN:
        return False
    if token.low not in cw.SURNAMES_LIKE_PLACES or previous.low in cw.LANDMARKS or _the(tokens, index - 1):
        return False
    if previous.word.level:
        opener = tokens[index - 2] if index > 1 else previous
        pointed = opener.low in cw.ROLES or opener.low in cw.KIN or opener.low in cw.POINTING
        return previous.word.first >= COMMON and (opener.text == ":" or pointed)
    return index < 2 or tokens[index - 2].shape not in _UPPER or tokens[index - 2].word.level > NO_WORD


def _the(tokens: Sequence[Token], index: int) -> bool:
    previous = before(tokens, index)
    return bool(previous and previous.low in ("the", "at", "in"))


def _begin(tokens: Sequence[Token], run: range, end: int) -> int:
    """Where an institution's name begins: behind titles, roles and an opening "and"."""
    begin = run.start
    for index in range(run.start, end):
        low = tokens[index].low
        # "Jane Smith and Leeds Council": two things; a joiner between two institutions does no harm.
        if low in ("and", "at", "in", "for", "on", "from", "with", "to") and not _institution_between(
            tokens, index, end
        ):
            begin = index + 1
    return begin


def _institution_between(tokens: Sequence[Token], index: int, end: int) -> bool:
    return index + 2 >= end and tokens[index].low in ("and", "for") and not tokens[index - 1].word.first


def _school_by_its_name(tokens: Sequence[Token], run: range) -> None:
    """Attends William Brookes, born at Royal Stoke: two capitals there are a school or hospital."""
    opener = before(tokens, run.start)
    if opener is None or len(run) < 2 or any(tokens[index].owned for index in run):
        return
    further = before(tokens, run.start - 1)
    at = opener.low == "at" and not (further and further.low in cw.AIMING)
    if at or opener.low in ("attends", "attending"):
        hide(tokens, run, f"school, hospital or place after “{opener.low}”")


def _rank(tokens: Sequence[Token], run: range) -> None:
    """From Cardinal Heenan to Bishop Stopford: schools, unless somebody of that rank speaks or acts."""
    first, behind = tokens[run.start], after(tokens, run[-1])
    acts = behind is not None and (behind.low in cw.SPEAKING or behind.low in cw.BEING)
    if first.low in cw.CHURCH_RANKS and len(run) > 1 and not acts and not tokens[run[-1]].owned:
        hide(tokens, run, "school or place called after somebody of rank")


def _law_in_small_letters(tokens: Sequence[Token], run: range) -> None:
    """The Munro review, Gillick competence, under the Jay report: a name that stands for a text or method."""
    last = run[-1]
    behind = after(tokens, last)
    if not behind or behind.shape != SMALL or behind.low not in cw.LAWS:
        return
    opener = before(tokens, run.start)
    if len(run) == 1 or (opener and opener.low in ("the", "under", "a")):
        hide(tokens, run, "law, review or method with somebody's name")


def before_several(tokens: Sequence[Token], index: int) -> None:
    """Victoria, Albert and Stanley wards: every capital of the list is a place."""
    start = index
    while start and (
        tokens[start - 1].shape in _UPPER or (start < index and tokens[start - 1].low in _LISTING)
    ):
        if tokens[start - 1].owned or tokens[start - 1].low in _NEVER_LISTED:
            break
        start -= 1
    listed = any(tokens[here].low in _LISTING for here in range(start, index))
    # "Kim and Tom reports that" is a verb; "the Jay and Casey reports" are texts.
    texts = tokens[index].low in cw.SEVERAL_TEXTS
    listed = listed and (not texts or (start > 0 and tokens[start - 1].low == "the"))
    if listed and tokens[index - 1].shape in _UPPER:
        hide(tokens, range(start, index), "in a list of places or institutions")


def before_small_institution(tokens: Sequence[Token], index: int) -> None:
    """The Alder Hey ward, the Chester locality team: capitals before a small institution word."""
    start = index
    while joined(tokens, start) and tokens[start - 1].shape in _UPPER and not tokens[start - 1].owned:
        if tokens[start - 1].low in cw.NEVER:
            break
        start -= 1
    if start == index:
        return
    opener = before(tokens, start)
    pointed = opener is not None and (
        opener.low == "the" or opener.low in cw.PLACE_BEFORE or opener.low in cw.MAYBE_PLACE_BEFORE
    )
    team = tokens[index].low in cw.TEAMS and not any(t.masked for t in tokens[start:index])
    if pointed or team or tokens[start].word.place:
        hide(tokens, range(start, index), "name of an institution or place")
