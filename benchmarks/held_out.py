"""A second set of records, of other sentences and names than `dev.jsonl`: does the screen generalise?

A fifth of the hand-made names (by a checksum of their letters) is held out: those records use only held-out
names, and the screen is measured on them with a lexicon from which exactly those names are taken out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jtai.core.screening.folding import fold

ROOT = Path(__file__).resolve().parents[1]
NAMES = ROOT / "tools/names"
_HELD_OUT_OF = 5

# {f} first name, {l} surname, {n} both, {p} place, {F} {L} in capitals, {s} {t} in small letters.
WITH_NAMES: dict[str, tuple[str, ...]] = {
    "full_name": (
        "The most recent plan for {n} has not been shared with partners.",
        "{n} disclosed to her form tutor that she was being hurt.",
        "Discussed with the reviewing officer: {n}, who is 13, wants to live with her nan.",
        "Tracking: {n} (10) - child in need since October.",
        "Health records for {n} were not requested by the social worker.",
        "We also looked at the records of {n} and {n}, both open to youth justice.",
        "When {n} ran away, no return interview followed.",
        "Threshold was met in the case of {n}, yet no section 47 enquiry began.",
        "The complaint came from {n}, a neighbour.",
        "Also present: {n}, {n}.",
        "Mother's new partner, {n}, was not checked.",
        "Good practice: {n} was helped to move school by {n}.",
    ),
    "first_only": (
        "Inspectors spoke to {f} in the garden and he was happy to talk.",
        "I asked {f} what had changed since the last plan.",
        "{f} likes her new foster home and sees her brother every week.",
        "Nobody has told {f} why he cannot go home.",
        "The referral says that {f} was found alone by a neighbour.",
        "Her sister {f} also came to the contact session.",
        "Neglect: {f} arrived at nursery hungry on four days.",
        "Why was {f} not seen on the first visit?",
        "Work with {f} and {f} is planned but has not begun.",
        "At the visit {f} showed the worker her bedroom.",
        "{f} wants to be a vet.",
        "A strategy meeting should have been held for {f} in week one.",
        "He worries about {f} when she is late.",
        "Then {f} rang the police.",
    ),
    "surname_only": (
        "The {l} children were not spoken to.",
        "{l} denies the offence.",
        "Suspect is {l}, on bail.",
        "Both of the {l} twins are on a plan.",
        "Case notes on {l} are thin.",
    ),
    "surname_title": (
        "The GP, Dr {l}, sent a letter of concern.",
        "Mr and Mrs {l} have applied for a residence order.",
        "DC {l} took a statement from the mother.",
        "Miss {l} teaches the reception class.",
        "We met Sgt {l} and Prof {l} at the hub.",
        "Cllr {l} chairs scrutiny.",
        "mrs {l} phoned twice, no reply from sw",
        "Inspector saw DI {l}. Clear about risk.",
    ),
    "possessive": (
        "{f}'s grandparents were never assessed.",
        "No one asked about {f}'s bruises.",
        "It is unclear who holds {n}'s file.",
        "{l}'s bail conditions were not known to the school.",
        "At {f}'s last review the plan was not read out.",
        "The voice of the child was lost in {f}’s assessment.",
    ),
    "lowercase": (
        "tc from {s}, upset that contact was stopped again",
        "hv saw {s} at home, clean and settled",
        "dad {s} not at the meeting, no apologies sent",
        "duty took call re {t}, neighbour heard shouting",
        "{s} says she wants to go home",
        "police checks on {t} still not back",
        "nursery told mum that {s} bit another child",
        "met {t} at school, chatty, no worries",
        "sibling ({s}) not on the plan",
    ),
    "allcaps": (
        "REFERRAL: {F} {L} - POLICE NOTIFICATION",
        "URGENT: {F} {L} NOT COLLECTED FROM NURSERY",
        "{L}, {F} DOB 01/02/2010",
        "CASE DISCUSSION - {F} {L} - NO FURTHER ACTION",
        "NOTE: {F} AND {F} ARE NOT TO BE SEEN TOGETHER",
    ),
    "list_upload": (
        "{n}\tF\t2008-11-30\tCP\tneglect",
        "114;{l};{f};M;2011-03-04",
        "Child 3, {n}, 12/12/2009, CIN",
        "{l}, {f} | M | 03/04/2007 | CLA",
        "3) {n} - open to YOS; 4) {n} - closed",
    ),
    "staff": (
        "{n} (IRO) escalated twice without reply.",
        "Observed {f} from the duty team take a call.",
        "Duty manager {n} signed off the decision in an hour.",
        "Minutes taken by {n}.",
        "According to {n}, head of safeguarding, audits are monthly.",
        "Interviewees: {n} (health), {n} (police), {n} (probation).",
        "Allocated worker {f} knows the family well.",
        "Team manager: {n}; worker: {n}.",
    ),
    "hyphenated": (
        "{f}-{f} is settled with her carers.",
        "Mr {l}-{l} was invited but did not come.",
        "Support for {f} {l}-{l} ended too soon.",
        "We read the file of {f}-{f} {l}.",
    ),
}
_WORD_NAMES = """
Amber April Autumn Basil Blossom Brook Carol Chase Crystal Daisy Dawn Destiny Drew Ebony Faith Fern
Finn Gene Ginger Hazel Heather Holly Honey Hope Hunter Jade Jack Jewel Josh June Junior Lance Melody
Mercy Miles Misty Nick Norm Olive Opal Pearl Peg Penny Pepper Pierce Pip Poppy Rain Ray Red Reed
River Rob Robin Rowan Ruby Rusty Sage Sandy Saffron Scarlett Sonny Star Storm Sunny Tanner Tiger
Victor Violet Will Willow Wren
"""
WORD_NAMES = _WORD_NAMES.split()
WITH_WORD_NAMES = (
    "{w} said that he was scared of his uncle.",
    "The nurse weighed {w} and was worried.",
    "{w}'s mother has not replied.",
    "The police found {w} at the bus station with two men.",
    "{w} {l} is the oldest of four.",
    "We met {w}, aged 9, and her carer.",
    "I spoke with {w} about the move.",
    "When {w} told her teacher, the school rang at once.",
    "{w} was seen alone by her social worker.",
)
WITHOUT: dict[str, tuple[str, ...]] = {
    "neg_place": (
        "Two children live near {p} with their aunt.",
        "The team covers {p}, {p} and {p}.",
        "She was moved to a placement in {p} last week.",
        "Partners in {p} hold a daily meeting.",
        "The {p} office is being rebuilt.",
        "{p} has more contacts than last year.",
        "Young people travel from {p} to {p} by train.",
        "The hub is based at Wellington House, {p}.",
        "They live off Albert Road, close to Norman Park.",
    ),
    "neg_agency": (
        "{p} Council and Kent Police share one system.",
        "The Refuge offers places at short notice; Barnardo's runs the group.",
        "Greater Manchester Combined Authority pays for the scheme.",
        "Home-Start, Mencap and Action for Children sit on the board.",
        "A letter from the Crown Court arrived late.",
        "The Royal College of Nursing advises on ratios.",
        "Marie Curie nurses visited at weekends.",
    ),
    "neg_role": (
        "The Head of Safeguarding and the Deputy Director were not aware.",
        "Team Managers sign off every Child Protection Plan.",
        "The Detective Superintendent chairs the Strategic Board.",
        "Social Workers and Health Visitors meet monthly.",
        "Named Nurse attends; Designated Doctor does not.",
    ),
    "neg_initials": (
        "T.H. and M.B. were seen together.",
        "Child A, sibling of Child B, lives with MGM.",
        "Discussed KP with IRO; agreed to step up.",
        "Young person LB2 is in custody.",
    ),
    "neg_school_hosp": (
        "Sir John Deane College took part.",
        "Harriet Costello School sent no report.",
        "The William Harvey ward called the duty team.",
        "Born at Stepping Hill Hospital, discharged late.",
        "He goes to St Cuthbert's and she to Thomas Tallis School.",
        "The Robert Blair Primary safeguarding lead was away.",
        "Attends Florence Melly Community Primary.",
    ),
    "neg_act": (
        "The Mental Capacity Act 2005 is applied well.",
        "Sarah's Law requests are handled in time.",
        "They follow the Fraser guidelines and the Bichard recommendations.",
        "The Casey report led to change.",
        "Police use the Domestic Violence Disclosure Scheme (Clare's Law).",
        "The Marchioness inquiry is cited in training.",
    ),
    "neg_tool": (
        "Operation Sanctuary and Operation Makesafe ran in spring.",
        "Workers like the Three Houses tool and Talking Mats.",
        "The Boxall Profile is completed each term.",
        "Cases are logged in Liquidlogic and on Niche.",
        "The Freedom Programme has a waiting list.",
    ),
    "neg_drug_month": (
        "Prescribed Sertraline in April, stopped in August.",
        "He admits using Ketamine and MCAT at weekends.",
        "Between March and June nothing was done.",
        "Calpol was given twice; Ritalin dose unchanged.",
        "By May 2016 the backlog was gone.",
    ),
    "neg_word": (
        "Will staff be told? Hope so.",
        "Rose-tinted views of progress; drift in many cases.",
        "Grant funding ends in March.",
        "Bills were unpaid and the house was cold.",
        "Mark the date and chase replies.",
        "Faith groups and sport clubs are partners.",
        "Penny-pinching is not the cause. Dawn raids upset the children.",
        "Victor and vanquished: mediation is not used in domestic abuse.",
        "Chase-up letters are sent after ten days.",
        "Jack of all trades: workers carry too many kinds of work.",
        "Drew on research well. Robin Hood approach to budgets.",
        "Ray of light: the new duty rota.",
    ),
    "neg_general": (
        "Records are clear and analysis is strong.",
        "STRENGTHS: MULTI-AGENCY TRAINING IS WELL ATTENDED",
        "Core Groups Are Held On Time And Minutes Are Shared.",
        "Risk: high. Evidence: file audit. Grade: requires improvement.",
        "Not seen. Not heard. Plan out of date.",
        "Eid and Diwali are marked in the children's home.",
        "She speaks Polish, Urdu and some English.",
        "Christmas contact was agreed with the Turkish interpreter.",
        "They shop at Aldi and eat at Nando's on Fridays.",
    ),
    "neg_typo": (
        "sw hsa not visted, plna not upadted",
        "muliple refferals recieved, thresold not applyed",
        "chidl seen alnoe, wihses recoreded well",
        "polcie did not sahre info wtih scholl",
    ),
}


def hand_made_names() -> dict[str, tuple[list[str], list[str]]]:
    """First names and surnames of each community of the hand-made list."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    section = ""
    for line in (NAMES / "communities.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            kind, _, community = section.partition(": ")
            found.setdefault(community, ([], []))[kind == "surname"].extend(line.split())
    return found


def held_out(name: str) -> bool:
    """Whether a name is one of the fifth that the lexicon must do without."""
    return zlib.crc32(fold(name).encode()) % _HELD_OUT_OF == 0


def records(*, unseen: bool, rounds: int = 4) -> tuple[list[dict[str, Any]], frozenset[str]]:
    """Records and the names to leave out; `unseen` takes names of the held-out fifth, otherwise the rest."""
    made: list[dict[str, Any]] = []
    used: set[str] = set()
    chosen = {
        community: tuple([n for n in names if held_out(n) is unseen and n.isalpha()] for names in both)
        for community, both in hand_made_names().items()
    }
    communities = [c for c, (firsts, lasts) in chosen.items() if firsts and lasts]
    count = 0
    for turn in range(rounds):
        for kind, templates in WITH_NAMES.items():
            for template in templates:
                count += 1
                community = communities[_spread(count, turn) % len(communities)]
                made.append(
                    _fill(template, kind, community, *chosen[community], seed=count * 7 + turn, used=used)
                )
    for number, word in enumerate(WORD_NAMES):
        template = WITH_WORD_NAMES[number % len(WITH_WORD_NAMES)].replace("{w}", "\0")
        lasts = chosen[communities[number % len(communities)]][1]
        record = _fill(template, "word_name", "word", [word], lasts, seed=number, used=set(), word=word)
        made.append(record)
    return made + list(clean_records()), frozenset(map(fold, used)) if unseen else frozenset()


def other_names(records: Sequence[dict[str, Any]], rounds: int = 3) -> list[dict[str, Any]]:
    """The same sentences with other names: first names for first names, word-names for word-names."""
    short = [w for line in _lines("short_forms.txt") for w in line.split()]
    pools = [pool for pool in hand_made_names().values() if pool[0] and pool[1]]
    made = []
    for number, record in enumerate(r for _ in range(rounds) for r in records if r["spans"]):
        text, spans, last = "", [], 0
        for start, end, label in sorted(record["spans"]):
            seed = zlib.crc32(f"{number}/{start}".encode())
            name = _like(record, start, end, seed, pools[seed % len(pools)], short)
            text += record["text"][last:start]
            spans.append([len(text), len(text) + len(name), label])
            text, last = text + name, end
        made.append({**record, "text": text + record["text"][last:], "spans": spans, "origin": []})
    return made


def _like(
    record: dict[str, Any],
    start: int,
    end: int,
    seed: int,
    pool: tuple[list[str], list[str]],
    short: list[str],
) -> str:
    """Another name of the kind and case of the one that stands there."""
    old, kind = record["text"][start:end], record["kind"]
    first, last = pool[0][seed // 7 % len(pool[0])], pool[1][seed // 11 % len(pool[1])]
    if kind == "word_name":
        first = WORD_NAMES[seed // 13 % len(WORD_NAMES)]
    surname_first = kind in ("list_upload", "allcaps") and record["text"][end : end + 1] == ","
    if kind == "nickname":
        name = short[seed // 13 % len(short)]
    elif " " in old:
        name = f"{first} {last}"
    elif "-" in old:
        name = f"{first}-{pool[0][seed // 17 % len(pool[0])]}"
    else:
        name = last if surname_first or kind.startswith("surname") else first
    return name.lower() if old.islower() else name.upper() if old.isupper() else name


def _lines(name: str) -> list[str]:
    text = (NAMES / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith(("#", "["))]


def _spread(count: int, turn: int) -> int:
    return zlib.crc32(f"{count}/{turn}".encode())


def clean_records() -> Iterator[dict[str, Any]]:
    """Records without a name."""
    text = (NAMES / "places.txt").read_text(encoding="utf-8")
    places = [p.strip() for line in text.splitlines() if ";" in line for p in line.split(";")]
    number = 0
    for kind, templates in WITHOUT.items():
        for template in templates:
            for _ in range(3 if "{p}" in template else 1):
                filled = template
                while "{p}" in filled:
                    number += 1
                    filled = filled.replace("{p}", places[zlib.crc32(str(number).encode()) % 260], 1)
                yield {"text": filled, "spans": [], "kind": kind, "origin": [], "source": "template"}


def _fill(
    template: str, kind: str, community: str, firsts: Sequence[str], lasts: Sequence[str], *, seed: int,
    used: set[str], word: str = "",
) -> dict[str, Any]:  # fmt: skip
    text = ""
    spans: list[list[Any]] = []
    rest = template.replace("\0", "{w}")
    while rest:
        before, brace, rest = rest.partition("{")
        text += before
        if not brace:
            break
        code, _, rest = rest.partition("}")
        seed += 1
        first = firsts[zlib.crc32(f"f{seed}".encode()) % len(firsts)]
        last = lasts[zlib.crc32(f"l{seed}".encode()) % len(lasts)]
        name = {
            "f": first, "l": last, "n": f"{first} {last}", "F": first.upper(), "L": last.upper(),
            "s": first.lower(), "t": f"{first} {last}".lower(), "w": word,
        }[code]  # fmt: skip
        used |= (
            {first} if code in "fFs" else {last} if code in "lL" else {first, last} if code in "nt" else set()
        )
        if spans and text[spans[-1][1] :] in (" ", "-"):
            spans[-1][1] = len(text) + len(name)
        else:
            spans.append([len(text), len(text) + len(name), "PERSON"])
        text += name
    return {
        "text": text,
        "spans": spans,
        "kind": kind,
        "origin": [community] * len(spans),
        "source": "template",
    }
