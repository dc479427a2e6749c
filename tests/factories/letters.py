"""Letters, walked along the chain of their edition by the same actions people use.

    letter = written(world)                      # drafted, nothing submitted
    letter = letter_at(world, "draft-sent")      # every step up to and including this one is complete

Each step is done by the person whose step it is, on the last day the timetable gives it, at ten o'clock.
"""

from __future__ import annotations

from typing import Any

from jtai.apps.accounts.models import User
from jtai.apps.evidence.models import SEAEntry
from jtai.apps.findings import actions as finding_actions
from jtai.apps.findings.models import Finding
from jtai.apps.inspections.facts import record_fact
from jtai.apps.letters import actions
from jtai.apps.letters.models import Letter, Point
from jtai.apps.letters.queries.accuracy import comments_sent, draft_sent
from jtai.apps.letters.queries.chain import Chain, chain_of
from jtai.apps.letters.queries.facts import remarks_of, statement_readings
from jtai.core.letter import StepStanding
from jtai.core.moments import Moment
from tests.factories import evidence, findings, meetings
from tests.factories.kept import kept
from tests.factories.world import World

STRENGTH = {
    "type": "strength",
    "target": "partnership",
    "title": "Decisions are made together",
    "text": "Agencies meet early and decide together. Children are seen on the same day.",
    "rationale": "Seen in most of the meetings observed.",
    "positive_impact": "Children were safer within a day.",
    "multi_agency": True,
    "criteria": ["ESN 07"],
    "weight": "sound",
    "significance": "main",
}
DEVELOPMENT = {
    "type": "development",
    "target": "agency",
    "agency": "police",
    "title": "Notes of visits",
    "text": "Officers do not write down what children say. Plans miss what children want.",
    "rationale": "Missing in half of the records.",
    "guidance_breach": "Working together asks for a note of each visit.",
    "practice_weakness": "Notes are short.",
    "outcome_effect": "Plans do not change when children's lives do.",
    "subtype": "weak-practice",
    "criteria": ["ESN 07"],
    "weight": "sound",
    "significance": "main",
}


def entry(world: World, role: str = "team-inspector", body: str = "hmic", **changes: Any) -> SEAEntry:
    """An SEA entry on evidence of day 10."""
    by, at = world.person(role, body), world.moment(10, "15:00")
    record = evidence.submitted(world, by=by, at=at)
    return evidence.entered(world, [record], by=by, at=at, **changes)


def told(world: World, values: dict[str, Any], entries: list[SEAEntry]) -> Finding:
    """A finding that leaders heard; its meetings are walked by `walked_to_feedback` alone, to save time."""
    finding = findings.proposed(world, values, entries=entries)
    presented = world.moment(13, "14:30").now
    Finding.objects.filter(pk=finding.pk).update(state=Finding.State.PRESENTED, presented_at=presented)
    finding.refresh_from_db()
    return finding


@kept
def fed_back(world: World) -> list[Finding]:
    """Fieldwork is over: two findings, presented; the feedback meeting and the key findings are recorded."""
    world.open_to_local()
    first, second = entry(world), entry(world, body="cqc")
    made = [told(world, STRENGTH, [first, second]), told(world, DEVELOPMENT, [first])]
    for code, clock in (("feedback", "14:45"), ("key-findings", "17:00")):
        record_fact(world.inspection, code, by=world.lead, at=world.moment(13, clock))
    return made


@kept
def walked_to_feedback(world: World) -> list[Finding]:
    """The same, with every meeting held and everybody's key findings sent."""
    first, second = entry(world), entry(world, body="cqc")
    made = [
        findings.key(world, STRENGTH, entries=[first, second]),
        findings.key(world, DEVELOPMENT, entries=[first]),
    ]
    findings.feedback_meeting(world)
    at = world.moment(13, "14:00")
    finding_actions.present(inspection=world.inspection, findings=made, by=world.lead, at=at)
    feedback = meetings.meeting_of(world, "feedback")
    meetings.came(world, feedback, 13, "14:10")
    meetings.outcomes(world, feedback, 13, "14:20", most="Writing down what children say.")
    feedback.refresh_from_db()
    meetings.end(world, feedback, 13, "14:45")
    return made


@kept
def started(world: World, *, walked: bool = False) -> Letter:
    """The letter is started on day 14 and has a point for each finding."""
    if walked:
        walked_to_feedback(world)
    else:
        fed_back(world)
    at = world.moment(14, "09:00")
    reasons = {"key-findings-missing": "Two inspectors write from home."}
    letter = actions.start(inspection=world.inspection, reasons=reasons, by=world.lead, at=at)
    actions.bring_in_findings(letter=letter, by=world.lead, at=at)
    return letter


@kept
def written(world: World, *, walked: bool = False) -> Letter:
    """Everything the edition asks of a draft is written."""
    letter = started(world, walked=walked)
    add_summary(world, letter)
    return letter


def add_summary(world: World, letter: Letter, **values: Any) -> Point | None:
    """A summary about the theme, where the edition has one."""
    section = next((s for s in world.inspection.edition.letter.sections if s.theme_point_expected), None)
    if section is None:
        return None
    finding = Finding.objects.filter(inspection=world.inspection).order_by("number").first()
    return actions.add_point(
        letter=letter,
        section=section.code,
        values={"text": "Children are safe and heard in most cases.", "finding": finding, "about_theme": True}
        | values,
        by=world.lead,
        at=world.moment(14, "10:00"),
    )


def submit(world: World, letter: Letter, *, at: Moment | None = None, reason: str = "", **changes: Any):
    """Submit a version with everything confirmed; standing warnings get a reason."""
    given: dict[str, Any] = {
        "confirmed": [one.code for one in world.inspection.edition.letter.confirmations],
        "owner_confirmed": True,
        "reason": reason or ("Words changed." if letter.versions.exists() else ""),
        "reasons": {r.code: "Decided for this test." for r in remarks_of(letter)},
        "by": world.lead,
        "at": at or world.moment(16, "09:00"),
    }
    return actions.submit_version(letter=letter, **(given | changes))


@kept
def letter_at(world: World, step: str = "") -> Letter:
    """A letter with every step up to `step` complete; "" submits it and signs nothing."""
    letter = written(world)
    submit(world, letter)
    return walk(world, letter, step) if step else letter


def walk(world: World, letter: Letter, until: str) -> Letter:
    """Go on along the chain until `until` is complete."""
    for step in world.inspection.edition.letter.sign_off_chain:
        standing = chain_of(letter).step(step.code)
        if not standing.complete:
            do_step(world, letter, standing)
        if step.code == until:
            return letter
    raise AssertionError(f"The chain has no step {until!r}.")


def day_of(world: World, milestone: str) -> int:
    last = world.inspection.edition.milestone(milestone).last_day
    assert last is not None
    return last


def moment_of(world: World, one: StepStanding) -> Moment:
    return world.moment(day_of(world, one.step.milestone), "10:00")


def do_step(world: World, letter: Letter, one: StepStanding) -> None:
    """Do a whole step as the people whose step it is."""
    at = moment_of(world, one)
    doing = {"sign": _sign, "send": _send, "receive": _receive, "publish": _publish, "review": _review}
    doing[one.step.kind](world, letter, one, at)


def signer(world: World, one: StepStanding, place: Any) -> User:
    """Whoever signs for a place."""
    for role in [place.role] if place.role else one.step.who:
        people = [
            u for (r, b), users in world.people.items() if r == role and place.body in ("", b) for u in users
        ]
        if people:
            return people[0]
    raise AssertionError(f"Nobody can sign {one.step.code} for {place}.")


def seen(letter: Letter) -> int:
    version = chain_of(letter).version
    assert version is not None
    return version.number


def _sign(world: World, letter: Letter, one: StepStanding, at: Moment) -> None:
    for place in one.missing:
        actions.sign(
            letter=letter, step=one.step.code, seen=seen(letter), by=signer(world, one, place), at=at
        )


def _review(world: World, letter: Letter, one: StepStanding, at: Moment) -> None:
    if one.step.minor_edits:
        actions.finish_review(letter=letter, seen=seen(letter), by=world.person(one.step.who[0]), at=at)
        return
    for row in comments_sent(letter):
        if not row.decision:
            actions.decide_comment(
                existing=row,
                version=row.version,
                decision="reject",
                reason="The record says otherwise.",
                new_text="",
                by=world.lead,
                at=at,
            )
    decide_statement(world, letter, at=at)
    circulate(world, letter, at=at)
    actions.confirm_considered(letter=letter, seen=seen(letter), by=world.person("qa-manager"), at=at)


def circulate(world: World, letter: Letter, *, at: Moment):
    """Send the revision to the inspectorates."""
    return actions.circulate(
        letter=letter,
        confirmed=[one.code for one in world.inspection.edition.letter.confirmations],
        owner_confirmed=True,
        reasons={r.code: "Decided for this test." for r in remarks_of(letter)},
        by=world.lead,
        at=at,
    )


def decide_statement(world: World, letter: Letter, *, at: Moment, **changes: Any):
    """A statement is asked for; the council makes it, by the default reading."""
    by = world.person("hmci")
    for code in world.inspection.edition.statement.consulted:
        actions.consult(letter=letter, inspectorate=code, consulted_on=at.today, view="Agrees.", by=by, at=at)
    default = next(one for one in statement_readings(letter) if one.is_default)
    given: dict[str, Any] = {
        "version": 0,
        "asked": True,
        "reason": "",
        "lead_agency": "Northmere Council",
        "cooperating": ["Northmere Police"],
        "reading": default.code,
        "own_date": None,
        "due_reason": "",
        "by": by,
        "at": at,
    }
    return actions.decide_statement(letter=letter, **(given | changes))


def _send(world: World, letter: Letter, one: StepStanding, at: Moment) -> None:
    by = world.person("publisher")
    if one.step.phase == "accuracy":
        reading = world.inspection.edition.readings.get("fa.window")
        actions.send_draft(
            letter=letter,
            seen=seen(letter),
            reading=reading.default if reading else "inclusive",
            reasons={},
            by=by,
            at=at,
        )
    else:
        actions.send_prepublication(letter=letter, seen=seen(letter), reasons={}, by=by, at=at)


def _receive(world: World, letter: Letter, one: StepStanding, at: Moment) -> None:
    actions.send_response(letter=letter, note="", by=world.person("dcs"), at=at)


def _publish(world: World, letter: Letter, one: StepStanding, at: Moment) -> None:
    actions.publish(letter=letter, seen=seen(letter), reasons={}, by=world.person("publisher"), at=at)


def comment_by(world: World, letter: Letter, who: User, *, at: Moment, hand_in: bool = True, **values: Any):
    """A comment of somebody who may read the draft, handed in unless told otherwise."""
    dispatch = draft_sent(letter)
    assert dispatch is not None
    given = {
        "kind": "fact",
        "should_say": "Officers wrote it down in most cases.",
        "evidence": "Audit of June.",
    }
    row = actions.comment(dispatch=dispatch, existing=None, version=0, values=given | values, by=who, at=at)
    return actions.offer_comment(existing=row, by=who, at=at) if hand_in else row


def chain(letter: Letter) -> Chain:
    """Where it stands."""
    return chain_of(letter)
