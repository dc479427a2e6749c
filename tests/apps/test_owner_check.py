"""An action asks with the owner of the thing, never of the caller (ADR 0215).

Every action with a person is handed things of every owner, by everybody in the inspection and by people of
another one. Whom the table does not let, asked with the owner as `owners/whose.py` says it, is refused, and
no statement that writes was carried out. An action that nobody has declared fails.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

import jtai.apps
from jtai.apps.accounts.models import User
from jtai.apps.evidence.actions import EntryValues
from jtai.apps.findings.models import FindingEntry
from jtai.core.access import who_may
from jtai.core.results import ProblemsFound, Refused
from tests.apps.owners.asked import ASKED, ELSEWHERE, PARTS
from tests.apps.owners.handed import arguments, rows_of, things
from tests.apps.owners.scene import Scene, build, foreign
from tests.apps.owners.whose import may, questions_of

# What is asked of the table, and how, is the same on both databases.
pytestmark = pytest.mark.on_sqlite

Action = Callable[..., Any]
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


def actions() -> dict[str, Action]:
    """Every function of an `actions` module that takes `by` as a keyword, by app and name."""
    found: dict[str, Action] = {}
    for module in pkgutil.walk_packages(jtai.apps.__path__, "jtai.apps."):
        if "actions" not in module.name.split("."):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if not inspect.isfunction(value) or name.startswith("_"):
                continue
            plain = inspect.unwrap(value)
            by = inspect.signature(plain).parameters.get("by")
            if plain.__module__ == module.name and by is not None and by.kind is by.KEYWORD_ONLY:
                key = f"{module.name.split('.')[2]}.{name}"
                assert found.setdefault(key, value) is value, f"two actions are called {key}"
    return found


ACTIONS = actions()


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


class Writes:
    """The statements that write, of what is done inside."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            self.seen.append(sql[:120])
        return execute(sql, params, many, context)


def carry_out(
    action: Action, given: dict[str, Any], user: User, then: Callable[[], object] | None = None
) -> tuple[str, list[str]]:
    """What came of it ("done", the kind of refusal, or the error) and the writes; all of it is undone."""
    writes = Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        try:
            with transaction.atomic():
                action(**given, by=user)
                if then is not None:
                    then()
            outcome = "done"
        except Refused as refused:
            outcome = refused.decision.kind
        except ProblemsFound as found:
            outcome = f"problems: {[one.code for one in found.problems]}"
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"[:160]
        transaction.set_rollback(True)
    return outcome, writes.seen


def fresh(thing: Any) -> Any:
    """The row as it is in the database: an action that was undone leaves its changes on the object."""
    return type(thing).objects.get(pk=thing.pk) if hasattr(thing, "pk") else thing


WALLS = ("role", "hidden")


def test_every_action_is_declared_or_is_part_of_another():
    declared = [*ASKED, *PARTS, *ELSEWHERE]
    assert sorted(set(ACTIONS) - set(declared)) == []
    assert sorted(set(declared) - set(ACTIONS)) == []
    assert len(declared) == len(set(declared))


def tried_by(scene: Scene, name: str, thing: Any, *, first: bool) -> Iterator[User]:
    """Everybody with the first thing; with the others those whose answer depends on the owner."""
    materials = [who_may(action, material) for action, material in questions_of(name, thing)]
    for user in scene.people() + (scene.strangers() if first else []):
        if first or not materials or any({one.role for one in scene.held(user)} & who for who in materials):
            yield user


@pytest.mark.django_db
@pytest.mark.parametrize("name", ASKED)
def test_whoever_is_not_its_owner_is_refused_and_nothing_is_written(scene, name):
    action, wrong, through = ACTIONS[name], [], []
    tried = things(scene, name)
    assert tried, f"the scene has nothing to hand to {name}"
    for number, thing in enumerate(tried):
        passed = False
        for user in tried_by(scene, name, thing, first=number == 0):
            held = scene.held(user)
            allowed = may(name, thing, user, held)
            if allowed and passed:
                continue
            outcome, writes = carry_out(action, arguments(scene, name, action, fresh(thing)), user)
            if allowed:
                passed = passed or outcome not in WALLS
            elif outcome not in WALLS or writes:
                roles = [f"{one.role} {one.body}".strip() for one in held] or ["nobody here"]
                wrong.append((str(thing), ", ".join(roles), outcome, writes))
        through.append(passed)
    assert wrong == []
    assert any(through), "beside each refusal stands somebody who may"


# Parameters that name rows by their ids, or hold them: how a row gets into them.
BY_ID: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "evidence.keep_entry.values": (
        "evidence.EvidenceRecord",
        lambda row: EntryValues(evaluation="Words.", evidence=(str(row.pk),)),
    ),
    "findings.keep.entries": ("evidence.SEAEntry", lambda row: [row.pk]),
    "findings.revise.entries": ("evidence.SEAEntry", lambda row: [row.pk]),
    "letters.add_point.values": ("findings.Finding", lambda row: {"text": "One.", "finding": row}),
    "letters.contribute.values": ("findings.Finding", lambda row: {"text": "One.", "finding": row}),
    "meetings.add_attendee.who": ("inspections.Contact", lambda row: f"contact-{row.pk}"),
    "portal.allocate.documents": ("portal.Document", lambda row: [str(row.pk)]),
    "portal.allocate.inspectors": ("accounts.User", lambda row: [row.pk]),
    "portal.ask_access.inspector": ("accounts.User", lambda row: row.pk),
    "portal.propose_extra.checked": ("portal.RequestItem", lambda row: [str(row.pk)]),
}
# What belongs to no inspection may be handed in wherever it comes from.
OF_NO_INSPECTION = {
    "inspections.accept.invitation": "it is its owner's, whichever inspection it is to",
    "inspections.decline.invitation": "it is its owner's, whichever inspection it is to",
    "accounts.change_person.user": "an administrator changes every account",
    "accounts.close_account.user": "an administrator closes every account",
    "accounts.open_again.user": "an administrator opens every account again",
    "accounts.send_link.user": "an administrator sends a link to every account",
    "inspections.add_member.user": "this is how somebody comes to take part",
    "inspections.add_contact.user": "the demonstration alone hands one in, of people without a role as well",
}
# A draft keeps what was typed; what it is linked with is looked up among the things of here.
LEFT_OUT: dict[str, Callable[[Any], bool]] = {
    "evidence.keep_entry.values": lambda row: row.sea_entries.exists(),
    "findings.keep.entries": lambda row: FindingEntry.objects.filter(entry=row).exists(),
    "findings.revise.entries": lambda row: FindingEntry.objects.filter(entry=row).exists(),
}
# Not among those to choose from: the sentence is the same for somebody of here whom one cannot choose.
SAME_SENTENCE = {"meetings.add_attendee.who", "letters.open_draft.user"}
MODELS = {model.__name__: model for model in apps.get_models() if model.__module__.startswith("jtai.")}


def references() -> list[tuple[str, str, str]]:
    """Each parameter of an action that takes a row, or its id: action, parameter, model."""
    found = []
    for name in ASKED:
        for parameter in inspect.signature(inspect.unwrap(ACTIONS[name])).parameters.values():
            key = f"{name}.{parameter.name}"
            if parameter.name in ("by", "inspection") or key in OF_NO_INSPECTION:
                continue
            words = re.findall(r"\w+", str(parameter.annotation))
            models = [MODELS[word] for word in words if word in MODELS]
            if parameter.name == ASKED[name].parameter and parameter.name.endswith("_id"):
                models = [apps.get_model(ASKED[name].thing)]
            if key in BY_ID:
                models = [apps.get_model(BY_ID[key][0])]
            found += [(name, parameter.name, model._meta.label) for model in models]
    return found


REFERENCES = references()


def test_every_way_to_hand_in_a_row_is_used():
    used = {f"{name}.{parameter}" for name, parameter, _ in REFERENCES}
    assert sorted({*BY_ID, *LEFT_OUT, *SAME_SENTENCE} - used) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "parameter", "label"), REFERENCES)
def test_a_thing_of_another_inspection_is_as_good_as_none(scene, name, parameter, label):
    """Whoever may do this here hands in a row of there: refused, and nothing is written."""
    action, key = ACTIONS[name], f"{name}.{parameter}"
    scene.foreign.clear()
    everybody = scene.people() + scene.strangers()
    pairs = ((one, user) for one in things(scene, name) for user in everybody)
    thing, by = next((one, user) for one, user in pairs if may(name, one, user, scene.held(user)))
    own = next(row for row in rows_of(scene, label) if row != thing or parameter == ASKED[name].parameter)
    other = foreign(scene, own)
    annotation = str(inspect.signature(inspect.unwrap(action)).parameters[parameter].annotation)

    def handed(row: Any) -> dict[str, Any]:
        if key in BY_ID:
            value = BY_ID[key][1](row)
        else:
            value = row.pk if parameter.endswith("_id") else [row] if "[" in annotation else row
        return {**arguments(scene, name, action, fresh(thing)), parameter: value}

    is_main = parameter == ASKED[name].parameter
    here, _ = carry_out(action, arguments(scene, name, action, fresh(thing)) if is_main else handed(own), by)
    linked = []
    then = (lambda: linked.append(LEFT_OUT[key](other))) if key in LEFT_OUT else None
    there, writes = carry_out(action, handed(other), by, then)
    if key in LEFT_OUT:
        assert linked == [False] or there in WALLS
        return
    told = there.startswith("problems") and (there != here or key in SAME_SENTENCE)
    assert (there in WALLS or told) and not writes, (there, writes, f"with one of here: {here}")
