"""For each address of an inspection: the things it can be opened with."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator

from django.apps import apps
from django.urls import reverse

from jtai.apps.workspace.demonstration.cast import Cast
from tools.generated.addresses import Address

MOST = 10


# How the rows of a table belong to an inspection.
PATHS = (
    "inspection",
    "letter__inspection",
    "meeting__inspection",
    "record__inspection",
    "entry__inspection",
    "point__letter__inspection",
    "document__item__inspection",
    "version__letter__inspection",
    "dispatch__letter__inspection",
    "item__inspection",
    "section__briefing__inspection",
)


# By these the rows of a table stand in the same order every time.
STEADY = ("number", "order", "position", "agency", "title", "code")


def _rows(model: str, field: str = "pk", **where: object) -> Callable[[Cast], Iterable]:
    def find(cast: Cast) -> list[object]:
        cls = apps.get_model(model)
        names = {one.name for one in cls._meta.get_fields() if one.is_relation}
        # Keys made by lot would choose other rows each time.
        order = [name for name in STEADY if name in {f.name for f in cls._meta.fields}]
        found: list[object] = []
        for path in (p for p in PATHS if p.split("__")[0] in names):
            rows = cls.objects.filter(**{path: cast.inspection, **where}).order_by(*order, "pk")
            found += [value for value in rows.values_list(field, flat=True) if value not in found]
        # The first and the last: what is done already and what is still open.
        return found if len(found) <= MOST else [*found[: MOST // 2], *found[-MOST // 2 :]]

    return find


def _edition(find: Callable) -> Callable[[Cast], Iterable]:
    return lambda cast: find(cast.inspection.edition)


def _contacts(most: int = 99) -> Callable[[Cast], Iterable]:
    return lambda cast: list(cast.inspection.contacts.order_by("pk").values_list("pk", flat=True))[:most]


def _published_children(cast: Cast) -> Iterable:
    return _rows("selection.ChildSet", number__gt=0)(cast)


# Name of an address (as a pattern), name of the parameter, values; the first that matches is asked.
THINGS: list[tuple[str, str, Callable[[Cast], Iterable]]] = [
    ("performance-data", "pk", _rows("briefing.PerformanceData")),
    ("briefing-(section|attach)$", "code", _edition(lambda e: [s.code for s in e.briefing_sections][:3])),
    ("briefing-attachment", "pk", _rows("briefing.Attachment")),
    ("evidence-answer", "record_id", _rows("evidence.EvidenceRecord", notes__isnull=False)),
    ("", "record_id", _rows("evidence.EvidenceRecord")),
    ("", "entry_id", _rows("evidence.SEAEntry")),
    ("evidence-answer", "note_id", _rows("evidence.RecordNote")),
    ("", "note_id", _rows("evidence.NotebookEntry")),
    ("", "flag_id", _rows("evidence.QualityFlag")),
    ("", "slug", lambda cast: ["esn-07", "esn-01"]),
    ("", "user_id", lambda cast: [cast.person("team-inspector").pk]),
    ("finding", "pk", _rows("findings.Finding")),
    ("message-(share|edit)", "pk", _rows("findings.AgencyMessage", state="draft")),
    ("(offer|message)-", "pk", _rows("findings.AgencyMessage")),
    ("outline-remove", "pk", _rows("findings.OutlinePoint")),
    ("contact$", "pk", _contacts(2)),
    ("hold-lift", "pk", _rows("inspections.PublicationHold")),
    ("closure-remove", "pk", _rows("inspections.ClosureDay")),
    ("team-", "pk", lambda cast: [cast.inspection.memberships.get(role="editor").pk]),
    ("", "comment", _rows("letters.AccuracyComment")),
    ("accuracy-comment-new", "sentence", _rows("letters.Sentence")),
    ("", "contribution", _rows("letters.Contribution")),
    ("", "edit", _rows("letters.Edit")),
    ("", "sentence", _rows("letters.Sentence")),
    ("", "separate", _rows("letters.SeparateLetter")),
    ("", "point", _rows("letters.Point")),
    ("", "act", lambda cast: ["down", "drop"]),
    ("", "section", _edition(lambda e: [s.code for s in e.letter.sections])),
    ("", "dispatch", _rows("letters.Dispatch")),
    ("", "done", _rows("letters.SignOff")),
    ("", "number", lambda cast: [1]),
    ("meeting-remove", "who", _rows("meetings.Attendance")),
    ("meeting", "pk", _rows("meetings.Meeting")),
    ("arrangement", "code", _edition(lambda e: [i.code for i in e.setup_agenda if i.kind == "arrangement"])),
    ("agenda-point", "code", _edition(lambda e: [i.code for i in e.setup_agenda])),
    ("", "body", _edition(lambda e: [i.code for i in e.other_inspectorates])),
    ("", "contact_role", _edition(lambda e: [c for one in e.notify_lists for c in one.contacts])),
    ("", "contact", _contacts()),
    ("message$", "pk", lambda cast: []),
    ("contributor-invitation", "pk", _rows("inspections.Invitation")),
    ("contributor-", "pk", _rows("inspections.Membership", role="agency-contributor", ended_at=None)),
    ("", "document", _rows("portal.Document")),
    ("allocation", "pk", _rows("portal.Allocation")),
    ("request-ask-again", "item", _rows("portal.RequestItem", state="not-available")),
    ("request-answer", "item", _rows("portal.RequestItem", state="query")),
    ("request-(query|item)", "item", _rows("portal.RequestItem", state="received")),
    ("request-", "item", _rows("portal.RequestItem", state="requested", child_level=False)),
    ("", "item", _rows("portal.RequestItem")),
    ("extra", "pk", _rows("portal.ExtraRequest")),
    ("system-day", "pk", _rows("portal.SystemAccess")),
    ("", "what", lambda cast: ["granted", "revoked"]),
    ("child-list", "pk", _rows("selection.ChildList")),
    ("children-sent", "pk", _published_children),
    ("child$", "child", _rows("selection.Child", field="address")),
    ("why-date", "code", lambda cast: ["day-0-recorded", "publish", "kit-1", "toolkit-sent", "leaders"]),
]  # fmt: skip


def values_of(one: Address, name: str, cast: Cast) -> list[object]:
    for pattern, parameter, find in THINGS:
        if parameter == name and re.match(pattern, one.name):
            return list(find(cast))
    return []


def parameters(path: str) -> list[str]:
    """The names of what stands in an address after the reference."""
    return re.findall(r"<\w+:(\w+)>", path)[1:]


def urls(one: Address, cast: Cast) -> Iterator[str]:
    """Addresses of pages to look at."""
    wanted = [values_of(one, name, cast) for name in parameters(one.path)]
    for values in itertools.islice(itertools.product(*wanted), 24):
        yield reverse(one.name, args=[cast.inspection.ref, *values])
