"""The letter of findings: its sentences, its one structure, its checks, its chain of sign-off.

    compose(...) -> Document            one structure for the web page, the PDF and the hash
    blocks(data) -> list[Block]         what the renderers walk
    differences(before, after)          sentences added, removed and changed
    check(facts) -> list[Remark]        everything a version is looked at for before it is submitted
    standing(chain, versions, marks)    which step of the edition's chain is done, open or closed

Plain values only; the action assembles `LetterFacts` (ADR 0130).
"""

from jtai.core.letter.chain import (
    Mark,
    Place,
    StepStanding,
    VersionMark,
    current_step,
    decide_sign,
    first_to_sign_again,
    standing,
)
from jtai.core.letter.checks import check
from jtai.core.letter.differences import Change, differences, units
from jtai.core.letter.document import (
    Addressee,
    Block,
    Document,
    LetterSectionText,
    PointText,
    SentenceText,
    Signatory,
    as_draft,
    blocks,
    canonical,
    digest,
    plain_text,
)
from jtai.core.letter.facts import (
    EntryFacts,
    LetterFacts,
    PointFacts,
    Remark,
    SentenceFacts,
    StatementFacts,
)
from jtai.core.letter.recipients import ContactCard, RecipientRow, missing_required, recipient_rows
from jtai.core.letter.sentences import keep_ids, split
from jtai.core.letter.window import ResponseWindow, check_window, response_window

__all__ = [
    "Addressee",
    "Block",
    "Change",
    "ContactCard",
    "Document",
    "EntryFacts",
    "LetterFacts",
    "LetterSectionText",
    "Mark",
    "Place",
    "PointFacts",
    "PointText",
    "RecipientRow",
    "Remark",
    "ResponseWindow",
    "SentenceFacts",
    "SentenceText",
    "Signatory",
    "StatementFacts",
    "StepStanding",
    "VersionMark",
    "as_draft",
    "blocks",
    "canonical",
    "check",
    "check_window",
    "current_step",
    "decide_sign",
    "differences",
    "digest",
    "first_to_sign_again",
    "keep_ids",
    "missing_required",
    "plain_text",
    "recipient_rows",
    "response_window",
    "split",
    "standing",
    "units",
]
