"""Each check of the letter finds what it is for, and says nothing of a letter without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jtai.core.framework import load_edition
from jtai.core.letter import EntryFacts, LetterFacts, PointFacts, SentenceFacts, StatementFacts, check
from jtai.core.working_days import england

LAW = "section 20 of the Children Act 2004"
ENTRIES = (EntryFacts("1", "1", "cqc"), EntryFacts("2", "2", "hmic"))
SITE = {"2016-08": (date(2016, 9, 19), date(2016, 9, 23)), "2016-01": (date(2016, 2, 22), date(2016, 2, 26))}


def point(section: str, text: str = "Children are seen on the same day.", **values) -> PointFacts:
    given = {
        "id": f"p-{section}",
        "section": section,
        "sentences": (SentenceFacts("s", text),),
        "finding": "1",
        "finding_type": {"strengths": "strength", "development": "development"}.get(section, ""),
        "target": "partnership",
        "entries": ENTRIES,
        "told": True,
        "positive_impact": True,
        "about_theme": section == "summary",
    }
    return PointFacts(**(given | values))


def good(edition_id: str = "2016-08", **changes) -> LetterFacts:
    """A letter no check says anything of."""
    edition = load_edition(edition_id)
    first, last = SITE[edition_id]
    opening = (
        f"From {first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}, "
        f"we inspected Northmere under {edition.legal_basis}."
    )
    sections = [s.code for s in edition.letter.sections if s.required and s.code != "next-steps"]
    facts = LetterFacts(
        edition=edition,
        calendar=england(),
        opening=opening,
        points=tuple(point(code) for code in sections),
        fieldwork=(first, last),
        statement=StatementFacts(
            True, "Northmere Council", date(2017, 2, 13), "", (("a", date(2017, 2, 13)),)
        ),
        final=True,
        confirmed=frozenset(c.code for c in edition.letter.confirmations),
        owner_confirmed=True,
    )
    return replace(facts, **changes)


def codes(facts: LetterFacts, weight: str = "") -> set[str]:
    return {one.code for one in check(facts) if weight in ("", one.weight)}


@pytest.mark.parametrize("edition_id", ["2016-08", "2016-01"])
def test_a_good_letter_has_no_remark(edition_id):
    assert check(good(edition_id)) == []


def with_points(facts: LetterFacts, **values) -> LetterFacts:
    return replace(facts, points=tuple(replace(one, **values) for one in facts.points))


@pytest.mark.parametrize("edition_id", ["2016-08", "2016-01"])
def test_a_point_that_rests_on_nothing_stops_the_letter(edition_id):
    facts = good(edition_id)
    bare = replace(facts, points=(replace(facts.points[0], entries=()), *facts.points[1:]))
    found = [one for one in check(bare) if one.code == "rests-on-nothing"]
    assert [one.weight for one in found] == ["blocks"]
    assert found[0].point == facts.points[0].id


def test_a_sentence_with_an_entry_of_its_own_carries_the_point():
    facts = good()
    carried = replace(facts.points[0], entries=(), sentences=(SentenceFacts("s", "Seen.", ENTRIES),))
    assert "rests-on-nothing" not in codes(replace(facts, points=(carried, *facts.points[1:])))


def test_evidence_of_one_inspectorate_alone_is_a_hint():
    assert codes(with_points(good(), entries=ENTRIES[:1])) == {"one-source"}


def test_a_point_without_a_target_stops_the_letter_in_august_only():
    assert "target-missing" in codes(with_points(good("2016-08"), target=""), "blocks")
    assert check(with_points(good("2016-01"), target="")) == []


def test_a_point_about_an_agency_names_it():
    assert "target-missing" in codes(with_points(good(), target="agency", agency=""))
    assert check(with_points(good(), target="agency", agency="police")) == []


def test_a_strength_without_effect_stops_the_letter():
    assert codes(with_points(good(), positive_impact=False), "blocks") == {"strength-without-impact"}


def test_the_summary_is_asked_for_in_august_and_unknown_in_january():
    without = good("2016-08")
    without = replace(without, points=tuple(p for p in without.points if p.section != "summary"))
    assert "section-missing-summary" in codes(without, "blocks")
    assert "summary" not in {s.code for s in load_edition("2016-01").letter.sections}


def test_a_summary_without_a_point_on_the_theme_warns():
    found = [
        one for one in check(with_points(good(), about_theme=False)) if one.code == "summary-without-theme"
    ]
    assert [one.weight for one in found] == ["warns"]


@pytest.mark.parametrize("edition_id", ["2016-08", "2016-01"])
def test_no_check_asks_for_every_criterion(edition_id):
    # Facts know no criteria at all: a letter on nine of twenty-two criteria is as good as any other.
    assert "criteria" not in PointFacts.__dataclass_fields__
    assert check(good(edition_id)) == []


def test_the_legal_basis_stands_in_the_letter():
    facts = good()
    assert codes(replace(facts, opening=facts.opening.replace("section 20 of ", ""))) == {
        "legal-basis-missing"
    }


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        (f"Between 19 and 23 September, we inspected under {LAW}.", "fieldwork-without-year"),
        (f"From 19 September 2016 to 24 September 2016, under {LAW}.", "fieldwork-dates"),
    ],
)
def test_fieldwork_dates_are_right_and_have_their_year(opening, code):
    assert code in codes(replace(good(), opening=opening), "blocks")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We met leaders on Thursday 23 September 2016.", "weekday-wrong"),
        ("We met leaders on 31 September 2016.", "weekday-wrong"),
        ("Done by 3/11/16.", "two-digit-year"),
        ("Done in November 16.", "two-digit-year"),
        ("The [insert area] is safe.", "unfilled-bracket"),
        ("The {area} is safe.", "unfilled-bracket"),
    ],
)
def test_errors_that_letters_were_printed_with_stop_the_letter(text, code):
    facts = good()
    changed = replace(facts.points[0], sentences=(SentenceFacts("s", text),))
    assert code in codes(replace(facts, points=(changed, *facts.points[1:])), "blocks")


@pytest.mark.parametrize(
    "text",
    [
        "We met leaders on Friday 23 September 2016.",
        "On 3 November 2016.",
        "Between 3 November and 16 May 2016.",
    ],
)
def test_right_dates_are_left_alone(text):
    facts = good()
    changed = replace(facts.points[0], sentences=(SentenceFacts("s", text),))
    assert check(replace(facts, points=(changed, *facts.points[1:]))) == []


def asked(due: date, counted: date) -> StatementFacts:
    return StatementFacts(True, "Council", due, "", (("a", counted),))


@pytest.mark.parametrize(
    ("statement", "code", "weight"),
    [
        (None, "statement-undecided", "blocks"),
        (StatementFacts(True, "Council", None), "statement-date-missing", "blocks"),
        (asked(date(2017, 2, 11), date(2017, 2, 11)), "deadline-no-working-day", "blocks"),
        (asked(date(2017, 2, 14), date(2017, 2, 13)), "statement-date-differs", "warns"),
    ],
)
def test_the_date_of_the_statement_is_there_and_is_right(statement, code, weight):
    found = {one.code: one.weight for one in check(replace(good(), statement=statement))}
    assert found == {code: weight}


def test_before_the_final_letter_a_missing_decision_is_a_hint():
    assert [one.weight for one in check(replace(good(), statement=None, final=False))] == ["hint"]


@pytest.mark.parametrize("edition_id", ["2016-08", "2016-01"])
def test_an_acronym_nobody_spelled_out_is_pointed_at_and_an_unconfirmed_line_stops(edition_id):
    facts = good(edition_id)
    changed = replace(facts.points[0], sentences=(SentenceFacts("s", "The MASH works well."),))
    found = check(replace(facts, points=(changed, *facts.points[1:])))
    assert [(one.code, one.excerpt) for one in found] == [("undefined-acronym", "MASH")]
    spelled = replace(changed, sentences=(SentenceFacts("s", "The multi-agency hub (MASH) works."),))
    assert check(replace(facts, points=(spelled, *facts.points[1:]))) == []
    assert codes(replace(facts, confirmed=facts.confirmed - {"plain"}), "blocks") == {"unconfirmed-plain"}


def test_the_confirmations_print_the_words_of_the_edition():
    for edition_id, word, other in [
        ("2016-08", "criteria", "requirements"),
        ("2016-01", "requirements", "criteria"),
    ]:
        facts = replace(good(edition_id), confirmed=frozenset())
        aligned = next(one.message for one in check(facts) if one.code == "unconfirmed-aligned")
        assert word in aligned
        assert other not in aligned
        assert "unconfirmed-balanced" in codes(facts)


def test_long_sentences_and_missing_recipients_are_hints():
    facts = good()
    long = replace(facts.points[0], sentences=(SentenceFacts("s", "word " * 40),))
    found = check(replace(facts, points=(long, *facts.points[1:]), missing_recipients=("Chief constable",)))
    assert {one.code: one.weight for one in found} == {"long-sentence": "hint", "recipient-missing": "hint"}


def test_the_owners_statement_is_asked_for():
    assert codes(replace(good(), owner_confirmed=False), "blocks") == {"owner-unconfirmed"}
