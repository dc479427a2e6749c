"""What is known of words: the data file behind one question, `Lexicon.word`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from jtai.core.screening import context_words as cw
from jtai.core.screening import flags
from jtai.core.screening.data_file import unpack
from jtai.core.screening.ranks import (
    COMMON,
    EVERYDAY,
    KNOWN,
    LARGE_PLACE,
    NO_WORD,
    ORDINARY,
    RARE,
    RARE_WORD,
    SELDOM,
)

DATA_FILE = "names.dat"
_REMEMBERED = 20_000
_SHORTEST_TYPO = 5
_BEGINNINGS = ("un", "re", "mis", "non", "over", "under", "pre", "dis", "out", "co", "inter", "multi")
_PET_ENDINGS = frozenset(("boy", "girl", "lad", "bear", "bob", "jo", "lou", "mae", "rae"))
_LONGEST = 60  # letters of the longest name worth thinking about

# Beginnings and endings that words of English rarely have and names of one origin often do.
_LIKE_A_NAME = re.compile(
    r"(?:mc[a-z]{3,}|mac[bcdfgkln][a-z]{3,}|o'[a-z]{3,}|fitz[a-z]{3,}|abd[ieu][a-z]{2,}|olu[a-z]{3,}|oluwa[a-z]+"
    r"|ade[bdgklmnostwy][a-z]{2,}|chukwu[a-z]+|chi[bdnk][aeiou][a-z]{2,}|nwa[a-z]{2,}|llew[a-z]+|ff[a-z]{3,}|rh[iouy][a-z]{2,}"
    r"|gw[aeiy][a-z]{2,}|krz[a-z]+|szcz[a-z]+|prz[a-z]+|zbig[a-z]+|[a-z]{2,}(?:preet|deep|inder|winder|jeet|jot|meet"
    r"|wicz|escu|eanu|[^aeiou]ski|[^aeiou]ska|[aeiou]wski|[aeiou]wska|cki|cka|czyk|czak|auskas|aitis|iene|aite|ovic|evic|enko|chuk|opoulos"
    r"|akis|idis|shvili|oglu|zadeh|wen|wyn|ydd|udd|siân|ullah|uddin|allah|esh|endra|swamy|athan|kumar|rajah))$"
)
_SYLLABLE = "(?:" + "|".join(sorted(cw.PINYIN_SYLLABLES, key=len, reverse=True)) + ")"
_TWO_SYLLABLES = re.compile(f"{_SYLLABLE}{_SYLLABLE}$")


class Word:
    """What is known of one word, ready to read."""

    __slots__ = (
        "acronym",
        "capital",
        "compound",
        "family",
        "first",
        "known",
        "last",
        "level",
        "like_a_name",
        "other",
        "place",
    )

    def __init__(
        self, value: int, *, like_a_name: bool = False, compound: bool = False, family: bool = False
    ) -> None:
        self.level = value & 7
        self.first = flags.first_of(value)
        self.last = flags.last_of(value)
        self.place = flags.place_of(value)
        self.other = bool(value & flags.OTHER)
        self.acronym = bool(value & flags.ACRONYM)
        self.capital = bool(value & flags.CAPITAL)
        self.known = value != 0
        self.like_a_name = like_a_name
        self.compound = compound  # two everyday words written as one: Careline, and now and then a surname
        self.family = family  # the plural of a surname: Ahmeds

    @property
    def rather_a_name(self) -> bool:
        """Gemma, Sheila, Josh: a word of the dictionaries that hardly anybody uses but as a name."""
        return self.first >= COMMON and (self.level >= RARE_WORD or (self.level == SELDOM and self.capital))

    @property
    def name(self) -> bool:
        """Whether any list of names holds it."""
        return self.first >= RARE or self.last >= RARE


class Lexicon:
    """Words and phrases. `without` leaves names out, to measure how the rules do on names nobody listed."""

    def __init__(
        self, words: Mapping[str, int], phrases: Mapping[str, str], *, without: frozenset[str] = frozenset()
    ) -> None:
        self._words = words
        self._without = without
        self.phrases = phrases
        self.beginnings = frozenset(text.split(" ", 1)[0] for text in phrases)
        self.longest = max((text.count(" ") + 1 for text in phrases), default=0)
        self._remembered: dict[str, Word] = {}

    def value(self, folded: str) -> int:
        """The flags of a folded word; 0 when nobody lists it."""
        value = self._words.get(folded, 0)
        # A name that is left out stays what else it is: a word, a place.
        if folded in self._without:
            value &= ~(0b1111 << 3 | flags.CAPITAL)
            return value if value & (0b111 | 0b11 << 7 | flags.OTHER | flags.ACRONYM) else 0
        return value

    def word(self, folded: str) -> Word:
        """What is known of a folded word, also when it is joined of known parts."""
        word = self._remembered.get(folded)
        if word is None:
            if len(self._remembered) > _REMEMBERED:
                self._remembered.clear()
            word = self._remembered[folded] = self._look_up(folded)
        return word

    def _look_up(self, folded: str) -> Word:
        if len(folded) > _LONGEST:
            return Word(RARE_WORD)
        value = self.value(folded)
        if not value and "'" in folded:
            value = self.value(folded.replace("'", ""))
        if not value and "-" in folded:
            value = self._joined(folded.split("-"))
        if not value and self._compound(folded) and not _TWO_SYLLABLES.match(folded):
            return Word(RARE_WORD, compound=True)
        if not value and self._derived(folded):
            return Word(RARE_WORD)
        if not value and folded.endswith("s") and self._is_family(folded[:-1]):
            return Word(flags.compose(0, 0, KNOWN, 0, 0), family=True)
        like = not value and bool(
            _LIKE_A_NAME.match(folded) or (len(folded) > 4 and _TWO_SYLLABLES.match(folded))
        )
        return Word(value, like_a_name=like)

    def _joined(self, parts: list[str]) -> int:
        """Sky-blue is a word, Torbay-specific too, Khan-Fletcher a surname, Lily-Mae a first name."""
        values = [self.value(part) for part in parts if part]
        levels = [flags.level_of(value) for value in values]
        firsts = [flags.first_of(value) for value in values]
        lasts = [flags.last_of(value) for value in values]
        dates = not cw.DAYS.isdisjoint(parts) or cw.MONTHS.issuperset(parts)
        if not values or parts[0] in cw.PREFIXES or dates:
            return RARE_WORD
        if len(values) == 2 and firsts[0] >= KNOWN and parts[1] in _PET_ENDINGS:
            return flags.compose(0, KNOWN, 0, 0, 0)
        names = [max(both) for both in zip(firsts, lasts, strict=True)]
        words = [NO_WORD < level < RARE_WORD for level in levels]
        if any(word and name < KNOWN for word, name in zip(words, names, strict=True)):
            nickname = firsts[0] >= KNOWN and not levels[0] and len(values) == 2
            nickname = nickname and flags.place_of(values[0]) < LARGE_PLACE
            return flags.compose(0, KNOWN, 0, 0, 0) if nickname else RARE_WORD
        if all(EVERYDAY <= level <= ORDINARY for level in levels):
            return flags.compose(SELDOM, min(min(firsts), KNOWN), 0, 0, 0)
        if min(firsts) or min(lasts) or max(names) >= KNOWN:
            first = min(KNOWN, max(min(firsts), firsts[0]))
            return flags.compose(0, first, min(KNOWN, max(lasts[-1], RARE)), 0, 0)
        return RARE_WORD if all(levels) else 0

    def _is_family(self, surname: str) -> bool:
        value = self.value(surname)
        return flags.last_of(value) >= KNOWN and not flags.level_of(value) and not flags.place_of(value)

    def _derived(self, folded: str) -> bool:
        """Un-assessed, re-allocated, mis-recorded: a word with a beginning that any word may take."""
        return any(
            folded.startswith(start)
            and len(folded) > len(start) + 4
            and NO_WORD < flags.level_of(self.value(folded[len(start) :])) <= RARE_WORD
            for start in _BEGINNINGS
        )

    def _compound(self, folded: str) -> bool:
        """Care-line, text-phone: two everyday words written as one."""
        return any(
            NO_WORD < flags.level_of(self.value(folded[:cut])) < SELDOM
            and NO_WORD < flags.level_of(self.value(folded[cut:])) < SELDOM
            for cut in range(4, len(folded) - 3)
        )

    def typo(self, folded: str, *, small: bool = False) -> bool:
        """Whether an unknown word is one letter away from an ordinary one; `small`: it has small letters."""
        if small and len(folded) == _SHORTEST_TYPO - 1:
            levels = (flags.level_of(self._words.get(near, 0)) for near in _one_letter_away(folded))
            return any(NO_WORD < level <= ORDINARY for level in levels)
        if len(folded) < _SHORTEST_TYPO:
            swaps = (folded[:i] + folded[i + 1] + folded[i] + folded[i + 2 :] for i in range(len(folded) - 1))
            return any(flags.level_of(self._words.get(near, 0)) == EVERYDAY for near in swaps)
        levels = (flags.level_of(self._words.get(near, 0)) for near in _one_letter_away(folded))
        return any(NO_WORD < level <= RARE_WORD for level in levels)


def _one_letter_away(word: str) -> list[str]:
    letters = "etaoinsrhldcumfpgwybvkxjqz"
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    near = [a + b[1:] for a, b in cuts if b]
    near += [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    near += [a + c + b for a, b in cuts for c in letters]
    # A first letter is seldom mistyped; names differ from words there more often.
    near += [a + c + b[1:] for a, b in cuts if a and b for c in letters]
    return near


@lru_cache(maxsize=1)
def standard_lexicon() -> Lexicon:
    """The lexicon of the data file, read once."""
    data = files("jtai.core.screening").joinpath(DATA_FILE).read_bytes()
    return Lexicon(*unpack(data))
