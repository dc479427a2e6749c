"""Components: dates in British order, the ten status words, tables and lists from plain values."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from jtai.ui.components import STATUSES, Cell, headings_of
from jtai.ui.svg import Picture
from tests.ui.pages import Identity, frame, from_file

AT = dt.datetime(2016, 9, 22, 14, 0, tzinfo=dt.UTC)


def shown(source: str, request: Any = None, **context: Any) -> str:
    return engines["django"].from_string("{% load govuk %}" + source).render(context, request)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ at|day_date }}", "Thursday 22 September 2016"),
        ("{{ at|short_date }}", "Thu 22 Sep 2016"),
        ("{{ at|long_date }}", "22 September 2016"),
        ("{{ at|clock }}", "15:00"),
        ("{{ at|at }}", "15:00, Thursday 22 September 2016"),
        ("{{ at.date|at }}", "Thursday 22 September 2016"),
        ("{{ gap|duration }}", "1 hour 50 minutes"),
        ('{{ one|counted:"point" }}', "1 point"),
        ('{{ one|counted:"point,is" }} and {{ two|counted:"point,is" }}', "1 point is and 2 points are"),
        ("{{ names|listed }}", "a, b and c"),
        ("{{ nothing|day_date }}{{ nothing|clock }}{{ nothing|at }}", ""),
    ],
)
def test_dates_and_times(source: str, expected: str) -> None:
    context = {
        "at": AT,
        "gap": dt.timedelta(hours=1, minutes=50),
        "one": 1,
        "two": 2,
        "names": ["a", "b", "c"],
        "nothing": None,
    }
    assert shown(source, **context) == expected


def test_an_instant_near_midnight_keeps_its_day_in_london() -> None:
    late = dt.datetime(2016, 9, 22, 23, 30, tzinfo=dt.UTC)
    assert shown("{{ at|at }}", at=late) == "00:30, Friday 23 September 2016"


def test_the_ten_status_words_and_no_other_make_a_tag() -> None:
    assert len(STATUSES) == 10
    assert shown('{% tag "Late" %}') == '<strong class="govuk-tag govuk-tag--red">Late</strong>'
    assert "govuk-tag" not in shown('{% tag "Cannot start yet" %}')
    assert shown('{% tag "Completed" %}') == "Completed"
    assert shown("{% tag word %}", word="<b>") == "&lt;b&gt;"


def test_an_empty_table_says_what_to_do_next() -> None:
    markup = shown('{% table rows headings="Child" empty="No list has been sent." %}', rows=[])
    assert "No list has been sent." in markup
    assert "<table" not in markup


def test_a_table_takes_plain_values_pairs_and_cells() -> None:
    markup = shown(
        '{% table rows headings="Child|Age#" caption="The twenty" %}',
        rows=[[("7F3A", "/x"), 4], [Cell("2B07", status="Late"), 13]],
    )
    assert '<a class="govuk-link" href="/x">7F3A</a>' in markup
    assert re.search(r'class="govuk-table__cell govuk-table__cell--numeric\s*" data-label="Age"', markup)
    assert "govuk-tag--red" in markup
    assert markup.count('scope="row"') == 2


def test_headings_may_be_written_as_one_line() -> None:
    child, age, act = headings_of("Child|Age#|-Act")
    assert (child.text, age.numeric, act.hidden, act.text) == ("Child", True, True, "Act")


def test_pagination_keeps_the_filter() -> None:
    request = RequestFactory().get("/documents?agency=police&page=2")
    page = Paginator(range(200), 50).page(2)
    markup = shown("{% pagination page %}", request, page=page)
    assert 'href="?agency=police&amp;page=3"' in markup
    assert shown("{% pagination page %}", request, page=Paginator([1], 50).page(1)).strip() == ""


def test_history_is_newest_first_and_folded_after_five() -> None:
    events = [{"title": f"step {n}", "at": AT + dt.timedelta(minutes=n)} for n in range(7)]
    markup = shown("{% timeline events %}", events=events)
    assert markup.index("step 6") < markup.index("step 5") < markup.index("<details")
    assert markup.index("<details") < markup.index("step 1")
    assert "2 earlier" in markup


def test_a_page_shows_nothing_of_what_it_was_not_given() -> None:
    markup = from_file("done", {})
    for absent in ("jtai-turn-line", "jtai-identity", "jtai-history", "moj-sub-navigation", "jtai-aside"):
        assert absent not in markup


def test_a_practice_inspection_carries_its_ribbon_and_a_real_one_does_not() -> None:
    words = "Practice. Not a real inspection. The clock has been moved."
    assert words in from_file("done", frame(identity=Identity(practice=True)))
    assert words not in from_file("done", frame())


def test_the_title_of_a_page_with_problems_says_so() -> None:
    class Wrong:
        code, severity, message, source, field = "x", "blocks", "Choose 20 children.", "", None

    assert "<title>Error: Letter sent - JTAI</title>" in from_file("done", frame(problems=[Wrong()]))
    assert "<title>Letter sent - JTAI</title>" in from_file("done", frame())


def test_a_picture_is_named_and_escaped() -> None:
    drawn = Picture(100, 20, "Dates", "Day 11 of 43.")
    drawn.text(1, 2.50, "<script>")
    markup = shown("{{ picture }}", picture=drawn)
    assert "<script>" not in markup
    assert 'x="1" y="2.5"' in markup
    assert 'role="img"' in markup
    assert "<figcaption>Day 11 of 43.</figcaption>" in markup
    assert "style=" not in markup


def test_a_table_of_the_pages_own_cells_says_so_when_it_is_empty() -> None:
    source = (
        '{% datatable "Inspections" "Area|State|" empty="You are on no inspection." %}'
        "{% for area in areas %}{% row %}{% cell header=True %}{{ area }}{% endcell %}"
        "{% cell %}now{% endcell %}{% endrow %}{% endfor %}{% enddatatable %}"
    )
    assert "You are on no inspection." in shown(source, areas=[])
    markup = shown(source, areas=["Northmere", "Eastholm"])
    assert "You are on no inspection." not in markup
    # Each row begins again with the label of the first column.
    assert markup.count('data-label="Area"') == markup.count('data-label="State"') == 2
    assert '<th scope="col" role="columnheader" class="govuk-table__header"></th>' not in markup


def test_a_summary_list_of_the_pages_own_markup_has_room_for_a_link_where_one_line_has_one() -> None:
    source = (
        '{% facts %}{% fact "Theme" change="/theme" %}<b>{{ theme }}</b>{% endfact %}'
        '{% fact "State" change=nothing %}{% tag "Late" %}{% endfact %}{% endfacts %}'
    )
    markup = shown(source, theme="<Domestic>", nothing="")
    assert "<b>&lt;Domestic&gt;</b>" in markup and "govuk-tag--red" in markup
    assert 'Change<span class="govuk-visually-hidden"> Theme</span>' in markup
    assert markup.count("govuk-summary-list__row--no-actions") == 1
    assert "no-actions" not in shown('{% facts %}{% fact "State" %}Now{% endfact %}{% endfacts %}')
    named = shown(
        '{% facts %}{% fact "Kind" change="/x" change_text="Pause" change_of="it" %}{% endfact %}'
        "{% endfacts %}"
    )
    assert 'Pause<span class="govuk-visually-hidden"> it</span>' in named
