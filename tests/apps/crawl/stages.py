"""An inspection of the demonstration taken through its stages; at each, drafts and things of every owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from jtai.apps.accounts.models import User
from jtai.apps.findings import actions as findings
from jtai.apps.selection import actions as selection
from jtai.apps.workspace.demonstration import before, children, fieldwork, letter
from jtai.apps.workspace.demonstration.build import THEME
from jtai.apps.workspace.demonstration.cast import Cast, gather_cast, service_accounts
from tests.apps.crawl import extras, files
from tests.apps.crawl.extras import row
from tests.factories.selection import csv_list

HOME = {"workspace"}
# Pages of the week on site that others read once the letter is written.
AFTER = {
    "feedback-summary", "finding", "findings-presented", "findings-revisions", "key-findings", "one-agency",
    "sea", "sea-entry", "sea-version",
}  # fmt: skip
AREAS = {
    "2016-08": ("X00000001", "Northmere", THEME, date(2016, 9, 6)),
    "2016-01": ("X00000002", "Eastvale", "cse-missing", date(2016, 2, 9)),
}


def cast_of(edition: str) -> Cast:
    """The inspection with everybody in it; a senior officer and a practice coordinator besides."""
    service_accounts()
    area, name, theme, on = AREAS[edition]
    cast = gather_cast(edition, area, name, theme, on)
    for role, body in (("senior-officer", "local-authority"), ("practice-coordinator", "")):
        user = User.objects.create(
            email=f"{role}@people.invalid", full_name=role.title(), phone="01632 960777"
        )
        row(
            "inspections.Membership",
            inspection=cast.inspection,
            user=user,
            role=role,
            body=body,
            side="local",
            started_at=timezone.now(),
            by=cast.lead,
        )
        cast.people[role, body] = [user]
    return cast


def stages(cast: Cast) -> Iterator[tuple[str, set[str]]]:
    """The name of each stage and the apps whose pages are read then."""
    _planned(cast)
    yield "planned", HOME | {"accounts", "drafts", "inspections", "briefing"}
    _asked(cast)
    yield "day 6", HOME | {"drafts", "inspections", "notification", "portal", "selection"}
    _on_site(cast)
    yield "day 11", HOME | {"briefing", "evidence", "meetings", "findings"}
    written = _submitted(cast)
    yield "letter submitted, not signed", HOME | {"letters", *AFTER}
    _with_the_dcs(cast, written)
    yield "draft with the DCS", {"drafts", "letters"}
    _decided(cast, written)
    yield "comments decided, not agreed", {"letters"}
    _published(cast, written)
    yield "published", HOME | {"letters", "public_site", *AFTER}


def _planned(cast: Cast) -> None:
    before.brief(cast)
    extras.planned(cast)
    files.attached(cast)


def _asked(cast: Cast) -> None:
    i, dcs = cast.inspection, cast.person("dcs")
    before.notify(cast)
    before.tell_board(cast)
    first = next(item.code for item in i.edition.setup_agenda if item.kind == "arrangement")
    before.set_up(cast, leave_open=first)
    children.send_requests(cast)
    children.choose(cast)
    children.write_note(cast)
    children.read_documents(cast)
    at = cast.moment(6, "14:00")
    i.briefing_note.text = "A newer draft of the note."
    i.briefing_note.save()
    for officer, title in (
        (cast.person("agency-contributor", "local-authority"), "Officer"),
        (dcs, "Director"),
    ):
        selection.check_list(inspection=i, title=f"List of {title}", data=csv_list(5), by=officer, at=at)
    row(
        "selection.ChildSet",
        inspection=i,
        stage="tracked",
        number=0,
        context_considered="In a draft.",
        by=cast.lead,
        kept_at=at.now,
    )
    files.sent(cast)
    extras.day_zero(cast)
    extras.asked(cast)
    cast.move_clock(6, "15:00")


def _on_site(cast: Cast) -> None:
    before.discuss(cast)
    fieldwork.plan_week(cast)
    fieldwork.hold(cast, "team-briefing", 9, "08:45", "09:30")
    before.confirm_arrangements(cast)
    fieldwork.hold(cast, "leaders", 9, "10:00", "11:00")
    fieldwork.hold(cast, "team", 10, "08:30", "09:10", number=1)
    fieldwork.hold(cast, "kit", 11, "09:30", "09:55", number=1)
    entries = fieldwork.gather_evidence(cast, until_day=12)
    cast.proposed = fieldwork.propose(cast, entries)  # type: ignore[attr-defined]
    extras.evidence(cast)
    findings_of_everybody(cast)
    i = cast.inspection
    i.meetings.filter(code="feedback").update(invited_at=cast.moment(10).now)
    i.meetings.update(notes="Notes of the meeting.", what_makes_most_difference="This.")
    cast.move_clock(11, "16:00")


def findings_of_everybody(cast: Cast) -> None:
    i, at = cast.inspection, cast.moment(11, "15:00")
    hmic = cast.person("team-inspector", "hmic")
    findings.keep(
        inspection=i,
        finding_id=uuid4(),
        values={"title": "Draft", "text": "Draft.", "rationale": "Why."},
        entries=[],
        version=0,
        by=hmic,
        at=at,
    )
    finding = i.findings.exclude(state="draft").order_by("number").first()
    row("findings.FindingNote", finding=finding, text="A note.", by=hmic, at=at.now)
    version = finding.versions.first()
    row(
        "findings.FindingRevision",
        finding=finding,
        before=version,
        after=version,
        changes=[["text", "Earlier words.", "Later words."]],
        reason="Words.",
        by=cast.lead,
        at=at.now,
    )
    row(
        "findings.PriorityDecision",
        finding=finding,
        finding_version=1,
        tests={},
        is_priority=False,
        reason="No risk.",
        role="lead-inspector",
        by=cast.lead,
        at=at.now,
    )
    meeting = i.meetings.filter(code="kit").order_by("number").first()
    row("findings.Telling", finding=finding, meeting=meeting, words="As said.", by=cast.lead, told_at=at.now)
    feedback = i.meetings.get(code="feedback")
    row("findings.OutlinePoint", meeting=feedback, text="A point.", order=1, by=cast.lead, at=at.now)
    for body, agency, share in (("cqc", "ccg", False), ("hmic", "police", True)):
        by = cast.person("call-lead", body)
        made = findings.write_message(
            inspection=i,
            message=None,
            inspectorate=body,
            agency=agency,
            text=f"To {agency}.",
            own_action=True,
            version=0,
            by=by,
            at=at,
        )
        if share:
            findings.share_message(message=made, by=by, at=at)
            findings.make_offer(offer=made.offer, proposed_start=cast.moment(15).now, by=by, at=at)
            findings.answer_offer(
                offer=made.offer, accept=True, by=cast.person("agency-leader", "police"), at=at
            )


def _submitted(cast: Cast) -> Any:
    # The findings meeting takes nothing unfinished.
    cast.inspection.findings.filter(state="draft").delete()
    cast.inspection.sea_entries.filter(state__in=["draft", "agreeing"]).delete()
    cast.inspection.evidence.filter(state="draft").delete()
    cast.inspection.evidence.update(pending={})
    fieldwork.agree(cast, cast.proposed)  # type: ignore[attr-defined]
    fieldwork.record_by_hand(cast)
    written = letter.write(cast)
    extras.letter_of_everybody(cast, written)
    cast.move_clock(16, "14:00")
    return written


def _with_the_dcs(cast: Cast, written: Any) -> None:
    extras.unsigned_things_gone(written)
    letter.walk(cast, written, "draft-sent")
    letter.comment(cast, written, cast.moment(24, "11:00"))
    extras.comments_of_everybody(cast, written)
    cast.move_clock(25, "10:00")


def _decided(cast: Cast, written: Any) -> None:
    dispatch = written.dispatches.get(kind="accuracy")
    dispatch.comments.filter(state="with-dcs").update(state="included")
    letter.walk(cast, written, "response")
    sent = dispatch.comments.filter(state="sent")
    sent.update(
        state="decided",
        decision="reject",
        reason="Not so.",
        decided_by=cast.lead,
        decided_at=cast.moment(30).now,
    )
    cast.move_clock(31, "10:00")


def _published(cast: Cast, written: Any) -> None:
    letter.walk(cast, written, "prepublication")
    letter.confirm_receipt(cast, written, cast.moment(41, "15:00"))
    letter.walk(cast, written, "published")
    extras.published_twice(cast, written)
    cast.move_clock(43, "15:00")
