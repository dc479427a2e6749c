"""The words that stand beside a person, a place or an institution, in groups: `context_words.txt` read in.

They are words of the trade and of English, not names; the lists of names are in the data file.
"""

from __future__ import annotations

from importlib.resources import files


def _groups() -> dict[str, list[str]]:
    """Each section's lines."""
    found: dict[str, list[str]] = {}
    section: list[str] = []
    text = files("jtai.core.screening").joinpath("context_words.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    return found


_GROUPS = _groups()


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _GROUPS[name] for word in line.split())


# A title and what to write instead of title and name; empty when initials serve better.
TITLES = {title: role.strip() for title, _, role in (line.partition(":") for line in _GROUPS["titles"])}
SOFT_TITLES = _words("soft_titles")  # also ordinary words or shorthand: count only before what may be a name
NEVER = _words("never")  # words of grammar: whatever lists of names hold them, they are none
KIN = _words("kin")
ROLES = _words("roles")
SPEAKING = _words("speaking")  # what people do, right behind a name
BEING = _words("being")
STATES = _words("states")  # behind "is" or "was" only people: seen, placed, frightened
STATES_OF_THINGS = _words("states_of_things")  # of those, what things may be too: lost, found
STUFF = _words("stuff")  # words that need no article: "hope is fading" is no person
OF_A_PERSON = _words("of_a_person")  # what belongs to a person, behind 's
BEFORE_A_PERSON = _words("before_a_person")
TOWARDS_A_PERSON = _words("towards_a_person")  # done to a person: saw, contacted, weighed
POINTING = _words("pointing")  # told, named, alias: hardly anything but a person follows
BEFORE_A_LETTER = _words("before_a_letter")  # Section C, Plan B, Vitamin D: the letter is no initial
BEFORE_AN_INITIAL = _words("before_an_initial")  # in small letters: call to s banerji
CALLED = _words("called")  # a nickname follows
PERSONS = _words("persons")
ANIMALS = _words("animals")
TALKING = _words("talking")
LABELS = _words("labels")  # before a colon
PLACE_BEFORE = _words("place_before")
MAYBE_PLACE_BEFORE = _words("maybe_place_before")
PLACE_AFTER = _words("place_after")
INSTITUTIONS = _words("institutions")
SURNAMES_LIKE_PLACES = _words("surnames_like_places")  # of the institutions, those that are common surnames
SEVERAL_INSTITUTIONS = _words("several_institutions")  # a list of places stands before
SEVERAL_TEXTS = _words("several_texts")
CHURCH_RANKS = _words("church_ranks")  # schools: Cardinal Heenan, King Edward
TEAMS = _words("teams")
LAWS = _words("laws")  # the Munro review, Gillick competence
LAWS_OWNED = _words("laws_owned")  # with 's before it only these: Clare's Law
FAMILY_AFTER = _words("family_after")
CODE_NAMES = _words("code_names")
SAINTS = _words("saints")
PARTICLES = _words("particles")
AIMING = _words("aiming")  # shouted at, looked at: a person may follow
BY_NAMES = _words("by_names")  # Big Dave
JOINERS = _words("joiners")
MONTHS = _words("months")
HARDLY_NAMES = _words("hardly_names")  # months and seasons that few people are called
MONTHS_LIKE_NAMES = _words("months_like_names")
DAYS = _words("days")
DATE_BEFORE = _words("date_before")
PRONOUNS = _words("pronouns")
ORDINARY_ROLES = _words("ordinary_roles")
OWNED_BY_INSTITUTIONS = _words("owned_by_institutions")
LANDMARKS = _words("landmarks")
ABBREVIATIONS = _words("abbreviations")
PREFIXES = _words("prefixes")
ROLE_PHRASES = frozenset(_GROUPS["role_phrases"])
PINYIN_SYLLABLES = _words("pinyin_syllables")
