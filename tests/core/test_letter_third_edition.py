"""The invented third edition: other sections, two steps, three inspectorates, no next steps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jtai.core.framework import Edition, also_editions_from, load_edition
from jtai.core.letter import (
    LetterFacts,
    Mark,
    VersionMark,
    check,
    first_to_sign_again,
    recipient_rows,
    standing,
)
from jtai.core.working_days import england
from tests.editions.shared import THIRD


@pytest.fixture
def third() -> Iterator[Edition]:
    with also_editions_from(THIRD):
        yield load_edition("2031-05")


def test_its_chain_of_two_steps_is_walked_by_the_same_code(third: Edition) -> None:
    chain = third.letter.sign_off_chain
    versions = [VersionMark(1, first_to_sign_again(chain, chain[0].code))]
    marks = [Mark(chain[0].code, "signatory", one.code, 1) for one in third.inspectorates]
    assert [one.state for one in standing(chain, versions, marks[:2])] == ["open", "closed"]
    assert [one.state for one in standing(chain, versions, marks)] == ["complete", "open"]
    assert first_to_sign_again(chain, chain[-1].code) == chain[0].code


def test_its_sections_are_asked_for_and_no_statement_is(third: Edition) -> None:
    facts = LetterFacts(third, england(), third.legal_basis, (), None, final=True, owner_confirmed=True)
    assert {one.code for one in check(facts)} == {"section-missing-headlines", "section-missing-changes"}


def test_it_has_its_own_recipients(third: Edition) -> None:
    assert [row.role for row in recipient_rows(third, [])] == ["head"]
