"""What is never a name, found before names are looked for: places, institutions, laws, dates, initials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jtai.core.screening import context_words as cw
from jtai.core.screening import flags
from jtai.core.screening.lexicon import Lexicon
from jtai.core.screening.tokens import CAPITALISED, CAPITALS, LETTER, NUMBER, SMALL, Token

_UPPER = frozenset((CAPITALISED, CAPITALS))
PLACE, PHRASE = "place", "institution, brand or law of the lists"
MONTH = "month or day"
_LISTING = frozenset((",", "and", "or", "/", "-", "–", "&"))
_GRAMMAR = cw.POINTING | cw.BEING | (cw.NEVER - cw.JOINERS)  # in a line of capitals
_NEVER_LISTED = cw.NEVER - _LISTING
ACRONYM = "acronym or initials"
_LONGEST_ACRONYM = 5
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
            _hide(tokens, range(index, index + 1), "name of an animal")
        elif token.shape in _UPPER:
            _word(tokens, index, token, lexicon)
        elif token.shape == SMALL:
            if token.low in cw.INSTITUTIONS:
                _before_small_institution(tokens, index)
            if token.low in cw.SEVERAL_INSTITUTIONS or token.low in cw.SEVERAL_TEXTS:
                _before_several(tokens, index)
    for run in _runs(tokens):
        _institution(tokens, run)


def joined(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token stands right behind the one before it, with one space between."""
    return 0 < index < len(tokens) and tokens[index].gap == 1


def before(tokens: Sequence[Token], index: int) -> Token | None:
    """The token in front, if only a space lies between."""
    return tokens[index - 1] if joined(tokens, index) else None


def after(tokens: Sequence[Token], index: int) -> Token | None:
    """The token behind, if only a space lies between and nothing owns it."""
    return tokens[index + 1] if joined(tokens, index + 1) and not tokens[index].owned else None


def _hide(tokens: Sequence[Token], indexes: range, reason: str) -> None:
    for index in indexes:
        if not tokens[index].masked:
            tokens[index].masked = reason


def _phrases(tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """Longest match of the phrases of the lists; the text may be in capitals or in small letters."""
    index = 0
    while index < len(tokens):
        length, kind = _phrase_at(tokens, index, lexicon)
        if length:
            _hide(tokens, range(index, index + length), PLACE if kind == "p" else PHRASE)
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
            _hide(tokens, range(index, index + 1), "abbreviation that the text explains")


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
            _hide(tokens, range(begin, end), "part of an address")
            reached = end
        index = end


def _animal(tokens: Sequence[Token], index: int) -> bool:
    """Dog called Buster."""
    called = before(tokens, index)
    if called is None or called.low not in ("called", "named"):
        return False
    return any(t.low in cw.ANIMALS for t in tokens[max(0, index - 4) : index - 1])


def _word(tokens: Sequence[Token], index: int, token: Token, lexicon: Lexicon) -> None:
    """Masks that need one word and its neighbours."""
    low, word = token.low, token.word
    previous = before(tokens, index)
    if low in cw.DAYS or low in cw.MONTHS:
        if low not in cw.MONTHS_LIKE_NAMES or _date(tokens, index):
            _hide(tokens, range(index, index + 1), MONTH)
    elif token.owned and lexicon.value(f"{low}'s") & flags.OTHER:
        _hide(tokens, range(index, index + 1), PHRASE)
    elif previous and previous.low == "the" and not previous.owned and _only_the(tokens, index):
        _hide(tokens, range(index, index + 1), "“the” before it")
    elif low in cw.CODE_NAMES and joined(tokens, index + 1) and tokens[index + 1].shape in _UPPER:
        _hide(tokens, range(index, index + 2), "name of an operation")
    elif low in cw.SAINTS and len(low) < 6 and joined(tokens, index + 1 + (_dot(tokens, index + 1))):
        _saint(tokens, index)
    elif token.shape == CAPITALS and _acronym(tokens, index):
        _hide(tokens, range(index, index + 1), ACRONYM)
    elif word.other and word.first < 2 and not (previous and previous.low in cw.TITLES):
        _hide(tokens, range(index, index + 1), PHRASE)
    elif word.capital and not word.name and not word.place:
        _hide(tokens, range(index, index + 1), "word that always has a capital")


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
    for behind in tokens[index + 1 : index + 4]:
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
    near = [*tokens[max(0, index - 4) : index], *tokens[index + 1 : index + 4]]
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
        _hide(tokens, range(index, end), "saint: a church, school or place")


def _acronym(tokens: Sequence[Token], index: int) -> bool:
    """MARAC, DASH, JS, and short capitals that no list of names holds."""
    token = tokens[index]
    word = token.word
    among = _among_capitals(tokens, index)
    if word.acronym:
        return word.level > 0 or not (among and word.first > 1)
    if len(token.text) <= 2:
        return not (among and word.last > 1)
    if word.level:
        return False
    if among and len(token.text) > 3:
        return False
    if len(token.text) <= _LONGEST_ACRONYM and not word.like_a_name:
        return max(word.first, word.last) < (2 if among else 3 - (word.first == 2 and len(token.text) > 3))
    return False


def _among_capitals(tokens: Sequence[Token], index: int) -> bool:
    """Whether a longer word in capitals stands near: then the line is in capitals."""
    near = [*tokens[max(0, index - 4) : index], *tokens[index + 1 : index + 5]]
    return any(t.shape == CAPITALS and (t.word.level or len(t.text) > _LONGEST_ACRONYM) for t in near)


def _runs(tokens: Sequence[Token]) -> Iterator[range]:
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


def _institution(tokens: Sequence[Token], run: range) -> None:
    """Hide a run up to its last word that names an institution, law or method."""
    for index in reversed(run):
        token = tokens[index]
        if index == run.start and (token.word.first > 1 or token.low not in cw.INSTITUTIONS):
            break
        titled = index > run.start and tokens[index - 1].low in cw.TITLES
        institution = token.low in cw.INSTITUTIONS and not _first_of_a_pair(tokens, index)
        if titled and token.word.last > 1 and tokens[index - 1].low not in cw.SOFT_TITLES:
            continue  # Ms Day, Mr Church
        if institution or (token.low in cw.LAWS and token.shape in _UPPER):
            begin = _begin(tokens, run, index)
            # Dale and Heath: what is left behind "and" may be a person.
            if begin < index or token.word.first < 2:
                _hide(tokens, range(begin, index + 1), "institution, road or law")
            return
    _law_in_small_letters(tokens, run)
    _school_by_its_name(tokens, run)
    _rank(tokens, run)


def _first_of_a_pair(tokens: Sequence[Token], index: int) -> bool:
    """Field, Hill or Wood behind a first name is a surname: Sarah Hill; Rose Hill where a person stands."""
    token, previous = tokens[index], before(tokens, index)
    if previous is None or previous.owned or previous.word.first < 2 or token.word.last < 2:
        return False
    if token.low not in cw.SURNAMES_LIKE_PLACES or previous.low in cw.LANDMARKS or _the(tokens, index - 1):
        return False
    if previous.word.level:
        opener = tokens[index - 2] if index > 1 else previous
        pointed = opener.low in cw.ROLES or opener.low in cw.KIN or opener.low in cw.POINTING
        return previous.word.first > 2 and (opener.text == ":" or pointed)
    return index < 2 or tokens[index - 2].shape not in _UPPER or tokens[index - 2].word.level > 0


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
        _hide(tokens, run, f"school, hospital or place after “{opener.low}”")


def _rank(tokens: Sequence[Token], run: range) -> None:
    """From Cardinal Heenan to Bishop Stopford: schools, unless somebody of that rank speaks or acts."""
    first, behind = tokens[run.start], after(tokens, run[-1])
    acts = behind is not None and (behind.low in cw.SPEAKING or behind.low in cw.BEING)
    if first.low in cw.CHURCH_RANKS and len(run) > 1 and not acts and not tokens[run[-1]].owned:
        _hide(tokens, run, "school or place called after somebody of rank")


def _law_in_small_letters(tokens: Sequence[Token], run: range) -> None:
    """The Munro review, Gillick competence, under the Jay report: a name that stands for a text or method."""
    last = run[-1]
    behind = after(tokens, last)
    if not behind or behind.shape != SMALL or behind.low not in cw.LAWS:
        return
    opener = before(tokens, run.start)
    if len(run) == 1 or (opener and opener.low in ("the", "under", "a")):
        _hide(tokens, run, "law, review or method with somebody's name")


def _before_several(tokens: Sequence[Token], index: int) -> None:
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
        _hide(tokens, range(start, index), "in a list of places or institutions")


def _before_small_institution(tokens: Sequence[Token], index: int) -> None:
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
        _hide(tokens, range(start, index), "name of an institution or place")
