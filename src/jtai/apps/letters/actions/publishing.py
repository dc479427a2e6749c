"""The pre-publication letter, its receipt, publication, replacement and withdrawal (paragraphs 90 to 98)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from jtai.apps.accounts.models import User
from jtai.apps.audit.actions import events_last
from jtai.apps.inspections import dates
from jtai.apps.inspections.access import keep_departures, record, require
from jtai.apps.inspections.messages import send
from jtai.apps.inspections.models import Contact, Inspection
from jtai.apps.letters.actions.editing import with_words
from jtai.apps.letters.actions.progress import settle
from jtai.apps.letters.actions.sending import turn
from jtai.apps.letters.actions.signing import add_sign_off, record_sign_off, same_version
from jtai.apps.letters.actions.submitting import new_version, record_version
from jtai.apps.letters.models import Dispatch, DispatchRecipient, Letter, LetterVersion, Publication
from jtai.apps.letters.queries.composing import dated_on, recipients_of
from jtai.apps.letters.queries.facts import statement_readings
from jtai.apps.letters.queries.publication import current_publication, holds_on
from jtai.core.letter import RecipientRow, canonical, missing_required
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none, warns
from jtai.core.workflows.publication import PUBLICATION
from jtai.words import clock_on, long_date


@transaction.atomic
def send_prepublication(
    *, letter: Letter, seen: int, reasons: Mapping[str, str], by: User, at: Moment
) -> Dispatch:
    """Send the signed letter to the DCS with copies to the leaders and the chair of the LSCB.

    A role nobody is recorded for needs a reason; those the edition requires are never left out.
    """
    inspection = letter.inspection
    require(by, "send", "pre-publication", inspection)
    chain, one, place = turn(letter, "send", "publication", by)
    version = same_version(chain, seen)
    rows = recipients_of(inspection)
    problems = [*missing_required(rows), *_left_out(rows), *_statement_moved(letter, version, at)]
    passed = require_none(problems, reasons)
    dispatch = Dispatch.objects.create(
        letter=letter, version=version, kind=Dispatch.Kind.PREPUBLICATION, sent_at=at.now, by=by
    )
    keep_departures(dispatch, passed, reasons, material="letter", by=by, at=at)
    done = add_sign_off(letter, one.step, version, place, by=by, at=at, statement="Sent.")
    settle(letter, by=by, at=at)
    for row in rows:
        _copy_to(dispatch, row, at)
    record_sign_off(done, "letter.prepublication-sent", by=by, at=at)
    return dispatch


def _left_out(rows: list[RecipientRow]) -> list[Problem]:
    return [
        warns(
            f"recipient-left-out-{row.role}",
            f"Nobody is recorded as “{row.role_title}”. Add the contact, "
            "or explain why the copy is sent without.",
            f"Guidance, paragraph {row.paragraph}",
        )
        for row in rows
        if row.missing and not row.required
    ]


def _statement_moved(letter: Letter, version: LetterVersion, at: Moment) -> list[Problem]:
    """The date printed was counted from the planned day; a copy sent on another day counts otherwise."""
    printed = (version.document.get("statement") or {}).get("due_on")
    if not printed:
        return []
    edition = letter.inspection.edition
    due = date.fromisoformat(printed)
    calendar = dates.calendar_of(letter.inspection)
    from_today = calendar.add(at.today, edition.statement_days)
    if due in {from_today, *(one.due_on for one in statement_readings(letter) if not one.is_default)}:
        return []
    return [
        warns(
            "statement-date-moved",
            f"The letter asks for the statement by {long_date(due)}; counted from today it is "
            f"{long_date(from_today)}. Have a new version made, or explain why the date is right.",
            f"Guidance, paragraph {edition.statement.paragraph}",
        )
    ]


def _copy_to(dispatch: Dispatch, row: RecipientRow, at: Moment) -> None:
    inspection = dispatch.letter.inspection
    for card in row.contacts:
        contact = Contact.objects.filter(pk=card.id, inspection=inspection).select_related("user").first()
        user = contact.user if contact else None
        DispatchRecipient.objects.create(
            dispatch=dispatch,
            group=row.group,
            contact_role=row.role,
            delivery=row.delivery,
            name=card.name,
            email=card.email,
            user=user,
            delivered_at=at.now,
        )
        send(
            inspection,
            key=f"letter-prepublication:{dispatch.pk}:{row.role}:{card.id}",
            kind="letter.prepublication",
            to=user,
            to_name=card.name,
            to_email=card.email,
            to_role=row.role,
            title="The pre-publication letter",
            body="The letter of findings is signed. Sign in to read it. It is not public yet.",
            link=reverse("prepublication-copy", args=[inspection.ref]),
            at=at,
        )


@transaction.atomic
def confirm_receipt(*, dispatch: Dispatch, by: User, at: Moment) -> Dispatch:
    """The DCS says the copy has arrived; the statement's days count from here (paragraph 97 or 98)."""
    require(by, "receive", "pre-publication", dispatch.letter.inspection)
    if dispatch.received_at:
        refuse(f"Receipt was recorded at {clock_on(dispatch.received_at)} already.", kind="moment")
    dispatch.received_at, dispatch.received_by = at.now, by
    dispatch.save(update_fields=["received_at", "received_by"])
    record(dispatch, "letter.prepublication-received", by=by, at=at)
    return dispatch


@transaction.atomic
@events_last
def publish(*, letter: Letter, seen: int, reasons: Mapping[str, str], by: User, at: Moment) -> Publication:
    """Publish the version that was signed and sent before: no earlier, and not while a hold stands."""
    inspection = letter.inspection
    require(by, "publish", "publication", inspection)
    chain, one, place = turn(letter, "publish", "publication", by)
    version = same_version(chain, seen)
    _no_hold(inspection, at)
    passed = require_none(_other_day(letter, version, at), reasons)
    made = _make(letter, version, number=1, note="", by=by, at=at)
    keep_departures(made, passed, reasons, material="letter", by=by, at=at)
    done = add_sign_off(letter, one.step, version, place, by=by, at=at, statement="Published.")
    settle(letter, by=by, at=at)
    record_sign_off(done, "letter.step-published", by=by, at=at)
    _record(made, "letter.published", by, at)
    return made


@transaction.atomic
@events_last
def replace_published(
    *, letter: Letter, words: Mapping[str, str], note: str, by: User, at: Moment
) -> Publication:
    """Put a corrected letter in the place of the published one, with a note; the old one stays readable.

    words: corrected sentences by their id. A change of a finding is not a correction: withdraw instead.
    """
    require(by, "publish", "publication", letter.inspection)
    before = _published(letter)
    PUBLICATION.decide("withdrawn" if before.withdrawn_at else "published", "replace").require()
    _no_hold(letter.inspection, at)
    content = canonical(with_words(before.document, words))
    problems = []
    if not note.strip():
        problems.append(blocks("note-missing", "Say what is corrected. The note is published.", field="note"))
    if content == before.content:
        problems.append(
            blocks("nothing-corrected", "Choose a sentence and write it as it should be.", field="after")
        )
    require_none(problems)
    version = new_version(
        letter, content=content, change=LetterVersion.Change.MINOR, reason=note.strip(), by=by, at=at
    )
    record_version(version, "letter.version-corrected", by=by, at=at)
    made = _make(letter, version, number=before.number + 1, note=note.strip(), by=by, at=at)
    _record(made, "letter.replaced", by, at)
    return made


@transaction.atomic
def withdraw(*, letter: Letter, reason: str, by: User, at: Moment) -> Publication:
    """Take the published letter away; its address says so from then on."""
    require(by, "withdraw", "publication", letter.inspection)
    current = _published(letter)
    PUBLICATION.decide("withdrawn" if current.withdrawn_at else "published", "withdraw").require()
    if not reason.strip():
        require_none(
            [
                blocks(
                    "reason-missing",
                    "Say why the letter is withdrawn. The reason is published.",
                    field="reason",
                )
            ]
        )
    letter.publications.filter(withdrawn_at=None).update(
        withdrawn_at=at.now, withdrawn_by=by, withdrawn_reason=reason.strip()
    )
    current.refresh_from_db()
    _record(current, "letter.withdrawn", by, at)
    return current


def _published(letter: Letter) -> Publication:
    current = current_publication(letter)
    if current is None:
        refuse("The letter is not published.", kind="moment")
    return current


def _no_hold(inspection: Inspection, at: Moment) -> None:
    for hold in holds_on(inspection, at.today):
        refuse(
            f"Publication is on hold from {long_date(hold.first_on)} to {long_date(hold.last_on)}: "
            f"{hold.reason}. Publish after that, or have the hold lifted.",
            kind="moment",
        )


def _other_day(letter: Letter, version: LetterVersion, at: Moment) -> list[Problem]:
    today = long_date(at.today)
    if version.document["dated"] == today or dated_on(letter) is None:
        return []
    return [
        warns(
            "letter-dated-otherwise",
            f"The letter is dated {version.document['dated']} and today is {today}. "
            "Explain why, or publish on that day.",
            letter.inspection.edition.letter.sign_off_chain[-1].source,
        )
    ]


def _make(
    letter: Letter, version: LetterVersion, *, number: int, note: str, by: User, at: Moment
) -> Publication:
    inspection = letter.inspection
    theme = dates.theme_of(inspection)
    return Publication.objects.create(
        letter=letter,
        version=version,
        number=number,
        slug=_slug(inspection, letter),
        title=version.document["title"],
        area_name=inspection.area_name,
        theme_title=theme.title if theme else "",
        content=version.content,
        digest=version.digest,
        package=package_of(inspection),
        note=note,
        mark=version.document["mark"],
        workspace_only=inspection.kind == Inspection.Kind.PRACTICE,
        published_at=at.now,
        by=by,
    )


def package_of(inspection: Inspection) -> list[dict[str, str]]:
    """Published together: the letter, in January also the theme's own guidance (clash C31)."""
    items = [{"kind": "letter", "title": inspection.edition.letter.title, "href": ""}]
    theme = dates.theme_of(inspection)
    link = theme.link_for(inspection.edition_id) if theme else None
    if inspection.edition.letter.publish_with_guidance and theme:
        items.append({"kind": "guidance", "title": theme.title, "href": link.checked if link else ""})
    return items


def _slug(inspection: Inspection, letter: Letter) -> str:
    """Public address: the area and the letter's own number, never the inspection's reference."""
    return f"{slugify(inspection.area_name)}-{letter.pk}"


def _record(one: Publication, action: str, by: User, at: Moment) -> None:
    record(
        one,
        action,
        by=by,
        at=at,
        codes={
            "number": one.number,
            "version": one.version.number,
            "items": [item["kind"] for item in one.package],
        },
        content=one.content,
    )
