"""A row says what the trail calls it, and its event is the one that was written in full before (ADR 0261)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from jtai.apps.audit import actions as audit
from jtai.apps.audit.models import Event
from jtai.apps.briefing.models import Briefing, Section
from jtai.apps.evidence.models import QualityFlag
from jtai.apps.inspections.access import record
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from tests.factories.evidence import submitted
from tests.factories.world import World

# Hashed into every event there is: a line may be added, and none may change.
KINDS = """
accuracy-comment: letters.AccuracyComment
accuracy-opening: letters.DraftOpening
accuracy-response: letters.AccuracyResponse
agency-message: findings.AgencyMessage
agenda-answer: notification.AgendaAnswer
arrangement: notification.Arrangement
attachment: briefing.Attachment
briefing: briefing.Briefing
briefing-discussion: briefing.Discussion
briefing-issue: briefing.Issue
briefing-note: portal.BriefingNote
call-to-dcs: notification.CallToDirector
child-list: selection.ChildList
child-set: selection.ChildSet
closure-day: inspections.ClosureDay
contact: inspections.Contact
context-note: selection.ContextNote
document: portal.Document
evidence: evidence.EvidenceRecord
evidence-note: evidence.RecordNote
evidence-version: evidence.EvidenceVersion
extra-request: portal.ExtraRequest
finding: findings.Finding
finding-version: findings.FindingVersion
hold: inspections.PublicationHold
invitation: inspections.Invitation
issued-note: portal.IssuedNote
item-query: portal.ItemQuery
key-findings: findings.KeyFindingsSubmission
leader-call: notification.LeaderCall
letter: letters.Letter
letter-contribution: letters.Contribution
letter-dispatch: letters.Dispatch
letter-edit: letters.Edit
letter-point: letters.Point
letter-publication: letters.Publication
letter-refusal: letters.Refusal
letter-sentence: letters.Sentence
letter-sign-off: letters.SignOff
letter-version: letters.LetterVersion
link-person: notification.LinkPerson
local-agency: inspections.LocalAgency
meeting: meetings.Meeting
membership: inspections.Membership
notebook-version: evidence.NotebookVersion
performance-data: briefing.PerformanceData
quality-flag: evidence.QualityFlag
request-item: portal.RequestItem
request-set: portal.RequestSet
sea-entry: evidence.SEAEntry
sea-reopening: evidence.SEAReopening
sea-review: evidence.ReviewMark
sea-version: evidence.SEAVersion
section: briefing.Section
separate-letter: letters.SeparateLetter
serious-incident: notification.SeriousIncident
set-up: notification.SetUp
sharing: notification.Sharing
staff-information: notification.StaffInformation
sufficiency: evidence.Sufficiency
system-access: portal.SystemAccess
written-notice: notification.WrittenNotice
"""


def traced() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if hasattr(model, "trail")]


def test_no_row_changes_what_it_is_called():
    said = {f"{model.trail.kind}: {model._meta.label}" for model in traced()}
    assert said == set(KINDS.strip().split("\n"))


@pytest.mark.parametrize("model", traced(), ids=lambda model: model._meta.label)
def test_the_path_from_a_row_leads_to_its_inspection(model):
    at = model
    *steps, last = model.trail.inspection.split(".")
    for name in steps:
        at = at._meta.get_field(name).related_model
    if model is QualityFlag:
        assert (steps, last, type(QualityFlag.inspection)) == ([], "inspection", property)
    else:
        assert at._meta.get_field(last).related_model is Inspection


def bytes_of(write: Callable[[], Event | None]) -> tuple[str, str]:
    """What one event would hash and its hash, at the place where the chain ends now; it is taken back."""
    with transaction.atomic():
        event = write()
        transaction.set_rollback(True)
    assert event is not None
    return event.canonical, event.hash


def in_full(world: World, at: Moment, kind: str, pk: object, **told: Any) -> Event | None:
    """The event as each action wrote it out before its row said what it is."""
    return audit.record(
        world.inspection.ref,
        "thing.done",
        actor=str(world.lead.pk),
        at=at.real,
        clock_at=at.now,
        object_kind=kind,
        object_id=str(pk),
        **told,
    )


def test_the_event_of_a_row_is_byte_for_byte_the_one_written_in_full(world):
    lead, at = world.lead, world.moment(2)
    inspector = world.person("team-inspector", "cqc")
    briefing = Briefing.objects.get_or_create(inspection=world.inspection)[0]
    section = Section.objects.create(briefing=briefing, code="context", changed_by=lead, changed_at=at.now)
    evidence = submitted(world, by=inspector, at=at)
    flag = QualityFlag.objects.create(record=evidence, by=lead, at=at.now, kind="unclear")
    rows: list[tuple[Any, str, dict[str, Any]]] = [
        (briefing, "briefing", {}),
        (section, "section", {"codes": {"number": 1}}),
        (evidence, "evidence", {"content": "Its words."}),
        (flag, "quality-flag", {"codes": {"kind": "unclear"}, "content": ""}),
    ]
    rows += [(evidence, "other", {"object_kind": "other"}), (world.inspection, "", {})]
    for row, kind, told in rows:
        short = partial(record, row, "thing.done", by=lead, at=at, **told)
        told.pop("object_kind", None)
        full = partial(in_full, world, at, kind, row.pk if kind else "", **told)
        assert bytes_of(short) == bytes_of(full)


def test_a_row_that_is_gone_is_not_written_about(world):
    """Its key went with it: the event would name none."""
    flag = QualityFlag(record=submitted(world, by=world.person("team-inspector", "cqc"), at=world.moment(2)))
    with pytest.raises(RuntimeError, match="no key"), transaction.atomic():
        record(flag, "quality.flagged", by=world.lead, at=world.moment(3))
