"""Does a cell of a pseudonymous list look like something that points to a person (ADR 0305)?

The engine takes numbers and categories. A list that holds more is refused as a whole, by name of the column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from jtai.core.selection.columns import kept_as, why_dropped, why_refused

_CAPITALISED = r"(?:(?:Mc|Mac|[OD]['’])?[A-Z][a-zÀ-ÿ'’]+(?:-[A-ZÀ-Þ][a-zÀ-ÿ'’]+)*)"
_FULL_NAME = re.compile(rf"^{_CAPITALISED}(?: [A-Z]\.?)*(?: (?:de|da|van|von|bin|al|ap|el|{_CAPITALISED}))+$")
_SHOUTED_NAME = re.compile(r"^[A-ZÀ-Þ'’-]{2,}(?: [A-ZÀ-Þ'’-]{2,}){1,3}$")
_SURNAME_FIRST = re.compile(rf"^{_CAPITALISED}, ?{_CAPITALISED}(?: {_CAPITALISED})*$")
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? {_CAPITALISED}")
_ONE_WORD = re.compile(rf"^{_CAPITALISED}$")
_WORDS_ONLY_ID = re.compile(r"^[^\W\d_]{3,}(?:[ ._,'’-]+[^\W\d_]{2,})*$")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_TIGHT_POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}$", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_UPN = re.compile(r"^[A-Z]\d{11}[A-Z\d]$", re.IGNORECASE)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"^(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})|\d{{4}}[/.-]\d{{1,2}}[/.-]\d{{1,2}}(?:[T ].*)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})[a-z]* \d{{2,4}})$",
    re.IGNORECASE,
)
_ROAD = "street|st|road|rd|avenue|ave|lane|close|drive|way|court|crescent|terrace|place|gardens|grove|walk"
_ADDRESS = re.compile(rf"^(?:flat )?\d+[a-z]?,? +[a-z].*\b(?:{_ROAD})\b", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"^\d(?:[ -]?\d){9}$")

# Words of categories: a value that has one of them is no name of a person.
_CATEGORY_WORDS = (
    "white black asian asia british english welsh scottish irish northern european eastern western "
    "african caribbean indian pakistani bangladeshi chinese arab gypsy roma traveller mixed other any "
    "background heritage ethnic group multiple not recorded known stated unknown refused declined none "
    "yes no male female boy girl child children young person people in need protection plan looked after "
    "care leaver leavers early help targeted support referral assessment closed open case step down edge "
    "section order full interim supervision special guardianship kinship foster residential secure home "
    "school college police health youth justice offending probation missing online gang gangs county "
    "lines exploitation exploited sexual criminal domestic abuse violence neglect emotional physical risk "
    "high medium low concern concerns learning disability disabilities autism autistic hearing visual "
    "impairment mental condition conditions service services team north south east west central city town "
    "rural urban area areas district ward locality family families parent mother father carer single "
    "unaccompanied asylum seeking seeker refugee trafficking trafficked modern slavery radicalisation "
    "extremism substance misuse drug drugs alcohol education excluded employed training primary secondary "
    "nursery level one two three four five first second third stage status band age under over non binary "
    "trans prefer say self described involved involvement previous current former past new long short "
    "term high-risk adopted adoption placement placed permanent temporary emergency accommodation private "
)
_CATEGORY = frozenset(_CATEGORY_WORDS.split())
_OFTEN = 3  # a two-word value that stands this often is a category, not a person
_ENOUGH_ROWS = 8


def why_header_refused(header: str) -> str:
    """Why a column with this header cannot be taken, or ""."""
    if kept_as(header) == "date_of_birth":
        return "holds dates of birth"
    return why_refused(header) or why_dropped(header)


def why_id_refused(text: str) -> str:
    """What a child's own number or a family reference looks like when it is not one, or ""."""
    if _WORDS_ONLY_ID.match(text) and not _is_category(text):
        return "a person's name"
    return _why_number(text) or _why_place(text)


def why_value_refused(text: str, standing: int) -> str:
    """What a value looks like that is no category, or "". standing: how often it is in its column."""
    if found := _why_number(text) or _why_place(text):
        return found
    if _TIGHT_POSTCODE.match(text):
        return "a postcode"
    if _TITLED.search(text):
        return "a person's name"
    looks = _FULL_NAME.match(text) or _SHOUTED_NAME.match(text) or _SURNAME_FIRST.match(text)
    return "a person's name" if looks and standing < _OFTEN and not _is_category(text) else ""


def looks_like_names(cells: Sequence[str]) -> bool:
    """A column of single words in which most differ: names, not a category."""
    words = Counter(cell for cell in cells if _ONE_WORD.match(cell) and not _is_category(cell))
    return len(cells) >= _ENOUGH_ROWS and 2 * len(words) > len(cells)


def _why_number(text: str) -> str:
    if _TEN_DIGITS.match(text) and _is_nhs_number(text):
        return "an NHS number"
    if _UPN.match(text):
        return "a unique pupil number"
    return "a date of birth" if _DATE.match(text) else ""


def _why_place(text: str) -> str:
    if _EMAIL.search(text):
        return "an e-mail address"
    if _ADDRESS.match(text):
        return "an address"
    return "a postcode" if _POSTCODE.search(text) else ""


def _is_category(text: str) -> bool:
    return any(word in _CATEGORY for word in re.findall(r"[a-zà-ÿ-]+", text.lower()))


def _is_nhs_number(text: str) -> bool:
    """Modulus 11 over nine digits, the tenth checks."""
    digits = [int(letter) for letter in text if letter.isdigit()]
    check = -sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check == digits[9]
