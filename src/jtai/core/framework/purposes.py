"""The purposes: what the code looks up in an edition, by what it is for and never by its code (ADR 0281).

A row of the data that the code needs carries `purpose = "…"`. Its code and its title are the edition's own;
the purpose is a word of this list. One that is required stands exactly once in every edition, any other at
most once. What a missing one would break is said by `why`, in the sentence of the fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something a row of the data is for. `why`: what the software does with it, as the end of a sentence."""

    why: str
    required: bool = True


MILESTONES = "tracks.inspection.milestones[]"
EVENTS = "events[]"
CLOCK_WORDS = "clock_words.*"
READINGS = "readings.*"
NOTICES = "notices[]"
AGENDA = "setup_agenda[]"
SECTIONS = "letter.sections[]"
BODIES = "bodies[]"
CONTACTS = "contact_roles[]"

# By where the rows stand: every purpose that a row there may have.
PURPOSES: Mapping[str, Mapping[str, Purpose]] = {
    MILESTONES: {
        "briefing-read": Purpose("the call to the director waits until the briefing has been read"),
        "first-call": Purpose("the call to the director begins the inspection"),
        "call-confirmed": Purpose("the written confirmation of the call is recorded under it"),
        "leaders-called": Purpose("the calls of the other inspectorates are recorded under it"),
        "board-told": Purpose("the director records under it who of the safeguarding board was informed"),
        "set-up-held": Purpose("the set-up discussion is recorded under it"),
        "timetable-begun": Purpose("from its first day a missing link person is a warning"),
        "arrangements-confirmed": Purpose("leaders confirm by then what the set-up discussion left open"),
        "team-prepared": Purpose("the team reads the briefing by then"),
        "briefing-note": Purpose("the note to the team is recorded under it"),
        "documents-allocated": Purpose("giving documents to inspectors is recorded under it"),
        "letter-begun": Purpose("the letter of findings is begun by then"),
    },
    EVENTS: {
        "letter-received": Purpose("receipt of the pre-publication letter is recorded under it", False),
    },
    CLOCK_WORDS: {
        "end-of-day": Purpose("what has no time of its own is due at this time of its day"),
    },
    READINGS: {
        "minutes-to-confirm": Purpose("the written confirmation is late after so many minutes"),
        "hours-to-tell-board": Purpose("the task about the safeguarding board is highlighted after so long"),
        "split-fieldwork": Purpose("fieldwork that is not one week is refused or warned of", False),
        "other-weekday": Purpose("notification on an unusual weekday is warned of", False),
        "entry-rule": Purpose("it says which of two limits of an SEA entry counts", False),
        "entry-days": Purpose("it says which days count for an SEA entry", False),
        "response-window": Purpose("whoever sends the draft chooses by it when the response is due", False),
    },
    NOTICES: {
        "confirm-call": Purpose("leaders get it as the written confirmation of the call"),
        "release-calls": Purpose("the other inspectorates get it when they may call"),
        "tell-board": Purpose("the director is asked with it to tell the safeguarding board"),
        "invite-set-up": Purpose("leaders are invited with it to the set-up discussion"),
    },
    AGENDA: {
        "link-person": Purpose("the page of the link person answers it", False),
        "contact-sheet": Purpose("sharing the contact sheet answers it", False),
        "staff-information": Purpose("sharing the information for staff answers it", False),
        "serious-incidents": Purpose("the page of serious incidents answers it", False),
    },
    SECTIONS: {
        "next-steps": Purpose("the statement of proposed action is asked for in it", False),
    },
    BODIES: {
        "inspectors": Purpose("its roles read the briefing and are on the contact sheet"),
    },
    CONTACTS: {
        "director": Purpose("the first call goes to them"),
    },
}

# The roles of the access table (jtai.core.access.table). The code of a role is one of these words, or the
# role says which of them it is `like` (ADR 0283).
ROLES = frozenset(
    {
        "lead-inspector", "team-inspector", "analyst", "qa-manager", "signatory", "call-lead",
        "regional-director", "national-director", "hmci", "editor", "proof-reader", "publisher", "dcs",
        "chief-executive", "agency-leader", "lscb-chair", "lscb-business-manager", "link-person",
        "agency-contributor", "senior-officer", "practice-coordinator", "administrator", "auditor",
    }
)  # fmt: skip
NOBODY = "nobody"
# Without somebody in each of these, an inspection comes to a stop that nobody can end.
NEEDED_ROLES = {
    "lead-inspector": "the lead inspector calls the director, decides and signs",
    "team-inspector": "inspectors record evidence",
    "analyst": "the analyst writes the briefing",
    "qa-manager": "the quality assurance manager agrees the letter",
    "call-lead": "the other inspectorates call their leaders",
    "dcs": "the director answers for the local area",
    "agency-leader": "leaders of agencies send what is asked for",
    "link-person": "the link person arranges the days on site",
    "agency-contributor": "contributors send files and lists",
}

# What a reading with this purpose may be: the values that the code tells apart.
OPTIONS: Mapping[str, frozenset[str]] = {
    "split-fieldwork": frozenset({"block", "warn"}),
    "other-weekday": frozenset({"warn", "ignore"}),
    "entry-rule": frozenset({"earliest", "two_days"}),
    "entry-days": frozenset({"working", "calendar"}),
    "response-window": frozenset({"inclusive", "exclusive"}),
}
NUMBERS = frozenset({"minutes-to-confirm", "hours-to-tell-board"})
