"""What people type and paste, made plain: figures of any script, odd characters, blanks, limits (ADR 0240).

    line("Ann\u00a0Lee ")      "Ann Lee": one line of text
    prose(text)               running text: one kind of line break, no direction tricks, edges trimmed
    address(text)             an e-mail address without blanks at its edges; what is odd inside stays
    odd_in(text)              the name of the first odd character inside an address, or ""
    whole("٣")                3; None for what is no whole number
    figures("１２：30")        "12:30"
    uuid_of(text)             a UUID, or None
    asked(request.GET, name)  one parameter of an address: one line, cut to its limit

Nothing here refuses: fields and forms do, in words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.forms import widgets

LINE, EMAIL, PROSE, REASON = 200, 254, 20_000, 4_000
# A point of the letter or a section of the briefing may be four thousand words long.
WORK = 40_000
LARGEST = 2**31 - 1

JOINERS = "\u200c\u200d\u034f"
MARKS = "\u200e\u200f\u061c"
_BREAKS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
# Tag characters spell the flags of England, Scotland and Wales; anywhere else they are a hidden text.
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ud800-\udfff\ufdd0-\ufdef"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BLANKS = "\u2800"
_NAMES = {
    0x00: "null character",
    0x09: "tab",
    0x0A: "line break",
    0x0D: "line break",
    0xA0: "no-break space",
    0x200B: "zero width space",
    0x202A: "direction sign",
    0x202B: "direction sign",
    0x202C: "direction sign",
    0x202D: "direction sign",
    0x202E: "direction sign",
    0x2066: "direction sign",
    0x2067: "direction sign",
    0x2068: "direction sign",
    0x2069: "direction sign",
    0xFEFF: "byte order mark",
}
_WIDE = str.maketrans("：．，／－﹣−", ":.,/---")


# Text


def prose(text: str) -> str:
    """Running text. Joiners and marks that a script needs stay; whatever hides or turns text goes."""
    return _settled(text, _prose)


def line(text: str) -> str:
    """Text of one line: each blank and each line break in it is an ordinary space."""
    return _settled(text, lambda words: "".join(" " if c.isspace() else c for c in _prose(words)))


def address(text: str) -> str:
    """An e-mail address: odd characters at its edges go, those inside stay and are refused by name."""
    words = unicodedata.normalize("NFC", text)
    first = next((n for n, c in enumerate(words) if not _is_odd(c)), len(words))
    last = next((n for n, c in enumerate(reversed(words)) if not _is_odd(c)), len(words))
    return words[first : len(words) - last]


def odd_in(text: str) -> str:
    """What the first blank or invisible character in an address is called; "" when there is none."""
    return next((name_of(char) for char in text if _is_odd(char)), "")


def name_of(char: str) -> str:
    """The name of a character that nobody can see."""
    code = ord(char)
    known = _NAMES.get(code) or unicodedata.name(char, "").lower()
    return known or f"control character {code}"


def _is_odd(char: str) -> bool:
    return char.isspace() or char in _BLANKS or bool(_INVISIBLE.match(char))


def _settled(text: str, step: Any) -> str:
    """The same whether done once or twice: what is taken out can bring together what belongs together."""
    while (done := step(text)) != text:
        text = done
    return text


def _prose(text: str) -> str:
    text = _BREAKS.sub("\n", text)
    if _INVISIBLE.search(text):
        text = "".join(_kept(text))
    return unicodedata.normalize("NFC", text).strip().strip(_BLANKS)


def _kept(text: str) -> Iterator[str]:
    flags = {n for flag in _FLAG.finditer(text) for n in range(*flag.span())}
    # A mark by itself turns nothing that is written here.
    turns = any(unicodedata.bidirectional(c) in ("R", "AL") for c in text if c not in MARKS)
    before = ""
    for n, char in enumerate(text):
        if n in flags or not _INVISIBLE.match(char) or _is_needed(char, before, text[n + 1 : n + 2], turns):
            yield char
            before = char


def _is_needed(char: str, before: str, after: str, turns: bool) -> bool:
    """Does the writing before it need this invisible character?"""
    if char in JOINERS:
        return _joins(before)
    if char in MARKS:
        return turns
    if char == "\u200b":
        return _has_no_spaces(before) and _has_no_spaces(after)
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return before != "" and (before in "0123456789#*" or unicodedata.category(before) in _PICTURES)
    return "\u180b" <= char <= "\u180f" and "\u1800" <= before <= "\u18af"


_PICTURES = {"So", "Sm", "Po", "Lo", "Sk", "Sc", "Mn", "Mc"}


def _joins(char: str) -> bool:
    """Letters and signs of the scripts that join, and pictures: not Latin, Greek or Cyrillic."""
    return char >= "\u0590" and unicodedata.category(char) in {"Lo", "Lm", "Mn", "Mc", "So", "Sk", "Cf"}


def _has_no_spaces(char: str) -> bool:
    """Thai, Lao, Burmese and Khmer: a zero width space says where a line may end."""
    return "\u0e00" <= char <= "\u0eff" or "\u1000" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff"


# Figures


def figures(text: str) -> str:
    """Figures of any script as 0 to 9. Raised and circled ones are no figures to count with: they stay."""
    plain = "".join(str(unicodedata.decimal(c, c)) for c in address(text))
    return plain.translate(_WIDE)


def telephone(text: str) -> str | None:
    """A telephone number in ordinary figures; None when it holds figures of two scripts, or raised ones.

    Whoever typed figures of their own script meant them; two scripts in one number are a slip of the pen that
    nobody sees, and somebody else is called.
    """
    scripts = {ord(c) - unicodedata.decimal(c) for c in text if unicodedata.decimal(c, None) is not None}
    plain = line("".join(str(unicodedata.decimal(c, c)) for c in text)).translate(_WIDE)
    odd = any(c.isnumeric() and c not in "0123456789" for c in plain)
    return None if len(scripts) > 1 or odd else plain


def whole(text: str, *, least: int = -LARGEST, most: int = LARGEST) -> int | None:
    """A whole number that a column can hold; None for anything else, and for what is out of bounds."""
    plain = figures(text)
    if not re.fullmatch(r"-?[0-9]{1,10}", plain):
        return None
    return int(plain) if least <= int(plain) <= most else None


def uuid_of(text: object) -> UUID | None:
    """A UUID as pages write it; None for anything else."""
    plain = str(text).strip().lower()
    return UUID(plain) if re.fullmatch(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", plain) else None


def asked(values: Mapping[str, Any], name: str, *, most: int = LINE) -> str:
    """One parameter of an address."""
    return line(str(values.get(name, "")))[:most]


# Fields


def limit_of(field: forms.Field) -> int | None:
    """How many characters the answer may have; None where it is no text. No text is without a limit."""
    if not isinstance(field, forms.CharField) or isinstance(field, forms.UUIDField):
        return None
    if isinstance(field, forms.EmailField):
        return min(field.max_length or EMAIL, EMAIL)
    return field.max_length or (PROSE if isinstance(field.widget, widgets.Textarea) else LINE)


def cleaned(field: forms.Field, value: Any) -> Any:
    """What was typed into a field, made plain. Passwords and what is no text stay as they are."""
    if (
        not isinstance(value, str)
        or limit_of(field) is None
        or isinstance(field.widget, widgets.PasswordInput)
    ):
        return value
    if isinstance(field, forms.EmailField):
        return address(value)
    return prose(value) if isinstance(field.widget, widgets.Textarea) else line(value)
