"""What is never a name, found before names are looked for: places, institutions, laws, dates, initials."""

from __future__ import annotations

from collections.abc import Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening import flags
from jtai.core.screening.institutions import before_several, before_small_institution, institution, runs
from jtai.core.screening.lexicon import Lexicon
from jtai.core.screening.neighbours import after, before, hide, joined
from jtai.core.screening.ranks import COMMON, KNOWN, NO_WORD
from jtai.core.screening.tokens import CAPITALISED, CAPITALS, NUMBER, SMALL, Token

_UPPER = frozenset((CAPITALISED, CAPITALS))
PLACE, PHRASE = "place", "institution, brand or law of the lists"
MONTH = "month or day"
_LISTING = frozenset((",", "and", "or", "/", "-", "–", "&"))
ACRONYM = "acronym or initials"
_LONGEST_ACRONYM = 5
_SHORT = 3  # letters of capitals that are hardly ever a name
_NEAR = 4  # tokens to each side that say whether a word is a date, an animal or in a line of capitals
_LONGEST_SAINT = 6  # words of a church or school called after one


def mask(tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """Mark every token that is certainly no name with the reason."""
    _phrases(tokens, lexicon)
    _explained_acronyms(tokens)
    _addresses(tokens)
    for index, token in enumerate(tokens):
        if token.masked:
            continue
        if token.shape in _UPPER and _animal(tokens, index):
            hide(tokens, range(index, index + 1), "name of an animal")
        elif token.shape in _UPPER:
            _word(tokens, index, token, lexicon)
        elif token.shape == SMALL:
            if token.low in cw.INSTITUTIONS:
                before_small_institution(tokens, index)
            if token.low in cw.SEVERAL_INSTITUTIONS or token.low in cw.SEVERAL_TEXTS:
                before_several(tokens, index)
    for run in runs(tokens):
        institution(tokens, run)


def _phrases(tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """Longest match of the phrases of the lists; the text may be in capitals or in small letters."""
    index = 0
    while index < len(tokens):
        length, kind = _phrase_at(tokens, index, lexicon)
        if length:
            hide(tokens, range(index, index + length), PLACE if kind == "p" else PHRASE)
        index += max(length, 1)


def _phrase_at(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> tuple[int, str]:
    low = _full(tokens[index])
    if low not in lexicon.beginnings:
        return 0, ""
    best, kind, text = 0, "", low
    for length in range(2, lexicon.longest + 1):
        here = index + length - 1
        if not joined(tokens, here):
            break
        text = f"{text} {_full(tokens[here])}"
        if found := lexicon.phrases.get(text) or lexicon.phrases.get(text.removesuffix("'s")):
            best, kind = length, found
    capital = tokens[index].shape in _UPPER or all(t.shape == SMALL for t in tokens[index : index + best])
    return (best, kind) if capital else (0, "")


def _full(token: Token) -> str:
    return f"{token.low}'s" if token.owned else token.low


def _explained_acronyms(tokens: Sequence[Token]) -> None:
    """Education Support Service (TESS): from then on TESS is the service, not Tess."""
    explained = {
        token.text
        for index, token in enumerate(tokens[:-1])
        if token.shape == CAPITALS
        and index > 1
        and tokens[index - 1].text == "("
        and tokens[index + 1].text == ")"
        and tokens[index - 2].shape != CAPITALS
    }
    for index, token in enumerate(tokens):
        if token.text in explained:
            hide(tokens, range(index, index + 1), "abbreviation that the text explains")


def _addresses(tokens: Sequence[Token]) -> None:
    """Words of an e-mail or web address are no names in the text; the address itself is told apart."""
    index = reached = 0
    while index < len(tokens):
        token, end = tokens[index], index + 1
        if token.text == "@" or token.low in ("www", "http", "https"):
            begin = index
            while token.text == "@" and begin > reached and tokens[begin].gap == 0:
                begin -= 1
            while end < len(tokens) and tokens[end].gap == 0 and tokens[end].text not in "\n\t":
                end += 1
            hide(tokens, range(begin, end), "part of an address")
            reached = end
        index = end


def _animal(tokens: Sequence[Token], index: int) -> bool:
    """Dog called Buster."""
    called = before(tokens, index)
    if called is None or called.low not in ("called", "named"):
        return False
    return any(t.low in cw.ANIMALS for t in tokens[max(0, index - _NEAR) : index - 1])


def _word(tokens: Sequence[Token], index: int, token: Token, lexicon: Lexicon) -> None:
    """Masks that need one word and its neighbours."""
    low, word = token.low, token.word
    previous = before(tokens, index)
    if low in cw.DAYS or low in cw.MONTHS:
        if low not in cw.MONTHS_LIKE_NAMES or _date(tokens, index):
            hide(tokens, range(index, index + 1), MONTH)
    elif token.owned and lexicon.value(f"{low}'s") & flags.OTHER:
        hide(tokens, range(index, index + 1), PHRASE)
    elif previous and previous.low == "the" and not previous.owned and _only_the(tokens, index):
        hide(tokens, range(index, index + 1), "“the” before it")
    elif low in cw.CODE_NAMES and joined(tokens, index + 1) and tokens[index + 1].shape in _UPPER:
        hide(tokens, range(index, index + 2), "name of an operation")
    elif low in cw.SAINTS and joined(tokens, index + 1 + (_dot(tokens, index + 1))):
        _saint(tokens, index)
    elif token.shape == CAPITALS and _acronym(tokens, index):
        hide(tokens, range(index, index + 1), ACRONYM)
    elif word.other and word.first < KNOWN and not (previous and previous.low in cw.TITLES):
        hide(tokens, range(index, index + 1), PHRASE)
    elif word.capital and not word.name and not word.place:
        hide(tokens, range(index, index + 1), "word that always has a capital")


def _only_the(tokens: Sequence[Token], index: int) -> bool:
    """The Stanley is a pub; the Khan family, the Khan-Patel case and the Mr Khan of the letter are people."""
    token = tokens[index]
    if token.word.family or (
        token.owned
        or token.low in cw.TITLES
        or token.low in cw.KIN
        or token.low in cw.ROLES
        or token.low in cw.BY_NAMES
    ):
        return False
    for behind in tokens[index + 1 : index + _NEAR]:
        if behind.low in cw.FAMILY_AFTER:
            return False
        if behind.shape not in _UPPER or behind.gap != 1:
            return True
    return True


def _dot(tokens: Sequence[Token], index: int) -> int:
    return 1 if index < len(tokens) and tokens[index].text == "." else 0


def _date(tokens: Sequence[Token], index: int) -> bool:
    """A month beside a number, a date word or another month: 4 May, in June, May and June."""
    previous, behind = before(tokens, index), after(tokens, index)
    if tokens[index].low in cw.HARDLY_NAMES and not tokens[index].owned:
        return not (behind and behind.shape in _UPPER)
    if previous and (previous.shape == NUMBER or previous.low in cw.MONTHS):
        return True
    if index > 1 and tokens[index - 1].low in _LISTING and tokens[index - 2].masked == MONTH:
        return True
    if behind and (behind.shape == NUMBER or behind.low in cw.MONTHS):
        return True
    if _dated_behind(tokens, index):
        return True
    if not previous or previous.low not in cw.DATE_BEFORE:
        return False
    if previous.low in ("for", "to", "and", "with", "by", "between", "before", "after", "or"):
        return not tokens[index].owned and _another_month(tokens, index)
    return previous.low != "of" or not tokens[index].owned


def _dated_behind(tokens: Sequence[Token], index: int) -> bool:
    """Jan: 14 January; Jan-Mar; Sun/Mon."""
    if index + 2 >= len(tokens) or tokens[index + 1].text not in (":", "-", "–", "/"):
        return False
    further = tokens[index + 2]
    return further.shape == NUMBER or further.low in cw.MONTHS or further.low in cw.DAYS


def _another_month(tokens: Sequence[Token], index: int) -> bool:
    near = [*tokens[max(0, index - _NEAR) : index], *tokens[index + 1 : index + _NEAR]]
    return any(t.low in cw.MONTHS for t in near)


def _saint(tokens: Sequence[Token], index: int) -> None:
    here = index + 1 + _dot(tokens, index + 1)
    end = here
    while end < min(len(tokens), here + _LONGEST_SAINT) and tokens[end].shape in _UPPER:
        if end > here and not joined(tokens, end):
            break
        end += 1
        if tokens[end - 1].owned:
            break
    # One name of a saint, then the institution if its name goes on.
    if end > here:
        hide(tokens, range(index, end), "saint: a church, school or place")


def _acronym(tokens: Sequence[Token], index: int) -> bool:
    """MARAC, DASH, JS, and short capitals that no list of names holds."""
    token = tokens[index]
    word = token.word
    among = _among_capitals(tokens, index)
    if word.acronym:
        return word.level > NO_WORD or not (among and word.first >= KNOWN)
    if len(token.text) <= 2:
        return not (among and word.last >= KNOWN)
    if word.level:
        return False
    if among and len(token.text) > _SHORT:
        return False
    if len(token.text) <= _LONGEST_ACRONYM and not word.like_a_name:
        likely = among or (word.first == KNOWN and len(token.text) > _SHORT)
        return max(word.first, word.last) < (KNOWN if likely else COMMON)
    return False


def _among_capitals(tokens: Sequence[Token], index: int) -> bool:
    """Whether a longer word in capitals stands near: then the line is in capitals."""
    near = [*tokens[max(0, index - _NEAR) : index], *tokens[index + 1 : index + _NEAR + 1]]
    return any(t.shape == CAPITALS and (t.word.level or len(t.text) > _LONGEST_ACRONYM) for t in near)
