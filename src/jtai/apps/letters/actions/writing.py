"""Writing the working copy: the letter, its points and their sentences (paragraphs 82 to 88)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Max

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.database.locking import alone, lock, lock_row, put
from jtai.apps.evidence.models import SEAEntry
from jtai.apps.findings.actions.letter import mark_in_letter
from jtai.apps.findings.models import Finding
from jtai.apps.inspections.access import keep_departures, record, require, require_here
from jtai.apps.inspections.facts import happened_at
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.models import Letter, Point, Sentence, SentenceSupport
from jtai.apps.letters.queries.evidence import findings_of
from jtai.core.letter import keep_ids, split
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none, warns


@transaction.atomic
def start(*, inspection: Inspection, reasons: Mapping[str, str], by: User, at: Moment) -> Letter:
    """Start the one letter of the inspection, once leaders have had their feedback (days 14-16)."""
    require(by, "start", "letter", inspection)
    alone("letter", inspection.ref)
    if Letter.objects.filter(inspection=inspection).exists():
        refuse("This inspection already has its letter. Open it and continue writing.", kind="moment")
    passed = require_none(_ready(inspection), reasons)
    letter = Letter.objects.create(inspection=inspection, started_by=by, started_at=at.now)
    keep_departures(letter, passed, reasons, material="letter", by=by, at=at)
    record(letter, "letter.started", by=by, at=at)
    return letter


def _ready(inspection: Inspection) -> list[Problem]:
    findings = inspection.edition.findings
    if not happened_at(inspection, findings.feedback_milestone):
        refuse("The feedback meeting is not recorded yet. The letter comes after it.", kind="moment")
    if not happened_at(inspection, findings.submit_milestone):
        message = (
            "Not all key findings have been received. Wait for them, or explain why you start without them."
        )
        source = inspection.edition.milestone(findings.submit_milestone).source
        return [warns("key-findings-missing", message, source)]
    return []


@transaction.atomic
@events_last
def bring_in_findings(*, letter: Letter, by: User, at: Moment) -> list[Point]:
    """Make a point of each finding that is not in the letter yet, in its section; nothing is overwritten."""
    require(by, "write", "letter", letter.inspection)
    lock_row(letter)
    sections = {
        one.finding_type: one.code for one in letter.inspection.edition.letter.sections if one.finding_type
    }
    used = set(letter.points.filter(finding__isnull=False).values_list("finding_id", flat=True))
    made = [
        _new_point(letter, section=sections[finding.type], text=finding.text, finding=finding, by=by, at=at)
        for finding in findings_of(letter.inspection)
        if finding.pk not in used and finding.type in sections
    ]
    numbers = [one.finding.number for one in made if one.finding]
    record(letter, "letter.findings-brought-in", by=by, at=at, codes={"findings": numbers})
    found = [one.finding_id for one in made if one.finding_id]
    for finding in lock(Finding.objects.filter(pk__in=found)).select_related("inspection"):
        mark_in_letter(finding=finding, by=by, at=at)
    return made


@transaction.atomic
@events_last
def add_point(*, letter: Letter, section: str, values: Mapping[str, object], by: User, at: Moment) -> Point:
    """Add a point at the end of a section."""
    require(by, "write", "letter", letter.inspection)
    require_here(letter.inspection, values.get("finding"))
    letter.inspection.edition.letter.section(section)
    point = _new_point(letter, section=section, by=by, at=at, **_for_its_target(values))
    if point.finding:
        mark_in_letter(finding=point.finding, by=by, at=at)
    _record_point(point, "letter.point-added", by=by, at=at)
    return point


def _for_its_target(values: Mapping[str, object]) -> dict[str, Any]:
    """Only a point about one agency names it; an agency that was chosen before the target changed is left."""
    unnamed = "target" in values and values["target"] != "agency"
    return {**values, "agency": ""} if unnamed else dict(values)


@transaction.atomic
def save_point(*, point: Point, version: int, values: Mapping[str, object], by: User, at: Moment) -> Point:
    """Keep the words of a point. Whoever saved first keeps theirs; the other is told (ADR 0196)."""
    require(by, "write", "letter", point.letter.inspection)
    fields = {name: value for name, value in _for_its_target(values).items() if name != "text"}
    saved = Point.objects.filter(pk=point.pk, version=version, dropped_at=None).update(
        **fields, version=version + 1, written_by=by, written_at=at.now
    )
    if not saved:
        refuse(
            "Somebody saved this point before you. Both texts are below. Choose one or join them.",
            kind="stale",
        )
    point.refresh_from_db()
    _write_sentences(point, str(values.get("text", "")))
    _record_point(point, "letter.point-saved", by=by, at=at)
    return point


@transaction.atomic
def move_point(*, point: Point, up: bool, by: User, at: Moment) -> None:
    """Change places with the point before or after it in its section."""
    require(by, "write", "letter", point.letter.inspection)
    locked = lock(point.letter.points.filter(section=point.section, dropped_at=None))
    rows = sorted(locked, key=attrgetter("order"))
    here = next((n for n, one in enumerate(rows) if one.pk == point.pk), None)
    if here is None:
        refuse("Somebody took this point out of the letter.", kind="stale")
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for order, one in enumerate(rows, 1):
        Point.objects.filter(pk=one.pk).update(order=order)
    _record_point(point, "letter.point-moved", by=by, at=at)


@transaction.atomic
def drop_point(*, point: Point, by: User, at: Moment) -> None:
    """Take a point out of the letter. Its words stay and can be seen in earlier versions."""
    require(by, "write", "letter", point.letter.inspection)
    Point.objects.filter(pk=point.pk, dropped_at=None).update(dropped_at=at.now)
    _record_point(point, "letter.point-dropped", by=by, at=at)


@transaction.atomic
def support(*, sentence: Sentence, entries: Sequence[SEAEntry], by: User, at: Moment) -> None:
    """Say which SEA entries carry this very sentence."""
    letter = sentence.point.letter
    require(by, "write", "letter", letter.inspection)
    strangers = [one for one in entries if one.inspection_id != letter.inspection_id]
    if strangers:
        require_none(
            [blocks("entry-elsewhere", "An SEA entry of another inspection cannot be linked. Choose again.")]
        )
    lock_row(sentence.point)
    if not Sentence.objects.filter(pk=sentence.pk).exists():
        refuse("Somebody rewrote this point after you opened the page.", kind="stale")
    SentenceSupport.objects.filter(sentence=sentence).delete()
    SentenceSupport.objects.bulk_create(
        SentenceSupport(sentence=sentence, entry=one, by=by, at=at.now) for one in entries
    )
    record(
        sentence,
        "letter.sentence-supported",
        by=by,
        at=at,
        codes={"entries": [one.number for one in entries]},
    )


@transaction.atomic
def save_front(
    *,
    letter: Letter,
    version: int,
    opening: str,
    dated_on: date | None,
    priority_first: bool,
    by: User,
    at: Moment,
) -> Letter:
    """Keep what stands before the sections: the opening, the date, and which findings come first."""
    require(by, "write", "letter", letter.inspection)
    saved = Letter.objects.filter(pk=letter.pk, version=version).update(
        opening=opening.strip(), dated_on=dated_on, priority_first=priority_first, version=version + 1
    )
    if not saved:
        refuse(
            "Somebody changed this before you. Both texts are below. Choose one or join them.", kind="stale"
        )
    letter.refresh_from_db()
    record(letter, "letter.front-saved", by=by, at=at, content=opening)
    return letter


def _new_point(
    letter: Letter,
    *,
    section: str,
    by: User,
    at: Moment,
    text: str = "",
    finding: Finding | None = None,
    **fields: object,
) -> Point:
    lock_row(letter)
    last = letter.points.filter(section=section).aggregate(last=Max("order"))["last"] or 0
    if finding and "target" not in fields:
        fields |= {"target": finding.target, "agency": finding.agency}
    point = Point.objects.create(
        id=uuid.uuid4(),
        letter=letter,
        section=section,
        order=last + 1,
        finding=finding,
        written_by=by,
        written_at=at.now,
        **fields,
    )
    _write_sentences(point, text)
    return point


def _write_sentences(point: Point, text: str) -> None:
    """Sentences keep their ids where their words or their places are the same (ADR 0182)."""
    old = [(str(one.pk), one.text) for one in point.sentences.all()]
    wanted = keep_ids(old, split(text))
    kept = {key for key, _ in wanted if key}
    point.sentences.exclude(pk__in=kept).delete()
    for order, (key, words) in enumerate(wanted, 1):
        put(Sentence, id=key or uuid.uuid4(), values={"point": point, "order": order, "text": words})


def text_of(point: Point) -> str:
    """The words of a point as one text."""
    return " ".join(point.sentences.values_list("text", flat=True))


def _record_point(point: Point, action: str, *, by: User, at: Moment) -> None:
    record(
        point,
        action,
        by=by,
        at=at,
        codes={"section": point.section, "version": point.version},
        content=text_of(point),
    )
