"""Things of every owner and state that the story of the demonstration does not make."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.inspections.models import Inspection
from jtai.apps.workspace.demonstration.cast import Cast
from jtai.core.moments import Moment

OUTSIDER = ("", "nobody here")


def row(model: str, **values: Any) -> Any:
    """A row that needs no story of its own."""
    cls: Any = apps.get_model(model)
    return cls.objects.create(**values)


def drafts_of(cast: Cast, page: str, *roles: tuple[str, str], args: tuple[object, ...] = ()) -> None:
    """Words that each of these people typed on this page and did not send."""
    inspection = cast.inspection
    for role, body in roles:
        row(
            "drafts.Draft",
            user=cast.person(role, body),
            address=reverse(page, args=[inspection.ref, *args]),
            chain=inspection.ref,
            title="A page",
            fields=[["text", ["Words that were not sent."]]],
            saved_at=cast.moment(0).real,
        )


def planned(cast: Cast) -> None:
    i, at = cast.inspection, cast.moment(-2, "16:00")
    i.contacts.update(deputy_email="deputy@people.invalid")
    row(
        "inspections.ClosureDay",
        inspection=i,
        on=date(2016, 12, 30),
        reason="Closed.",
        by=cast.lead,
        at=at.now,
    )
    row(
        "inspections.PublicationHold",
        inspection=i,
        first_on=date(2017, 3, 1),
        last_on=date(2017, 3, 2),
        reason="Elections.",
        by=cast.lead,
        at=at.now,
    )
    reasons = [
        ("team", ""),
        ("timeline", ""),
        ("set-up", ""),
        ("briefing", ""),
        ("finding", ""),
        ("letter", ""),
        ("meeting", ""),
        ("meeting-internal", ""),
        ("selection", ""),
        ("separate-offer", "cqc"),
    ]
    for material, body in reasons:
        row(
            "inspections.Departure",
            inspection=i,
            rule="invented",
            message=f"Message {material}.",
            reason=f"Reason {material}.",
            material=material,
            body=body,
            by=cast.lead,
            at=at.now,
        )
    drafts_of(cast, "contact-new", ("lead-inspector", "ofsted"))


def day_zero(cast: Cast) -> None:
    """What was said by telephone, arranged and asked."""
    i, dcs, at = cast.inspection, cast.person("dcs"), cast.moment(6, "14:00")
    call = i.leader_calls.filter(body="cqc").order_by("pk").first()
    i.call_to_director.__class__.objects.filter(inspection=i).update(note="Tired.")
    i.leader_calls.filter(pk=call.pk).update(outcome="excused", called_at=None, reason="On leave.")
    open_one = i.arrangements.order_by("-pk").first()
    i.arrangements.filter(pk=open_one.pk).update(
        in_place=False,
        confirmed_at=at.now,
        confirmed_by=cast.lead,
        action="Find a room.",
        action_owner="Link person",
    )
    row("notification.StaffInformation", inspection=i, number=90, text="For staff.", by=cast.lead, at=at.now)
    row(
        "notification.SeriousIncident",
        inspection=i,
        agency="police",
        kind="investigation",
        status="awaiting",
        text="An incident.",
        by=dcs,
        at=at.now,
    )
    known = User.objects.create(email="outsider@people.invalid", full_name="Out Sider", phone="01632 960776")
    cast.people[OUTSIDER] = [known]
    row(
        "inspections.Invitation",
        inspection=i,
        role="agency-contributor",
        body="police",
        user=known,
        full_name="Out Sider",
        email=known.email,
        job_title="Data officer",
        invited_at=at.now,
        invited_by=dcs,
    )
    drafts_of(cast, "serious-incident-new", ("dcs", ""), ("lead-inspector", "ofsted"))


def asked(cast: Cast) -> None:
    """Requests beyond the list, questions about what came, access to systems."""
    i, at = cast.inspection, cast.moment(6, "14:00")
    leader = cast.person("agency-leader", "police")
    for agency, body, offered, state, by in (
        ("police", "hmic", True, "proposed", leader),
        ("ccg", "cqc", False, "proposed", cast.lead),
        ("police", "hmic", False, "refused", cast.lead),
    ):
        decided = {"decided_at": at.now, "decided_by": cast.lead, "reason": "Not needed."}
        row(
            "portal.ExtraRequest",
            inspection=i,
            offered=offered,
            title=f"Beyond {agency}",
            agency=agency,
            inspectorate=body,
            why_necessary="Needed.",
            state=state,
            proposed_at=at.now,
            proposed_by=by,
            **(decided if state == "refused" else {}),
        )
    for agency in ("police", "ccg"):
        row(
            "portal.SystemAccess",
            inspection=i,
            inspector=cast.lead,
            agency=agency,
            system=f"System of {agency}",
            asked_at=at.now,
            asked_by=cast.lead,
        )
    for n, item in enumerate(i.request_items.all()):
        answer = {"answer": "Here.", "answered_at": at.now, "answered_by": leader} if n % 2 else {}
        row(
            "portal.ItemQuery",
            item=item,
            text="What is missing?",
            asked_at=at.now,
            asked_by=cast.lead,
            **answer,
        )


def evidence(cast: Cast) -> None:
    i, at = cast.inspection, cast.moment(11, "12:00")
    cqc, hmic = cast.person("team-inspector", "cqc"), cast.person("team-inspector", "hmic")
    times = {"recorded_at": at.now, "received_at": at.real, "kept_at": at.real}
    for n, by in enumerate((cast.lead, cqc)):
        row(
            "evidence.NotebookEntry",
            id=uuid4(),
            inspection=i,
            author=by,
            inspectorate="cqc",
            heading="A visit",
            text="Note.",
            **times,
        )
        row(
            "evidence.EvidenceRecord",
            id=uuid4(),
            inspection=i,
            number=900 + n,
            author=by,
            inspectorate="cqc",
            text="Draft.",
            observed_at=at.now,
            **times,
        )
        row(
            "evidence.EvidenceRecord",
            id=uuid4(),
            inspection=i,
            number=910 + n,
            author=by,
            inspectorate="cqc",
            text="Withdrawn.",
            state="withdrawn",
            submitted_at=at.now,
            withdrawn_at=at.now,
            withdrawn_by=by,
            withdrawal_reason="Wrong child.",
            observed_at=at.now,
            **times,
        )
    i.evidence.filter(state="submitted").update(pending={"text": "Not submitted yet."}, clarifies=True)
    record = i.evidence.filter(state="submitted").order_by("number").first()
    for answer in ({}, {"answer": "It is.", "answered_at": at.now, "answered_by": cqc}):
        row("evidence.RecordNote", record=record, kind="challenge", text="So?", by=hmic, at=at.now, **answer)
    row(
        "evidence.NotebookVersion",
        id=uuid4(),
        entry=i.notebook_entries.order_by("pk").first(),
        number=1,
        content='{"text": "Earlier words."}',
        at=at.now,
        received_at=at.real,
    )
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
    _entries(i, cast, times, at)
    drafts_of(cast, "evidence-new", ("lead-inspector", "ofsted"), ("team-inspector", "cqc"))


def _entries(i: Inspection, cast: Cast, times: dict[str, object], at: Moment) -> None:
    cqc, hmic = cast.person("team-inspector", "cqc"), cast.person("team-inspector", "hmic")
    for entry in i.sea_entries.filter(state="entered"):
        row(
            "evidence.SEADraft",
            entry=entry,
            user=entry.author,
            values={"evaluation": "A newer draft."},
            base_version=entry.version,
            kept_at=at.real,
        )
        row(
            "evidence.SEAContributor",
            entry=entry,
            user=hmic,
            inspectorate="hmic",
            wants_changed="Another word.",
        )
        row("evidence.QualityFlag", entry=entry, kind="other", note="Look again.", by=cast.lead, at=at.now)
        row(
            "evidence.SEAReopening",
            inspection=i,
            entry=entry,
            reason="Opened for one.",
            by=cast.lead,
            at=at.now,
        )
    for n, state in enumerate(("draft", "agreeing", "withdrawn")):
        gone = {
            "withdrawn_at": at.now,
            "withdrawn_by": cqc,
            "withdrawal_reason": "Twice.",
            "entered_at": at.now,
        }
        made = row(
            "evidence.SEAEntry",
            id=uuid4(),
            inspection=i,
            number=900 + n,
            author=cqc,
            inspectorate="cqc",
            state=state,
            evaluation="Draft of an entry.",
            **times,
            **(gone if state == "withdrawn" else {}),
        )
        row(
            "evidence.SEAContributor",
            entry=made,
            user=hmic,
            inspectorate="hmic",
            wants_changed="Another word.",
        )
    row("evidence.SEAReopening", inspection=i, entry=None, reason="Opened again.", by=cast.lead, at=at.now)


def letter_of_everybody(cast: Cast, written: Any) -> None:
    """Contributions, letters to one agency, a refusal and an editor's change."""
    i, at = cast.inspection, cast.moment(16, "12:00")
    section = i.edition.letter.sections[0].code
    for state in ("draft", "offered", "returned"):
        row(
            "letters.Contribution",
            id=uuid4(),
            letter=written,
            section=section,
            text=f"Words {state}.",
            state=state,
            author=cast.person("team-inspector", "cqc"),
            inspectorate="cqc",
            written_at=at.now,
        )
    for body, agency, state in (("cqc", "ccg", "draft"), ("hmic", "police", "issued")):
        by = cast.person("call-lead", body)
        row(
            "letters.SeparateLetter",
            inspection=i,
            inspectorate=body,
            agency=agency,
            reason="More.",
            text="Letter.",
            state=state,
            written_by=by,
            written_at=at.now,
            issued_by=by if state == "issued" else None,
            issued_at=at.now if state == "issued" else None,
        )
    version = written.versions.last()
    row(
        "letters.Refusal",
        version=version,
        step="draft-agreed",
        role="qa-manager",
        body="ofsted",
        comments="Not yet.",
        by=cast.person("qa-manager"),
        at=at.now,
    )
    _edit(cast, written, at)
    drafts_of(cast, "letter-contribution-new", ("lead-inspector", "ofsted"))


def _edit(cast: Cast, written: Any, at: Moment) -> None:
    sentence = apps.get_model("letters.Sentence").objects.filter(point__letter=written).first()
    row(
        "letters.Edit",
        letter=written,
        base=written.versions.last(),
        sentence=sentence.pk,
        before=sentence.text,
        after="Other words.",
        changes_meaning=False,
        reason="Clearer.",
        by=cast.person("editor"),
        at=at.now,
    )


def unsigned_things_gone(written: Any) -> None:
    """The chain goes on as if nobody had refused or edited."""
    apps.get_model("letters.Refusal").objects.filter(version__letter=written).delete()
    written.edits.all().delete()


def comments_of_everybody(cast: Cast, written: Any) -> None:
    dispatch, at = written.dispatches.get(kind="accuracy"), cast.moment(24, "12:00")
    police = cast.person("agency-leader", "police")
    for n, state in enumerate(("drafted", "left-out", "included")):
        row(
            "letters.AccuracyComment",
            dispatch=dispatch,
            number=10 + n,
            kind="fact",
            should_say="Another.",
            evidence="Audit.",
            sentence_text="As it is.",
            author=police,
            body="police",
            state=state,
            written_at=at.now,
        )
    drafts_of(cast, "accuracy-send", ("dcs", ""), ("agency-leader", "police"))


def published_twice(cast: Cast, written: Any) -> None:
    """The first publication is withdrawn and another stands beside it; an editor's change was made."""
    at = cast.moment(43, "14:00")
    first = written.publications.get()
    written.publications.filter(pk=first.pk).update(
        withdrawn_at=at.now, withdrawn_by=cast.person("publisher"), withdrawn_reason="A wrong date."
    )
    first.pk, first.number, first.note = None, 2, "The date was put right."
    first.save()
    _edit(cast, written, at)
