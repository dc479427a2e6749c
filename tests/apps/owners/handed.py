"""The things an action is handed, and something for each of its other parameters."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps

from jtai.apps.accounts.models import User
from jtai.apps.evidence.actions import EntryValues
from jtai.apps.inspections.models import Membership
from jtai.apps.letters.models import Dispatch
from jtai.apps.meetings.models import Meeting
from jtai.core.framework.model import Edition
from tests.apps.owners.asked import ASKED
from tests.apps.owners.scene import LATER, Scene
from tests.apps.owners.whose import RESTRICTED_SECTIONS, STEPS
from tests.factories.portal import incoming
from tests.factories.selection import csv_list

# Where a model keeps the inspection, and what tells its owners apart.
PATHS = (
    "inspection",
    "letter__inspection",
    "message__inspection",
    "meeting__inspection",
    "record__inspection",
    "entry__inspection",
    "point__letter__inspection",
    "document__inspection",
    "dispatch__letter__inspection",
)
OWNERS = (
    "inspectorate",
    "agency",
    "body",
    "author",
    "sent_by",
    "proposed_by",
    "user",
    "state",
    "code",
    "label",
)
MOST = 4


def path_of(model: type[Any]) -> str:
    names = {field.name for field in model._meta.get_fields() if field.is_relation and field.many_to_one}
    names |= {field.name for field in model._meta.get_fields() if field.one_to_one and field.concrete}
    return next(path for path in PATHS if path.split("__")[0] in names)


def rows_of(scene: Scene, label: str) -> list[Any]:
    """Rows of a model in the inspection, of owners as different as there are."""
    model: Any = apps.get_model(label)
    if model is User:
        return [scene.person("team-inspector", "cqc")]
    path = path_of(model)
    names = {field.name for field in model._meta.fields}
    order = [name for name in ("number", "pk") if name in names or name == "pk"]
    if path in ("record__inspection", "entry__inspection"):
        rows = [one for one in model.objects.order_by(*order) if inspection_of(one) == scene.inspection.pk]
    else:
        rows = list(model.objects.filter(**{path: scene.inspection}).order_by(*order))
    if label == "portal.Document":
        rows = [row for row in rows if row.counts and row.route == "file"]
    found: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        found.setdefault(tuple(getattr(row, name, "") for name in OWNERS), row)
    return spread(list(found.values()))


def spread(rows: list[Any]) -> list[Any]:
    """At most so many, the newest first: those of the scene come after those of the demonstration."""
    return list(reversed(rows))[:MOST]


def inspection_of(row: Any) -> Any:
    """The inspection of a thing, whichever way leads there."""
    for name in (
        "inspection_id",
        "letter",
        "message",
        "meeting",
        "record",
        "entry",
        "point",
        "document",
        "dispatch",
    ):
        value = getattr(row, name, None)
        if value is not None:
            return value if name == "inspection_id" else inspection_of(value)
    return None


def _codes(edition: Edition) -> dict[str, list[Any]]:
    """Things that are no rows: parts of the edition that belong to somebody."""
    return {
        "": [None],
        "section": [edition.briefing_sections[0].code, *sorted(RESTRICTED_SECTIONS)],
        "step": list(STEPS),
        "inspectorate": [one.code for one in edition.inspectorates],
        "agency": [one.code for one in edition.agencies],
        "kind of meeting": ["kit", "team"],
    }


def things(scene: Scene, name: str) -> list[Any]:
    what = ASKED[name].thing.strip("[]")
    codes = _codes(scene.inspection.edition)
    if what in codes:
        return codes[what]
    if what == "leaders":
        return [Meeting.objects.filter(inspection=scene.inspection, code="feedback").get()]
    if what == "contributor":
        return list(Membership.objects.filter(inspection=scene.inspection, role="agency-contributor"))[:2]
    if what == "letters.Dispatch":
        kind = "accuracy" if name != "letters.confirm_receipt" else "prepublication"
        return list(Dispatch.objects.filter(letter=scene.letter, kind=kind))[:1]
    rows = rows_of(scene, what)
    if name in ("findings.revise", "findings.present"):
        rows = [row for row in rows if row.state != "draft"]
    return rows


Filler = Callable[[Scene, Any], Any]


def _first_role(scene: Scene, body: Any) -> str:
    """The first leader on the list of this inspectorate; the leading one has no list."""
    lists = {one.inspectorate: one.contacts[0] for one in scene.inspection.edition.notify_lists}
    return lists.get(body, "dcs")


def _first_leader(scene: Scene, body: Any) -> Any:
    return scene.inspection.contacts.filter(contact_role=_first_role(scene, body)).first()


def _edition(find: Callable[[Edition], Any]) -> Filler:
    return lambda scene, thing: find(scene.inspection.edition)


# By the name of the parameter; "action.parameter" where one action takes something else.
FILL: dict[str, Filler] = {
    "inspection": lambda s, t: s.inspection,
    "letter": lambda s, t: s.letter,
    "at": lambda s, t: s.at,
    "version": lambda s, t: getattr(t, "version", 1),
    "seen": lambda s, t: s.letter.versions.latest("number").number,
    "reasons": lambda s, t: {},
    "values": lambda s, t: {},
    "user": lambda s, t: s.person("editor"),
    "dispatch": lambda s, t: Dispatch.objects.filter(letter=s.letter, kind="accuracy").latest("pk"),
    "meeting": lambda s, t: Meeting.objects.filter(inspection=s.inspection, code="feedback").get(),
    "finding": lambda s, t: None,
    "contact": lambda s, t: s.inspection.contacts.first(),
    "incoming": lambda s, t: incoming(),
    "entries": lambda s, t: [],
    "findings": lambda s, t: [],
    "documents": lambda s, t: [],
    "inspectors": lambda s, t: [],
    "confirmed": lambda s, t: [],
    "on": lambda s, t: s.at.today,
    "first_on": lambda s, t: s.at.today,
    "last_on": lambda s, t: s.at.today,
    "dated_on": lambda s, t: s.at.today,
    "consulted_on": lambda s, t: s.at.today,
    "day_zero": lambda s, t: date(2016, 9, 13),
    "happened_at": lambda s, t: s.at.now,
    "started": lambda s, t: s.at.now,
    "ended": lambda s, t: s.at.now,
    "starts_at": lambda s, t: s.at.now + LATER,
    "to": lambda s, t: s.at.now,
    "child_ids": lambda s, t: [],
    "child_refs": lambda s, t: [],
    "attendees": lambda s, t: [],
    "present": lambda s, t: [],
    "agreed_with": lambda s, t: [s.person("team-inspector", "cqc")],
    "criteria": lambda s, t: [],
    "checked": lambda s, t: [],
    "ticks": lambda s, t: [],
    "told": lambda s, t: [],
    "cooperating": lambda s, t: [],
    "tests": lambda s, t: {},
    "words": lambda s, t: {},
    "outcomes": lambda s, t: {},
    "came": lambda s, t: {},
    "modes": lambda s, t: {},
    "section": _edition(lambda e: e.letter.sections[0].code),
    "inspectorate": lambda s, t: getattr(t, "inspectorate", "cqc"),
    "notification.log_leader_call.contact": lambda s, t: _first_leader(s, t),
    "notification.log_leader_call.contact_role": lambda s, t: _first_role(s, t),
    "agency": lambda s, t: getattr(t, "agency", "") or "police",
    "body": lambda s, t: "",
    "step": lambda s, t: "draft-agreed",
    "stage": lambda s, t: "shortlist",
    "number": lambda s, t: 1,
    "sentence": lambda s, t: "",
    "criterion": lambda s, t: "ESN 07",
    "inspector": lambda s, t: s.cast.lead.pk,
    "email": lambda s, t: "somebody.new@people.invalid",
    "preparation_days": lambda s, t: Decimal(1),
    "workstreams": lambda s, t: [],
    "service_roles": lambda s, t: [],
    "data": lambda s, t: csv_list(5),
    "followed": lambda s, t: [],
    "role": lambda s, t: "editor",
    "channel": lambda s, t: "set-up",
    "theme_code": lambda s, t: "domestic-abuse",
    "code": lambda s, t: "timetable",
    "contact_role": lambda s, t: "chief-constable",
    "called_at": lambda s, t: s.at.now,
    "held_at": lambda s, t: s.at.now,
    "proposed_start": lambda s, t: s.at.now + LATER,
    "accounts.add_person.at": lambda s, t: s.at.real,
    "accounts.change_person.email": lambda s, t: t.email,
    "accounts.change_person.at": lambda s, t: s.at.real,
    "accounts.close_account.at": lambda s, t: s.at.real,
    "accounts.open_again.at": lambda s, t: s.at.real,
    "accounts.send_link.at": lambda s, t: s.at.real,
    "library.add_bank_holiday.at": lambda s, t: s.at.real,
    "library.load_theme_file.at": lambda s, t: s.at.real,
    "briefing.keep_section.version": lambda s, t: 1,
    "evidence.keep_entry.values": lambda s, t: EntryValues(evaluation="Words."),
    "evidence.keep_note.values": lambda s, t: {"heading": "Others", "text": "Words."},
    "evidence.keep_record.values": lambda s, t: {"text": "Words."},
    "evidence.add_note.kind": lambda s, t: "challenge",
    "evidence.flag.kind": lambda s, t: "unclear",
    "findings.tell.words": lambda s, t: "Words.",
    "inspections.record_milestone.code": lambda s, t: "consolidate",
    "letters.edit_sentence.after": lambda s, t: "Other words.",
    "letters.join.to": lambda s, t: t.dispatch.comments.exclude(pk=t.pk).first(),
    "meetings.move.on": lambda s, t: t.on,
    "portal.tick_milestone.code": lambda s, t: "toolkit-sent",
    "selection.check_list.title": lambda s, t: "A list",
}
BOOLEANS = {"accept", "agreed", "asked", "enough", "together", "in_place", "up", "is_local", "is_priority"}


def arguments(scene: Scene, name: str, action: Callable[..., Any], thing: Any) -> dict[str, Any]:
    """Every keyword of the action but `by`. LookupError where there is nothing to hand it."""
    asked, found = ASKED[name], {}
    for parameter in inspect.signature(inspect.unwrap(action)).parameters.values():
        key = parameter.name
        if key == "by" or parameter.kind is parameter.VAR_KEYWORD:
            continue
        if key == asked.parameter:
            found[key] = [thing] if asked.thing.startswith("[") else _as_key(key, thing)
        else:
            found[key] = _fill(name, key, parameter, scene, thing)
    if name == "accounts.change_person":
        found |= {"full_name": thing.full_name}
    return found


def _as_key(key: str, thing: Any) -> Any:
    return thing.pk if key.endswith("_id") else thing


def _fill(name: str, key: str, parameter: inspect.Parameter, scene: Scene, thing: Any) -> Any:
    fill = FILL.get(f"{name}.{key}") or FILL.get(key)
    if fill is not None:
        return fill(scene, thing)
    annotation = str(parameter.annotation)
    if annotation == "bool" or key in BOOLEANS:
        return True
    if annotation.startswith("str"):
        return "Words of this test."
    if "None" in annotation:
        return None
    raise LookupError(f"{name} takes “{key}: {annotation}”, and nothing is known to hand it")
