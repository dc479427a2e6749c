"""Sentences keep their ids; versions are compared; the structure is the same for every reader."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.core.framework import load_edition
from jtai.core.letter import (
    Addressee,
    Document,
    LetterSectionText,
    PointText,
    SentenceText,
    Signatory,
    blocks,
    canonical,
    check_window,
    differences,
    digest,
    keep_ids,
    plain_text,
    response_window,
    split,
)
from jtai.core.working_days import england
from jtai.words import LONDON


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("They met, e.g. on Monday. Then left.", ["They met, e.g. on Monday.", "Then left."]),
        ("See para. 5 of it. End.", ["See para. 5 of it.", "End."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("She said “Yes.” Then she left.", ["She said “Yes.”", "Then she left."]),
        ("   ", []),
    ],
)
def test_a_text_is_split_into_its_sentences(text, sentences):
    assert split(text) == sentences


@given(st.text())
def test_no_word_is_lost_when_a_text_is_split(text):
    assert " ".join(split(text)).split() == text.split()


def test_sentences_keep_their_ids_when_others_come_between_them():
    old = [("a", "One."), ("b", "Two."), ("c", "Three.")]
    assert keep_ids(old, ["One.", "New.", "Two.", "Three."]) == [
        ("a", "One."),
        (None, "New."),
        ("b", "Two."),
        ("c", "Three."),
    ]
    assert keep_ids(old, ["One.", "Two changed.", "Three."])[1] == ("b", "Two changed.")


@given(st.lists(st.text(min_size=1, max_size=3), unique=True), st.lists(st.text(min_size=1, max_size=3)))
def test_an_id_is_never_given_to_two_sentences(old, new):
    pairs = [(f"id-{n}", text) for n, text in enumerate(old)]
    kept = keep_ids(pairs, new)
    assert [text for _, text in kept] == new
    ids = [key for key, _ in kept if key]
    assert len(ids) == len(set(ids))


def document(**changes) -> Document:
    given_values = {
        "title": "Joint inspection of Northmere",
        "dated": "4 November 2016",
        "addressees": (Addressee("Director of children's services", "Northmere Council"),),
        "salutation": "Dear local partnership",
        "opening": (SentenceText("opening-1", "We inspected Northmere."),),
        "sections": (
            LetterSectionText(
                "strengths",
                "Key strengths",
                (PointText("p1", (SentenceText("s1", "Seen early."),), "Police"),),
                True,
            ),
        ),
        "closing": "Yours sincerely",
        "signatories": (Signatory("Ofsted", "National Director"),),
    }
    return Document(**(given_values | changes))


def test_the_hash_changes_with_a_word_and_with_nothing_else():
    first = digest(canonical(document().data()))
    assert first == digest(canonical(document().data()))
    assert first != digest(canonical(document(closing="Yours faithfully").data()))


def test_a_list_point_carries_whom_it_is_about():
    found = {one.kind: one.words for one in blocks(document().data())}
    assert found["bullet"] == "Police: Seen early."
    assert plain_text(document().data()).splitlines()[0] == "4 November 2016"


def test_differences_name_the_sentence_and_its_section():
    changed = LetterSectionText(
        "strengths",
        "Key strengths",
        (PointText("p1", (SentenceText("s1", "Seen late."), SentenceText("s2", "Heard.")), "Police"),),
        True,
    )
    found = differences(document().data(), document(sections=(changed,)).data())
    assert [(one.kind, one.id, one.before, one.after) for one in found] == [
        ("changed", "s1", "Seen early.", "Seen late."),
        ("added", "s2", "", "Heard."),
    ]
    back = differences(document(sections=(changed,)).data(), document().data())
    assert [one.kind for one in back] == ["changed", "removed"]
    assert differences(document().data(), document().data()) == []


@pytest.mark.parametrize(
    ("edition_id", "sent", "due"),
    [
        ("2016-01", date(2016, 3, 9), [date(2016, 3, 23)]),
        ("2016-08", date(2016, 10, 10), [date(2016, 10, 21), date(2016, 10, 24)]),
    ],
)
def test_the_window_of_the_response_is_counted_by_the_edition(edition_id, sent, due):
    milestone = load_edition(edition_id).milestone("fa-due")
    rows = response_window(milestone, england(), sent, "fa.window", "inclusive")
    assert [row.due_on for row in rows][: len(due)] == due


def test_a_warning_stands_only_below_the_timetables_own_window():
    milestone = load_edition("2016-08").milestone("fa-due")
    own, longer = response_window(milestone, england(), date(2016, 10, 10), "fa.window", "inclusive")
    midday = datetime(2016, 10, 10, 12, 0, tzinfo=LONDON)
    late = datetime(2016, 10, 10, 16, 0, tzinfo=LONDON)
    assert check_window(own, 9, midday, midday) == []
    assert [one.code for one in check_window(own, 9, late, midday)] == ["short-accuracy-window"]
    assert check_window(longer, 9, late, midday) == []
