"""A letter walks the whole chain of its edition."""

from __future__ import annotations

from jtai.apps.findings.models import Finding
from jtai.apps.inspections.facts import happened
from jtai.apps.letters.queries.publication import current_publication
from tests.factories.letters import chain, submit, walk, written


def test_a_letter_walks_the_chain_of_each_edition_to_its_publication(any_world):
    last = any_world.inspection.edition.letter.sign_off_chain[-1].code
    letter = written(any_world, walked=True)
    submit(any_world, letter)
    walk(any_world, letter, last)
    assert all(one.complete for one in chain(letter).steps)
    published = current_publication(letter)
    assert published is not None
    assert published.digest == chain(letter).version.digest
    facts = happened(any_world.inspection)
    assert {step.milestone for step in any_world.inspection.edition.letter.sign_off_chain} <= set(facts)
    states = set(Finding.objects.filter(inspection=any_world.inspection).values_list("state", flat=True))
    assert states == {"final"}
