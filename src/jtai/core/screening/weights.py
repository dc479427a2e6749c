"""Every number the screen for names reckons with: what it is for, and a text that it decides.

A word is a name from `ENOUGH` on. What the word itself says (its prior) comes first, what stands around it is
added, what speaks against it is negative. The rules read these names and hold no number of their
own (ADR 0320). What each is worth on the measured notes is in docs/reference/screening-weights.md.
"""

from __future__ import annotations

from typing import Self


class Weight(float):
    """So many points for or against a word. Without it: nought."""

    __slots__ = ("example", "why")
    without = 0.0

    why: str
    example: str

    def __new__(cls, value: float, why: str, example: str) -> Self:
        """The number, with why it stands and its example."""
        made = super().__new__(cls, value)
        made.why, made.example = why, example
        return made


class Threshold(Weight):
    """A score or share from which on something holds. Without it: never."""

    __slots__ = ()
    without = float("inf")


# Where a score becomes an answer.
ENOUGH = Threshold(1.0, "from here on a word is a name", "Spoke to Darren.")
STRONG = Threshold(
    2.0,
    "from here on a name must be replaced or confirmed, not only looked at",
    "Darren’s bruises were not asked about.",
)
STRONG_FIRST_AND_LAST = Threshold(
    1.5,
    "the same for a word that is a first name and a surname and nothing else",
    "Suspect is Jones, on bail.",
)
SURE_ELSEWHERE = Threshold(
    1.5, "so sure a name is one wherever else the text says it", "Grace Mensah has moved. Grace at home."
)
SURE_BESIDE = Threshold(
    1.2, "so sure a name lends to its companion behind “and”", "Lin and Tom Hughes attended."
)
PERSON_HERE = Threshold(
    0.8, "the words around say so much of a person that no small doubt counts", "Eden (mum) was at home."
)
PERSON_NOT_PLACE = Threshold(
    1.6, "what it takes where a large place is hardly anybody's first name", "Cllr York chairs scrutiny."
)
KEPT_WITH_A_SLIP = Threshold(
    0.7, "a prior below this is lost where one letter makes an ordinary word", "call from s arne today"
)
HEADLINE_CAPITALS = Threshold(
    0.7, "share of words with a capital in a line that is a headline", "Group A Parents meet in Hall D."
)
HEADLINE_WORDS = Threshold(
    0.5,
    "share of ordinary words with a capital in a line that is a headline",
    "Group A Parents meet in Hall D.",
)

# Priors of names that are no words, with a capital.
FIRST_NAME_COMMON = Weight(2.2, "a first name of very many, and no word", "Darren rang.")
FIRST_NAME_KNOWN = Weight(1.9, "a first name of many, and no word", "Uzma rang.")
FIRST_NAME_RARE = Weight(1.2, "a first name of few, and no word", "Daly (mum) rang.")
FIRST_NAME_OF_A_BRAND = Weight(
    0.7, "a first name that a firm, charity or medicine bears too", "Zara (mum) rang."
)
FIRST_NAME_OR_SLIP = Weight(
    0.3, "a short rare name at the start of a sentence, one slip from a word", "Sas was found."
)
SURNAME_COMMON = Weight(1.45, "a surname of very many, and no word", "Case notes on Metcalfe are thin.")
SURNAME_KNOWN = Weight(1.3, "a surname of many, and no word", "Suspect is Rezaei, on bail.")
SURNAME_RARE = Weight(1.15, "a surname of few, and no word", "Suspect is Graap, on bail.")
SURNAME_LIKE_OFSTED = Weight(
    -0.4, "a surname that is also a word with a capital, at the start of a sentence", "Norway (mum) rang."
)
FORMED_LIKE_A_NAME = Weight(
    1.1, "in no list, but formed as names of some languages are", "She then met Ashkenwyn."
)
IN_NO_LIST = Weight(
    1.0, "in no list, with a capital that was written on purpose", "Then Skelmarsh went home."
)
IN_NO_LIST_AT_THE_START = Weight(0.6, "in no list, at the start of a sentence", "Skelmarsh was found.")
SLIP_WITH_A_CAPITAL = Weight(
    0.8, "one letter from a word, but with a capital in mid-sentence", "Girlfriend Shelbs is at risk."
)
SHORTHAND = Weight(0.2, "a capital and no vowel: shorthand rather than a name", "Kvrt was seen alone.")

# Priors of names that are words too, with a capital. It says less where any word has one: at the start of a
# sentence, in a headline, in a line of capitals.
WORD_COMMON_NAME = Weight(
    1.0, "an everyday word that is a common first name", "I spoke with Penny about the move."
)
WORD_COMMON_NAME_START = Weight(0.3, "the same at the start of a sentence", "Ivy is lost.")
SELDOM_WORD_COMMON_NAME = Weight(
    1.1, "a word not used every day that is a common first name", "The nurse weighed Josh."
)
SELDOM_WORD_COMMON_NAME_START = Weight(0.5, "the same at the start of a sentence", "Josh is fading.")
RARE_WORD_COMMON_NAME_START = Weight(
    0.9, "a rare word that is a common first name, at the start of a sentence", "Beth is fading."
)
WORD_KNOWN_NAME = Weight(0.6, "a word that is a first name of many", "I spoke with Mercy about the move.")
WORD_KNOWN_NAME_START = Weight(0.1, "the same at the start of a sentence", "Deb is lost.")
RARE_WORD_KNOWN_NAME = Weight(0.9, "a rare word that is a first name of many", "Then Reg went home.")
RARE_WORD_KNOWN_NAME_START = Weight(
    0.4, "the same at the start of a sentence", "Yin is linked to older males."
)
WORD_SURNAME = Weight(0.2, "a word that is a surname", "I met with Law, aged 9.")
WORD_SURNAME_START = Weight(-0.2, "the same at the start of a sentence", "Law, T.")
RARE_WORD_SURNAME = Weight(0.8, "a rare word that is a surname", "T Holt attended.")
RARE_WORD_SURNAME_START = Weight(0.4, "the same at the start of a sentence", "Holt Hughes attended.")
VERB_NAME = Weight(1.0, "Will, May: verbs that are common first names", "I spoke with Will about the move.")
VERB_NAME_START = Weight(0.1, "the same at the start of a sentence", "Will wants to be a vet.")
TWO_WORDS_IN_ONE = Weight(
    0.5, "two everyday words written as one, now and then a surname", "Then Drumwood went home."
)
TWO_WORDS_IN_ONE_START = Weight(0.2, "the same at the start of a sentence", "Drumwood was found.")
LONE_CAPITAL = Weight(
    -0.4,
    "a word no list calls a name: it must be pointed at from two sides",
    "We met Saffron and Volt went home.",
)
ISOLATED = Weight(
    0.2, "a capital alone among small letters was written on purpose", "The file of Rain, aged 9, is thin."
)

# Priors in small letters, where a name has to be pointed at.
SMALL_FIRST_NAME = Weight(1.2, "a first name of many that is no word", "kayleigh says she wants to go home")
SMALL_FIRST_NAME_OR_SLIP = Weight(0.7, "the same one letter from a word", "dad, moussa, not seen")
SMALL_NAME = Weight(0.5, "another name of the lists", "met bronwen pugh at school")
SMALL_FORMED_LIKE_A_NAME = Weight(
    0.6, "in no list, but formed as names of some languages are", "hv saw ashkenwyn at home"
)
SMALL_IN_NO_LIST = Weight(0.3, "in no list", "mum skelmarsh rang")
SMALL_RARE_WORD_NAME = Weight(0.9, "gemma: a word hardly anybody uses but as a name", "mum beth rang")
SMALL_WORD_NAME = Weight(0.7, "josh: a word seldom used but as a name", "mum josh rang")
SMALL_POINTED_RARE = Weight(
    0.7, "a rare word that is a common first name, pointed at", "spoke to molly today"
)
SMALL_POINTED = Weight(0.4, "another word, pointed at", "mum lily rang")

# What stands in front.
TITLE = Weight(2.0, "behind a title a person is named", "Mr Volt signed it.")
CALLED = Weight(1.5, "somebody is called so", "The lads call him Mac.")
LABEL = Weight(0.8, "behind a label, role or family word and a colon", "Perpetrator: Nwosu.")
APPOSITION = Weight(0.8, "between commas behind a role or family word", "no contact w dad, paul, since 2013")
KIN_BEFORE = Weight(0.9, "behind a family word", "sibling (senait) not on the plan")
ROLE_BEFORE = Weight(0.8, "behind a role", "Admin (Jelena) takes minutes.")
POINTING_BEFORE = Weight(
    0.8, "behind a word that hardly anything but a person follows", "We met Brook, aged 9."
)
KNOWN_AS = Weight(0.8, "somebody is known as it", "also known as velmara")
SAYING_BEFORE = Weight(
    0.3, "behind “said” or “reports” more often a person than a thing", "h/v reports soha underweight"
)
TOWARDS_A_PERSON = Weight(0.6, "behind what is done to a person", "The nurse weighed Norm.")
BEFORE_A_PERSON = Weight(
    0.4, "behind a word that often comes before a person", "Good direct work with Yinka."
)
REACHED = Weight(0.3, "spoke to, a call from", "tc from maram, upset")
REACHED_IN_NO_LIST = Weight(
    0.7, "the same for a word in small letters of no list, which needs more", "spoke to skelmarsh today"
)
SMALL_INITIAL = Weight(0.8, "an initial before a word in small letters", "call to s banerji today")
INITIAL_BEFORE = Weight(1.0, "an initial before it", "Allocated to R. Banks in May.")

# What stands behind.
OWNER_OF_A_PERSONS = Weight(1.0, "owner of what a person has", "Rusty’s mother has not replied.")
OWNER = Weight(0.4, "owner of anything", "At Boz’s last review nobody spoke.")
AGE = Weight(0.9, "an age or date of birth behind it", "We met Hope, aged 9.")
KIN_IN_BRACKETS = Weight(1.0, "a family word in brackets behind it", "Ash (mum) was at home.")
ROLE_BEHIND = Weight(0.7, "a role, or a family word between commas, behind it", "Ash, the IRO, said no.")
QUOTED = Weight(0.3, "a first name alone in quotation marks", "called “Beth” at home")
FAMILY_BEHIND = Weight(
    0.6, "“family” or the like behind a word of no dictionary", "The Mazur family have been known since 2012."
)
ACTS = Weight(0.9, "what people do, right behind it", "Fainche wants to be a vet.")
IS = Weight(0.4, "“is” or “was” behind it", "Chad is fading.")
IS_WITHOUT_ARTICLE = Weight(0.7, "the same for a thing that would need “the” or “a”", "Ivy is fading.")
IS_STATE_OF_A_PERSON = Weight(
    0.9, "what only people are or do behind “is”, “has” or “did not”", "Jack was seen alone."
)
IS_STATE_OF_THINGS = Weight(0.6, "what things without an article are too: lost, found", "Verity is lost.")
STATE = Weight(0.4, "seen, placed: a state of people without “was”", "josh seen at school")
FROM_BEHIND = Weight(
    0.6, "Rowan from housing: “from” behind a word that is a name of many", "Reg from housing rang."
)
AND_HERS = Weight(0.7, "“and her” behind it", "I met Amber and her key worker.")
PRONOUN = Weight(0.3, "he, she, his or her in the rest of the sentence", "also Law was there, and she cried")
INITIAL_BEHIND = Weight(0.7, "an initial behind a first name, and nothing more", "Hope W")
SURNAME_INITIAL = Weight(1.2, "a cell of a list: surname, initial", "Marsh, T.")

# What stands side by side.
PAIR = Weight(1.2, "a known first name before what may be a surname", "Minutes taken by Shiyu Low.")
PAIR_HALF_KNOWN = Weight(1.0, "a rare or unknown first name, where one of the two is known", "PAN Amina")
PAIR_UNKNOWN = Weight(0.5, "the same where neither is", "Child 3, Velmara Skelmarsh, 12/12/2009, CIN")
PAIR_REVERSED = Weight(
    0.8, "a surname before what may be a first name", "Interviewees: Hickok Skelmarsh (health)."
)
PAIR_OF_WORDS = Weight(
    -0.4, "one of the two is also an ordinary word", "Blossom Abukar is the oldest of four."
)
SMALL_PAIR_FIRST = Weight(
    0.5, "a first name in small letters before a surname", "gemma lister to lead on plan"
)
SMALL_PAIR_LAST = Weight(1.2, "a surname in small letters behind a first name", "met bronwen pugh at school")
CAPITALS_BEFORE_FIRST_NAME = Weight(1.0, "a surname in capitals before a first name", "LOW Amina")
CELL = Weight(0.6, "fills a cell of a list", "114;Ivy;Joy;M;2011-03-04")
CELLS_OF_SURNAME_AND_FIRST_NAME = Weight(
    1.2, "surname, first name: two cells of a list", "114;Jiao;Lan;M;2011-03-04"
)
COMPANION = Weight(0.7, "beside a sure name and “and”", "Ivy and Tom Hughes attended.")

# What a word has left that was held for a place, when a name stands beside it.
PLACE_IN_A_PAIR = Weight(
    0.6, "a place that is a first name or surname, in a pair of names", "Derry Hughes attended."
)
PLACE_WITH_AN_INITIAL = Weight(
    0.4, "a place that is a surname, beside an initial", "Handed over to T Blackwood."
)

# What speaks against a person.
BEHIND_A_PLACE_WORD = Weight(-0.6, "behind “in” or “near” what nobody lists is a place", "near Laa today")
SMALL_PLACE = Weight(-0.8, "in small letters, behind “in” or a place of the lists", "living in eden")
ARTICLE = Weight(-0.6, "a Frank exchange: “a” before a word and a word behind it", "a Joy view of it")
IN_A_HEADLINE = Weight(
    -0.5,
    "in a headline a capital of an ordinary word says nothing",
    "Child 3, Holt Skelmarsh, 12/12/2009, CIN",
)
