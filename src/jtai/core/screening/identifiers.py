"""Numbers and addresses that point at one person, with what to do about each (paragraph 80, ADR 0200)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import partial

from jtai.core.screening.shapes import Identifier, Span

NHS_NUMBER, UPN, BIRTH = "nhs-number", "upn", "date-of-birth"
POSTCODE, TELEPHONE, E_MAIL = "postcode", "telephone", "e-mail"
MESSAGES = {
    NHS_NUMBER: "An NHS number identifies one patient. Use the case reference instead.",
    UPN: "A unique pupil number identifies one child. Use the case reference instead.",
    BIRTH: "A date of birth may be in a record (paragraph 80), but never beside a name.",
    POSTCODE: "A full postcode points at a few homes. Write the district only, or leave it out.",
    TELEPHONE: "A telephone number leads to one person or home. Leave it out.",
    E_MAIL: "An e-mail address carries a name. Leave it out.",
}
DOUBTFUL_NHS_NUMBER = (
    "This is said to be an NHS number, but its check digit is wrong. Leave it out, or correct it."
)

# Bounded repetition everywhere: no text, however long, makes these slow.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_TEN_DIGITS = re.compile(r"(?<![\d/.-])(?:\d{10}|\d{3} \d{3} \d{4}|\d{3}-\d{3}-\d{4})(?![\d/]|[.-]\d)")
_NHS_NEAR = re.compile(r"\bnhs\b(?: ?(?:no|number|num|id))?[ .:#=]{0,4}$", re.IGNORECASE)
_UPN = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z](?!\w)", re.IGNORECASE)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN_NEAR = re.compile(r"\b(?:upn|unique pupil (?:number|no))[ .:#=]{0,4}$", re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:\d{{4}}|\d{{2}}))(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)
_BIRTH_BEFORE = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?|birth ?date|birthday)[ .:(=]{0,4}$", re.IGNORECASE
)
_BIRTH_AFTER = re.compile(r"[ )]{0,2}\(?(?:d\.?o\.?b\b|date of birth)", re.IGNORECASE)
_SEX_BEFORE = re.compile(r"(?:^|[\t,;|] ?)(?:m|f|male|female|boy|girl) ?[\t,;|] ?$", re.IGNORECASE)
_SEX_AFTER = re.compile(r" ?[\t,;|] ?(?:m|f|male|female|boy|girl) ?(?:[\t,;|]|$)", re.IGNORECASE)
_CELL_BEFORE = re.compile(r" {0,2}[\t;|] {0,2}$")
_POSTCODE = re.compile(
    r"(?<!\w)(?:[A-PR-UWYZ](?:\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d{1,2}|[A-HK-Y]\d[ABEHMNPRVWXY])|GIR) ?"
    r"\d[ABD-HJLNP-UW-Z]{2}(?!\w)",
    re.IGNORECASE,
)
_AREA_NAMES = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN
EX FK FY G GIR GL GU HA HD HG HP HR HS HU HX IG IM IP IV JE GY KA KT KW KY L LA LD LE LL LN LS LU M ME
MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY
TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_AREAS = frozenset(_AREA_NAMES.split())
_TELEPHONE = re.compile(
    r"(?<![\w/.-])(?:\+44 ?\(?0?\)? ?|0044 ?|\(?0)(?:\d\)?[ -]?){8}\d(?:[ -]?\d)?(?![\w/]|[.-]\d)"
)
_LOOK_BACK = 30


def find_identifiers(text: str, names: Iterable[Span] = ()) -> list[Identifier]:
    """Every identifier, in order; none overlaps another, the more certain kind wins.

    A date in the cell of a list beside one of the `names` is taken for a date of birth.
    """
    ends = frozenset(span.end for span in names)
    found: list[Identifier] = []
    taken: list[tuple[int, int]] = []
    births = partial(_births, ends=ends)
    for finder in (_emails, _nhs_numbers, _upns, births, _telephones, _postcodes):
        spans = [span for span in finder(text) if not _overlaps(span, taken)]
        found += spans
        taken += [(span.start, span.end) for span in spans]
        taken.sort()
    return sorted(found, key=lambda span: span.start)


def _overlaps(span: Identifier, taken: list[tuple[int, int]]) -> bool:
    place = bisect_left(taken, (span.end, 0))
    return place > 0 and taken[place - 1][1] > span.start


def _made(match: re.Match[str], kind: str, message: str = "") -> Identifier:
    return Identifier(match.start(), match.end(), kind, message or MESSAGES[kind])


def _near(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    return pattern.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]) is not None


def _emails(text: str) -> Iterator[Identifier]:
    # The sign is looked for first: most texts have none.
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield _made(match, E_MAIL)


def _nhs_numbers(text: str) -> Iterator[Identifier]:
    for match in _TEN_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        said = _near(text, match, _NHS_NEAR)
        if nhs_number_is_valid(digits) and (said or digits[0] != "0"):
            yield _made(match, NHS_NUMBER)
        elif said:
            yield _made(match, NHS_NUMBER, DOUBTFUL_NHS_NUMBER)


def nhs_number_is_valid(digits: str) -> bool:
    """Ten digits whose last is the check digit (modulus 11), not all the same."""
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def _upns(text: str) -> Iterator[Identifier]:
    for match in _UPN.finditer(text):
        if upn_is_valid(match.group().upper()) or _near(text, match, _UPN_NEAR):
            yield _made(match, UPN)


def upn_is_valid(upn: str) -> bool:
    """A check letter and twelve characters, the last a digit or, for a temporary number, a letter."""
    if not _UPN.fullmatch(upn):
        return False
    values = [int(c) if c.isdecimal() else _UPN_LETTERS.index(c) for c in upn[1:]]
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return _UPN_LETTERS[total % len(_UPN_LETTERS)] == upn[0]


def _births(text: str, ends: frozenset[int]) -> Iterator[Identifier]:
    for match in _DATE.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        after = text[match.end() : match.end() + _LOOK_BACK]
        said = _BIRTH_BEFORE.search(before) or _BIRTH_AFTER.match(after)
        cell = _CELL_BEFORE.search(before)
        beside = cell is not None and match.start() - len(cell.group()) in ends
        if said or beside or _SEX_BEFORE.search(before) or _SEX_AFTER.match(after):
            yield _made(match, BIRTH)


def _telephones(text: str) -> Iterator[Identifier]:
    for match in _TELEPHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        national = "0" + digits.removeprefix("0044").removeprefix("44").lstrip("0")
        if len(national) in (10, 11) and national[1] in "123578":
            yield _made(match, TELEPHONE)


def _postcodes(text: str) -> Iterator[Identifier]:
    for match in _POSTCODE.finditer(text):
        area = re.match(r"[A-Z]+", match.group().upper())
        # Small letters are accepted only with the space: "m14 5tp", not a reference such as "e14ab".
        upper = match.group().isupper() or " " in match.group()
        if upper and area and area.group() in _AREAS:
            yield _made(match, POSTCODE)
