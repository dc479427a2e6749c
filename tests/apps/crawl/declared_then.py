"""Texts of the week on site and of the letter: day 9 to the publication."""

from __future__ import annotations

from tests.apps.crawl import abouts as a
from tests.apps.crawl.marking import Text, texts
from tests.apps.crawl.places import Everybody, Owner, Place, bodies, body, not_state, own, state

SHARED = ("submitted", "withdrawn")
FINDING = (
    Place("finding", when=not_state("draft")),
    Owner("finding", "proposed_by_id"),
)
LETTER = Place("letter")

THEN_TEXTS: list[Text] = [
    # evidence
    *texts("evidence.Sufficiency", "reason", Place("coverage")),
    *texts("evidence.ReviewMark", "note", Place("evidence"), Place("sea")),
    *texts("evidence.NotebookEntry", "heading text", Place("notebook", about=own("author_id"))),
    *texts("evidence.NotebookVersion", "content", Place("notebook", about=own("note.author_id"))),
    *texts(
        "evidence.EvidenceRecord",
        "text outcome journey_point source_role source_reference clarification_reason withdrawal_reason",
        Place("evidence", when=state(*SHARED)),
        Owner("evidence", "author_id"),
    ),
    *texts("evidence.EvidenceRecord", "pending", Owner("evidence", "author_id")),
    *texts("evidence.EvidenceVersion", "content", Place("evidence")),
    *texts("evidence.RecordNote", "text answer", Place("evidence")),
    *texts(
        "evidence.SEAEntry",
        "evaluation after_meeting_reason withdrawal_reason",
        Place("sea", when=state("entered", "withdrawn")),
        Place("sea-when-drafting-ends", when=state("entered", "withdrawn")),
        Owner("sea", "author_id"),
        Place("sea", "agree", about=a.contributing, when=state("agreeing")),
    ),
    *texts("evidence.SEADraft", "values", Owner("sea", "user_id")),
    *texts(
        "evidence.SEAContributor",
        "wants_changed",
        Place("sea", when=state("entered", "withdrawn", of="entry.state")),
        Owner("sea", "entry.author_id"),
        Owner("sea", "user_id"),
    ),
    *texts("evidence.SEAVersion", "content", Place("sea"), Place("sea-when-drafting-ends")),
    *texts("evidence.SEAReopening", "reason", Place("sea"), Place("sea-when-drafting-ends")),
    *texts("evidence.QualityFlag", "note", Place("sea"), Place("evidence")),
    # meetings
    *texts(
        "meetings.Meeting",
        "place dial_in",
        Place("meeting", about=a.invited, when=a.for_leaders),
        Place("meeting-internal", when=a.for_team),
        Place("separate-offer", about=bodies("inspectorate", "agency"), when=a.separate),
    ),
    *texts(
        "meetings.Meeting",
        "notes",
        Place("meeting-internal", when=a.not_separate),
        Place("separate-offer", about=body("inspectorate"), when=a.separate),
    ),
    *texts(
        "meetings.Meeting",
        "what_makes_most_difference",
        Place("meeting-internal", when=a.not_separate),
        Place("separate-offer", about=body("inspectorate"), when=a.separate),
        Place("presented-finding", when=a.is_feedback),
    ),
    *texts("meetings.AgendaOutcome", "outcome", Place("meeting-internal"), Place("finding")),
    # findings
    *texts(
        "findings.AgencyMessage",
        "text",
        Place("agency-message", about=body("inspectorate")),
        Place("agency-message", about=body("agency"), when=state("shared")),
    ),
    *texts("findings.Finding", "title text", *FINDING),
    *texts(
        "findings.Finding",
        "rationale positive_impact guidance_breach practice_weakness outcome_effect risk_statement "
        "trigger_other omitted_reason",
        *FINDING,
    ),
    *texts(
        "findings.FindingVersion",
        "content",
        Place("finding"),
        # Leaders read what they heard, and no later words (ADR 0171).
        Place("presented-finding", when=a.was_presented),
    ),
    *texts("findings.FindingRevision", "reason changes", Place("finding")),
    *texts("findings.FindingNote", "text", Place("finding")),
    *texts("findings.PriorityDecision", "reason", Place("finding")),
    # Others read what was sent, and not what its author has written since.
    *texts("findings.KeyFindingsSubmission", "text", Owner("key-findings", "inspector_id")),
    *texts("findings.KeyFindingsSubmission", "sent_text", Place("key-findings")),
    *texts("findings.OutlinePoint", "text", Place("meeting-internal"), Place("finding")),
    *texts("findings.Telling", "words", Place("finding"), Place("presented-finding")),
    # letters
    *texts("letters.Letter", "opening", LETTER),
    # What was offered is read by all who contribute.
    *texts(
        "letters.Contribution",
        "text answer",
        Place("letter", "contribute", when=not_state("draft")),
        Owner("letter", "author_id"),
    ),
    *texts("letters.Point", "heading", LETTER),
    *texts("letters.Sentence", "text", LETTER),
    *texts(
        "letters.LetterVersion",
        "content",
        LETTER,
        Place("accuracy-draft", about=a.opened, when=a.dispatched("accuracy")),
        Place("pre-publication", when=a.dispatched("prepublication")),
    ),
    *texts("letters.LetterVersion", "reason", LETTER),
    *texts("letters.Refusal", "comments", LETTER),
    *texts("letters.Edit", "before after reason", Place("letter-edit"), LETTER),
    *texts("letters.DispatchRecipient", "name email", LETTER, Place("distribution"), Place("letter-people")),
    *texts(
        "letters.Publication",
        "content title note withdrawn_reason",
        Place("publication"),
        Everybody("publication", when=lambda row: not row.workspace_only),
    ),
    *texts("letters.AccuracyResponse", "note", Place("accuracy-response")),
    *texts("letters.AccuracyResponse", "content", Place("accuracy-response")),
    *texts(
        "letters.AccuracyComment",
        "should_say evidence sentence_text",
        Owner("accuracy-comment", "author_id"),
        Place("accuracy-response", "send", when=not_state("drafted")),
        Place("accuracy-decision", when=state("sent", "decided")),
    ),
    *texts("letters.AccuracyComment", "kept_back_reason", Place("accuracy-response", "send")),
    *texts(
        "letters.AccuracyComment",
        "reason new_text",
        Place("accuracy-decision"),
        Place("accuracy-reply", when=a.copy_sent),
    ),
    *texts("letters.Consultation", "view", Place("statement-decision")),
    *texts("letters.StatementDecision", "lead_agency cooperating", Place("statement-decision"), LETTER),
    *texts("letters.StatementDecision", "reason due_reason", Place("statement-decision")),
    *texts(
        "letters.SeparateLetter",
        "text reason",
        Place("separate-letter", about=a.of_inspectorate),
        Place("separate-letter", about=body("agency"), when=state("issued")),
    ),
]
