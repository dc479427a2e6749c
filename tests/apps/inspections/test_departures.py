"""Why inspectors did something otherwise is read by whoever may read what it is about (ADR 0210)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from jtai.apps.inspections.access import keep_departures
from jtai.apps.inspections.models import Departure
from jtai.core.access import TABLE
from jtai.core.results import warns
from tests.factories.evidence import submitted

APPS = Path(__file__).parents[3] / "src/jtai/apps"


def kept(world, material, body="", reason=""):
    return Departure.objects.create(
        inspection=world.inspection,
        rule="some-rule",
        message=f"Words of {material}.",
        reason=reason or f"REASON {material}",
        material=material,
        body=body,
        by=world.lead,
        at=world.moment(1).now,
    )


def plan(world, role, body=""):
    return world.client(world.person(role, body)).get(world.page("plan")).content.decode()


@pytest.fixture
def full(world):
    world.open_to_local()
    for material in ("letter", "finding", "team", "meeting-internal"):
        kept(world, material)
    kept(world, "separate-offer", "cqc", "REASON one agency")
    return world


def test_no_local_person_reads_a_reason(full):
    for (role, body), users in full.people.items():
        if full.inspection.edition.role(role).side == "local":
            page = full.client(users[0]).get(full.page("plan"))
            assert page.status_code == 200 and "REASON" not in page.content.decode(), (role, body)
            assert "Words of" not in page.content.decode()


def test_the_lead_reads_them_all(full):
    page = plan(full, "lead-inspector")
    for reason in ("letter", "finding", "team", "meeting-internal", "one agency"):
        assert f"REASON {reason}" in page


def test_whoever_may_not_read_what_it_is_about_does_not_read_the_reason(full):
    hmic, cqc = plan(full, "signatory", "hmic"), plan(full, "signatory", "cqc")
    assert "REASON letter" in hmic and "REASON one agency" not in hmic
    assert "REASON one agency" in cqc
    approver = plan(full, "regional-director")
    assert "REASON finding" in approver and "REASON meeting-internal" not in approver


def test_a_reason_about_a_row_is_found_by_the_row(world):
    row = submitted(world, by=world.lead, at=world.moment(5))
    note = row.notes.create(kind="challenge", text="Which audit?", by=world.lead, at=world.moment(6).now)
    passed, reasons = [warns("a", "One."), warns("b", "Two.")], {"a": " Because. ", "b": " "}
    keep_departures(note, passed, reasons, material="evidence", by=world.lead, at=world.moment(6))
    stored = Departure.objects.get()
    assert (stored.inspection, stored.object_kind, stored.object_id) == (
        world.inspection,
        "evidence-note",
        str(note.pk),
    )
    assert (stored.rule, stored.reason) == ("a", "Because.")


def _calls():
    for path in sorted(APPS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "func", None)
            named = isinstance(name, ast.Name) and name.id == "keep_departures"
            if isinstance(node, ast.Call) and named:
                yield path.relative_to(APPS), {one.arg: one.value for one in node.keywords}


def test_every_reason_says_of_which_material_it_is():
    calls = list(_calls())
    assert len(calls) >= 10
    for path, given in calls:
        assert "material" in given, path
        value = given["material"]
        if isinstance(value, ast.Constant):
            assert "read" in TABLE[value.value], path
