"""What the invented inspectors saw and thought. No name of anybody, as paragraph 80 asks."""

# Prose, laid out to be read.
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RecordStory:
    """An evidence record: who, when, what. child: place among the tracked children, or None."""

    code: str
    author: tuple[str, str, int]
    day: int
    clock: str
    text: str
    outcome: str
    judgement: str
    method: str
    sector: str
    source_kind: str
    source_role: str
    criteria: tuple[str, ...]
    child: int | None = None


@dataclass(frozen=True, slots=True)
class EntryStory:
    """An SEA entry on some of the records."""

    author: tuple[str, str, int]
    day: int
    clock: str
    evaluation: str
    judgement: str
    criteria: tuple[str, ...]
    records: tuple[str, ...]


def _record(code: str, author: str, day: int, clock: str, **told: Any) -> RecordStory:
    body, _, n = author.partition("/")
    return RecordStory(code=code, author=("team-inspector", body, int(n or 0)), day=day, clock=clock, **told)


RECORDS = (
    _record(
        "strategy", "hmic", 9, "11:30",
        text="A strategy discussion was held within two hours of the referral. Police, social care and the school "
        "took part; the health visitor was not asked.",
        outcome="The child was seen the same afternoon and was safe that night.",
        judgement="effective", method="observation", sector="police", source_kind="meeting",
        source_role="Detective sergeant", criteria=("ESN 07", "ESN 13"), child=0,
    ),
    _record(
        "thresholds", "ofsted/0", 9, "14:10",
        text="Twelve contacts of the last fortnight were read with the manager of the front door. Eleven were decided "
        "within a day and the reason was written down.",
        outcome="Families were informed the same day of what would happen.",
        judgement="effective", method="alongside-practitioner", sector="local-authority", source_kind="person",
        source_role="Manager of the front door", criteria=("ESN 01", "ESN 04", "ESN 15"),
    ),
    _record(
        "health-visitor", "cqc", 9, "15:20",
        text="The health visitor learnt of the enquiry three days after it began, from the mother.",
        outcome="What was known about the younger child did not reach the meeting that decided.",
        judgement="development", method="interview-practitioner", sector="health", source_kind="person",
        source_role="Health visitor", criteria=("ESN 07",), child=0,
    ),
    _record(
        "plan", "ofsted/1", 10, "10:00",
        text="The plan lists what adults must do. What the child said in two visits is in the record of the visits "
        "and in no plan.",
        outcome="The child’s wish to see a sister more often was not acted on for two months.",
        judgement="development", method="documents", sector="local-authority", source_kind="document",
        source_role="Social worker", criteria=("ESN 05", "ESN 10"), child=1,
    ),
    _record(
        "probation", "hmi-probation", 10, "11:45",
        text="The responsible officer of the father shared the risk assessment on the day it changed.",
        outcome="The safety plan was changed before the father’s next visit.",
        judgement="effective", method="interview-practitioner", sector="probation", source_kind="person",
        source_role="Probation officer", criteria=("ESN 07", "ESN 08"), child=2,
    ),
    _record(
        "supervision", "ofsted/0", 10, "14:30",
        text="Supervision takes place each month. In five of eight records it lists tasks and asks no question about "
        "the child.",
        outcome="Drift in two cases was not noticed for a quarter.",
        judgement="development", method="documents", sector="local-authority", source_kind="document",
        source_role="Team manager", criteria=("ESN 17", "ESN 14"),
    ),
    _record(
        "out-of-hours", "hmic/1", 10, "21:00",
        text="The night team has the day team’s plans on screen and wrote back before seven.",
        outcome="A missing child was found and met by somebody who knew the plan.",
        judgement="effective", method="observation", sector="police", source_kind="meeting",
        source_role="Duty inspector", criteria=("ESN 12", "ESN 09"),
    ),
    _record(
        "mother", "cqc/1", 11, "09:45",
        text=(
            "The mother of a tracked child said that she had to repeat her story to four people in "
            "one week."
        ),
        outcome="She stopped answering the telephone.",
        judgement="development", method="meeting-family", sector="health", source_kind="family",
        source_role="Parent", criteria=("ESN 10", "ESN 02"), child=1,
    ),
    _record(
        "board", "ofsted/1", 11, "11:15",
        text="The board’s audit of the spring found the gap in health information. It set an action and looked again in "
        "the summer.",
        outcome="Invitations to health visitors rose from a third to a half of meetings.",
        judgement="effective", method="interview-manager", sector="partnership", source_kind="person",
        source_role="Business manager of the board", criteria=("ESN 22", "ESN 21"),
    ),
    _record(
        "referrals", "hmi-probation/1", 11, "12:20",
        text="Referrals of the youth offending service say what is wrong and leave out what the family does well.",
        outcome="Two assessments began without the strengths of the family.",
        judgement="development", method="documents", sector="probation", source_kind="document",
        source_role="Youth offending worker", criteria=("ESN 03",),
    ),
)  # fmt: skip


def _entry(author: str, day: int, clock: str, **told: Any) -> EntryStory:
    body, _, n = author.partition("/")
    return EntryStory(author=("team-inspector", body, int(n or 0)), day=day, clock=clock, **told)


ENTRIES = (
    _entry(
        "hmic", 10, "17:10",
        evaluation="Agencies decide together and early when a child may be at risk, and children are seen quickly because "
        "of it. The discussion is less good where health is not in the room.",
        judgement="effective", criteria=("ESN 07", "ESN 13"), records=("strategy", "probation"),
    ),
    _entry(
        "cqc", 10, "17:30",
        evaluation="Health visitors are left out of too many decisions, so that what they know about a child at home comes "
        "too late to matter.",
        judgement="development", criteria=("ESN 07",), records=("health-visitor",),
    ),
    _entry(
        "ofsted/0", 11, "12:40",
        evaluation="The front door decides well and quickly. Managers know what passes through it and thresholds are applied "
        "in the same way by everybody.",
        judgement="effective", criteria=("ESN 01", "ESN 04", "ESN 15"), records=("thresholds", "out-of-hours"),
    ),
    _entry(
        "ofsted/1", 11, "13:10",
        evaluation="Children are heard and then forgotten: what they say seldom changes the plan, and supervision does not "
        "ask about it.",
        judgement="development", criteria=("ESN 10", "ESN 17"), records=("plan", "supervision", "mother"),
    ),
    _entry(
        "ofsted/1", 12, "09:20",
        evaluation="The board looks for gaps and looks again. What it finds has begun to change who is invited, and not yet "
        "how families are described to others.",
        judgement="effective", criteria=("ESN 21", "ESN 22", "ESN 03"), records=("board", "referrals"),
    ),
)  # fmt: skip

_SHARED = {
    "target": "partnership",
    "agency": "",
    "inspectorate": "",
    "weight": "sound",
    "significance": "main",
}

# `entries` are places in ENTRIES.
FINDINGS: tuple[dict[str, Any], ...] = (
    _SHARED
    | {
        "type": "strength",
        "title": "Decisions are made together and early",
        "text": "Agencies meet early and decide together when a child may be at risk of harm. Children are seen quickly.",
        "rationale": "Seen in the meetings observed by two inspectorates; the records agree.",
        "positive_impact": "Children were seen on the same day and were safer that night.",
        "multi_agency": True,
        "criteria": ["ESN 07", "ESN 13"],
        "entries": (0, 2),
    },
    _SHARED
    | {
        "type": "strength",
        "title": "The front door decides well",
        "text": "Staff at the front door apply thresholds in the same way. Families hear the same day what will happen.",
        "rationale": "Eleven of twelve contacts read with the manager.",
        "positive_impact": "Families were informed the same day and children did not wait.",
        "multi_agency": True,
        "criteria": ["ESN 01", "ESN 04"],
        "entries": (2, 0),
    },
    _SHARED
    | {
        "type": "development",
        "title": "Health visitors are left out",
        "text": "Health visitors are not invited to most discussions. Decisions are made without knowing how the child "
        "does at home.",
        "rationale": "Reported by practitioners of two agencies and seen in the records.",
        "practice_weakness": "Health visitors are left out of most discussions.",
        "outcome_effect": "Decisions are made without knowing how the child does at home.",
        "criteria": ["ESN 07"],
        "entries": (1, 0),
    },
    _SHARED
    | {
        "type": "development",
        "title": "What children say does not change plans",
        "text": "Children are listened to on visits. Their plans seldom change because of what they say.",
        "rationale": "Seen in the tracked children’s plans and in supervision records.",
        "practice_weakness": "What children say stays in the record of the visit.",
        "outcome_effect": "Children wait for months for things that matter to them.",
        "criteria": ["ESN 10", "ESN 17"],
        "entries": (3, 1),
    },
)

SUMMARY = (
    "Children who need help and protection in this area are seen quickly and by agencies that work together. "
    "Children who live with domestic abuse wait too long until somebody asks them what they want."
)
