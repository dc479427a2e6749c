"""Pages in the states nobody hopes for: errors, refusals, stale tabs, nothing there yet; and confirmations.

Each is looked at as the plain pages are: axe with every rule, no sideways scroll at 360 px, one green button.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response

from tests.journeys.house import House
from tests.journeys.looks import look
from tests.journeys.visiting import Open, opened_house, sign_in

Went = tuple[Page, Response]
UNDONE, NOT_NOW = 422, 409

# Forms sent with nothing in them, by who sends them: every kind of field is among them.
BLANK: dict[str, dict[str, int]] = {
    "lead.inspector": {
        "/inspections/new": UNDONE,  # radios, select, moment
        "northmere/plan/day-0": UNDONE,  # a date
        "northmere/team/add": UNDONE,  # checkboxes
        "northmere/holds/add": UNDONE,  # two dates and words
        "northmere/clock": UNDONE,  # date and time
        "northmere/set-up/offer": NOT_NOW,
        "northmere/arrangements/timetable": UNDONE,
        "northmere/incidents/add": UNDONE,
        "northmere/briefing/discussion": UNDONE,
        "northmere/children/shortlist": UNDONE,
        "northmere/meetings/new": UNDONE,
        "northmere/evidence/new": UNDONE,
        "northmere/sea/new": UNDONE,
        "northmere/sea/lock": NOT_NOW,
        "northmere/findings/new?type=strength": UNDONE,
        "northmere/findings/agree": UNDONE,
        "northmere/one-agency/new": UNDONE,
        "northmere/timeline/programme": UNDONE,
        "eastvale/letter/submit": NOT_NOW,
        "eastvale/letter/sections/strengths/new": UNDONE,
        "eastvale/accuracy/circulate": NOT_NOW,
    },
    "analyst": {"northmere/briefing/data/add": UNDONE},  # a file
    "dcs.northmere": {
        "northmere/contributors/invite": UNDONE,  # an e-mail address
        "northmere/children/import": UNDONE,
        "northmere/children/context": UNDONE,
    },
    "dcs.eastvale": {"eastvale/accuracy/open": UNDONE, "eastvale/accuracy/send": UNDONE},
    "hmci": {"eastvale/letter/statement": UNDONE, "eastvale/letter/statement/consult": UNDONE},
    "publisher": {"westcombe/letter/correct": UNDONE},
    "administrator": {
        "/admin/themes/new": UNDONE,
        "/admin/calendar/new": UNDONE,
        "/admin/people/new": UNDONE,
        "/account/password": UNDONE,
    },
}

EMPTIED = """() => {
  for (const one of document.querySelectorAll('main form[method=post] :is(input, textarea)')) {
    if (['hidden', 'submit', 'file'].includes(one.type)) continue;
    if (['checkbox', 'radio'].includes(one.type)) one.checked = false; else one.value = '';
  }
}"""


@pytest.fixture(scope="module")
def unsigned(demonstration: House) -> dict[str, str]:
    """Two more inspections, by the step of the letter that is done there."""
    told = demonstration.run("-m", "tests.journeys.unsigned")
    return dict(line.split("=") for line in told.splitlines() if re.fullmatch(r"[a-z-]+=\w+", line))


@pytest.fixture(scope="module")
def opened(demonstration: House, unsigned: dict[str, str]) -> Iterator[Open]:
    with opened_house(demonstration) as found:
        yield Open(found.address, found.refs | unsigned)


@pytest.fixture
def signed_in(chromium, opened: Open) -> Iterator[Callable[[str], Page]]:
    """Signs people in; their windows close with the test."""
    windows: list[Page] = []

    def window(who: str) -> Page:
        windows.append(sign_in(chromium, opened, who))
        return windows[-1]

    yield window
    for one in windows:
        one.close()


def press(page: Page, words: str = "") -> int:
    """Press the first button of the page's form, or the one with these words; the status of the answer."""
    buttons = page.locator("main form[method=post] button")
    button = buttons.filter(has_text=words).first if words else buttons.first
    # By script: a button may lie under a folded part, and pressing is not what is looked at here.
    with page.expect_navigation() as went:
        button.evaluate("one => one.click()")
    return went.value.status


def name_of(who: str, path: str, state: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", f"{who} {path} {state}").strip("-")


@pytest.mark.parametrize("who", BLANK)
def test_a_form_sent_empty_says_what_is_missing_to_everybody(signed_in, opened, pictures, who):
    page, faults = signed_in(who), []
    for path, status in BLANK[who].items():
        name = name_of(who, path, "empty")
        page.goto(opened.at(path))
        page.evaluate(EMPTIED)
        answered = press(page)
        if answered != status:
            faults.append(f"{name}: answers {answered}")
        if not page.locator(".govuk-error-summary").count():
            faults.append(f"{name}: has no summary of what is wrong")
        if not page.title().startswith("Error: "):
            faults.append(f"{name}: is called {page.title()}")
        faults += look(page, name, pictures)
    assert not faults, "\n".join(faults)


def test_signing_in_with_a_wrong_password_and_too_often(chromium, opened, pictures):
    page, faults = chromium.new_page(), []
    for number in range(1, 8):
        page.goto(f"{opened.address}/sign-in")
        page.get_by_label("E-mail address", exact=True).fill("auditor@demonstration.invalid")
        page.get_by_label("Password", exact=True).fill("not this one")
        status = press(page)
        if number == 1:
            assert status == 422
            faults += look(page, "sign-in-wrong", pictures)
        if status == 429:
            break
    assert status == 429 and "Wait" in page.content()
    faults += look(page, "sign-in-locked", pictures)
    page.goto(f"{opened.address}/password")
    faults += look(page, "password-forgotten", pictures)
    assert press(page) == 422
    faults += look(page, "password-forgotten-empty", pictures)
    page.get_by_label("E-mail address", exact=True).fill("analyst@demonstration.invalid")
    assert press(page) == 200
    faults += look(page, "password-link-sent", pictures)
    answer = page.goto(f"{opened.address}/invitation/MQ/ended")
    assert answer is not None and answer.status == 404
    faults += look(page, "password-link-ended", pictures)
    page.close()
    assert not faults, "\n".join(faults)


def test_pages_that_are_not_there_not_allowed_or_too_old(signed_in, opened, pictures):
    local, inspector, faults = signed_in("dcs.northmere"), signed_in("inspector.cqc.1"), []
    for page, path, status in (
        (local, "eastvale/", 404),
        (local, "/nowhere", 404),
        (local, "northmere/sea", 403),
        (inspector, "northmere/clock", 403),
        (inspector, "northmere/children/import", 403),
        (inspector, "westcombe/letter/publish", 403),
    ):
        answer = page.goto(opened.at(path))
        assert answer is not None and answer.status == status, path
        faults += look(page, name_of("refused", path, str(status)), pictures)
    inspector.goto(opened.at("northmere/evidence/new"))
    inspector.locator("[name=csrfmiddlewaretoken]").first.evaluate("one => { one.value = 'x'.repeat(64) }")
    assert press(inspector) == 200, "the form again, with what was typed"
    assert not faults + look(inspector, "refused-open-too-long", pictures)


def test_dates_times_and_words_that_cannot_be_used(signed_in, opened, pictures):
    page, faults = signed_in("inspector.cqc.1"), []
    page.goto(opened.at("northmere/evidence/new"))
    for label, typed in (("Day", "31"), ("Month", "2"), ("Year", "2016"), ("Time", "25:70")):
        box = page.get_by_label(label, exact=True).first
        if box.count():
            box.fill(typed)
    page.locator("main textarea").first.fill("x" * 30)
    assert press(page) == 422
    assert page.locator("main textarea").first.input_value() == "x" * 30
    assert page.locator(".govuk-input--error").count()
    faults += look(page, "evidence-wrong-date", pictures)
    lead = signed_in("lead.inspector")
    lead.goto(opened.at("northmere/contacts/add"))
    for box in lead.locator("main input[type=text], main input[type=email]").all():
        box.fill("word")
    assert press(lead) == 422
    assert not faults + look(lead, "contact-wrong-mail", pictures)


def test_files_that_are_refused(signed_in, opened, pictures, tmp_path: Path):
    listed, broken, nothing = tmp_path / "list.csv", tmp_path / "theme.toml", tmp_path / "empty.pdf"
    listed.write_text("child_id,name,age\nC-1,Somebody,4\nC-1,Another,five\n")
    broken.write_text("code = [\n")
    nothing.touch()
    dcs, administrator, faults = signed_in("dcs.northmere"), signed_in("administrator"), []
    dcs.goto(opened.at("northmere/children/import"))
    dcs.locator("main input[type=text]").first.fill("A list")
    dcs.locator("input[type=file]").set_input_files(listed)
    assert press(dcs) == 422
    faults += look(dcs, "list-refused", pictures)
    administrator.goto(opened.at("/admin/themes/new"))
    administrator.locator("input[type=file]").set_input_files(broken)
    assert press(administrator) == 422
    faults += look(administrator, "theme-refused", pictures)
    police = signed_in("agency-contributor.police.northmere")
    police.goto(opened.at("northmere/requests?state=open"))
    police.locator("main table a").first.click()
    police.locator("main a[href$='/send']").first.click()
    police.locator("input[type=file]").set_input_files(nothing)
    assert press(police) == 422
    assert not faults + look(police, "file-refused", pictures)


def test_a_warning_takes_a_reason_and_a_great_step_is_shown_before_it_is_taken(signed_in, opened, pictures):
    page, faults = signed_in("lead.inspector"), []
    page.goto(opened.at("northmere/children/shortlist"))
    assert press(page, "Check and send") == 422
    page.locator("textarea[name^=reason-]").first.wait_for()
    faults += look(page, "choice-asks-for-reasons", pictures)
    page.goto(opened.at("northmere/holds/closure"))
    for label, typed in (("Day", "13"), ("Month", "10"), ("Year", "2016")):
        page.get_by_label(label, exact=True).first.fill(typed)
    page.get_by_label("reason").or_(page.locator("main input[name=reason]")).first.fill("Office closed")
    assert press(page) == 200
    faults += look(page, "closure-before-it-is-kept", pictures)
    assert press(page) == 200
    assert page.locator(".govuk-notification-banner").count()
    assert not faults + look(page, "closure-kept", pictures)


def test_who_saves_second_keeps_their_words_and_sees_the_others(signed_in, opened, pictures):
    first, second, faults = signed_in("lead.inspector"), signed_in("lead.inspector"), []
    for where, listed, one, follow in (
        ("finding", "northmere/findings", "main table a", "main a[href$='/edit']"),
        ("point", "eastvale/letter/write", "", "main a[href*='/letter/points/']"),
    ):
        first.goto(opened.at(listed))
        for link in filter(None, (one, follow)):
            first.locator(link).first.click()
            first.wait_for_load_state()
        second.goto(first.url)
        for window, words in ((first, "The words of one."), (second, "The words of another.")):
            window.locator("main textarea").first.fill(words)
        press(first)
        assert press(second) == 409, where
        assert second.locator("main textarea").first.input_value() == "The words of another."
        assert "The words of one." in second.content()
        faults += look(second, f"stale-{where}", pictures)
    assert not faults


def test_a_signatory_signs_refuses_and_waits(signed_in, opened, pictures):
    cqc, hmic, editor = (signed_in(who) for who in ("signatory.cqc", "signatory.hmic", "editor"))
    faults = []
    for who, page, path in (
        ("cqc", cqc, "draft-agreed/letter/sign"),
        ("hmic", hmic, "draft-agreed/letter/refuse"),
        ("editor", editor, "ofsted-draft/letter/edit"),
        ("late", cqc, "eastvale/letter/refuse"),
    ):
        assert page.goto(opened.at(path)).status == 200
        faults += look(page, name_of(who, path, "plain"), pictures)
    assert "not your turn" in cqc.content()
    cqc.goto(opened.at("draft-agreed/letter/sign"))
    hmic.goto(opened.at("draft-agreed/letter/sign"))
    assert press(cqc) == 200
    faults += look(cqc, "signed", pictures)
    cqc.goto(opened.at("draft-agreed/letter/sign"))
    faults += look(cqc, "signed-already", pictures)
    hmic.goto(opened.at("draft-agreed/letter/refuse"))
    assert press(hmic) == 422
    faults += look(hmic, "refusal-without-words", pictures)
    hmic.locator("main textarea").first.fill("The second strength says more than we saw.")
    assert press(hmic) == 200
    faults += look(hmic, "refused-to-sign", pictures)
    lead = signed_in("lead.inspector")
    lead.goto(opened.at("draft-agreed/letter"))
    assert "The second strength says more than we saw." in lead.content()
    assert not faults + look(lead, "letter-sent-back", pictures)


def test_an_editor_changes_a_word_and_says_whether_the_meaning_changes(signed_in, opened, pictures):
    editor, faults = signed_in("editor"), []
    editor.goto(opened.at("ofsted-draft/letter/edit"))
    editor.locator("main a[href*='/letter/edit/']").first.click()
    editor.locator("main textarea").first.fill("Agencies meet early, and decide together.")
    assert press(editor) == 422
    faults += look(editor, "edit-without-answer", pictures)
    editor.locator("main input[type=radio]").first.check()
    press(editor)
    assert not faults + look(editor, "edited", pictures)


def test_versions_of_a_published_letter_side_by_side(signed_in, opened, pictures):
    page = signed_in("lead.inspector")
    page.goto(opened.at("westcombe/letter/compare?before=1&after=2"))
    assert not look(page, "compare-two-versions", pictures)


# What a new inspection has nothing in yet, and what cannot begin.
NOTHING_YET = [
    "", "timeline", "plan", "team", "contacts", "holds", "briefing", "briefing/data", "calls", "messages",
    "set-up", "arrangements", "requests", "documents", "children", "children/shortlist", "meetings",
    "notebook", "evidence", "sea", "sea/missing", "coverage", "contributions", "findings", "told",
    "one-agency", "letter", "accuracy/decide", "history",
]  # fmt: skip


def test_a_new_inspection_says_what_opens_each_page(signed_in, opened, pictures):
    page, faults = signed_in("lead.inspector"), []
    page.goto(opened.at("/inspections/new"))
    page.get_by_label("A practice inspection").check()
    page.get_by_label("August 2016 edition").check()
    page.get_by_label("Local authority area").select_option(label="Southhollow (invented)")
    for label, typed in (("Day", "1"), ("Month", "9"), ("Year", "2016"), ("Time", "09:00")):
        page.get_by_label(label, exact=True).first.fill(typed)
    assert press(page) == 200
    here = re.match(r".*/i/\w+/", page.url)
    assert here is not None
    for path in NOTHING_YET:
        answer = page.goto(here[0] + path)
        if answer is None or answer.status not in (200, 404, 409):
            faults.append(f"{path}: answers {answer.status if answer else 'nothing'}")
        faults += look(page, name_of("new", path, "nothing-yet"), pictures)
    assert not faults, "\n".join(faults)
