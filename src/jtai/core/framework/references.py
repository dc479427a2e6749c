"""Which key of an edition or theme must name a code that exists, and where that code stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jtai.core.framework.paths import texts_at

# What a word means -> the patterns where its codes are declared.
DECLARED = {
    "inspectorate": ("inspectorates[].code",),
    "agency": ("agencies[].code",),
    "group of agencies": ("agency_groups[].code",),
    "qualification": ("qualifications[].code",),
    "role": ("roles[].code",),
    "owner": ("roles[].code", "bodies[].code", "inspectorates[].code"),
    "contact role": ("contact_roles[].code",),
    "scope element": ("scope_elements[].code",),
    "workstream": ("workstreams[].code",),
    "criterion": ("criteria[].code",),
    "parent of criteria": ("criterion_parents[].code",),
    "milestone": ("tracks.inspection.milestones[].code",),
    "milestone of any track": ("tracks.*.milestones[].code",),
    "gate": ("tracks.*.milestones[].code", "gates[].code"),
    "event": ("events[].code", "tracks.*.milestones[].code"),
    "clash": ("clashes[].code",),
    "meeting": ("meetings[].code",),
    "judgement": ("evidence.judgements[].code",),
    "kind of finding": ("findings.types[].code",),
    "step of sign-off": ("letter.sign_off_chain[].code",),
}

# Keys that name such a code.
REFERENCES = {
    "inspectorate": (
        "agencies[].inspectorate", "roles[].inspectorates", "team.lead_inspectorate",
        "notify_lists[].inspectorate", "framework_items[].inspectorate",
        "letter.sign_off_chain[].each_inspectorate", "statement.consulted",
    ),
    "agency": (
        "roles[].agencies", "contact_roles[].agency", "people_to_meet[].agency", "framework_items[].agency",
    ),
    "group of agencies": ("agencies[].group",),
    "qualification": ("roles[].qualification",),
    "role": (
        "bodies[].roles", "team.lead_role", "team.qa_role", "approver_role", "statement.decided_by",
        "letter.sign_off_chain[].who", "meetings[].attendance.local",
    ),
    "owner": ("tracks.*.milestones[].owner", "tracks.*.milestones[].with_owners"),
    "contact role": (
        "notify_lists[].contacts", "safeguarding_board.contacts", "letter.recipients[].recipients[].contact",
        "letter.prepublication_required",
    ),
    "scope element": ("criteria[].scope_element",),
    "workstream": ("criteria[].group",),
    "criterion": ("evidence.workforce_criteria",),
    "parent of criteria": ("criteria[].parent",),
    "milestone": (
        "notices[].after", "information_milestones[].milestone",
        "framework_items[].milestone", "meetings[].milestones", "letter.sign_off_chain[].milestone",
        "selection.list_milestone", "selection.shortlist_milestone", "selection.data_milestone",
        "selection.tracked_milestone", "selection.evaluation_milestone", "evidence.stop_milestone",
        "evidence.entries_before_milestone", "findings.provisional_milestone", "findings.key_milestone",
        "findings.feedback_milestone", "findings.submit_milestone", "events[].planned_as",
        "statement.readings[].anchor",
    ),
    "milestone of any track": (
        "evidence.lock_milestone", "evidence.entry_milestone", "statement.milestone",
    ),
    "gate": ("tracks.*.milestones[].gates",),
    "event": (
        "tracks.*.milestones[].anchor", "tracks.*.milestones[].when[].anchor",
        "statement.readings[].event",
    ),
    "clash": ("readings.*.clash", "tracks.*.milestones[].clashes"),
    "meeting": ("setup_agenda[].carried_to",),
    "judgement": ("findings.types[].judgement",),
    "kind of finding": ("letter.sections[].finding_type",),
    "step of sign-off": ("letter.sign_off_chain[].opens_after",),
}  # fmt: skip


def declared(table: Mapping[str, object], what: str) -> set[str]:
    """The codes of that kind that the edition declares."""
    return {code for pattern in DECLARED[what] for _, code in texts_at(table, pattern)}


def broken_references(table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Every (key path, sentence) where a key names a code that does not exist."""
    for what, patterns in REFERENCES.items():
        codes = declared(table, what)
        for pattern in patterns:
            for path, code in texts_at(table, pattern):
                if code not in codes:
                    yield path, f"There is no {what} “{code}”. Correct the code or add it."
