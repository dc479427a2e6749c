# Invented rows are a line or two each.
# ruff: noqa: E501
"""What an inspection holds besides its straight way: drafts, offers, proposals; each opens a form or two."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.utils import timezone

from jtai.apps.accounts.actions import close_account
from jtai.apps.accounts.models import User
from jtai.apps.accounts.views import DEMONSTRATION_PASSWORD
from jtai.apps.findings import actions as findings
from jtai.apps.findings.models import AgencyMessage, SeparateOffer
from jtai.apps.letters import actions as letters
from jtai.apps.letters.models import Letter, Sentence
from jtai.apps.meetings import actions as meetings
from jtai.apps.meetings.queries import agenda_of
from jtai.apps.notification import actions as notification
from jtai.apps.notification import queries as notices
from jtai.apps.portal import actions as portal
from jtai.apps.selection import actions as selection
from jtai.apps.selection.queries import pool_of
from jtai.apps.workspace.demonstration import children, fieldwork
from jtai.apps.workspace.demonstration import letter as story
from jtai.apps.workspace.demonstration.cast import Cast
from tests.apps.crawl.extras import row
from tests.apps.crawl.stages import findings_of_everybody
from tests.factories.selection import csv_list


def add(cast: Cast, stage: str) -> None:
    """Everything that may lie about at this stage."""
    always(cast)
    for stages, made in EXTRAS:
        if stage in stages:
            made(cast)


def always(cast: Cast) -> None:
    i, now = cast.inspection, cast.inspection.clock_at
    assert now is not None
    on = (now + timedelta(days=90)).date()
    row("inspections.ClosureDay", inspection=i, on=on, reason="Closed.", by=cast.lead, at=now)
    row("inspections.PublicationHold", inspection=i, first_on=on, last_on=on, reason="Elections.", by=cast.lead,
        at=now)  # fmt: skip


def evidence_of_everybody(cast: Cast) -> None:
    """Evidence in every state, and what is written about it; no drafts, which would open in its forms."""
    i, at = cast.inspection, cast.moment(11, "12:00")
    cqc, hmic = cast.person("team-inspector", "cqc"), cast.person("team-inspector", "hmic")
    times = {"recorded_at": at.now, "received_at": at.real, "kept_at": at.real}
    for n, by in enumerate((cast.lead, cqc)):
        row("evidence.NotebookEntry", id=uuid4(), inspection=i, author=by, inspectorate="cqc", heading="A visit",
            text="Note.", **times)  # fmt: skip
        row("evidence.EvidenceRecord", id=uuid4(), inspection=i, number=900 + n, author=by, inspectorate="cqc",
            text="Draft.", observed_at=at.now, **times)  # fmt: skip
    i.evidence.filter(state="submitted").update(pending={"text": "Not submitted yet."})
    record = i.evidence.filter(state="submitted").order_by("number").first()
    row("evidence.RecordNote", record=record, kind="challenge", text="Is it so?", by=hmic, at=at.now)
    entry = i.sea_entries.filter(state="entered").order_by("number").first()
    row("evidence.SEADraft", entry=entry, user=entry.author, values={"evaluation": "A newer draft."},
        base_version=1, kept_at=at.real)  # fmt: skip
    for n, state in enumerate(("draft", "agreeing")):
        made = row("evidence.SEAEntry", id=uuid4(), inspection=i, number=900 + n, author=cqc, inspectorate="cqc",
                   state=state, evaluation="Draft of an entry.", **times)  # fmt: skip
        row(
            "evidence.SEAContributor",
            entry=made,
            user=hmic,
            inspectorate="hmic",
            wants_changed="Another word.",
        )
    row("evidence.SEAContributor", entry=entry, user=hmic, inspectorate="hmic", wants_changed="Another word.")
    row("evidence.SEAReopening", inspection=i, entry=None, reason="Opened again.", by=cast.lead, at=at.now)
    row("evidence.QualityFlag", entry=entry, kind="other", note="Look again.", by=cast.lead, at=at.now)
    row("evidence.QualityFlag", record=record, kind="other", note="Look again.", by=cast.lead, at=at.now)
    row("evidence.ReviewMark", inspection=i, note="Gone through.", by=cast.lead, at=at.now)
    for kind in ("proposal", "decision"):
        row(
            "evidence.Sufficiency",
            inspection=i,
            criterion="ESN 07",
            kind=kind,
            reason="Enough.",
            by=cqc,
            at=at.now,
        )


def called(cast: Cast) -> None:
    """The director has been notified; nobody else yet."""
    i, at = cast.inspection, cast.moment(0, "09:12")
    call = notification.keep_call(
        inspection=i, ticks=[tick.code for tick in i.edition.call_ticks], contact=notices.director(i),
        deputy_took_it=False, called_at=at.now, note="", version=0, by=cast.lead, at=at,
    )  # fmt: skip
    notification.close_call(inspection=i, version=call.version, by=cast.lead, at=at)
    cast.move_clock(0, "09:30")


def offered(cast: Cast) -> None:
    """The set-up discussion is offered and not answered."""
    at = cast.moment(0, "09:45")
    notification.offer_set_up(
        inspection=cast.inspection, starts_at=cast.moment(0, "16:00").now, place="Council offices",
        dial_in="01632 960123", reasons={}, by=cast.lead, at=at,
    )  # fmt: skip


def talked(cast: Cast) -> None:
    """The set-up discussion is over and not closed."""
    row = cast.inspection.set_up
    row.state, row.closed_at, row.closed_by = "open", None, None
    row.save()
    cast.inspection.facts.filter(code="set-up").delete()


def asked(cast: Cast) -> None:
    i, dcs, now = cast.inspection, cast.person("dcs"), cast.inspection.clock_at
    at = cast.moment(2, "10:00")
    row("notification.SeriousIncident", inspection=i, agency="police", kind="investigation", status="awaiting",
        text="An incident.", by=dcs, at=now)  # fmt: skip
    selection.check_list(inspection=i, title="A list", data=csv_list(40), by=dcs, at=at)
    row("briefing.PerformanceData", inspection=i, title="Draft of figures", author=cast.person("analyst"),
        changed_at=now)  # fmt: skip
    for agency, body, offers, by in (
        ("police", "hmic", True, cast.person("agency-leader", "police")),
        ("ccg", "cqc", False, cast.person("team-inspector", "cqc")),
    ):
        row("portal.ExtraRequest", inspection=i, offered=offers, title=f"Beyond {agency}", agency=agency,
            inspectorate=body, why_necessary="Needed.", state="proposed", proposed_at=now, proposed_by=by)  # fmt: skip
        row("portal.SystemAccess", inspection=i, inspector=cast.lead, agency=agency, system=f"System of {agency}",
            asked_at=now, asked_by=cast.lead)  # fmt: skip
    questions(cast)
    invited(cast)


def questions(cast: Cast) -> None:
    """One item is sent back with a question, one will not come; the note is written and not issued."""
    i, at = cast.inspection, cast.moment(2, "10:00")
    came = i.request_items.filter(state="received").first()
    if came is not None:
        portal.query(item=came, text="What is missing?", version=came.version, by=cast.lead, at=at)
    open_ = i.request_items.filter(state="requested", kind="document", child_level=False).first()
    portal.say_not_available(
        item=open_, reason="There is none.", version=open_.version, by=cast.person("dcs"), at=at
    )
    if getattr(i, "briefing_note", None) is None:
        portal.keep_note(inspection=i, text="A note.", version=0, by=cast.lead, at=at)


def invited(cast: Cast) -> None:
    """One with an account, who has to accept, and one who has not chosen a password yet."""
    owner = User.objects.create(
        email="invited@people.invalid", full_name="Invited Person", phone="01632 960700"
    )
    owner.set_password(DEMONSTRATION_PASSWORD)
    owner.save()
    for email in (owner.email, "new@people.invalid"):
        portal.invite_contributor(
            inspection=cast.inspection, full_name="I. Person", email=email, agency="police", job_title="Officer",
            by=cast.person("dcs"), at=cast.moment(2, "10:00"),
        )  # fmt: skip
    cast.people["invited", ""] = [owner]


def in_the_service(cast: Cast) -> None:
    """A closed account, and a bank holiday proclaimed after the calendar was fixed."""
    at = timezone.now()
    User.objects.create(
        email="spare@people.invalid", full_name="Spare Person", phone="01632 960702", body="cqc"
    )
    closed = User.objects.create(
        email="closed@people.invalid", full_name="Closed Person", phone="01632 960701"
    )
    close_account(user=closed, by=cast.person("administrator"), at=at)
    cast.people["closed", ""] = [closed]


def unread(cast: Cast) -> None:
    """One inspector has not read the briefing; a bank holiday was proclaimed."""
    apps.get_model("briefing.ReadMark").objects.filter(
        issue__briefing__inspection=cast.inspection, user=cast.person("team-inspector", "hmic")
    ).delete()
    row("library.CalendarVersion", version="england-1-with-1", base=cast.inspection.calendar_version,
        holidays=[["2016-12-30", "An invented holiday"]], added_by=cast.lead, added_at=timezone.now())  # fmt: skip


def listed(cast: Cast) -> None:
    """The list is used and the first selection is sent; their information has not been received."""
    i, dcs, at = cast.inspection, cast.person("dcs"), cast.moment(0, "16:30")
    sent = selection.check_list(
        inspection=i, title="Children of the theme", data=children.child_list(), by=dcs, at=at
    )
    selection.use_list(inspection=i, child_list=sent, by=dcs, at=at)
    pool = [child.child_id for child in pool_of(i, "shortlist")]
    size = i.edition.selection.shortlist_size
    children._publish(cast, "shortlist", pool[:: len(pool) // size][:size], day=1, clock="11:20")


def meeting_begun(cast: Cast) -> None:
    """The first meeting has begun."""
    meeting, at = fieldwork.begin(cast, "team-briefing", 9, "08:45"), cast.moment(9, "08:50")
    there = {one.pk: True for one in meeting.attendance.all()}
    meetings.record_attendance(meeting=meeting, came=there, modes={}, by=cast.lead, at=at)
    meeting.refresh_from_db()
    meetings.record_outcomes(
        meeting=meeting, outcomes={one.code: "Agreed." for one in agenda_of(meeting)}, notes="",
        most_difference="", version=meeting.version, by=cast.lead, at=at,
    )  # fmt: skip
    cast.move_clock(9, "09:30")


def key_findings(cast: Cast) -> None:
    """The findings are key findings, and nobody has been told in the feedback meeting."""
    cast.inspection.findings.filter(state__in=["proposed", "provisional"]).update(state="key")
    cast.move_clock(13, "13:40")


def on_site(cast: Cast) -> None:
    evidence_of_everybody(cast)
    findings_of_everybody(cast)
    SeparateOffer.objects.filter(message__inspection=cast.inspection, state="accepted").update(
        state="offered", meeting=None
    )
    message = AgencyMessage.objects.get(inspection=cast.inspection, inspectorate="cqc")
    lead, at = cast.person("call-lead", "cqc"), cast.moment(11, "15:30")
    findings.share_message(message=message, by=lead, at=at)
    findings.write_message(
        inspection=cast.inspection, message=None, inspectorate="cqc", agency="ccg", text="Not shared yet.",
        own_action=False, version=0, by=lead, at=at,
    )  # fmt: skip
    fieldwork.begin(cast, "provisional-findings", 12, "13:30")


def begun(cast: Cast) -> None:
    """The letter is begun, without its findings."""
    letters.start(inspection=cast.inspection, reasons={}, by=cast.lead, at=cast.moment(14, "09:00"))
    cast.inspection.refresh_from_db()


def drafted(cast: Cast) -> None:
    """The letter is begun, with its findings."""
    begun(cast)
    letters.bring_in_findings(letter=_letter(cast), by=cast.lead, at=cast.moment(14, "09:00"))
    letter(cast)


def edited(cast: Cast) -> None:
    """The editor has changed a sentence."""
    written: Any = _letter(cast)
    version = written.versions.order_by("number").last()
    letters.edit_sentence(
        letter=written, seen=version.number, sentence=str(Sentence.objects.filter(point__letter=written).first().pk),
        after="Another sentence.", changes_meaning=False, reason="", by=cast.person("editor"),
        at=cast.moment(23, "11:00"),
    )  # fmt: skip


def all_decided(cast: Cast) -> None:
    """Every comment is decided and the revision is not circulated."""
    _letter(cast).dispatches.get(kind="accuracy").comments.filter(state="sent").update(
        state="decided", decision="reject", reason="Not so.", decided_by=cast.lead,
        decided_at=cast.inspection.clock_at,
    )  # fmt: skip
    story.decide_statement(cast, _letter(cast), cast.moment(35, "10:00"))


def circulated(cast: Cast) -> None:
    """The revision is with everybody, and nobody has said yet that the comments are considered."""
    all_decided(cast)
    written = _letter(cast)
    at = cast.moment(35, "11:00")
    letters.circulate(letter=written, by=cast.lead, at=at, **story._confirmed(cast, written))


def _letter(cast: Cast) -> Any:
    return Letter.objects.get(inspection=cast.inspection)


def letter(cast: Cast) -> None:
    i, now = cast.inspection, cast.inspection.clock_at
    written: Any = i.letter
    section = i.edition.letter.sections[0].code
    cqc = cast.person("team-inspector", "cqc")
    for state in ("draft", "offered"):
        row("letters.Contribution", id=uuid4(), letter=written, section=section, text=f"Words {state}.", state=state,
            author=cqc, inspectorate="cqc", written_at=now)  # fmt: skip
    separate = row("letters.SeparateLetter", inspection=i, inspectorate="cqc", agency="ccg", reason="More.", text="Letter.",
        state="draft", written_by=cast.person("call-lead", "cqc"), written_at=now)  # fmt: skip
    separate.findings.add(i.findings.exclude(state="draft").first())


def draft_sent(cast: Cast) -> None:
    written: Any = cast.inspection.letter
    dispatch, police = written.dispatches.get(kind="accuracy"), cast.person("agency-leader", "police")
    for n, state in enumerate(("drafted", "with-dcs")):
        row("letters.AccuracyComment", dispatch=dispatch, number=10 + n, kind="fact", should_say="Another.",
            evidence="Audit.", sentence_text="As it is.", author=police, body="police", state=state,
            written_at=cast.inspection.clock_at)  # fmt: skip


EXTRAS = [
    ({"planned"}, in_the_service),
    ({"called"}, called),
    ({"notified"}, offered),
    ({"set up"}, talked),
    ({"briefed"}, unread),
    ({"listed"}, listed),
    ({"prepared"}, meeting_begun),
    ({"key"}, key_findings),
    ({"asked"}, asked),
    ({"on site"}, on_site),
    ({"begun"}, begun),
    ({"drafted"}, drafted),
    ({"submitted", "draft-agreed"}, letter),
    ({"ofsted-draft"}, edited),
    ({"decided"}, all_decided),
    ({"circulated"}, circulated),
    ({"draft-sent", "commented"}, draft_sent),
]
