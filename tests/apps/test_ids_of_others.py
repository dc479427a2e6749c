"""Every address of an inspection, with the ids of another one in its path and in what is sent (ADR 0215).

Somebody who may post here is told that there is no such thing, or which choice does not exist, and nothing of
the one inspection leads to the other afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import F
from django.urls import reverse

from jtai.apps.inspections.models import Inspection
from jtai.apps.workspace.demonstration.build import _in_fieldwork
from jtai.apps.workspace.demonstration.build import _published as published_demonstration
from jtai.apps.workspace.demonstration.cast import Cast
from jtai.core.access import decide
from jtai.core.results import ProblemsFound
from tests.apps.test_every_address import arguments, inside, signed_in
from tests.forms.parsing import posted_forms
from tools.generated.addresses import Address

# What is asked of the table, and how, is the same on both databases.
pytestmark = pytest.mark.on_sqlite

IDS = ("int", "uuid")
# Numbers that are no id of a row of an inspection: of a version, and of a person, who may be in both.
NO_IDS = {"number", "user_id"}


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Cast, Cast]]:
    """The one whose pages are opened, and another at the same service with things of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = _in_fieldwork(), published_demonstration()
        yield here, there
        transaction.set_rollback(True)


def parts(one: Address) -> list[tuple[str, str]]:
    """Kind and name of what stands in an address after the reference."""
    found = [part.partition(">")[0].partition(":") for part in one.path.split("<")[2:]]
    return [(kind, name) for kind, _, name in found]


def who_may(cast: Cast, one: Address, *, post: bool) -> Any:
    action, _, material = ((one.posted if post else "") or one.asked).partition(" ")
    for users in cast.people.values():
        held = [row.held for row in users[0].memberships.filter(inspection=cast.inspection, ended_at=None)]
        if decide(held, action, material, None):
            return users[0]
    return None


def path_to_inspection(model: Any, depth: int = 3) -> str:
    """How a row of this model leads to its inspection, or ""."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and not field.null:
            if field.related_model is Inspection:
                return field.name
            if depth and (rest := path_to_inspection(field.related_model, depth - 1)):
                return f"{field.name}__{rest}"
    return ""


class Written:
    """The tables that were written to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := re.match(r'(?:INSERT INTO|UPDATE) "(\w+)"', sql):
            self.tables.add(found[1])
        return execute(sql, params, many, context)


def crossings(tables: set[str] | None = None) -> list[str]:
    """Rows of one inspection that lead to a row of another; in all tables, or in these."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if tables is not None and model._meta.db_table not in tables:
            continue
        own = path_to_inspection(model) if model.__module__.startswith("jtai.") else ""
        for field in model._meta.concrete_fields if own else ():
            target = field.related_model if isinstance(field, models.ForeignKey) else None
            other = path_to_inspection(target) if target not in (None, Inspection) else ""
            if other and field.name != own.split("__")[0]:
                path = f"{field.name}__{other}"
                rows = model.objects.exclude(**{own: F(path)}).exclude(**{field.name: None})  # type: ignore[attr-defined]
                found += [f"{model._meta.label}.{field.name}"] * rows.count()
    return found


@pytest.mark.django_db
def test_an_id_of_another_inspection_in_the_path_is_no_page(scene):
    here, there = scene
    wrong, tried = [], 0
    for one in inside():
        kinds = parts(one)
        if not any(kind in IDS and name not in NO_IDS for kind, name in kinds):
            continue
        values, real = arguments(one, there)
        if not real:
            continue
        # Codes of the edition are the same in both: only what is a row of there is taken from there.
        url = reverse(one.name, args=[here.inspection.ref, *values])
        for post in (False, True):
            user = who_may(here, one, post=post)
            if user is None:
                continue
            client, tried = signed_in(user), tried + 1
            with transaction.atomic():
                try:
                    status = (client.post(url, {}) if post else client.get(url)).status_code
                except ProblemsFound:
                    status = 422
                transaction.set_rollback(True)
            if status != 404:
                wrong.append((one.name, "POST" if post else "GET", status))
    assert wrong == []
    assert tried > 80


def choices(answer: Any) -> dict[str, set[str]]:
    """What can be chosen on a page, by the name of the field, where it looks like an id."""
    found: dict[str, set[str]] = {}
    for form in posted_forms(answer):
        for control in form.controls:
            values = [value for value, _ in control.options] if control.kind == "select" else []
            if control.kind in ("radio", "checkbox"):
                values = [control.value]
            ids = {value for value in values if value.isdigit() or value.count("-") == 4 or "-" in value}
            found.setdefault(control.name, set()).update(ids)
    return {name: ids for name, ids in found.items() if ids}


def filled_in(answer: Any) -> dict[str, str]:
    """The forms of a page as they stand."""
    found = [item for form in posted_forms(answer) for item in form.values().items()]
    return {name: values[0] for name, values in found if values}


@pytest.mark.django_db
def test_an_id_of_another_inspection_in_a_form_links_nothing(scene):
    here, there = scene
    assert crossings() == []
    wrong, tried = [], 0
    for one in inside():
        values, real = arguments(one, here)
        others, real_there = arguments(one, there)
        user, stranger = who_may(here, one, post=True), who_may(there, one, post=True)
        if not (real and real_there and user and stranger):
            continue
        url = reverse(one.name, args=[here.inspection.ref, *values])
        client = signed_in(user)
        mine = client.get(url)
        theirs = signed_in(stranger).get(reverse(one.name, args=[there.inspection.ref, *others]))
        if mine.status_code != 200 or theirs.status_code != 200 or mine.streaming or theirs.streaming:
            continue
        ours, known = choices(theirs), choices(mine)
        for name, ids in ours.items():
            for value in sorted(ids - known.get(name, set()))[:2]:
                tried += 1
                written = Written()
                with transaction.atomic(), connection.execute_wrapper(written):
                    filled = {
                        key: found[0]
                        for form in posted_forms(mine)
                        for key, found in form.values().items()
                        if found
                    }
                    try:
                        status = client.post(url, {**filled, name: value}).status_code
                    except ProblemsFound:
                        status = 422
                    crossed = crossings(written.tables)
                    if status >= 500 or crossed:
                        wrong.append((one.name, name, value, status, crossed))
                    transaction.set_rollback(True)
    assert wrong == []
    assert tried > 10, tried
