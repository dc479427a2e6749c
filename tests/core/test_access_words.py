"""Every cell of the access table has words of its own, and a refusal is a sentence (ADR 0214)."""

from __future__ import annotations

import re

import pytest

from jtai.core.access import TABLE, WORDS, Held, decide, who_may
from jtai.core.access.words import LOCAL

CELLS = [(material, action) for material, actions in TABLE.items() for action in actions]


def test_every_cell_has_words_and_no_words_are_without_a_cell():
    said = [(material, action) for material, actions in WORDS.items() for action in actions]
    assert sorted(said) == sorted(CELLS)


@pytest.mark.parametrize(("material", "action"), CELLS)
def test_the_words_are_plain_and_no_code(material, action):
    words = WORDS[material][action]
    assert re.fullmatch(r"[a-z][a-z0-9' -]+", words), words
    assert not set(re.findall(r"[a-z]+(?:-[a-z]+)+", words)) - {"pre-inspection", "set-up"}, words
    assert len(words.split()) >= 2 and not words.endswith(".")


def test_no_two_actions_on_one_material_say_the_same():
    for actions in WORDS.values():
        assert len(set(actions.values())) == len(actions)


ROLES = sorted({cell.role for actions in TABLE.values() for cells in actions.values() for cell in cells})


@pytest.mark.parametrize("role", ROLES)
def test_every_cell_that_a_role_has_not_is_refused_in_a_sentence_of_its_own(role):
    said: dict[str, tuple[str, str]] = {}
    for material, action in CELLS:
        if role in who_may(action, material):
            continue
        decision = decide([Held(role, "police")], action, material)
        first, second = decision.reason.removesuffix(".").split(". ")
        assert not decision and WORDS[material][action] in first, decision.reason
        assert len(first.split()) <= 26 and len(second.split()) <= 8, decision.reason
        assert said.setdefault(first, (material, action)) == (material, action), first
    assert said


def test_nobody_is_sent_to_themselves_or_to_somebody_who_may_not_either():
    for material, action in CELLS:
        may = who_may(action, material)
        for role in set(ROLES) - may:
            reason = decide([Held(role, "police")], action, material).reason
            assert role != "lead-inspector" or "the lead inspector." not in reason, reason
            assert role != "dcs" or not reason.endswith("Ask the director of children's services."), reason
            if role in LOCAL and not LOCAL & may and not material.startswith("service-"):
                assert reason.endswith("Only the inspectorates may do this."), reason


def test_a_refusal_says_what_the_role_may_not_do_and_whom_to_ask():
    asked = {
        ("team-inspector", "write", "contacts"): "Ask the lead inspector.",
        ("lead-inspector", "issue", "briefing"): "Ask the person whose task it is.",
        ("dcs", "share", "contact-sheet"): "Only the inspectorates may do this.",
        ("dcs", "confirm", "arrangement"): "",
        ("agency-contributor", "invite", "contributor"): "Ask the director of children's services.",
        ("agency-contributor", "sign", "letter-draft-agreement"): "Only the inspectorates may do this.",
    }
    for (role, action, material), whom in asked.items():
        decision = decide([Held(role, "police")], action, material)
        words = f"Your role in this inspection does not allow you to {WORDS[material][action]}. {whom}"
        assert decision.reason == (words if whom else "")
    assert decide([Held("auditor")], "write", "service-people").reason == (
        "Your account does not allow you to change accounts. Ask an administrator."
    )


def test_somebody_with_a_role_on_each_side_asks_the_lead_inspector():
    held = [Held("agency-leader", "police"), Held("editor", "ofsted")]
    assert decide(held, "issue", "briefing").reason == (
        "None of your roles in this inspection allows you to issue the pre-inspection briefing. "
        "Ask the lead inspector."
    )
