"""The words of a finding as one value: read, set, versioned, hashed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from jtai.apps.accounts.models import User
from jtai.apps.evidence.models import SEAEntry
from jtai.apps.findings.models import Finding, FindingEntry, FindingVersion
from jtai.apps.findings.queries.findings import criteria_words, entry_facts
from jtai.apps.inspections.access import record
from jtai.apps.inspections.models import Departure, Inspection
from jtai.core.findings import FindingFacts, check_content, check_period
from jtai.core.moments import Moment
from jtai.core.results import Problem, refuse

FACTS = tuple(FindingFacts.__dataclass_fields__)
FIELDS = (*FACTS, "inspectorate", "scope_element")
LISTS = ("criteria", "triggers")


def content_of(finding: Finding) -> dict[str, Any]:
    """Every word and choice of a finding, with the entries it rests on, in a fixed order."""
    entries = FindingEntry.objects.filter(finding=finding).order_by("entry__number")
    values = {name: getattr(finding, name) for name in FIELDS}
    return values | {
        "entries": [f"SEA {number}" for number in entries.values_list("entry__number", flat=True)]
    }


def canonical(finding: Finding) -> str:
    """The text whose hash stands in the trail."""
    return json.dumps(content_of(finding), sort_keys=True, ensure_ascii=False)


def problems_of(finding: Finding) -> list[Problem]:
    """Everything the rules have against the finding as it stands; reasons given before still hold."""
    inspection = finding.inspection
    values: dict[str, Any] = {name: getattr(finding, name) for name in FACTS}
    facts = FindingFacts(**values | {name: tuple(values[name]) for name in LISTS})
    criteria, agencies = set(criteria_words(inspection)), {a.code for a in inspection.edition.agencies}
    problems = check_content(facts, inspection.edition.findings, criteria, agencies)
    problems += check_period(entry_facts(finding))
    answered = departed(finding)
    return [problem for problem in problems if problem.blocks or problem.code not in answered]


def departed(finding: Finding) -> set[str]:
    """Codes of the warnings somebody passed with a reason."""
    rows = Departure.objects.filter(
        inspection_id=finding.inspection_id, object_kind="finding", object_id=str(finding.pk)
    )
    return set(rows.values_list("rule", flat=True))


def apply(finding: Finding, values: Mapping[str, Any], version: int) -> None:
    """Write the words on top of `version`; a colleague's newer words are never overwritten."""
    wanted = {name: values[name] for name in FIELDS if name in values}
    if wanted.get("target") != "agency":
        wanted["agency"] = ""
    wanted["inspectorate"] = _inspectorate(finding.inspection, wanted)
    found = Finding.objects.filter(pk=finding.pk, version=version).update(**wanted, version=version + 1)
    if not found:
        refuse(
            "Somebody changed this finding after you opened it. Both texts are below; choose or join them.",
            kind="stale",
        )
    finding.refresh_from_db()


def _inspectorate(inspection: Inspection, values: Mapping[str, Any]) -> str:
    """Whose part of the partnership it is: as said, else the one that inspects the agency (para 32)."""
    if not values.get("agency"):
        return str(values.get("inspectorate") or "")
    known = {agency.code: agency.inspectorate for agency in inspection.edition.agencies}
    return str(values.get("inspectorate") or known.get(values["agency"], ""))


def link_entries(finding: Finding, entries: Iterable[UUID | str], by: User, at: Moment) -> None:
    """Make these SEA entries, and no others, the ones it rests on. Only entered ones can be linked."""
    rows = SEAEntry.objects.filter(inspection=finding.inspection, pk__in=list(entries), state="entered")
    links = FindingEntry.objects.filter(finding=finding)
    links.exclude(entry__in=rows).delete()
    there = set(links.values_list("entry_id", flat=True))
    FindingEntry.objects.bulk_create(
        FindingEntry(finding=finding, entry=row, by=by, at=at.now) for row in rows if row.pk not in there
    )


def save_version(finding: Finding, by: User, at: Moment) -> FindingVersion:
    """Keep the words as they stand for good; the same version once."""
    row, _ = FindingVersion.objects.get_or_create(
        finding=finding,
        number=finding.version,
        defaults={"state": finding.state, "content": canonical(finding), "by": by, "at": at.now},
    )
    return row


def set_state(finding: Finding, after: str, **values: object) -> None:
    """Move a finding from the state it was read in; if somebody moved it meanwhile, refuse."""
    found = Finding.objects.filter(pk=finding.pk, state=finding.state).update(state=after, **values)
    if not found:
        refuse("Somebody moved this finding after you opened it.", kind="stale")
    finding.refresh_from_db()


def record_finding(finding: Finding, action: str, by: User, at: Moment, **codes: object) -> None:
    """The event of a finding, with its version and state as they stand after the action."""
    standing = {"version": finding.version, "state": finding.state}
    record(finding, action, by=by, at=at, codes=standing | codes)
