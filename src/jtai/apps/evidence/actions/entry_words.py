"""The words of an SEA entry: written, put in place, seen by the rules (paras 76, 77)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import sha256
from jtai.apps.evidence import deadlines
from jtai.apps.evidence.actions.content import canonical
from jtai.apps.evidence.models import EvidenceRecord, SEAContributor, SEAEntry, SEAVersion
from jtai.apps.evidence.queries.gaps import INSPECTOR_ROLES
from jtai.apps.evidence.terms import framework_of
from jtai.apps.inspections.access import record
from jtai.core.evidence import EntryFacts, check_entry
from jtai.core.moments import Moment
from jtai.core.results import require_none


@dataclass(frozen=True, slots=True)
class EntryValues:
    """What somebody writes: ids of evidence records as text, contributors as ids of people."""

    evaluation: str = ""
    judgement: str = ""
    criteria: tuple[str, ...] = ()
    scope_elements: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    contributors: tuple[int, ...] = ()
    after_meeting_reason: str = ""

    def as_json(self) -> dict[str, Any]:
        return {name: _plain(getattr(self, name)) for name in self.__dataclass_fields__}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> EntryValues:
        said: dict[str, Any] = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        for name, value in said.items():
            said[name] = tuple(value) if isinstance(value, list) else value
        return cls(**said)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def shared_values(entry: SEAEntry) -> EntryValues:
    """What the entry says to everybody who may read it (to its author, while it is a draft)."""
    return EntryValues(
        evaluation=entry.evaluation,
        judgement=entry.judgement,
        criteria=tuple(entry.criteria),
        scope_elements=tuple(entry.scope_elements),
        evidence=tuple(str(pk) for pk in entry.evidence.order_by("number").values_list("pk", flat=True)),
        contributors=tuple(entry.contributors.order_by("user_id").values_list("user_id", flat=True)),
        after_meeting_reason=entry.after_meeting_reason,
    )


def values_for(entry: SEAEntry, user: User) -> EntryValues:
    """What this person would go on writing: their own kept changes, or what is shared."""
    draft = entry.drafts.filter(user=user).first()
    return EntryValues.of(draft.values) if draft else shared_values(entry)


def write_words(entry: SEAEntry, values: EntryValues) -> None:
    """Put the words, the evidence and the people into the entry's own rows."""
    inspection = entry.inspection
    evidence = EvidenceRecord.objects.readable_by(entry.author).filter(
        inspection=inspection, pk__in=values.evidence
    )
    earliest = min((row.observed_at for row in evidence if row.observed_at), default=None)
    due = deadlines.entry_due(inspection, earliest)
    entry.evaluation, entry.judgement = values.evaluation, values.judgement
    entry.criteria, entry.scope_elements = list(values.criteria), list(values.scope_elements)
    entry.after_meeting_reason = values.after_meeting_reason
    entry.due_at = due.due_at if due else None
    entry.save(
        update_fields=[
            "evaluation",
            "judgement",
            "criteria",
            "scope_elements",
            "after_meeting_reason",
            "due_at",
        ]
    )
    entry.evidence.set(evidence)
    _set_contributors(entry, values.contributors)


def _set_contributors(entry: SEAEntry, people: tuple[int, ...]) -> None:
    wanted = set(people) - {entry.author_id}
    entry.contributors.exclude(user_id__in=wanted).delete()
    there = set(entry.contributors.values_list("user_id", flat=True))
    joined = entry.inspection.memberships.filter(
        user_id__in=wanted - there,
        role__in=entry.inspection.edition.roles_like(*INSPECTOR_ROLES),
        ended_at=None,
    )
    for user_id, body in {row.user_id: row.body for row in joined}.items():
        SEAContributor.objects.create(entry=entry, user_id=user_id, inspectorate=body)


def facts_of(entry: SEAEntry, values: EntryValues) -> EntryFacts:
    """What the rules look at."""
    chosen = EvidenceRecord.objects.filter(inspection=entry.inspection, pk__in=values.evidence)
    good = chosen.counting().count()
    lost = chosen.exclude(state=EvidenceRecord.State.SUBMITTED).order_by("number")
    return EntryFacts(
        evaluation=values.evaluation,
        judgement=values.judgement,
        criteria=values.criteria,
        scope_elements=values.scope_elements,
        evidence=good,
        evidence_not_there=tuple(str(n) for n in lost.values_list("number", flat=True)),
        first_entry=entry.entered_at is None,
        after_meeting_reason=values.after_meeting_reason,
    )


def check_words(entry: SEAEntry, values: EntryValues, at: Moment) -> None:
    """Raise `ProblemsFound` with everything that keeps these words out of the SEA."""
    inspection = entry.inspection
    problems = check_entry(
        facts_of(entry, values),
        framework_of(inspection),
        now=at.now,
        meeting_at=deadlines.meeting_at(inspection),
    )
    require_none(problems)


def make_version(
    entry: SEAEntry, event: str, by: User, at: Moment, *, writer: User | None = None
) -> SEAVersion:
    """Keep what is entered, word for word, with its event. `writer`: whose words, if not those of `by`."""
    content = canonical(shared_values(entry).as_json() | {"entry": str(entry.pk)})
    made = SEAVersion.objects.create(
        id=uuid4(),
        entry=entry,
        number=entry.versions.count() + 1,
        content=content,
        content_hash=sha256(content),
        by=writer or by,
        at=at.now,
        received_at=at.real,
    )
    late = bool(entry.due_at and entry.entered_at and entry.entered_at > entry.due_at)
    record(
        made,
        event,
        by=by,
        at=at,
        codes={"entry": str(entry.pk), "number": entry.number, "version": made.number, "late": late},
        content=content,
    )
    return made


def record_words(entry: SEAEntry, event: str, values: EntryValues, by: User, at: Moment) -> None:
    """The event of words that are kept and not entered."""
    record(
        entry,
        event,
        by=by,
        at=at,
        codes={"number": entry.number, "version": entry.version},
        content=canonical(values.as_json()),
    )
