"""What the data file knows of a word, packed into one number.

Bits 0-2: how ordinary a word it is (`Use` of ranks.py). Then two bits each: first name and surname (`Rank`)
and place (`Size`). Then single marks, and where it was found.
"""

from __future__ import annotations

OTHER = 1 << 9  # a brand, charity, law, tool, medicine
ACRONYM = 1 << 10
CAPITAL = 1 << 11  # a word that is always written with a capital: English, Monday, Ofsted
FROM_BIRTHS = 1 << 12
FROM_CENSUS = 1 << 13
FROM_FAKER = 1 << 14
FROM_NICKNAMES = 1 << 15
FROM_GEONAMES = 1 << 16
FROM_SCOWL = 1 << 17
FROM_AUTHORITIES = 1 << 18
FROM_HAND = 1 << 19  # hand-made lists of names and shorthand
FROM_FACTS = 1 << 20  # hand-made lists of places, organisations, laws, medicines, acronyms
FROM_UK_BIRTHS = 1 << 21
FROM_MIMESIS = 1 << 22
PUBLIC = (
    FROM_BIRTHS
    | FROM_UK_BIRTHS
    | FROM_CENSUS
    | FROM_FAKER
    | FROM_MIMESIS
    | FROM_NICKNAMES
    | FROM_GEONAMES
    | FROM_SCOWL
    | FROM_AUTHORITIES
)


def compose(level: int, first: int, last: int, place: int, marks: int) -> int:
    """One number from its parts."""
    return level | first << 3 | last << 5 | place << 7 | marks


def level_of(value: int) -> int:
    """How ordinary the word is: a `Use`."""
    return value & 7


def first_of(value: int) -> int:
    """How much of a first name it is: a `Rank`."""
    return value >> 3 & 3


def last_of(value: int) -> int:
    """How much of a surname it is: a `Rank`."""
    return value >> 5 & 3


def place_of(value: int) -> int:
    """How much of a place it is: a `Size`."""
    return value >> 7 & 3
