"""How much of a name, a place and an ordinary word a word is: what the data file knows, in words.

Compare with `>=` and `<`: `word.first >= KNOWN`. The members are plain names of this module because the rules
read them for every word.
"""

from __future__ import annotations

from enum import IntEnum


class Rank(IntEnum):
    """How many people bear a first name or surname."""

    UNLISTED = 0
    RARE = 1
    KNOWN = 2
    COMMON = 3


class Size(IntEnum):
    """How large a place is."""

    NO_PLACE = 0
    SMALL_PLACE = 1
    KNOWN_PLACE = 2
    LARGE_PLACE = 3


class Use(IntEnum):
    """How ordinary a word is; the higher, the fewer people use it."""

    NO_WORD = 0
    EVERYDAY = 1
    ORDINARY = 2
    SELDOM = 3
    RARE_WORD = 4
    RAREST = 5


UNLISTED, RARE, KNOWN, COMMON = Rank
NO_PLACE, SMALL_PLACE, KNOWN_PLACE, LARGE_PLACE = Size
NO_WORD, EVERYDAY, ORDINARY, SELDOM, RARE_WORD, RAREST = Use
