"""Initials beside a surname are part of a name; letters of sections, plans and vitamins are not."""

from __future__ import annotations

import pytest

from jtai.core.screening import screen


def marked(text: str, *allow: str) -> list[str]:
    """The words of each span."""
    return [text[span.start : span.end] for span in screen(text, allow=allow).spans]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Handed over to T Blackwood at 4pm.", ["T Blackwood"]),
        ("Seen by J. Smith-Okafor, AFD.", ["J. Smith-Okafor"]),
        ("Mr T.B. Evans rang twice.", ["T.B. Evans"]),
        ("Present: Cllr R. Hussain, DI T Marsh.", ["R. Hussain", "T Marsh"]),
        ("Blackwood, T; 11; CLA", ["Blackwood, T"]),
        ("Hughes, T. and Green, P. attended", ["Hughes, T", "Green, P"]),
        ("SMITH John", ["SMITH John"]),
        ("KHAN Amina", ["KHAN Amina"]),
        ("Supervision with Sian W is monthly.", ["Sian W"]),
        ("1) K. Wainwright 2) D. Spofforth 3) A. Rehal", ["K. Wainwright", "D. Spofforth", "A. Rehal"]),
        ("attended: t blackwood, s banerji, j smith-okafor", ["blackwood", "banerji", "smith-okafor"]),
        ("ATTENDED: P HOLROYD, S BANERJI", ["P HOLROYD", "S BANERJI"]),
        ("O'Brien, K | 12 | CIN", ["O'Brien, K"]),
        ("Allocated to R. Banks in May.", ["R. Banks"]),
    ],
)
def test_an_initial_and_a_surname_are_one_name(text: str, names: list[str]) -> None:
    assert marked(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Section C Report was late.",
        "Plan B Options and Year 6 B Pupils",
        "Vitamin D and hepatitis B Vaccination",
        "Appendix F Training, Band A Staff, Grade C Posts",
        "Group A Parents meet in Hall D.",
        "T.H. and M.B. were seen; C. told us that D. left.",
        "A. Safeguarding practice\nB. Young people\nC. Strong leadership",
        "In Q4 Contacts rose. K Block Residents were told.",
        "Wales, D and C. Leeds, W.",
    ],
)
def test_a_letter_that_numbers_something_is_no_initial(text: str) -> None:
    assert marked(text) == []


def test_the_suggestion_for_a_name_with_initials_is_all_its_initials() -> None:
    (span,) = screen("The plan of T.B. Blackwood is thin.").spans
    assert (span.tier, span.suggestion) == ("strong", "T.B.B.")
    assert "initial before it" in span.reasons


def test_an_allowed_name_is_let_through_with_and_without_its_stops() -> None:
    assert marked("T. Blackwood chairs. T Blackwood agrees.", "T. Blackwood") == []
    assert marked("T. Blackwood chairs.", "t blackwood") == []
    assert marked("P. Blackwood chairs.", "t blackwood") == ["P. Blackwood"]
