"""Planning: what the inspection is about and who may begin one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.inspections import actions, dates
from jtai.apps.inspections.models import Inspection
from jtai.core.moments import real_moment
from jtai.core.results import ProblemsFound, Refused
from tests.factories.world import account

NOW = datetime(2016, 9, 1, 10, tzinfo=UTC)


def begin(by, **fields):
    wanted = {"kind": "real", "edition_id": "2016-08", "area_code": "E06000001", "by": by, "at": NOW}
    return actions.plan_inspection(**{**wanted, **fields})


@pytest.fixture
def hmi(db):
    return account("an inspector", body="ofsted", is_social_care_hmi=True)


def codes(caught) -> set[str]:
    return {problem.code for problem in caught.value.problems}


def test_a_planned_inspection_pins_edition_and_calendar_and_names_no_area_in_its_reference(hmi):
    inspection = begin(hmi)
    assert (inspection.edition_id, inspection.area_name) == ("2016-08", "Hartlepool")
    assert inspection.calendar_version
    assert "hartlepool" not in inspection.ref.lower()
    assert Event.objects.filter(chain=inspection.ref, action="inspection.planned").count() == 1


@pytest.mark.requirement("R-001-1")
@pytest.mark.parametrize("edition", ["2016-01", "2016-08"])
@pytest.mark.parametrize("area", ["S12000033", "W06000015", "Atlantis", ""])
def test_an_area_outside_england_is_refused_with_a_named_reason(hmi, area, edition):
    with pytest.raises(ProblemsFound) as caught:
        begin(hmi, area_code=area, edition_id=edition)
    assert codes(caught) == {"area-not-in-england"}
    assert "not a local authority area in England" in str(caught.value)
    assert Inspection.objects.count() == 0


def test_an_area_that_had_ended_is_refused(hmi):
    with pytest.raises(ProblemsFound) as caught:
        begin(hmi, area_code="E06000028", at=datetime(2020, 5, 1, tzinfo=UTC))
    assert codes(caught) == {"area-not-in-england"}


def test_an_invented_area_is_for_practice_only(hmi):
    with pytest.raises(ProblemsFound) as caught:
        begin(hmi, area_code="X00000001")
    assert codes(caught) == {"area-invented"}
    assert begin(hmi, kind="practice", area_code="X00000001", clock_at=NOW).has_moved_clock


@pytest.mark.requirement("R-008-2")
@pytest.mark.parametrize("edition", ["2016-01", "2016-08"])
def test_a_cqc_inspector_cannot_lead(db, edition):
    cqc = account("an inspector", body="cqc")
    with pytest.raises(ProblemsFound) as caught:
        begin(cqc, edition_id=edition)
    assert {"lead-inspector-inspectorate", "lead-inspector-qualification"} <= codes(caught)


def test_an_ofsted_inspector_who_is_no_social_care_hmi_cannot_lead(db):
    with pytest.raises(ProblemsFound) as caught:
        begin(account("an inspector", body="ofsted"))
    assert codes(caught) == {"lead-inspector-qualification"}


def test_an_unknown_edition_is_refused_with_those_there_are(hmi):
    with pytest.raises(ProblemsFound) as caught:
        begin(hmi, edition_id="2031-01")
    assert codes(caught) == {"edition-unknown"} and "2016-08" in str(caught.value)


def test_production_refuses_a_demonstration(hmi, settings):
    settings.JTAI_DEMONSTRATION_ALLOWED = False
    with pytest.raises(ProblemsFound) as caught:
        begin(hmi, kind="demonstration", area_code="X00000001", clock_at=NOW)
    assert "demonstration-refused" in codes(caught)


@pytest.mark.requirement("R-000-1")
def test_editions_with_one_reference_number_stand_side_by_side_and_an_inspection_keeps_its_own(
    january, world
):
    assert january.inspection.edition.reference_no == world.inspection.edition.reference_no == "150149"
    assert january.inspection.edition.published == "14 January 2016"
    assert world.inspection.edition.published == "August 2016"
    publish = [w.inspection.edition.milestone("publish").last_day for w in (january, world)]
    assert publish == [40, 43]
    assert dates.due_on(january.inspection, "publish") == date(2016, 4, 7)
    assert dates.due_on(world.inspection, "publish") == date(2016, 11, 4)


def test_the_new_page_begins_an_inspection_and_goes_to_its_plan(hmi, client):
    client.force_login(hmi, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/inspections/new")
    assert page.status_code == 200 and "Hartlepool" in page.content.decode()
    posted = {"kind": "real", "edition": "2016-08", "area": "E06000001", "theme": ""}
    answer = client.post("/inspections/new", posted)
    made = Inspection.objects.get()
    assert answer.status_code == 303 and answer["Location"] == f"/i/{made.ref}/plan"


def test_the_new_page_keeps_what_was_typed_and_says_what_is_wrong(hmi, client):
    client.force_login(hmi, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(
        "/inspections/new", {"kind": "real", "edition": "2016-08", "area": "X00000001", "theme": ""}
    )
    assert answer.status_code == 422
    assert "is an invented area" in answer.content.decode()
    assert 'value="X00000001" selected' in answer.content.decode()


def test_the_theme_is_chosen_and_fixed_once_the_dcs_was_told(world):
    inspection = world.inspection
    actions.change_theme(
        inspection=inspection, theme_code="domestic-abuse", by=world.lead, at=world.moment(-1)
    )
    assert inspection.theme_checksum
    world.open_to_local()
    answer = world.client(world.lead).post(world.page("plan-theme"), {"theme": "domestic-abuse"})
    assert answer.status_code == 409
    assert "cannot be changed after the DCS has been notified" in answer.content.decode()


def test_a_theme_the_edition_does_not_list_is_refused(january):
    with pytest.raises(ProblemsFound) as caught:
        actions.change_theme(
            inspection=january.inspection, theme_code="domestic-abuse", by=january.lead, at=january.moment(-1)
        )
    assert codes(caught) == {"theme-unknown"}


def test_only_the_lead_changes_the_plan(world):
    for role in ("team-inspector", "qa-manager", "analyst"):
        assert world.client(world.person(role)).get(world.page("plan-theme")).status_code == 403
    with pytest.raises(Refused):
        actions.change_theme(
            inspection=world.inspection,
            theme_code="domestic-abuse",
            by=world.person("team-inspector"),
            at=world.moment(-1),
        )


def test_pausing_asks_for_a_reason_and_is_audited(world):
    client = world.client(world.lead)
    assert client.post(world.page("plan-pause"), {"reason": ""}).status_code == 422
    assert client.post(world.page("plan-pause"), {"reason": "Flood in the area"}).status_code == 303
    world.inspection.refresh_from_db()
    assert world.inspection.paused_at
    assert Event.objects.filter(chain=world.inspection.ref, action="inspection.paused").exists()
    assert client.post(world.page("plan-pause"), {}).status_code == 303
    world.inspection.refresh_from_db()
    assert world.inspection.paused_at is None


def test_the_front_door_has_its_local_name(world):
    actions.change_front_door_name(
        inspection=world.inspection, name="  First   Response ", by=world.lead, at=real_moment(NOW)
    )
    world.inspection.refresh_from_db()
    assert world.inspection.front_door_name == "First Response"
