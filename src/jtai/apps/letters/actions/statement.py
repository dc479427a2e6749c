"""The decision on the statement of proposed action, as the letter prints it (paragraphs 95 to 98)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock_row, put
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import record, require
from jtai.apps.letters.models import Consultation, Letter, StatementDecision
from jtai.apps.letters.queries.composing import statement_paragraph
from jtai.apps.letters.queries.facts import statement_readings
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none
from jtai.words import day_date

OWN = "own"


@transaction.atomic
def consult(
    *, letter: Letter, inspectorate: str, consulted_on: date, view: str, by: User, at: Moment
) -> Consultation:
    """Note that an inspectorate was consulted about the statement."""
    require(by, "write", "statement-decision", letter.inspection)
    letter.inspection.edition.inspectorate(inspectorate)
    if consulted_on > at.today:
        require_none(
            [
                blocks(
                    "consulted-later",
                    "This day is in the future. Enter the day you spoke.",
                    field="consulted_on",
                )
            ]
        )
    row = put(
        Consultation,
        letter=letter,
        inspectorate=inspectorate,
        values={"consulted_on": consulted_on, "view": view.strip(), "by": by, "at": at.now},
    )
    record(letter, "statement.consulted", by=by, at=at, codes={"inspectorate": inspectorate}, content=view)
    return row


@transaction.atomic
def decide_statement(
    *,
    letter: Letter,
    version: int,
    asked: bool,
    reason: str,
    lead_agency: str,
    cooperating: Sequence[str],
    reading: str,
    own_date: date | None,
    due_reason: str,
    by: User,
    at: Moment,
) -> StatementDecision:
    """Record whether a statement is asked for, who makes it, and by when.

    Both readings of the date are kept; another date than the default's needs a reason (ADR 0185).
    """
    require(by, "write", "statement-decision", letter.inspection)
    due = _due(letter, reading, own_date) if asked else None
    problems = _check(letter, asked, reason, lead_agency, cooperating, reading, due, due_reason)
    require_none(problems)
    values = {
        "asked": asked,
        "reason": reason.strip(),
        "lead_agency": lead_agency.strip() if asked else "",
        "cooperating": list(cooperating) if asked else [],
        "reading": reading if asked else "",
        "due_on": due,
        "due_reason": due_reason.strip() if asked else "",
        "readings": _readings(letter),
        "by": by,
        "at": at.now,
    }
    decision = _save(letter, version, values)
    record(
        letter,
        "statement.decided",
        by=by,
        at=at,
        codes={"asked": asked, "due_on": str(due or ""), "reading": reading},
        content=reason,
    )
    return decision


def _save(letter: Letter, version: int, values: dict[str, object]) -> StatementDecision:
    lock_row(letter)
    existing = StatementDecision.objects.filter(letter=letter).first()
    if existing is None:
        return StatementDecision.objects.create(letter=letter, **values)
    saved = StatementDecision.objects.filter(pk=existing.pk, version=version).update(
        **values, version=version + 1
    )
    if not saved:
        refuse("Somebody recorded a decision before you. Both are below. Choose one.", kind="stale")
    existing.refresh_from_db()
    return existing


def _readings(letter: Letter) -> list[dict[str, str]]:
    return [
        {"code": one.code, "title": one.title, "due_on": one.due_on.isoformat()}
        for one in statement_readings(letter)
    ]


def _due(letter: Letter, reading: str, own_date: date | None) -> date | None:
    if reading == OWN:
        return own_date
    return next((one.due_on for one in statement_readings(letter) if one.code == reading), None)


def _check(
    letter: Letter,
    asked: bool,
    reason: str,
    lead_agency: str,
    cooperating: Sequence[str],
    reading: str,
    due: date | None,
    due_reason: str,
) -> list[Problem]:
    edition = letter.inspection.edition
    source = f"Guidance, paragraph {statement_paragraph(edition)}"
    found = []
    if not asked:
        if not reason.strip():
            found.append(blocks("reason-missing", "Say why no statement is asked for.", source, "reason"))
        return found
    consulted = set(letter.consultations.values_list("inspectorate", flat=True))
    missing = [code for code in edition.statement.consulted if code not in consulted]
    if missing:
        names = ", ".join(edition.inspectorate(code).short_name for code in missing)
        found.append(blocks("not-consulted", f"Consult these inspectorates first: {names}.", source))
    if not lead_agency.strip():
        found.append(
            blocks(
                "lead-agency-missing", "Name the one agency that makes the statement.", source, "lead_agency"
            )
        )
    if lead_agency.strip() in cooperating:
        message = (
            "The agency that makes the statement cannot also cooperate in it. Remove it from the others."
        )
        found.append(blocks("lead-cooperates", message, source, "cooperating"))
    return [*found, *_check_date(letter, reading, due, due_reason, source)]


def _check_date(
    letter: Letter, reading: str, due: date | None, due_reason: str, source: str
) -> list[Problem]:
    if due is None:
        return [blocks("due-missing", "Choose the date by which the statement is due.", source, "reading")]
    found = []
    default = next((one for one in statement_readings(letter) if one.is_default), None)
    why = dates.calendar_of(letter.inspection).why_not(due)
    if why:
        found.append(
            blocks(
                "due-no-working-day",
                f"{day_date(due)} is not a working day: {why}.",
                source,
                "own_date",
            )
        )
    if default and due != default.due_on and not due_reason.strip():
        message = f"This is not {default.due_words}, the usual date. Explain why you chose another."
        found.append(blocks("due-reason-missing", message, source, "due_reason"))
    return found
