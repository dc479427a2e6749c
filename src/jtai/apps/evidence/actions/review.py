"""Flags of the lead and the QA manager, looking through the SEA, and what is enough (paras 71, 72, 79)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import alone
from jtai.apps.evidence.models import EvidenceRecord, QualityFlag, ReviewMark, SEAEntry, Sufficiency
from jtai.apps.evidence.queries.locks import state_of
from jtai.apps.evidence.terms import framework_of
from jtai.apps.inspections import messages
from jtai.apps.inspections.access import record, require, require_part
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.core.workflows.evidence import EVIDENCE
from jtai.core.workflows.sea import SEA_ENTRY


@transaction.atomic
def flag(*, thing: SEAEntry | EvidenceRecord, kind: str, note: str, by: User, at: Moment) -> QualityFlag:
    """Mark an entry or a record; its author is told."""
    inspection = thing.inspection
    is_entry = isinstance(thing, SEAEntry)
    require(by, "review", "sea" if is_entry else "evidence", inspection)
    if isinstance(thing, SEAEntry):
        SEA_ENTRY.decide(state_of(thing, at), "flag").require()
        made = QualityFlag.objects.create(entry=thing, kind=kind, note=note.strip(), by=by, at=at.now)
    else:
        EVIDENCE.decide(thing.state, "flag").require()
        made = QualityFlag.objects.create(record=thing, kind=kind, note=note.strip(), by=by, at=at.now)
    what = f"SEA entry {thing.number}" if is_entry else f"evidence record {thing.number}"
    messages.send(
        inspection,
        key=f"quality-flag-{made.pk}",
        kind="quality-flag",
        to=thing.author,
        title="A note on the quality of your recording",
        heading=f"{what[0].upper()}{what[1:]}: {made.get_kind_display().lower()}",
        body=f"There is a note on the quality of your {what}. Sign in to read it and revise.",
        at=at,
    )
    record(
        made, "quality.flagged", by=by, at=at, codes={"kind": kind, "on": str(thing.pk)}, content=made.note
    )
    return made


@transaction.atomic
def clear_flag(*, flag: QualityFlag, by: User, at: Moment) -> None:
    """The mark has been dealt with; whoever may set one may clear it."""
    require(by, "review", "sea" if flag.entry_id else "evidence", flag.inspection)
    if not QualityFlag.objects.filter(pk=flag.pk, cleared_at=None).update(cleared_at=at.now, cleared_by=by):
        refuse("This flag is cleared already.", kind="moment")
    record(flag, "quality.flag-cleared", by=by, at=at)


@transaction.atomic
def mark_review(*, inspection: Inspection, together: bool, note: str, by: User, at: Moment) -> ReviewMark:
    """Note that somebody, or the team, looked through the SEA for gaps (para 79)."""
    require(by, "look-through", "sea", inspection)
    made = ReviewMark.objects.create(
        inspection=inspection, together=together, note=note.strip(), by=by, at=at.now
    )
    record(made, "sea.looked-through", by=by, at=at, codes={"together": together}, content=made.note)
    return made


@transaction.atomic
def propose_enough(
    *, inspection: Inspection, criterion: str, reason: str, by: User, at: Moment
) -> Sufficiency:
    """Any inspector may propose that there is enough on a criterion (para 72)."""
    require(by, "propose", "coverage", inspection)
    require_none(_check_sufficiency(inspection, criterion, reason))
    return _keep_sufficiency(inspection, criterion, Sufficiency.Kind.PROPOSAL, True, reason, [], by, at)


@transaction.atomic
def decide_enough(
    *,
    inspection: Inspection,
    criterion: str,
    enough: bool,
    reason: str,
    agreed_with: Iterable[User],
    by: User,
    at: Moment,
) -> Sufficiency:
    """The lead decides, naming who agreed: it is decided alongside the team (para 72)."""
    require(by, "decide", "coverage", inspection)
    people = [user for user in agreed_with if user.pk != by.pk]
    require_part(inspection, *people)
    problems = _check_sufficiency(inspection, criterion, reason)
    if not people:
        problems.append(
            blocks(
                "agreement-missing",
                "Choose at least one colleague who agreed. You decide this with the team.",
                "Guidance, paragraph 72",
                "agreed_with",
            )
        )
    require_none(problems)
    # Two decisions at once: the second replaces the first.
    alone("sufficiency", inspection.ref, criterion)
    standing = Sufficiency.objects.filter(
        inspection=inspection, criterion=criterion, kind=Sufficiency.Kind.DECISION, replaced_at=None
    )
    standing.update(replaced_at=at.now)
    kind = Sufficiency.Kind.DECISION
    return _keep_sufficiency(inspection, criterion, kind, enough, reason, people, by, at)


def _check_sufficiency(inspection: Inspection, criterion: str, reason: str) -> list[Problem]:
    found = []
    if criterion not in framework_of(inspection).criteria:
        found.append(
            blocks(
                "criterion-unknown",
                f"“{criterion}” is not a criterion of this inspection.",
                "Guidance, paragraph 7",
            )
        )
    if not reason.strip():
        found.append(
            blocks("reason-missing", "Say what this is based on.", "Guidance, paragraph 72", "reason"),
        )
    return found


def _keep_sufficiency(
    inspection: Inspection,
    criterion: str,
    kind: Sufficiency.Kind,
    enough: bool,
    reason: str,
    agreed_with: list[User],
    by: User,
    at: Moment,
) -> Sufficiency:
    made = Sufficiency.objects.create(
        inspection=inspection,
        criterion=criterion,
        kind=kind,
        enough=enough,
        reason=reason.strip(),
        by=by,
        at=at.now,
    )
    made.agreed_with.set(agreed_with)
    record(
        made,
        f"sufficiency.{'decided' if kind == Sufficiency.Kind.DECISION else 'proposed'}",
        by=by,
        at=at,
        codes={"criterion": criterion, "enough": enough, "agreed_with": [user.pk for user in agreed_with]},
        content=made.reason,
    )
    return made
