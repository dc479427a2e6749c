"""The chain of sign-off: order, places, versions that end signatures and versions that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jtai.core.framework import load_edition
from jtai.core.letter import Mark, VersionMark, decide_sign, first_to_sign_again, standing
from jtai.core.letter.chain import places

FIRST = [VersionMark(1, "draft-agreed")]
DRAFT = [Mark("draft-agreed", "lead-inspector", "ofsted", 1), Mark("draft-agreed", "qa-manager", "ofsted", 1)]
THREE = [Mark("inspectorates-draft", "signatory", body, 1) for body in ("cqc", "hmic", "hmi-probation")]
FOUR = ("ofsted", "cqc", "hmic", "hmi-probation")
OFSTED = [Mark("ofsted-draft", "national-director", "ofsted", 1)]


def chain(edition_id: str = "2016-08"):
    return load_edition(edition_id).letter.sign_off_chain


def states(versions, marks, edition_id: str = "2016-08") -> dict[str, str]:
    return {one.step.code: one.state for one in standing(chain(edition_id), versions, marks)}


def test_without_a_version_nothing_is_open():
    assert set(states([], []).values()) == {"closed"}


def test_one_of_two_leaves_the_step_open_and_the_next_closed():
    found = states(FIRST, DRAFT[:1])
    assert (found["draft-agreed"], found["inspectorates-draft"]) == ("open", "closed")


@pytest.mark.parametrize("edition_id", ["2016-08", "2016-01"])
def test_the_final_agreement_has_a_place_for_each_of_the_four_inspectorates(edition_id):
    edition = load_edition(edition_id)
    assert len(edition.inspectorates) == 4
    agreed = edition.letter.step("inspectorates-final")
    assert [place.body for place in places(agreed)] == [one.code for one in edition.inspectorates]


def test_two_of_three_keep_the_approver_closed():
    found = states(FIRST, [*DRAFT, *THREE[:2]])
    assert (found["inspectorates-draft"], found["ofsted-draft"]) == ("open", "closed")
    assert states(FIRST, [*DRAFT, *THREE])["ofsted-draft"] == "open"


def test_a_signature_out_of_order_does_not_open_what_follows():
    found = states(FIRST, [*THREE, *OFSTED])
    assert found["editors-draft"] == "closed"


def test_a_minor_edit_keeps_every_signature():
    versions = [*FIRST, VersionMark(2)]
    found = states(versions, [*DRAFT, *THREE, *OFSTED])
    assert found["ofsted-draft"] == "complete"
    assert found["editors-draft"] == "open"


def test_a_substantive_edit_ends_every_signature_of_its_phase():
    again = first_to_sign_again(chain(), "editors-draft")
    assert again == "draft-agreed"
    found = states([*FIRST, VersionMark(2, again)], [*DRAFT, *THREE, *OFSTED])
    assert found["draft-agreed"] == "open"
    assert {state for code, state in found.items() if code != "draft-agreed"} == {"closed"}


def test_a_change_of_the_final_letter_leaves_the_draft_phase_alone():
    again = first_to_sign_again(chain(), "editors-final")
    assert again == "inspectorates-final"
    assert first_to_sign_again(chain(), "prepublication") == "inspectorates-final"
    marks = [
        *DRAFT,
        *THREE,
        *OFSTED,
        Mark("editors-draft", "editor", "ofsted", 1),
        Mark("draft-sent", "publisher", "ofsted", 1),
        Mark("response", "dcs", "local-authority", 1),
        *(Mark("comments-considered", role, "ofsted", 2) for role in ("lead-inspector", "qa-manager")),
        *(Mark("inspectorates-final", "signatory", body, 2) for body in FOUR),
    ]
    versions = [*FIRST, VersionMark(2, "comments-considered")]
    assert states(versions, marks)["ofsted-final"] == "open"
    after = states([*versions, VersionMark(3, again)], marks)
    assert after["comments-considered"] == "complete"
    assert (after["inspectorates-final"], after["ofsted-final"]) == ("open", "closed")


def test_a_refused_version_opens_nothing():
    found = states([VersionMark(1, "draft-agreed", refused=True)], DRAFT)
    assert found["inspectorates-draft"] == "closed"


def test_the_wrong_office_is_refused_in_each_edition():
    for edition_id, wrong, right in [
        ("2016-08", "regional-director", "national-director"),
        ("2016-01", "national-director", "regional-director"),
    ]:
        steps = standing(chain(edition_id), FIRST, [*DRAFT, *THREE])
        step = next(one for one in steps if one.step.code == "ofsted-draft")
        refused, _ = decide_sign(step, [(wrong, "ofsted")])
        assert not refused
        assert refused.kind == "role"
        assert decide_sign(step, [(right, "ofsted")])[0]


def test_nobody_signs_for_two_inspectorates():
    steps = standing(chain(), FIRST, [*DRAFT, THREE[0]])
    step = next(one for one in steps if one.step.code == "inspectorates-draft")
    again, _ = decide_sign(step, [("signatory", "cqc")])
    assert not again
    assert again.kind == "moment"


def test_a_chain_of_two_steps_works_too():
    first, last = chain()[0], chain()[-1]
    short = (replace(first, opens_after=()), replace(last, opens_after=(first.code,)))
    steps = standing(short, FIRST, DRAFT)
    assert [one.state for one in steps] == ["complete", "open"]
    assert first_to_sign_again(short, last.code) == first.code
