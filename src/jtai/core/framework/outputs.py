"""What comes out of an edition: the letter and its sign-off, the statement, complaints, the outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

from jtai.core.framework.organisations import Modality

StepKind = Literal["sign", "review", "send", "receive", "publish"]
Phase = Literal["draft", "accuracy", "final", "publication"]
# The lines of the access table a step may be asked by (jtai.core.access.table, ADR 0280).
Asks = Literal[
    "letter-draft-agreement", "letter-signature", "letter-agreement", "letter-edit", "accuracy-decision"
]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class LetterSection:
    """A section of the letter, in the order printed.

    heading      as printed; "" prints none
    finding_type code of the findings it holds, or ""
    required     the draft cannot be agreed without it
    shown        "always", or "if-any": only when it has points
    """

    code: str
    title: str
    heading: str
    paragraph: str
    required: bool = False
    shown: Literal["always", "if-any"] = "always"
    finding_type: str = ""
    theme_point_expected: bool = False
    hint: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class LetterConfirmation:
    """Something the lead inspector confirms before the draft is agreed (paragraph 83)."""

    code: str
    title: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class SignOffStep:
    """One step of the chain, in order.

    who            roles that may act; with `every_role` each of them must ("lead and QA manager")
    each_inspectorate  codes that each sign once, through a holder of one of `who`
    opens_after    codes of the steps that must be complete on the current version ("" none)
    milestone      code in the inspection track
    kind           sign | review | send | receive | publish
    minor_edits    the reviewer may change words without voiding signatures, if they are minor (C16)
    asks           the line of the access table that decides who may sign or review; None for other kinds
    says           what a signature says; {number} is the number of the version
    """

    code: str
    title: str
    who: tuple[str, ...]
    milestone: str
    kind: StepKind
    phase: Phase
    source: str
    opens_after: tuple[str, ...] = ()
    every_role: bool = False
    each_inspectorate: tuple[str, ...] = ()
    minor_edits: bool = False
    asks: Asks | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of the list the letter goes to."""

    contact: str
    delivery: Literal["sent", "copied"]


@dataclass(frozen=True, slots=True)
class RecipientGroup:
    """Recipients under one heading, in the order of the guidance."""

    code: str
    title: str
    recipients: tuple[Recipient, ...]
    paragraph: str


@dataclass(frozen=True, slots=True)
class LetterRules:
    """The letter of findings: sections, confirmations, chain, recipients, publication."""

    title: str
    salutation: str
    reference: str
    opening: str
    next_steps: str
    sections: tuple[LetterSection, ...]
    confirmations: tuple[LetterConfirmation, ...]
    owner_statement: str
    target_required: bool
    evidence_required: bool
    sign_off_chain: tuple[SignOffStep, ...]
    recipients: tuple[RecipientGroup, ...]
    prepublication_required: tuple[str, ...]
    publish_with_guidance: bool
    paragraph: str

    def section(self, code: str) -> LetterSection:
        """The section with this code; KeyError with a sentence when there is none."""
        return _by_code(self.sections, code, "section of the letter")

    def step(self, code: str) -> SignOffStep:
        """The step of the chain with this code; KeyError with a sentence when there is none."""
        return _by_code(self.sign_off_chain, code, "step of the sign-off chain")


@dataclass(frozen=True, slots=True)
class StatementReading:
    """One way to count the statement's due date (clashes C04 to C06).

    anchor  the milestone it is counted from
    event   an event that, once recorded, is counted from instead (receipt of the letter)
    """

    code: str
    title: str
    anchor: str
    source: str
    event: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True)
class StatementRules:
    """The written statement of proposed action.

    How many working days it has is said once, by `milestone` (`Edition.statement_days`); each reading
    counts them from its own anchor.
    """

    milestone: str
    mailbox: str
    decided_by: str
    consulted: tuple[str, ...]
    asked_by_default: bool
    readings: tuple[StatementReading, ...]
    paragraph: str
    legal_source: str


@dataclass(frozen=True, slots=True)
class ComplaintRules:
    """The procedure of Annex D, where the edition has one."""

    track: str
    conduct_track: str
    withhold_track: str
    kinds: tuple[str, ...]
    form_link: str
    late_modality: Modality
    source: str


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of the document: section, sub-heading or annex, with its paragraph numbers."""

    title: str
    level: int
    first_paragraph: int | None = None
    last_paragraph: int | None = None
    annex: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The contents of the published document, titles only."""

    entries: tuple[OutlineEntry, ...]
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as checked, with what the document prints where that differs (clash C41)."""

    framework: str
    framework_as_printed: str
    complaints_procedure: str = ""
    regulations_statement: str = ""
    regulations_statement_as_printed: str = ""
    regulations_response: str = ""
    regulations_response_as_printed: str = ""


def _by_code(rows: tuple[Row, ...], code: str, what: str) -> Row:
    for row in rows:
        if getattr(row, "code", None) == code:
            return row
    raise KeyError(f"There is no {what} “{code}”.")
