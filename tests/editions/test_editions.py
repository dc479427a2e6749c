"""What both published editions say, and that the two stand side by side."""

from __future__ import annotations

from datetime import date

import pytest

from jtai.core.framework import Edition, available_editions, load_edition
from tests.editions.shared import PUBLISHED, planned


@pytest.fixture(params=PUBLISHED)
def edition(request: pytest.FixtureRequest) -> Edition:
    return load_edition(request.param)


@pytest.mark.requirement("R-000-1")
def test_two_editions_with_one_reference_number_load_side_by_side() -> None:
    january, august = (load_edition(each) for each in PUBLISHED)
    assert set(PUBLISHED) <= set(available_editions())
    assert january.reference_no == august.reference_no == "150149"
    assert (january.published, august.published) == ("14 January 2016", "August 2016")
    assert (january.published_on, august.published_on) == (date(2016, 1, 14), None)
    # Loaded after the other, the first still publishes on its own day.
    assert load_edition("2016-01").milestone("publish").last_day == 40


@pytest.mark.requirement("R-001-2")
def test_four_inspectorates_of_which_ofsted_leads(edition: Edition) -> None:
    assert [each.code for each in edition.inspectorates] == ["ofsted", "cqc", "hmic", "hmi-probation"]
    assert edition.lead_inspectorate.code == "ofsted"
    assert [each.short_name for each in edition.other_inspectorates] == ["CQC", "HMIC", "HMI Probation"]


def test_the_usual_team_is_three_three_three_and_two(edition: Edition) -> None:
    assert [each.usual_inspectors for each in edition.inspectorates] == [3, 3, 3, 2]
    assert sum(each.usual_inspectors for each in edition.inspectorates) == 11
    assert edition.role("lead-inspector").qualification == "social-care-hmi"
    assert edition.role("qa-manager").qualification == "senior-hmi"


def test_the_scope_has_five_elements(edition: Edition) -> None:
    codes = [each.code for each in edition.scope_elements]
    assert codes == ["identification", "assessment", "deep-dive", "leadership", "lscb"]
    assert {each.scope_element for each in edition.criteria} <= set(codes)


# What each criterion is about, in the words of the guidance that its short title has to hold.
ABOUT = {
    1: "threshold", 2: "diversity", 3: "referrals: quality", 4: "response to referrals", 5: "assessments",
    6: "decisions and plans", 7: "sharing information", 8: "analysis of risk", 9: "risks", 10: "involved",
    11: "case files", 12: "out-of-hours", 13: "section 47", 14: "audits", 15: "priority of referrals",
    16: "workload", 17: "supervision", 18: "informed", 19: "escalation", 20: "knowledge of the front door",
    21: "challenge", 22: "lscb",
}  # fmt: skip


@pytest.mark.requirement(*(f"R-007-{row}" for row in range(3, 25)))
def test_each_criterion_stands_in_both_editions_with_one_meaning_and_counts_once() -> None:
    january, august = (load_edition(each) for each in PUBLISHED)
    expected = [f"ESN {number:02d}" for number in range(1, 23)]
    for each in (january, august):
        assert [criterion.code for criterion in each.criteria] == expected
        assert {criterion.group for criterion in each.criteria} == {"front-door"}
    for code in expected:
        assert january.criterion(code) == august.criterion(code)
        assert ABOUT[int(code.removeprefix("ESN "))] in august.criterion(code).title.lower()
    parents = {each.code for each in august.criteria if each.parent == "management-oversight"}
    assert parents == {"ESN 14", "ESN 15", "ESN 16", "ESN 17", "ESN 18", "ESN 19"}


def test_who_is_called_by_whom(edition: Edition) -> None:
    assert edition.notify_list("cqc").contacts == ("ccg-chief-executive", "ccg-safeguarding-lead")
    assert edition.notify_list("hmic").contacts == ("chief-constable", "force-liaison-officer")
    assert len(edition.notify_list("hmi-probation").contacts) == 4
    assert edition.safeguarding_board.contacts == ("lscb-chair", "lscb-business-manager")
    with pytest.raises(KeyError, match="no list of leaders"):
        edition.notify_list("ofsted")


def test_the_briefing_has_nine_sections_and_one_is_restricted(edition: Edition) -> None:
    assert len(edition.briefing_sections) == 9
    assert [each.code for each in edition.briefing_sections if each.restricted] == ["whistleblowing"]


def test_the_needs_document_is_named_as_each_edition_names_it() -> None:
    titles = [
        next(each.title for each in load_edition(edition_id).briefing_sections if each.code == "jsna")
        for edition_id in PUBLISHED
    ]
    assert titles == ["Joint Strategic Needs Analysis", "Joint strategic needs assessment"]


def test_the_set_up_agenda_has_four_questions_and_six_arrangements_carried_over(edition: Edition) -> None:
    kinds = [each.kind for each in edition.setup_agenda]
    assert (kinds.count("question"), kinds.count("arrangement"), kinds.count("ask")) == (4, 6, 1)
    assert {each.carried_to for each in edition.setup_agenda if each.kind == "arrangement"} == {"leaders"}


@pytest.mark.requirement("R-AXA-2")
def test_six_dates_for_information_and_a_note_on_the_missing_diagram(edition: Edition) -> None:
    days = [edition.milestone(each.milestone).last_day for each in edition.information_milestones]
    assert days == [0, 2, 2, 5, 7, 8]
    assert "diagram not seen" in edition.information_note


def test_twenty_children_then_five_to_seven(edition: Edition) -> None:
    chosen = edition.selection
    assert (chosen.shortlist_size, chosen.tracked_min, chosen.tracked_max) == (20, 5, 7)
    assert {"age", "gender", "disability", "ethnicity"} < {each.code for each in chosen.characteristics}


def test_sixteen_people_to_meet(edition: Edition) -> None:
    where = [each.agency for each in edition.people_to_meet]
    assert len(where) == 16
    assert sum(agency in ("local-authority", "lscb") for agency in where) == 7
    assert where.count("police") == 4
    assert [each.code for each in edition.people_to_meet if each.per_agency] == ["ccg-representative"]


def test_how_to_raise_a_problem_begins_with_the_lead_inspector(edition: Edition) -> None:
    steps = [each.code for each in edition.challenge_route]
    assert steps[0] == "during"
    assert ("window" in steps) is (edition.complaints is not None)


def test_interviews_have_three_likely_topics(edition: Edition) -> None:
    assert [each.code for each in edition.evidence.interview_prompts] == ["risk", "workload", "training"]


def test_the_chain_of_sign_off_of_each_edition() -> None:
    chains = {
        edition_id: [step.code for step in load_edition(edition_id).letter.sign_off_chain]
        for edition_id in PUBLISHED
    }
    assert "proof" in chains["2016-01"]
    assert not any(code.startswith("editors") for code in chains["2016-01"])
    assert {"editors-draft", "editors-final"} < set(chains["2016-08"])
    assert load_edition("2016-01").letter.step("ofsted-draft").who == ("regional-director",)
    assert load_edition("2016-08").letter.step("ofsted-draft").who == ("national-director",)
    with pytest.raises(KeyError, match="no step"):
        load_edition("2016-08").letter.step("proof")


def test_the_summary_comes_first_in_august_and_is_no_section_in_january() -> None:
    january, august = (load_edition(each).letter for each in PUBLISHED)
    assert (august.sections[0].code, august.sections[0].required) == ("summary", True)
    assert "summary" not in [each.code for each in january.sections]
    assert (january.publish_with_guidance, august.publish_with_guidance) == (True, False)
    assert (january.target_required, august.target_required) == (False, True)


def test_the_confirmations_have_the_words_of_their_edition() -> None:
    words = {each: " ".join(c.title for c in load_edition(each).letter.confirmations) for each in PUBLISHED}
    assert "inspection requirements" in words["2016-01"]
    assert "being of value to" in words["2016-01"]
    assert "inspection criteria" in words["2016-08"]
    assert "sufficient detail" in words["2016-08"]


def test_twelve_recipients_in_five_groups(edition: Edition) -> None:
    groups = edition.letter.recipients
    assert [len(group.recipients) for group in groups] == [2, 2, 3, 4, 1]
    assert sum(len(group.recipients) for group in groups) == 12


def test_only_august_has_an_annex_on_complaints() -> None:
    january, august = (load_edition(each) for each in PUBLISHED)
    assert january.complaints is None
    assert august.complaints is not None
    assert august.milestone("complaint-window", "complaint").offset == 10
    annexes = {each.id: [e.annex for e in each.outline.entries if e.annex] for each in (january, august)}
    assert annexes == {"2016-01": ["A", "B", "C"], "2016-08": ["A", "B", "C", "D"]}
    assert "complaint" not in january.tracks


def test_links_are_kept_as_corrected_and_as_printed() -> None:
    january, august = (load_edition(each).links for each in PUBLISHED)
    assert "/ukxi/" in january.regulations_statement_as_printed
    assert "/uksi/" in january.regulations_statement
    assert "inspectionof" in august.framework_as_printed
    assert january.framework == august.framework


@pytest.mark.parametrize("edition_id", PUBLISHED)
def test_every_paragraph_named_exists_in_the_outline(edition_id: str) -> None:
    edition = load_edition(edition_id)
    last = max(entry.last_paragraph or 0 for entry in edition.outline.entries)
    assert last == edition.outline.paragraphs == {"2016-01": 99, "2016-08": 101}[edition_id]
    numbers = {int(row.paragraph) for row in edition.roles if row.paragraph.isdigit()}
    numbers |= {int(row.paragraph) for row in edition.findings.priority_triggers}
    assert max(numbers) <= last


def test_every_clash_of_the_sources_is_treated_in_one_edition_or_the_other() -> None:
    found = {clash.code for each in PUBLISHED for clash in load_edition(each).clashes}
    assert found == {f"C{number:02d}" for number in range(1, 59)}


def test_a_notice_fills_every_place_from_its_fields(edition: Edition) -> None:
    notice = edition.notice_for("confirm-call")
    filled = {field.code: f"<{field.code}>" for field in notice.fields}
    text = " ".join(part.format(**filled) for part in (notice.subject, *notice.paragraphs))
    for field in ("area_name", "fieldwork_start", "theme", "framework_link", "qa_email"):
        assert f"<{field}>" in text
    assert [each.code for each in notice.attachments] == ["portal-guidance", "team-contacts"]


def test_an_unknown_code_is_refused_with_a_sentence(edition: Edition) -> None:
    with pytest.raises(KeyError, match="no milestone “lunch”"):
        edition.milestone("lunch")
    with pytest.raises(KeyError, match="no track “lunch”"):
        edition.milestone("publish", "lunch")
    with pytest.raises(KeyError, match="no edition “1999-01”"):
        load_edition("1999-01")


def test_an_owner_is_shown_by_its_words(edition: Edition) -> None:
    assert edition.owner_title("other-inspectorates") == "CQC, HMIC and HMI Probation"
    assert edition.owner_title("dcs") == "Director of children's services"
    assert edition.owner_title("cqc") == "CQC"


def test_every_date_of_an_edition_can_be_planned(edition: Edition) -> None:
    timeline = planned(edition.id, "2016-09-06")
    assert [row.code for row in timeline.rows] == [m.code for m in edition.tracks["inspection"].milestones]
