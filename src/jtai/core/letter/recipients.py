"""To whom the letter goes: a row for each role of the edition's list, with or without a contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jtai.core.framework.model import Edition
from jtai.core.results import Problem, blocks


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact of the inspection. title: the local equivalent's title, where it differs (paragraph 91)."""

    role: str
    name: str
    email: str = ""
    title: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """A role of the list. contacts: those who hold it, none when it has to be filled or left out."""

    group: str
    group_title: str
    role: str
    role_title: str
    delivery: str
    contacts: tuple[ContactCard, ...]
    required: bool
    paragraph: str

    @property
    def missing(self) -> bool:
        return not self.contacts


def recipient_rows(edition: Edition, contacts: Iterable[ContactCard]) -> list[RecipientRow]:
    """One row for each role, in the groups and the order of the edition (paragraph 90 or 91)."""
    cards = list(contacts)
    required = edition.letter.prepublication_required
    return [
        RecipientRow(
            group.code,
            group.title,
            one.contact,
            edition.contact_role(one.contact).title,
            one.delivery,
            tuple(card for card in cards if card.role == one.contact and card.name),
            one.contact in required,
            group.paragraph,
        )
        for group in edition.letter.recipients
        for one in group.recipients
    ]


def missing_required(rows: Sequence[RecipientRow]) -> list[Problem]:
    """Those without whom the pre-publication letter may not go: the DCS and the chair of the LSCB."""
    return [
        blocks(
            f"recipient-missing-{row.role}",
            f"Nobody is recorded as “{row.role_title}”. Add the contact, then send.",
            f"Guidance, paragraph {row.paragraph}",
        )
        for row in rows
        if row.missing and row.required
    ]
