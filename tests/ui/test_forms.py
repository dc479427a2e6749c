"""Forms: what was typed comes back, every problem stands where it belongs, warnings ask for a reason."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template.loader import render_to_string

from jtai.ui.fields import read_clock, read_month
from jtai.ui.forms import DateField, DateTimeField, PlainForm, TimeField, VersionForm
from tests.ui.pages import FILLED, WRONG, EvidenceForm, FoundProblem, posted, wrong_form


def shown(form: PlainForm) -> str:
    return render_to_string("components/form_fields.html", {"form": form})


class Day(PlainForm):
    on = DateField(label="Day 0")


class Moment(PlainForm):
    at = DateTimeField(label="When did you observe this?")


class Start(PlainForm):
    clock = TimeField(label="Start")


def test_a_form_that_is_right_gives_its_values() -> None:
    form = EvidenceForm(posted(FILLED))
    assert form.is_valid(), form.errors
    assert form.status == 200
    assert form.cleaned_data["on"] == dt.date(2016, 9, 6)
    assert form.cleaned_data["observed"] == dt.datetime(2016, 9, 21, 13, 0, tzinfo=dt.UTC)
    assert form.cleaned_data["version"] == 3
    assert form.cleaned_data["criteria"] == ["ESN 01"]


def test_nothing_typed_is_lost() -> None:
    markup = shown(wrong_form())
    assert "x" * 250 in markup
    for typed in ('value="half past"', 'value="two"', 'value="nobody"', 'value="14"', 'value="3"'):
        assert typed in markup
    assert "The second source is on leave." in markup
    assert "maxlength" not in markup.replace("data-maxlength", "")


def test_a_password_does_not_come_back() -> None:
    form = EvidenceForm(posted(WRONG | {"password": "a secret of mine"}))
    assert not form.is_valid()
    assert "a secret of mine" not in shown(form)


def test_a_problem_stands_beside_its_field_with_its_paragraph() -> None:
    form = EvidenceForm(posted(FILLED))
    form.add_problems([FoundProblem("name", "blocks", "Use initials.", "Guidance, paragraph 80", "role")])
    assert form.status == 422
    assert [(line.message, line.href, line.source) for line in form.summary] == [
        ("Use initials.", "#id_role", "Guidance, paragraph 80")
    ]
    markup = shown(form)
    assert 'id="id_role-error"' in markup
    assert 'aria-describedby="id_role-error id_role-info"' in markup


def test_a_problem_of_an_unknown_field_stands_on_top() -> None:
    form = Day({"on": "2016-09-06"})
    form.add_problems([FoundProblem("x", "blocks", "The area is unknown.", field="area")])
    assert [(line.message, line.href) for line in form.summary] == [("The area is unknown.", "")]


def test_the_same_problem_is_said_once() -> None:
    form = Day({"on": "2016-09-06"})
    problem = FoundProblem("x", "blocks", "Choose another day.", field="on")
    form.add_problems([problem, problem])
    form.add_problems([problem])
    assert len(form.summary) == 1


def test_a_per_cent_sign_in_a_problem_is_only_a_sign() -> None:
    form = Day({"on": "2016-09-06"})
    form.add_problems([FoundProblem("x", "blocks", "Stopped at 61%. Choose it again.", field="on")])
    assert form.summary[0].message == "Stopped at 61%. Choose it again."
    assert "61%." in shown(form)


def test_a_form_nobody_filled_in_can_carry_problems() -> None:
    form = Day()
    assert form.summary == []
    form.add_problems([FoundProblem("x", "blocks", "The list has not arrived.")])
    assert form.status == 422
    assert [line.message for line in form.summary] == ["The list has not arrived."]


def test_a_warning_asks_for_a_reason_and_reads_it_on_the_next_try() -> None:
    warning = FoundProblem("not-tuesday", "warns", "Day 0 is usually a Tuesday.", "Guidance, paragraph 9")
    form = Day({"on": "2016-09-07"})
    form.add_problems([warning])
    assert form.status == 422
    assert form.reasons == {}
    assert 'name="reason-not-tuesday"' in shown(form)
    assert form.summary[0].href == "#id_reason-not-tuesday"

    again = Day({"on": "2016-09-07", "reason-not-tuesday": "  The town hall is closed. "})
    assert again.is_valid()
    assert again.reasons == {"not-tuesday": "The town hall is closed."}
    assert again.status == 200


def test_a_reason_already_given_survives_another_refusal() -> None:
    form = Day(
        {"on": "2016-09-07", "reason-late": "The train stood.", "warning-late": "This is late <b>now</b>."}
    )
    form.add_problems([FoundProblem("x", "blocks", "Choose another day.", field="on")])
    assert [(w.code, w.value, w.answered) for w in form.standing_warnings] == [
        ("late", "The train stood.", True)
    ]
    markup = shown(form)
    assert "The train stood." in markup
    assert "This is late &lt;b&gt;now&lt;/b&gt;." in markup
    # An answered warning is not counted among what is left to put right.
    assert [line.message for line in form.summary] == ["Choose another day."]


@pytest.mark.parametrize(
    ("typed", "message", "marked"),
    [
        (("", "9", "2016"), "Enter the day as well.", {"day"}),
        (("6", "", ""), "Enter the month and the year as well.", {"month", "year"}),
        (("32", "9", "2016"), "The day must be a number from 1 to 31.", {"day"}),
        (("6", "13", "2016"), "The month must be a number from 1 to 12.", {"month"}),
        (("6", "x", "2016"), "The month must be a number from 1 to 12.", {"month"}),
        (("6", "9", "16"), "Write the year with four figures, such as 2016.", {"year"}),
        (("30", "2", "2016"), "February 2016 has no day 30. Check the day and the month.", {"day", "month"}),
        (("", "", ""), "Enter the day 0.", {"day", "month", "year"}),
    ],
)
def test_a_date_says_which_part_is_wrong(typed: tuple[str, str, str], message: str, marked: set[str]) -> None:
    form = Day(dict(zip(("on_day", "on_month", "on_year"), typed, strict=True)))
    assert not form.is_valid()
    assert form.errors["on"] == [message]
    assert {p["name"].removeprefix("on_") for p in form["on"].parts if p["wrong"]} == marked
    assert [p["value"] for p in form["on"].parts] == list(typed)


@pytest.mark.parametrize("month", ["9", "09", "sep", "Sept.", "September"])
def test_a_month_may_be_written_in_words(month: str) -> None:
    assert read_month(month) == 9


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:30", dt.time(14, 30)),
        ("14.30", dt.time(14, 30)),
        ("1430", dt.time(14, 30)),
        ("2:30pm", dt.time(14, 30)),
        ("9am", dt.time(9, 0)),
        ("12 am", dt.time(0, 0)),
        ("12pm", dt.time(12, 0)),
        ("24:00", None),
        ("14:60", None),
        ("13pm", None),
        ("9", None),
        ("noon", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, expected: dt.time | None) -> None:
    assert read_clock(typed) == expected


def test_a_time_that_cannot_be_read_says_how_to_write_it() -> None:
    form = Start({"clock": "after lunch"})
    assert form.errors["clock"] == ["Enter the time on the 24-hour clock, such as 14:30."]
    assert 'value="after lunch"' in shown(form)


def test_a_moment_is_wall_time_in_london() -> None:
    summer = Moment({"at_day": "21", "at_month": "9", "at_year": "2016", "at_time": "14:00"})
    winter = Moment({"at_day": "21", "at_month": "12", "at_year": "2016", "at_time": "14:00"})
    assert summer.is_valid()
    assert winter.is_valid()
    assert summer.cleaned_data["at"] == dt.datetime(2016, 9, 21, 13, 0, tzinfo=dt.UTC)
    assert winter.cleaned_data["at"] == dt.datetime(2016, 12, 21, 14, 0, tzinfo=dt.UTC)


def test_the_hour_that_the_clocks_leap_over_is_refused() -> None:
    form = Moment({"at_day": "27", "at_month": "3", "at_year": "2016", "at_time": "01:30"})
    assert form.errors["at"] == ["There is no 01:30 on this day: the clocks go forward. Use an hour later."]


def test_a_moment_already_stored_comes_back_as_wall_time() -> None:
    stored = dt.datetime(2016, 9, 21, 13, 0, tzinfo=dt.UTC)
    form = Moment(initial={"at": stored})
    assert [p["value"] for p in form["at"].parts] == ["21", "9", "2016", "14:00"]
    same = Moment(
        {"at_day": "21", "at_month": "9", "at_year": "2016", "at_time": "14:00"}, initial={"at": stored}
    )
    assert same.changed_data == []


def test_a_link_may_carry_a_whole_date() -> None:
    form = Day({"on": "2016-09-06"})
    assert form.is_valid()
    assert form.cleaned_data["on"] == dt.date(2016, 9, 6)
    assert not Day({"on": "yesterday"}).is_valid()


def test_a_version_that_is_missing_says_what_to_do_and_can_be_renewed() -> None:
    form = VersionForm({})
    assert "copy your text" in form.summary[0].message
    stale = EvidenceForm(posted(FILLED))
    assert stale.is_valid()
    stale.renew_version(9)
    assert 'name="version" value="9"' in shown(stale)
    assert "Seen with her social worker." in shown(stale)


def test_a_list_that_answers_nothing_does_not_look_answered() -> None:
    class Pick(PlainForm):
        agency = forms.ChoiceField(label="Agency", choices=[("police", "Police"), ("health", "Health")])

    assert '<option value="" selected>Choose one</option>' in shown(Pick())
    assert "Choose one" not in shown(Pick(initial={"agency": "police"}))
    assert Pick({"agency": ""}).errors["agency"] == ["Choose the agency."]
    assert Pick({"agency": "army"}).errors["agency"] == ["Choose one of the answers listed."]


def test_a_message_of_the_page_is_kept() -> None:
    class Own(PlainForm):
        role = forms.CharField(label="Job role", error_messages={"required": "Say what they do."})

    assert Own({}).errors["role"] == ["Say what they do."]


def test_text_of_a_person_is_escaped() -> None:
    class Own(PlainForm):
        role = forms.CharField(label="Job role", max_length=5)

    markup = shown(Own({"role": '"><script>alert(1)</script>'}))
    assert "<script>" not in markup


def test_london_is_the_zone_whatever_the_machine_says() -> None:
    form = Moment({"at": "2016-09-21T14:00"})
    assert form.is_valid()
    assert form.cleaned_data["at"].tzinfo == ZoneInfo("Europe/London")
