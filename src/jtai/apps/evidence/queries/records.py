"""Reads of evidence records: filtered lists and what the mix of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast

from jtai.apps.accounts.models import User
from jtai.apps.evidence.models import EvidenceRecord, NotebookEntry
from jtai.apps.evidence.models.records import EvidenceRecordQuerySet
from jtai.apps.evidence.settings import ADVISED_SHARE, notebooks_are_shared
from jtai.apps.evidence.terms import Terms
from jtai.apps.inspections.access import may
from jtai.apps.inspections.models import Inspection
from jtai.core.access import About
from jtai.core.coverage import RecordUse, Share, counted_once, leans_on, mix_of

PLAIN_FILTERS = ("sector", "method", "route", "inspectorate", "child_ref", "state", "judgement")


def readable_records(inspection: Inspection, user: User) -> EvidenceRecordQuerySet:
    """The records this person may read here: submitted ones and their own drafts."""
    return EvidenceRecord.objects.filter(inspection=inspection).readable_by(user)


def filtered_records(inspection: Inspection, user: User, wanted: Mapping[str, str]) -> EvidenceRecordQuerySet:
    """The records a list shows, newest first. `wanted` as the filter form gives it; blanks ask nothing."""
    rows = readable_records(inspection, user)
    for name in PLAIN_FILTERS:
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if (wanted.get("whose") or "mine") == "mine":
        rows = rows.filter(author=user)
    if wanted.get("criterion"):
        rows = rows.with_code("criteria", wanted["criterion"])
    if wanted.get("scope"):
        rows = rows.with_code("scope_elements", wanted["scope"])
    if wanted.get("part"):
        rows = _in_part(rows, Terms.of(inspection).codes_of_part(wanted["part"]))
    if wanted.get("sea") == "not-in":
        rows = rows.counting().exclude(sea_entries__state="entered")
    rows = rows.annotate(entries=Count("sea_entries", filter=Q(sea_entries__state="entered"), distinct=True))
    return rows.select_related("author").order_by("-number")


def _in_part(rows: EvidenceRecordQuerySet, codes: list[str]) -> EvidenceRecordQuerySet:
    if not codes:
        return rows.none()
    rows = rows.annotate(criteria_words=Cast("criteria", TextField()))
    return rows.filter(reduce(or_, (Q(criteria_words__contains=f'"{code}"') for code in codes)))


@dataclass(frozen=True, slots=True)
class Mix:
    """How the evidence of an inspection was obtained (paras 46, 53)."""

    records: int
    methods: list[Share]
    routes: list[Share]
    about_a_child: int
    not_about_a_child: int
    advisory: list[Share]


def mix_of_evidence(inspection: Inspection) -> Mix:
    """Counts for each method and route over all that counts, with what is leaned on too much."""
    terms = Terms.of(inspection)
    rows = EvidenceRecord.objects.filter(inspection=inspection).counting()
    uses = [RecordUse(m, r, bool(c)) for m, r, c in rows.values_list("method", "route", "child_ref")]
    methods = mix_of(uses, "method", [code for code, _ in terms.methods()])
    about, not_about = counted_once(uses)
    return Mix(
        len(uses),
        methods,
        mix_of(uses, "route", [code for code, _ in terms.routes()]),
        about,
        not_about,
        leans_on(methods, ADVISED_SHARE),
    )


def notebook_of(inspection: Inspection, author: User) -> list[NotebookEntry]:
    """A person's notes, newest first."""
    rows = NotebookEntry.objects.filter(inspection=inspection, author=author)
    return list(rows.order_by("-recorded_at", "-received_at"))


def may_read_note(note: NotebookEntry, user: User) -> bool:
    """The author; others of that inspectorate and the QA manager only where it chose so (para 76)."""
    inspection = note.inspection
    if may(user, "read", "notebook", inspection, About(own=note.author_id == user.pk)):
        return True
    if not notebooks_are_shared(note.inspectorate):
        return False
    return bool(may(user, "read-where-shared", "notebook", inspection, About(body=note.inspectorate)))
