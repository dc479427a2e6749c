"""What a form carries of itself, so that its words are shown with their labels later (docs/adr/0271)."""

from __future__ import annotations

import json

from django import forms

from jtai.ui import labels
from jtai.ui.forms import PlainForm


class Meeting(PlainForm):
    """A form that gets its fields from an agenda."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.fields["outcome-triangulate"] = forms.CharField(label="Bring the evidence together")
        self.fields["judgement"] = forms.ChoiceField(
            label="What does it show?", choices=[("", "Choose"), ("not-met", "Not met"), ("met", "Met")]
        )
        self.fields["child"] = forms.ChoiceField(
            label="Which child?", choices=[(str(n), f"Child {n}") for n in range(labels.MOST_CHOICES + 1)]
        )


def test_a_field_of_an_agenda_has_its_label_and_a_choice_its_words() -> None:
    carried = labels.read(labels.to_carry(Meeting()))
    assert carried.label_of("outcome-triangulate") == "Bring the evidence together"
    assert carried.words_of("judgement", "not-met") == "Not met"
    # Somebody may type what is a code elsewhere.
    assert carried.words_of("outcome-triangulate", "not-met") == "not-met"


def test_a_long_list_of_choices_is_not_carried() -> None:
    assert labels.read(labels.to_carry(Meeting())).words_of("child", "3") == "3"


def test_a_form_that_says_nothing_of_its_own_carries_nothing() -> None:
    assert labels.to_carry(PlainForm()) == labels.to_carry(None) == ""


def test_what_a_browser_made_of_it_is_read_as_nothing() -> None:
    for sent in ("", "{", "[]", "[1,2]", "null", '{"a":"b"}', json.dumps([{"a": "b"}, {"a": "b"}])):
        assert labels.read(sent).label_of("outcome-triangulate") == "Outcome triangulate"
