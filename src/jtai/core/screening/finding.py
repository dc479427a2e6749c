"""From scores to spans: pairs of names, rows of lists, neighbours, tiers."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening import weights
from jtai.core.screening.evidence import neighbours, weigh
from jtai.core.screening.initials import take_initials, weigh_initials
from jtai.core.screening.lexicon import Lexicon, Word
from jtai.core.screening.masks import ACRONYM, PLACE, mask
from jtai.core.screening.ranks import COMMON, KNOWN, NO_PLACE, RARE_WORD, SELDOM
from jtai.core.screening.shapes import POSSIBLE, STRONG, LetThrough, Span
from jtai.core.screening.suggestions import suggest
from jtai.core.screening.tokens import CAPITALISED, CAPITALS, LETTER, MARK, SMALL, Token, tokenise

_UPPER = frozenset((CAPITALISED, CAPITALS))
_LISTING = frozenset(("and", "or", "&", ","))
_SEPARATORS = frozenset("\t|;,")
_ENOUGH_OF = {"\t": 2, "|": 2, ";": 2, ",": 4}
_ROW = 12  # tokens to each side that belong to a row of a list
_LONGEST_CELL = 3  # words of a name in a cell
_PAIR = "first name and surname together"


def find_names(text: str, lexicon: Lexicon, allowed: frozenset[str]) -> tuple[list[Span], list[LetThrough]]:
    """Spans of likely names in order, and what was let through."""
    tokens = tokenise(text, lexicon)
    mask(tokens, lexicon)
    weigh(tokens, lexicon)
    weigh_initials(tokens)
    _pairs(tokens)
    _rows(tokens)
    _companions(tokens)
    _take(tokens)
    _again(tokens)
    _neighbours(tokens)
    take_initials(tokens)
    return _spans(text, tokens, allowed)


def _raise(token: Token, amount: float, reason: str) -> None:
    token.score += amount
    if reason not in token.reasons:
        token.reasons.append(reason)


def _open(token: Token) -> bool:
    return token.is_word and not token.masked


def _unmask_places(tokens: Sequence[Token], index: int) -> None:
    """Chelsea Thompson and Kieran Preston are people although Chelsea and Preston are places."""
    one, two = tokens[index], tokens[index + 1]
    if not (one.shape in _UPPER and two.shape in _UPPER and neighbours(tokens, index)):
        return
    if one.word.first < KNOWN or two.word.last < KNOWN:
        return
    if _only_place(one) and _open(two) and not two.word.level:
        one.masked = ""
        one.score = weights.PLACE_IN_A_PAIR
    elif _only_place(two) and _open(one) and not one.word.level:
        two.masked = ""
        two.score = weights.PLACE_IN_A_PAIR


def _unmask_capitals(one: Token, two: Token) -> None:
    """KHAN Amina, SMITH John: short capitals before a first name are a surname."""
    surname = one.shape == CAPITALS and one.word.last >= KNOWN and not one.word.acronym and not one.owned
    named = two.shape == CAPITALISED and two.gap == 1 and two.word.first >= KNOWN and _open(two)
    clear = not two.word.level or (two.word.first >= COMMON and two.low not in cw.BEING)
    if surname and named and clear and one.masked in ("", ACRONYM):
        one.masked, one.score = "", 0
        _raise(one, weights.CAPITALS_BEFORE_FIRST_NAME, "surname in capitals, first name")


def _only_place(token: Token) -> bool:
    return token.masked == PLACE and token.word.place > NO_PLACE


def _pairs(tokens: Sequence[Token]) -> None:
    """First name and surname side by side: each speaks for the other."""
    for index in range(len(tokens) - 1):
        one, two = tokens[index], tokens[index + 1]
        if not (one.is_word and two.is_word):
            continue
        _unmask_places(tokens, index)
        _unmask_capitals(one, two)
        if not (_open(one) and _open(two) and neighbours(tokens, index)):
            continue
        if one.shape == SMALL and two.shape == SMALL:
            _small_pair(one, two)
        elif one.shape in _UPPER and two.shape in _UPPER:
            _pair(one, two)


def _small_pair(one: Token, two: Token) -> None:
    """bronwen pugh; gemma lister, whose surname is a rare word."""
    if one.score <= 0:
        return
    if one.word.first >= KNOWN and two.score > 0 and not two.word.level:
        _raise(one, weights.SMALL_PAIR_FIRST, _PAIR)
        _raise(two, weights.SMALL_PAIR_LAST, _PAIR)
    elif one.word.first >= COMMON and two.word.last >= KNOWN and two.word.level >= RARE_WORD:
        _raise(one, weights.SMALL_PAIR_FIRST, _PAIR)
        two.score = weights.ENOUGH


def _pair(one: Token, two: Token) -> None:
    if one.low in cw.TITLES or any(t.low in cw.ORDINARY_ROLES for t in (one, two)):
        return
    # Wei To and Thi Do are people; in capitals nobody can tell that from grammar.
    if one.low in cw.NEVER or (two.low in cw.NEVER and two.shape == CAPITALS):
        return
    first, second = one.word, two.word
    unknown = not first.known
    if (first.first >= KNOWN or first.like_a_name) and not (second.level and not second.name):
        amount: float = weights.PAIR
    elif (unknown or first.first) and (second.last or not second.known) and not second.level:
        half = first.first or second.last >= KNOWN
        amount = weights.PAIR_HALF_KNOWN if half else weights.PAIR_UNKNOWN
    elif first.last >= KNOWN and not (first.level or second.level) and _may_be_first(second):
        amount = weights.PAIR_REVERSED
    else:
        return
    if (first.level and first.first < COMMON) or (second.level and max(second.last, second.first) < KNOWN):
        amount += weights.PAIR_OF_WORDS
    _raise(one, amount, _PAIR)
    _raise(two, amount, _PAIR)


def _may_be_first(word: Word) -> bool:
    return word.first >= KNOWN or not word.known


def _rows(tokens: Sequence[Token]) -> None:
    """Cells of a list that hold a name: Haigh, Kirsty; 17,Kirsty Haigh,M; 7 | Kirsty Haigh | NFA."""
    for index, token in enumerate(tokens):
        if token.shape not in _UPPER or token.owned or not (_open(token) or _only_place(token)):
            continue
        if token.low in cw.KIN or token.low in cw.TITLES:
            continue
        if _cell_begins(tokens, index) and (cell := _cell(tokens, index)):
            for each in cell:
                _raise(each, weights.CELL, "a cell of a list on its own")
        if index + 2 < len(tokens) and _two_cells(tokens, index) and _cell_ends(tokens, index + 3):
            other = tokens[index + 2]
            if (
                _cell_begins(tokens, index)
                and _open(other)
                and other.shape in _UPPER
                and _reversed(token, other)
            ):
                if token.masked and other.word.first < KNOWN:
                    continue
                token.masked = ""
                _raise(token, weights.CELLS_OF_SURNAME_AND_FIRST_NAME, "surname, first name")
                _raise(other, weights.CELLS_OF_SURNAME_AND_FIRST_NAME, "surname, first name")


def _two_cells(tokens: Sequence[Token], index: int) -> bool:
    """A comma behind a word, or another separator in a row of a list."""
    mark = tokens[index + 1].text
    return mark == "," or (mark in _SEPARATORS and _is_row(tokens, index))


def _reversed(one: Token, two: Token) -> bool:
    least = KNOWN if two.word.level >= SELDOM else COMMON
    if two.word.level and two.word.first < least:
        return False
    return bool((one.word.name or not one.word.known) and (two.word.name or not two.word.known))


def _cell(tokens: Sequence[Token], index: int) -> list[Token]:
    """One to three capitalised words that fill a cell of a row with several separators."""
    if index and tokens[index - 1].text not in _SEPARATORS:
        return []
    end = index
    while (
        end < len(tokens)
        and tokens[end].shape in _UPPER
        and _open(tokens[end])
        and (end == index or tokens[end].gap == 1)
    ):
        end += 1
    closed = end >= len(tokens) or tokens[end].text in _SEPARATORS or tokens[end].text == "\n"
    cell = list(tokens[index:end])
    fits = closed and all(not t.word.level or t.word.first >= KNOWN for t in cell)
    return cell if fits and 0 < len(cell) <= _LONGEST_CELL and _is_row(tokens, index) else []


def _is_row(tokens: Sequence[Token], index: int) -> bool:
    """Whether enough separators stand near for a row of a list."""
    near = tokens[max(0, index - _ROW) : index + _ROW + 1]
    return any(sum(t.text == mark for t in near) >= enough for mark, enough in _ENOUGH_OF.items())


def _companions(tokens: Sequence[Token]) -> None:
    """Faye and Joy: a name that is also a word, beside a sure name."""
    for index in range(len(tokens) - 2):
        one, two = tokens[index], tokens[index + 2]
        if tokens[index + 1].text.casefold() not in ("and", "or", "&", ",") or not (
            _open(one) and _open(two)
        ):
            continue
        if one.shape == SMALL or two.shape == SMALL or two.gap > 1:
            continue
        for sure, other in ((one, two), (two, one)):
            firm = weights.SURE_BESIDE if other.word.first < COMMON else weights.ENOUGH
            if sure.score >= firm > other.score > 0 and _may_be_first(other.word):
                _raise(other, weights.COMPANION, f"beside the name {sure.text}")


def _cell_begins(tokens: Sequence[Token], index: int) -> bool:
    return (
        index == 0 or tokens[index].gap > 1 or tokens[index - 1].text in "\n\t|;:•*)." or tokens[index].starts
    )


def _cell_ends(tokens: Sequence[Token], index: int) -> bool:
    if index >= len(tokens) or tokens[index].text in "\n\t|;(-–/:," or tokens[index].gap > 1:
        return True
    return tokens[index].low in ("dob", "born", "aged", "age")


def _take(tokens: Sequence[Token]) -> None:
    for token in tokens:
        token.taken = _open(token) and token.score >= weights.ENOUGH


def _again(tokens: Sequence[Token]) -> None:
    """Grace Mensah is away … Grace is back: a name that is sure once is a name in the rest of the text."""
    sure = {t.low for t in tokens if t.taken and _sure_elsewhere(t)}
    if not sure:
        return
    for token in tokens:
        if token.low in cw.KIN or (token.low in cw.BEING and (token.starts or token.shape == CAPITALS)):
            continue
        if token.low in sure and _open(token) and not token.taken and token.shape in _UPPER:
            token.taken = True
            token.reasons.append("named elsewhere in the text")


def _sure_elsewhere(token: Token) -> bool:
    named = token.word.first >= KNOWN or not token.word.level
    return named and token.score >= weights.SURE_ELSEWHERE


def _neighbours(tokens: Sequence[Token]) -> None:
    """The rest of a name whose other half is marked: middle names, unknown surnames, "Big" in Big Dave."""
    for index, token in enumerate(tokens):
        if not token.taken:
            continue
        if index + 1 < len(tokens) and neighbours(tokens, index):
            _follow(tokens, index + 1, token)
        if index and tokens[index].gap == 1 and not tokens[index - 1].taken:
            _lead(tokens, index - 1)


def _follow(tokens: Sequence[Token], index: int, first: Token) -> None:
    token = tokens[index]
    if token.taken or token.masked or not token.is_word or token.low in cw.NEVER or token.low in cw.BEING:
        return
    if token.shape in _UPPER and first.shape in _UPPER:
        ordinary = token.word.level and not token.word.name
        if (
            not ordinary
            and token.low not in cw.ORDINARY_ROLES
            and (token.word.last >= KNOWN or not token.word.level)
        ):
            token.taken = True
            token.reasons.append("beside a name")


def _lead(tokens: Sequence[Token], index: int) -> None:
    token = tokens[index]
    if token.masked or token.owned:
        return
    if token.shape == CAPITALISED and token.low in cw.BY_NAMES:
        token.taken = not token.starts
    elif token.shape in _UPPER and not token.word.level and token.low not in cw.TITLES:
        token.taken = True
        token.reasons.append("beside a name")


def _spans(
    text: str, tokens: Sequence[Token], allowed: frozenset[str]
) -> tuple[list[Span], list[LetThrough]]:
    spans: list[Span] = []
    through: list[LetThrough] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if not token.taken:
            if token.masked and _looked_like_a_name(token):
                through.append(LetThrough(token.start, token.end, token.masked))
            index += 1
            continue
        end = _end_of_group(tokens, index)
        group = [t for t in tokens[index:end] if t.taken]
        if _is_allowed(group, allowed):
            through.append(LetThrough(group[0].start, group[-1].end, "on the list of allowed words"))
        else:
            spans.append(_span(text, tokens, index, end, group))
        index = end
    return spans, through


def _end_of_group(tokens: Sequence[Token], start: int) -> int:
    """Behind the last word of the name that begins at `start`; particles and initials inside belong to it."""
    end = start + 1
    while end < len(tokens) and not tokens[end - 1].owned:
        if tokens[end].taken and tokens[end].gap <= 1:
            end += 1
            continue
        skip = _inside(tokens, end)
        if not skip:
            break
        end += skip
    return end


def _inside(tokens: Sequence[Token], index: int) -> int:
    """How many tokens a particle or an initial takes, when a marked word follows it: 0 if none does."""
    token = tokens[index]
    if token.gap > 1 or (token.low not in cw.PARTICLES and token.shape != LETTER):
        return 0
    here = index + 1
    if here < len(tokens) and tokens[here].text == ".":
        here += 1
    if here < len(tokens) and tokens[here].taken and tokens[here].gap <= 1:
        return here - index + 1
    return 0


def _span(text: str, tokens: Sequence[Token], start: int, end: int, group: list[Token]) -> Span:
    reasons = tuple(dict.fromkeys(reason for token in group for reason in token.reasons if reason))
    score = max(token.score for token in group)
    titled = any(reason.startswith("title") for reason in reasons)
    both = any(t.word.first >= KNOWN and t.word.last >= KNOWN and not t.word.level for t in group)
    strong = titled or score >= weights.STRONG or (len(group) > 1 and score > weights.ENOUGH)
    strong = strong or (both and score > weights.STRONG_FIRST_AND_LAST)
    return Span(
        group[0].start, group[-1].end, STRONG if strong else POSSIBLE, suggest(tokens, start, end), reasons
    )


def _looked_like_a_name(token: Token) -> bool:
    if token.shape not in _UPPER or token.shape == MARK:
        return False
    word = token.word
    return not word.level and (word.name or not word.known or word.other or word.place > NO_PLACE)


def _is_allowed(group: list[Token], allowed: frozenset[str]) -> bool:
    if not allowed:
        return False
    whole = " ".join(token.low for token in group if token.shape != MARK)
    return whole in allowed or all(token.low in allowed for token in group if token.is_word)
