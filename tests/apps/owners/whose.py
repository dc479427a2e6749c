"""Whose each thing is, as a person would say it: written again, so that the code is not its own witness."""

from __future__ import annotations

from typing import Any

from jtai.apps.accounts.models import User
from jtai.apps.evidence.models import QualityFlag
from jtai.apps.findings.models import Finding, SeparateOffer
from jtai.apps.letters.models import Dispatch
from jtai.apps.meetings.models import Attendance, Meeting
from jtai.apps.notification.models import WrittenNotice
from jtai.apps.portal.models import Document, RequestItem
from jtai.core.access import About, Held, decide
from tests.apps.owners.asked import ASKED

NOBODYS = About()
COUNCIL = "local-authority"
RESTRICTED_SECTIONS = {"whistleblowing"}
TEAM_MEETINGS = {"team", "team-briefing", "moderation", "joint-evaluation"}
# Each step of the chain: the question, and the inspectorates whose step it is.
ALL = ("ofsted", "cqc", "hmic", "hmi-probation")
STEPS = {
    "draft-agreed": ("sign letter-draft-agreement", ("ofsted",)),
    "inspectorates-draft": ("sign letter-signature", ALL[1:]),
    "ofsted-draft": ("sign letter-signature", ("ofsted",)),
    "editors-draft": ("write letter-edit", ("ofsted",)),
    "comments-considered": ("decide accuracy-decision", ("ofsted",)),
    "inspectorates-final": ("sign letter-agreement", ALL),
    "ofsted-final": ("sign letter-signature", ("ofsted",)),
    "editors-final": ("write letter-edit", ("ofsted",)),
}
# Who writes to a leader: the inspectorate whose list names them.
WRITERS = {
    "cqc": ("ccg-chief-executive", "ccg-safeguarding-lead"),
    "hmic": ("chief-constable", "force-liaison-officer"),
    "hmi-probation": ("yot-manager", "nps-director", "nps-ldu-head", "crc-chief-executive"),
}


def questions_of(name: str, thing: Any) -> tuple[tuple[str, str], ...]:
    """Action and material, where they depend on the thing."""
    asked = ASKED[name]
    if asked.questions:
        return asked.questions
    if asked.thing == "section":
        return (("write", "briefing-restricted" if thing in RESTRICTED_SECTIONS else "briefing"),)
    if asked.thing == "step":
        action, _, material = STEPS[thing][0].partition(" ")
        return ((action, material),)
    if isinstance(thing, QualityFlag):
        return (("review", "sea" if thing.entry_id else "evidence"),)
    if isinstance(thing, Finding):
        return (("change-state" if thing.presented_at else "submit", "finding"),)
    meeting = thing.meeting if isinstance(thing, Attendance) else thing
    code = meeting.code if isinstance(meeting, Meeting) else meeting
    if code == Meeting.SEPARATE:
        return (("write", "separate-offer"),)
    return (("write", "meeting-internal" if code in TEAM_MEETINGS else "meeting"),)


def about(name: str, action: str, thing: Any, user: User) -> About:
    """The owner of the thing, for this question."""
    asked, kind = ASKED[name], type(thing).__name__
    if name in ("selection.check_list", "selection.receive_data"):
        return About(body=COUNCIL)
    if kind == "ChildList":
        return About(body=COUNCIL) if action == "supply" else About(own=thing.sent_by_id == user.pk)
    if asked.thing == "step":
        return About(bodies=frozenset(STEPS[thing][1]))
    if asked.thing in ("inspectorate", "agency"):
        return About(body=thing)
    if isinstance(thing, RequestItem):
        return About(bodies=frozenset({thing.agency, thing.inspectorate}))
    if isinstance(thing, Document):
        given = thing.allocations.filter(inspector=user, ended_at=None).exists()
        return About(
            own=thing.sent_by_id == user.pk,
            bodies=frozenset({thing.agency, thing.inspectorate}),
            allocated=given or thing.label == Document.Label.CONTEXT,
        )
    if isinstance(thing, SeparateOffer):
        message = thing.message
        return About(body=message.agency if action == "answer" else message.inspectorate)
    return _of_one(name, kind, thing, user)


def _of_one(name: str, kind: str, thing: Any, user: User) -> About:
    if kind in ("EvidenceRecord", "NotebookEntry"):
        return About(own=thing.author_id == user.pk)
    if kind == "RecordNote":
        return About(own=thing.record.author_id == user.pk)
    if kind == "Invitation":
        return About(own=thing.user_id == user.pk)
    if kind == "SEAEntry":
        return _of_entry(name, thing, user)
    if kind in ("AgencyMessage", "SeparateLetter", "Meeting"):
        return About(body=thing.inspectorate)
    if kind == "Attendance":
        return About(body=thing.meeting.inspectorate)
    return _of_body(name, kind, thing)


def _of_entry(name: str, entry: Any, user: User) -> About:
    contributes = entry.contributors.filter(user=user).exists()
    if name in ("evidence.agree", "evidence.object_to"):
        return About(own=contributes)
    also = contributes and name != "evidence.withdraw_entry" and entry.state == "entered"
    return About(own=entry.author_id == user.pk or also)


def _of_body(name: str, kind: str, thing: Any) -> About:
    if isinstance(thing, WrittenNotice):
        return About(body=thing.body)
    if name == "notification.send_notice":
        body = next((code for code, roles in WRITERS.items() if thing.contact_role in roles), "ofsted")
        return About(body=body)
    return About(body=thing.agency) if kind == "ExtraRequest" else NOBODYS


# Narrower than the table: the one person, of those it lets, whose thing it is.
OF_ONE_PERSON = {
    "briefing.keep_performance_data": "author",
    "briefing.submit_performance_data": "author",
    "findings.keep": "proposed_by",
    "findings.submit": "proposed_by",
    "letters.comment": "author",
    "letters.offer_comment": "author",
    "letters.contribute": "author",
    "letters.offer": "author",
    "portal.withdraw_extra": "proposed_by",
}


def is_theirs(name: str, thing: Any, user: User) -> bool:
    if name in OF_ONE_PERSON:
        return bool(getattr(thing, f"{OF_ONE_PERSON[name]}_id") == user.pk)
    if name == "findings.withdraw":
        draft = thing.state == Finding.State.DRAFT
        return bool(thing.proposed_by_id == user.pk or not draft)
    if isinstance(thing, Dispatch) and name == "letters.finish_comments":
        return thing.openings.filter(user=user).exists()
    return True


def may(name: str, thing: Any, user: User, held: list[Held]) -> bool:
    """Does the table, asked with the owner of the thing, let this person?"""
    if ASKED[name].questions == (("own", "invitation"),):
        return bool(thing.user_id == user.pk)
    for action, material in questions_of(name, thing):
        if not decide(held, action, material, about(name, action, thing, user)):
            return False
    if name == "findings.withdraw" and not is_theirs(name, thing, user):
        return False
    return is_theirs(name, thing, user)
