"""The written confirmation: filled from data, never with a bracket left (paragraph 13, Annex B)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from jtai.core.framework.model import Notice
from jtai.core.results import Problem, blocks
from jtai.words import day_date

# A bracket of the annex ("[insert date]") or a place of ours that stayed empty ("{theme}").
UNFILLED = re.compile(r"\[\s*insert[^\]]*\]?|\{[a-z_]+\}", re.IGNORECASE)
PLACE = re.compile(r"\{([a-z_]+)\}")
SOURCE = "Guidance, Annex B"
# What a reader sees before the call fills in whom the sender spoke to, and what fills it.
FROM_CALL = {
    "spoken_to": (
        "[name, filled in when the call is logged]",
        "Log the call first: it fills in who you spoke to.",
    ),
    "pronoun": (
        "[pronoun, from the contacts page]",
        "Choose the pronoun of the person you spoke to on the contacts page.",
    ),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice as its reader gets it. attachments: pairs of title and text."""

    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    signatory: str = ""
    attachments: tuple[tuple[str, str], ...] = ()

    @property
    def body(self) -> str:
        """The words below the heading."""
        ending = [part for part in ("\n".join(p for p in (self.closing, self.signatory) if p),) if part]
        return "\n\n".join([self.salutation, *self.paragraphs, *ending])

    @property
    def text(self) -> str:
        """Everything the reader gets, in one text."""
        appended = [f"{title}\n\n{content}" for title, content in self.attachments]
        return "\n\n".join([self.subject, self.body, *appended])


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who took the call to the director. pronoun: how others speak of them ("him", "her", "them")."""

    name: str
    title: str
    pronoun: str


def spoken_words(spoken: Spoken, *, to_them: bool) -> dict[str, str]:
    """The two fields that depend on the reader: "you" for who was spoken to, name and title for others."""
    if to_them:
        return {"spoken_to": "you", "pronoun": "you"}
    title = spoken.title[:1].lower() + spoken.title[1:]
    return {"spoken_to": f"{spoken.name}, {title}" if spoken.name else "", "pronoun": spoken.pronoun}


def fill(notice: Notice, values: Mapping[str, str], attachments: Mapping[str, str]) -> Letter:
    """The notice with `values` in its places. A place without a value is seen.

    It keeps its braces, or says what fills it where the call to the leader does (FROM_CALL).
    attachments: text by the code of the edition; one without text is left out.
    """

    def put(text: str) -> str:
        # In one pass: braces in somebody's own words are words, not places.
        return PLACE.sub(lambda found: values.get(found[1], "").strip() or _unfilled(found), text)

    return Letter(
        subject=put(notice.subject),
        salutation=put(notice.salutation),
        paragraphs=tuple(put(paragraph) for paragraph in notice.paragraphs),
        closing=notice.closing,
        signatory=values.get("signatory", ""),
        attachments=tuple(
            (a.title, attachments[a.code]) for a in notice.attachments if attachments.get(a.code, "").strip()
        ),
    )


def _unfilled(found: re.Match[str]) -> str:
    return FROM_CALL[found[1]][0] if found[1] in FROM_CALL else found[0]


def check_letter(
    notice: Notice, values: Mapping[str, str], letter: Letter, attachments: Mapping[str, str]
) -> list[Problem]:
    """Each missing field and attachment by its title, and any bracket left anywhere (Annex B)."""
    problems = [
        blocks(
            f"field-{place.code}",
            FROM_CALL[place.code][1]
            if place.code in FROM_CALL
            else f"{place.title} is missing. Add it, then send.",
            notice.source,
            place.code,
        )
        for place in notice.fields
        if place.required
        and not values.get(place.code, "").strip()
        # Whose pronoun it is is known once the call is.
        and (place.code != "pronoun" or values.get("spoken_to", "").strip())
    ]
    problems += [
        blocks(
            f"attachment-{item.code}",
            f"The attachment “{item.title}” is missing. Add it, then send.",
            notice.source,
        )
        for item in notice.attachments
        if not attachments.get(item.code, "").strip()
    ]
    left = sorted(set(UNFILLED.findall(letter.text)))
    if left and not problems:
        message = f"“{left[0]}” is still in the message. Fill every bracket, then send."
        problems.append(blocks("bracket-left", message, notice.source))
    return problems


def check_fieldwork_start(said: date | None, computed: date | None) -> list[Problem]:
    """The date in the notice is the computed first day of fieldwork (paragraph 12, Annex B)."""
    if said is not None and said == computed:
        return []
    shown = day_date(computed) if computed else "not known yet"
    message = f"The date fieldwork begins does not agree with the plan, which says {shown}. Correct the plan."
    return [blocks("fieldwork-start", message, SOURCE, "fieldwork_start")]


def check_moment(
    *, called_at: datetime | None, now: datetime, called_on: date | None, today: date
) -> list[Problem]:
    """The notice says "Earlier today": after the call, on its day (paragraph 13, Annex B)."""
    if called_at is None or called_on is None or now < called_at:
        message = "The call to the director is not logged yet. Make and log the call, then write."
        return [blocks("before-call", message, "Guidance, paragraph 13")]
    if called_on != today:
        message = (
            "The message says “Earlier today”, but the call was on another day. "
            "Write to this leader yourself and note it in the plan."
        )
        return [blocks("another-day", message, SOURCE)]
    return []
