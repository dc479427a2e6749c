"""Numbers and addresses that point at one person."""

from __future__ import annotations

import pytest

from jtai.core.screening import screen
from jtai.core.screening.identifiers import MESSAGES, nhs_number_is_valid, upn_is_valid


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in screen(text).identifiers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NHS 943 476 5919 on file.", [("nhs-number", "943 476 5919")]),
        ("Number 9434765919 on file.", [("nhs-number", "9434765919")]),
        ("Order 9434765918 on file.", []),
        ("NHS no: 943 476 5918", [("nhs-number", "943 476 5918")]),
        ("Pupil H801200001001.", [("upn", "H801200001001")]),
        ("Pupil A801200001001.", []),
        ("UPN: A801200001001.", [("upn", "A801200001001")]),
        ("K.L., DOB 12/04/2010, was seen.", [("date-of-birth", "12/04/2010")]),
        ("Born on 3 March 2011 in Hull.", [("date-of-birth", "3 March 2011")]),
        ("17,K.L.,11/03/2008,M,CP plan", [("date-of-birth", "11/03/2008")]),
        ("Darren Eccles\t2007-05-09\tCLA", [("date-of-birth", "2007-05-09")]),
        ("Darren Eccles, 12/04/2010.", []),
        ("The conference was on 12/04/2010.", []),
        ("Lives at LS1 4AP now.", [("postcode", "LS1 4AP")]),
        ("See form QX1 4AP.", []),
        ("Rang 0113 496 0123 twice.", [("telephone", "0113 496 0123")]),
        ("Rang +44 7700 900123 twice.", [("telephone", "+44 7700 900123")]),
        ("Write to duty.team@leeds.example.org.", [("e-mail", "duty.team@leeds.example.org")]),
        ("Ref 2016/01234, page 12 of 40, 10.30am.", []),
    ],
)
def test_each_kind_is_told_by_its_form_its_check_digit_and_its_context(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


def test_each_kind_has_a_message_of_its_own() -> None:
    text = "NHS 943 476 5919, H801200001001, DOB 12/04/2010, LS1 4AP, 0113 496 0123, a@b.example.org"
    identifiers = screen(text).identifiers
    assert [each.message for each in identifiers] == [MESSAGES[each.kind] for each in identifiers]
    assert len({each.message for each in identifiers}) == len(MESSAGES) == 6


def test_a_number_that_is_said_to_be_an_nhs_number_is_told_when_its_check_digit_is_wrong() -> None:
    (only,) = screen("NHS number 943 476 5918").identifiers
    assert "check digit is wrong" in only.message


def test_check_digits() -> None:
    assert nhs_number_is_valid("9434765919")
    assert not nhs_number_is_valid("9434765911")
    assert not nhs_number_is_valid("1111111111")
    assert upn_is_valid("H801200001001")
    assert not upn_is_valid("I801200001001")


def test_a_name_is_never_an_identifier_nor_an_identifier_a_name() -> None:
    text = "Darren Eccles, DOB 12/04/2010"
    result = screen(text)
    assert [text[s.start : s.end] for s in result.spans] == ["Darren Eccles"]
    assert [i.kind for i in result.identifiers] == ["date-of-birth"]
