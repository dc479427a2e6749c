"""Every address of an inspection with its own ids, and the words of every answer."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from jtai.apps.inspections.models import Inspection
from tests.apps.crawl.marking import rows_of
from tests.apps.crawl.places import Row
from tools.generated.addresses import Address, addresses

# Things tried at an address that reads, and at one that opens a form.
MOST, FEW = 4, 2
# Only its author opens the form.
MORE = {"evidence-write": 8, "sea-write": 8, "note-write": 4, "accuracy-comment": 4, "draft": 20}
TELLING = ("state", "agency", "inspectorate", "body", "label", "stage", "author_id")


def sample(model: str, field: str = "pk") -> Callable[[Inspection], list[Any]]:
    """Values of rows, those first that show a state or an owner which no row before them shows."""

    def find(inspection: Inspection) -> list[Any]:
        rows, told = sorted(rows_of(model, inspection), key=_order), set()
        values = []
        while rows:
            best = max(rows, key=lambda row: _news(row, told))
            if values and _tells(best) <= told:
                break
            told |= _tells(best)
            values.append(getattr(best, field))
            rows.remove(best)
        return values

    return find


def _tells(row: Row) -> set[tuple[str, str]]:
    return {(name, str(getattr(row, name))) for name in TELLING if hasattr(row, name)}


def _news(row: Row, told: set[tuple[str, str]]) -> tuple[bool, int]:
    """How much this row shows that no row before it did: a state first of all."""
    news = _tells(row) - told
    return any(name == "state" for name, _ in news), len(news)


def _order(row: Row) -> tuple[str, ...]:
    """The same in each run: ids are random."""
    return tuple(str(getattr(row, name, "")) for name in (*TELLING, "number", "code", "title", "address"))


def of_edition(find: Callable[[Any], list[Any]]) -> Callable[[Inspection], list[Any]]:
    return lambda inspection: find(inspection.edition)[:3]


VALUES: dict[str, Callable[[Inspection], list[Any]]] = {
    "performance-data-item pk": sample("briefing.PerformanceData"),
    "performance-data-file pk": sample("briefing.PerformanceData"),
    "briefing-attachment pk": sample("briefing.Attachment"),
    "briefing-section code": of_edition(lambda e: [s.code for s in e.briefing_sections if s.restricted]
                                        + [e.briefing_sections[0].code]),
    "briefing-attach code": of_edition(lambda e: [e.briefing_sections[0].code]),
    "user_id": lambda i: [m.user_id for m in i.memberships.filter(role="team-inspector").order_by("pk")[:2]],
    "slug": lambda i: ["esn-07"],
    "record_id": sample("evidence.EvidenceRecord"),
    "note_id": sample("evidence.NotebookEntry"),
    "evidence-answer record_id": lambda i: [note.record_id for note in rows_of("evidence.RecordNote", i)][:1],
    "evidence-answer note_id": sample("evidence.RecordNote"),
    "number": lambda i: [1, 2],
    "entry_id": sample("evidence.SEAEntry"),
    "flag_id": sample("evidence.QualityFlag"),
    "message-edit pk": sample("findings.AgencyMessage"),
    "message-share pk": sample("findings.AgencyMessage"),
    "offer-make pk": sample("findings.AgencyMessage"),
    "offer-answer pk": sample("findings.AgencyMessage"),
    "outline-remove pk": sample("findings.OutlinePoint"),
    **{f"finding{part} pk": sample("findings.Finding")
       for part in ("", "-edit", "-note", "-priority", "-state", "-tell", "-withdraw")},
    "contact pk": sample("inspections.Contact"),
    "contact": sample("inspections.Contact"),
    "hold-lift pk": sample("inspections.PublicationHold"),
    "closure-remove pk": sample("inspections.ClosureDay"),
    "team-member pk": lambda i: [i.memberships.order_by("pk").last().pk],
    "team-end pk": lambda i: [i.memberships.order_by("pk").last().pk],
    "comment": sample("letters.AccuracyComment"),
    "sentence": sample("letters.Sentence"),
    "contribution": sample("letters.Contribution"),
    "edit": sample("letters.Edit"),
    "separate": sample("letters.SeparateLetter"),
    "point": sample("letters.Point"),
    "dispatch": sample("letters.Dispatch"),
    "done": lambda i: list(apps.get_model("letters.SignOff").objects.filter(letter__inspection=i)
                           .values_list("pk", flat=True)[:1]),
    "section": of_edition(lambda e: [e.letter.sections[0].code]),
    "act": lambda i: ["drop"],
    "meeting-remove pk": lambda i: [row.meeting_id for row in rows_of("meetings.Attendance", i)][:1],
    "meeting-remove who": lambda i: [row.pk for row in rows_of("meetings.Attendance", i)][:1],
    **{f"meeting{part} pk": sample("meetings.Meeting")
       for part in ("", "-attending", "-add", "-cancel", "-close", "-closed", "-invite", "-record",
                    "-start", "-time")},
    "arrangement code": of_edition(lambda e: [x.code for x in e.setup_agenda if x.kind == "arrangement"]),
    "arrangement-confirm code": of_edition(
        lambda e: [x.code for x in e.setup_agenda if x.kind == "arrangement"]),
    "agenda-point code": of_edition(lambda e: [x.code for x in e.setup_agenda if x.kind == "question"]),
    "body": of_edition(lambda e: [one.code for one in e.other_inspectorates]),
    "contact_role": of_edition(lambda e: [one.contacts[0] for one in e.notify_lists]),
    "message pk": sample("notices.Message"),
    "contributor-end pk": lambda i: _members(i, "agency-contributor"),
    "contributor-link pk": lambda i: _members(i, "agency-contributor"),
    "document": sample("portal.Document"),
    "allocation-take-back pk": lambda i: [row.pk for row in rows_of("portal.Allocation", i)][:1],
    "item": sample("portal.RequestItem"),
    "extra pk": sample("portal.ExtraRequest"),
    "extra-withdraw pk": sample("portal.ExtraRequest"),
    "invited pk": sample("inspections.Invitation"),
    "form_id": sample("drafts.Draft"),
    "contributor-invitation-end pk": sample("inspections.Invitation"),
    "system-day pk": sample("portal.SystemAccess"),
    "what": lambda i: ["granted", "revoked"],
    "child": lambda i: [c.address for c in i.children.filter(sets__stage="tracked").order_by("pk")[:1]]
                       + [c.address for c in i.children.exclude(sets__number__gt=0).order_by("pk")[:1]],
    "child-list pk": sample("selection.ChildList"),
    "children-sent pk": lambda i: list(i.child_sets.filter(number__gt=0).values_list("pk", flat=True)),
    "why-date code": lambda i: ["publish"],
    "public-letter slug": lambda i: _slugs(i),
    "public-letter-version slug": lambda i: _slugs(i),
    "public-letter-pdf slug": lambda i: _slugs(i),
}  # fmt: skip
OUTSIDE = {"public-letters", "public-letter", "public-letter-version", "public-letter-pdf", "home",
           "inspections", "account", "people", "guidance-index", "invited", "drafts", "draft"}  # fmt: skip


def _members(inspection: Inspection, role: str) -> list[int]:
    return list(inspection.memberships.filter(role=role).order_by("pk").values_list("pk", flat=True))


def _slugs(inspection: Inspection) -> list[str]:
    publications = apps.get_model("letters.Publication").objects.filter(letter__inspection=inspection)
    return list(publications.values_list("slug", flat=True).distinct())


def urls(
    inspection: Inspection, apps_walked: set[str], *, everything: bool = False
) -> Iterator[tuple[Address, str]]:
    """Every address of these apps or names (or of all) with ids of the inspection; a few outside it."""
    for one in addresses():
        inside = one.path.startswith("/i/")
        if not (everything or {one.app, one.name} & apps_walked) or not (inside or one.name in OUTSIDE):
            continue
        most = None if everything else _most(one)
        for values in islice(product(*choices(one, inspection)), most):
            yield one, reverse(one.name, args=[inspection.ref, *values] if inside else list(values))


def _most(one: Address) -> int:
    return MORE.get(one.name) or (MOST if one.asked.startswith("read") and not one.posted else FEW)


def parameters(one: Address) -> list[str]:
    return [part.partition(">")[0].partition(":")[2] for part in one.path.split("<")[1:]]


def choices(one: Address, inspection: Inspection) -> list[list[Any]]:
    """For each parameter after the reference the values to try; KeyError for an address nobody thought of."""
    names = [name for name in parameters(one) if name != "ref"]
    looks = [VALUES.get(f"{one.name} {name}") or VALUES[name] for name in names]
    return [look(inspection) for look in looks]


def answer_to(client: Client, url: str) -> tuple[int, str]:
    """The status of the answer and what it says: page, file, PDF, calendar or JSON alike."""
    answer: Any = client.get(url)
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type", "").startswith("application/pdf") and data[:4] == b"%PDF":
        return answer.status_code, words_of_pdf(data)
    text = data.decode("utf-8", errors="replace")
    if answer.get("Content-Type", "").startswith("text/calendar"):
        # Long lines of a calendar are folded, wherever that falls.
        text = text.replace("\r\n ", "")
    return answer.status_code, text


@lru_cache(maxsize=50)
def words_of_pdf(data: bytes) -> str:
    """The text of a PDF; the same one is read by many."""
    try:
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    except Exception:
        # An invented file that only begins like a PDF: its bytes are its words.
        return data.decode("latin-1")
