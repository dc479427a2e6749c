"""What we know and what is missing: counts, scope, voices, contradictions, what is enough."""

from __future__ import annotations

import re
from datetime import date

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.evidence import actions, queries
from jtai.apps.evidence.models import EvidenceRecord, Sufficiency
from jtai.apps.inspections import actions as planning
from jtai.core.framework import also_editions_from, load_edition
from tests.editions.shared import AUGUST, copied_edition
from tests.factories.evidence import draft, entered, submitted, typed
from tests.factories.world import planned

ALL = [row.code for row in load_edition("2016-08").criteria]


@pytest.fixture
def cqc(any_world):
    return any_world.person("team-inspector", "cqc")


def shown(world, user, name="coverage", *args):
    answer = world.client(user).get(world.page(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.requirement("R-006-1")
def test_with_all_but_one_criterion_evidenced_the_missing_one_is_named(any_world, cqc):
    world, at = any_world, any_world.move_clock(10)
    assert len(ALL) == 22
    submitted(world, by=cqc, at=at, criteria=[code for code in ALL if code != "ESN 12"])
    page = shown(world, cqc)
    assert "21 of 22 criteria have evidence" in page
    missing = page.split("Missing</h2>")[1].split("<h2")[0]
    assert re.findall(r"ESN \d+", missing) == ["ESN 12"]
    submitted(world, by=cqc, at=at, criteria=["ESN 12"])
    assert "22 of 22 criteria have evidence" in shown(world, cqc)


def test_drafts_and_withdrawn_records_cover_nothing(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    draft(world, by=ti, at=at)
    assert "Nothing covered yet: 22 criteria and the theme are open." in shown(world, ti)
    row = submitted(world, by=ti, at=at)
    assert "1 of 22 criteria have evidence" in shown(world, ti)
    actions.withdraw_record(row=row, reason="Consent withdrawn.", by=ti, at=at)
    assert "0 of 22 criteria have evidence" in shown(world, ti)


@pytest.mark.requirement(*[f"R-007-{n}" for n in range(3, 25)])
def test_each_criterion_is_the_same_in_both_editions_and_counted_once(any_world, cqc):
    world, at = any_world, any_world.move_clock(10)
    other = load_edition("2016-01" if world.inspection.edition_id == "2016-08" else "2016-08")
    page = shown(world, cqc, "evidence-new")
    entry_page = shown(world, cqc, "sea-new")
    for n, row in enumerate(world.inspection.edition.criteria, 1):
        assert row.code == f"ESN {n:02d}"
        twin = other.criterion(row.code)
        assert (twin.title, twin.parent, twin.scope_element) == (row.title, row.parent, row.scope_element)
        assert f'value="{row.code}"' in page and f'value="{row.code}"' in entry_page
        for _ in range(2):
            submitted(world, by=cqc, at=at, criteria=[row.code])
        assert queries.coverage_of(world.inspection).evidenced.words == f"{n} of 22"


@pytest.mark.requirement("R-006-2")
def test_a_criterion_more_in_a_new_edition_leaves_an_earlier_inspection_as_it_was(db, tmp_path):
    line = next(row for row in (AUGUST / "criteria.toml").read_text().splitlines() if '"ESN 22"' in row)
    more = f"{line}\n{line.replace('ESN 22', 'ESN 23')}"
    copied_edition(tmp_path, "2017-01", [("criteria.toml", line, more)])
    earlier = planned("2016-08")
    ti, at = earlier.person("team-inspector", "cqc"), earlier.move_clock(10)
    submitted(earlier, by=ti, at=at)
    with also_editions_from(tmp_path):
        assert len(load_edition("2017-01").criteria) == 23
        assert "1 of 22 criteria have evidence" in shown(earlier, ti)
        assert 'value="ESN 23"' not in shown(earlier, ti, "evidence-new")


@pytest.mark.requirement("R-007-1")
def test_the_local_name_of_the_front_door_replaces_mash(any_world, cqc):
    world, at = any_world, any_world.move_clock(10)
    row = submitted(world, by=cqc, at=at)
    entered(world, [row], by=cqc, at=at)
    pages = [("coverage",), ("evidence",), ("evidence-new",), ("sea-new",), ("evidence-record", row.pk)]
    assert "Front door (MASH): 22 criteria" in shown(world, cqc, "evidence-new")
    planning.change_front_door_name(inspection=world.inspection, name="First Response", by=world.lead, at=at)
    for name, *args in pages:
        assert "MASH" not in shown(world, cqc, name, *args), name
    assert "First Response: 22 criteria" in shown(world, cqc, "evidence-new")
    assert "First Response: 1 of 22" in shown(world, cqc)
    filtered = world.client(cqc).get(world.page("evidence") + "?part=front-door").content.decode()
    assert re.search(r'<option value="front-door" selected\s*>First Response</option>', filtered)
    assert ">Evidence 1<" in filtered


def test_the_parts_and_their_names_are_those_of_the_edition(db, tmp_path):
    line = next(row for row in (AUGUST / "criteria.toml").read_text().splitlines() if '"ESN 22"' in row)
    moved = line.replace("front-door", "deep-dive")
    changes = [
        ("criteria.toml", line, moved),
        ("edition.toml", 'title = "Front door"', 'title = "First contact"'),
        ("edition.toml", 'local_name = "MASH"', 'local_name = "hub"'),
    ]
    copied_edition(tmp_path, "2017-02", changes)
    with also_editions_from(tmp_path):
        world = planned("2017-02", theme="", day_zero=date(2016, 9, 6))
        ti, at = world.person("team-inspector", "cqc"), world.move_clock(10)
        submitted(world, by=ti, at=at, criteria=["ESN 22"])
        page = shown(world, ti)
        assert "First contact (hub): 0 of 21." in page and "Deep dive theme: 1 of 1." in page
        assert "MASH" not in page and "ront door" not in page.split("<main")[1].split("Missing</h2>")[0]
        assert 'value="deep-dive"' in shown(world, ti, "evidence")
        lead = world.client(world.lead)
        assert "What does the area call its first contact?" in lead.get(world.page("front-door-name")).text


def test_an_edition_without_a_part_that_areas_name_asks_for_no_name(db, tmp_path):
    copied_edition(tmp_path, "2017-03", [("edition.toml", 'local_name = "MASH"\n', "")])
    with also_editions_from(tmp_path):
        world = planned("2017-03", theme="", day_zero=date(2016, 9, 6))
        assert "Front door: 0 of 22." in shown(world, world.lead)
        assert world.client(world.lead).get(world.page("front-door-name")).status_code == 404
        assert "front-door" not in shown(world, world.lead, "set-up")


@pytest.mark.parametrize("edition", ["2016-01", "2016-08"])
def test_the_criteria_of_the_theme_stand_beside_and_their_absence_is_said(db, edition):
    without, with_criteria = planned(edition), planned(edition, theme="example-moving-home", area="X00000002")
    page = shown(without, without.lead)
    assert "0 theme criteria" in page and "of 22 criteria have evidence" in page
    assert "0 theme criteria" in shown(without, without.lead, "evidence-new")
    page = shown(with_criteria, with_criteria.lead)
    assert "of 28 criteria have evidence" in page and "Theme: 0 of 6" in page and "EX 06" in page


@pytest.mark.requirement("R-005-2")
def test_the_scope_has_five_parts_and_the_board_turns_from_gap_to_covered_with_the_first_entry(
    any_world, cqc
):
    world, at = any_world, any_world.move_clock(10)
    rows = re.findall(
        r">(Identification|Assessment and decisions|Deep dive theme|Leadership and management|"
        r"LSCB effectiveness)<",
        shown(world, cqc),
    )
    assert len(rows) == 5
    assert in_scope(world, cqc, "LSCB effectiveness") == "Gap"
    row = submitted(world, by=cqc, at=at, scope_elements=["lscb"])
    assert in_scope(world, cqc, "LSCB effectiveness") == "Gap"
    entered(world, [row], by=cqc, at=at, scope_elements=("lscb",))
    assert in_scope(world, cqc, "LSCB effectiveness") == "Yes"
    assert in_scope(world, cqc, "Deep dive theme") == "Gap"


def in_scope(world, user, part):
    table = shown(world, user).split("Parts of the scope in the SEA</h2>")[1]
    cells = re.findall(r'jtai-cell">([^<]+)<', table)
    return cells[cells.index(part) + 1]


@pytest.mark.requirement("R-079-1")
@pytest.mark.parametrize("edition", ["2016-01", "2016-08"])
def test_the_matrix_has_a_row_for_each_criterion_and_looking_through_is_logged(db, edition):
    world = planned(edition, theme="example-moving-home")
    ti, hmic = world.person("team-inspector", "cqc"), world.person("team-inspector", "hmic")
    at = world.move_clock(9)
    submitted(world, by=ti, at=at, criteria=["ESN 07", "EX 01"], child_ref="7F3A", route="tracking")
    submitted(world, by=hmic, at=at, criteria=["ESN 07"], judgement="development")
    grid = shown(world, ti).split("Criteria by inspectorate</h2>")[1].split("</table>")[0]
    assert len(re.findall(r'<th scope="row"', grid)) == 22 + 6
    row = grid.split("ESN 07: ")[1].split("</tr>")[0]
    assert re.findall(r"<td[^>]*>([^<]+)<", row)[:4] == ["none", "1 and 0", "1 and 0", "none"]
    routes = shown(world, ti).split("Criteria by route</h2>")[1].split("</table>")[0]
    assert re.findall(r"<td[^>]*>([^<]+)<", routes.split(">ESN 07<")[1].split("</tr>")[0]) == [
        "none",
        "1",
        "none",
    ]
    for day in range(9, 13):
        world.move_clock(day, "08:30")
        together = {"together": "on"} if day > 9 else {}
        answer = world.client(ti).post(world.page("sea-review"), {"note": f"Gaps of day {day}.", **together})
        assert answer.status_code == 303
    marks = queries.review_marks(world.inspection)
    assert len({mark.at.date() for mark in marks}) == 4 and sum(mark.together for mark in marks) == 3
    assert "Reviews of the SEA" in shown(world, ti)
    assert Event.objects.filter(chain=world.inspection.ref, action="sea.looked-through").count() == 4
    assert world.client(world.person("signatory")).post(world.page("sea-review"), {}).status_code == 403


def test_one_voice_and_what_is_judged_both_ways_are_named(world):
    at, ti, hmic = (
        world.move_clock(10),
        world.person("team-inspector", "cqc"),
        world.person("team-inspector", "hmic"),
    )
    first = submitted(world, by=ti, at=at, criteria=["ESN 03"])
    for _ in range(3):
        entered(world, [first], by=ti, at=at, criteria=("ESN 03",))
    page = shown(world, ti, "criterion", "esn-03")
    assert "1 inspector only" in page and "single source" in page
    view = queries.coverage_of(world.inspection)
    assert [row.criterion for row in view.one_voice] == ["ESN 03"] and view.contradictions == []
    submitted(world, by=hmic, at=at, criteria=["ESN 03"], judgement="development", source_reference="C-0412")
    page = shown(world, ti, "criterion", "esn-03")
    assert "2 inspectors" in page and "The judgements conflict" in page
    assert "Effective practice" in page and "Area for development" in page
    assert [row.criterion for row in queries.coverage_of(world.inspection).contradictions] == ["ESN 03"]


def test_a_joint_entry_speaks_in_the_matrix_for_each_inspectorate_once(world):
    at, ti, hmic = (
        world.move_clock(10),
        world.person("team-inspector", "cqc"),
        world.person("team-inspector", "hmic"),
    )
    row = submitted(world, by=ti, at=at, criteria=["ESN 03"])
    entered(world, [row], by=ti, at=at, criteria=("ESN 03",), contributors=(hmic.pk,))
    found = queries.coverage_of(world.inspection).row("ESN 03")
    assert len(found.voices) == 2 and found.number("entry") == 1
    assert found.number("entry", inspectorate="cqc") == found.number("entry", inspectorate="hmic") == 1


def test_the_picture_is_said_in_words_and_its_numbers_are_those_of_the_table(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    submitted(world, by=ti, at=at, criteria=["ESN 01", "ESN 02"])
    page = shown(world, ti)
    assert "2 of 22 criteria have evidence and 0 of 22 are in the SEA; 20 are without any." in page
    assert page.count(">nothing yet</text>") == 20 and page.count(">1 and 0</text>") == 2


@pytest.mark.requirement("R-072-2")
def test_any_inspector_proposes_and_the_lead_decides_naming_who_agreed(any_world, cqc):
    world, at = any_world, any_world.move_clock(11)
    submitted(world, by=cqc, at=at)
    propose, decide = world.page("criterion-propose", "esn-07"), world.page("criterion-decide", "esn-07")
    assert world.client(cqc).post(propose, {"reason": ""}).status_code == 422
    assert world.client(cqc).post(propose, {"reason": "Three sources agree."}).status_code == 303
    assert "Proposed: enough" in shown(world, world.lead, "criterion", "esn-07")
    assert not Sufficiency.objects.filter(kind="decision").exists()
    full = {"enough": "yes", "reason": "Seen by all.", "agreed_with": [str(cqc.pk)]}
    for role in ("team-inspector", "qa-manager", "analyst", "signatory"):
        assert world.client(world.person(role)).post(decide, full).status_code == 403, role
    client = world.client(world.lead)
    for nobody in ([], [str(world.lead.pk)]):
        answer = client.post(decide, {**full, "agreed_with": nobody})
        assert answer.status_code == 422
    assert (
        "Choose at least one colleague who agreed"
        in client.post(decide, {**full, "agreed_with": []}).content.decode()
    )
    assert not Sufficiency.objects.filter(kind="decision").exists()
    assert client.post(decide, full).status_code == 303
    page = shown(world, cqc, "criterion", "esn-07")
    assert "Enough, decided" in page and cqc.full_name in page and "Proposed: enough" not in page
    assert Event.objects.filter(chain=world.inspection.ref, action="sufficiency.decided").count() == 1


def test_a_later_decision_takes_the_place_of_an_earlier_one(world):
    at, ti = world.move_clock(11), world.person("team-inspector", "cqc")
    submitted(world, by=ti, at=at)
    page, full = world.page("criterion-decide", "esn-07"), {"reason": "Seen.", "agreed_with": [str(ti.pk)]}
    for answer in ("yes", "no"):
        assert world.client(world.lead).post(page, {**full, "enough": answer}).status_code == 303
    assert "More is needed, decided" in shown(world, ti, "criterion", "esn-07")
    assert Sufficiency.objects.filter(kind="decision").count() == 2


def test_a_criterion_that_is_not_there_is_not_found(world):
    assert world.client(world.lead).get(world.page("criterion", "esn-99")).status_code == 404
    assert (
        world.client(world.lead).post(world.page("criterion-propose", "esn-99"), {"reason": "x"}).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("role", "status"), [("signatory", 200), ("call-lead", 200), ("dcs", 403), ("editor", 403)]
)
def test_who_reads_coverage(world, role, status):
    world.move_clock(10)
    world.open_to_local()
    client = world.client(world.person(role))
    assert client.get(world.page("coverage")).status_code == status
    assert client.get(world.page("criterion", "esn-07")).status_code == status
    assert client.post(world.page("criterion-propose", "esn-07"), {"reason": "x"}).status_code == 403


@pytest.mark.requirement("R-046-1", "R-053-1")
def test_forty_records_are_counted_by_method_and_route_and_many_documents_are_noted(any_world, cqc):
    world, at = any_world, any_world.move_clock(10)
    rows = [submitted(world, by=cqc, at=at) for _ in range(3)]
    methods = ["documents"] * 18 + ["observation"] * 9 + ["interview-practitioner"] * 10
    for n, method in enumerate(methods):
        about = (
            {"child_ref": "7F3A", "route": ["tracking", "sampling", "local-evaluation"][n % 3]}
            if n < 31
            else {}
        )
        rows.append(submitted(world, by=cqc, at=at, method=method, **about))
    assert len(rows) == 40
    page = shown(world, cqc, "evidence")
    assert "40 records count: 31 about a child, 9 not about a child." in " ".join(page.split())
    assert "% of the records rest on" not in page
    cells = re.findall(r'jtai-cell">([^<]+)<', page)
    counts = {
        name: cells[cells.index(name) + 1]
        for name in (
            "Observation of practice",
            "Case file or key documents",
            "Interview with a practitioner",
            "Evaluation by local services",
            "Tracking",
            "Sampling",
        )
    }
    assert counts == {
        "Observation of practice": "12",
        "Case file or key documents": "18",
        "Interview with a practitioner": "10",
        "Evaluation by local services": "10",
        "Tracking": "11",
        "Sampling": "10",
    }
    for _ in range(5):
        submitted(world, by=cqc, at=at, method="documents")
    assert "51 % of the records rest on “case file or key documents”" in shown(world, cqc, "evidence")
    for changes, words in [
        ({"method": ""}, "how you obtained this"),
        ({"child_ref": "2B07"}, "why this child was looked at"),
    ]:
        data = typed(at, submit="yes", **changes)
        answer = world.client(cqc).post(world.page("evidence-new"), data)
        assert answer.status_code == 422 and words in answer.content.decode()
        assert EvidenceRecord.objects.get(pk=data["id"]).state == "draft"
