"""The letter of findings: its working copy, its versions, its signatures, its check and its publication."""

from jtai.apps.letters.models.accuracy import AccuracyComment, AccuracyResponse, DraftOpening
from jtai.apps.letters.models.dispatch import Dispatch, DispatchRecipient, Publication
from jtai.apps.letters.models.statement import Consultation, SeparateLetter, StatementDecision
from jtai.apps.letters.models.versions import Edit, LetterVersion, Refusal, SignOff
from jtai.apps.letters.models.writing import Contribution, Letter, Point, Sentence, SentenceSupport

__all__ = [
    "AccuracyComment",
    "AccuracyResponse",
    "Consultation",
    "Contribution",
    "Dispatch",
    "DispatchRecipient",
    "DraftOpening",
    "Edit",
    "Letter",
    "LetterVersion",
    "Point",
    "Publication",
    "Refusal",
    "Sentence",
    "SentenceSupport",
    "SeparateLetter",
    "SignOff",
    "StatementDecision",
]
