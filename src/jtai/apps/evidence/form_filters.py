"""Filters of the lists of evidence."""

from __future__ import annotations

from typing import Any

from django import forms

from jtai.apps.evidence.forms import blank_first
from jtai.apps.evidence.models import EvidenceRecord
from jtai.apps.evidence.terms import Terms
from jtai.ui.forms import PlainForm


class RecordFilter(PlainForm):
    """Filter of the list of evidence records; the default is one's own."""

    whose = forms.ChoiceField(
        label="Whose", required=False, choices=[("mine", "Mine"), ("all", "Everybody's")]
    )
    state = forms.ChoiceField(label="State", required=False)
    sea = forms.ChoiceField(
        label="In the SEA", required=False, choices=[("", "Any"), ("not-in", "Not in the SEA yet")]
    )
    part = forms.ChoiceField(label="Part", required=False)
    criterion = forms.ChoiceField(label="Criterion", required=False)
    scope = forms.ChoiceField(label="Part of the scope", required=False)
    sector = forms.ChoiceField(label="Sector", required=False)
    method = forms.ChoiceField(label="How obtained", required=False)
    route = forms.ChoiceField(label="Route", required=False)
    inspectorate = forms.ChoiceField(label="Inspectorate", required=False)
    judgement = forms.ChoiceField(label="Judgement", required=False)
    child_ref = forms.CharField(label="Child", required=False, max_length=20)

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in {
            "state": EvidenceRecord.State.choices,
            "part": terms.parts(),
            "criterion": [(code, terms.criterion(code)) for code in terms.framework.criteria],
            "scope": terms.scope_elements(),
            "sector": terms.sectors(),
            "method": terms.methods(),
            "route": terms.routes(),
            "inspectorate": terms.inspectorates(),
            "judgement": terms.judgements(),
        }.items():
            self.choose(name, blank_first(pairs, "Any"))

    def clean_child_ref(self) -> str:
        return str(self.cleaned_data["child_ref"]).strip().upper()


class EntryFilter(PlainForm):
    """Filter of the SEA."""

    whose = forms.ChoiceField(label="Whose", required=False, choices=[("", "Everybody's"), ("mine", "Mine")])
    criterion = forms.ChoiceField(label="Criterion", required=False)
    inspectorate = forms.ChoiceField(label="Inspectorate", required=False)
    judgement = forms.ChoiceField(label="Judgement", required=False)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[
            ("", "Any"),
            ("draft", "Draft"),
            ("agreeing", "Waiting for agreement"),
            ("entered", "Entered"),
            ("withdrawn", "Withdrawn"),
        ],
    )

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in {
            "criterion": [(code, terms.criterion(code)) for code in terms.framework.criteria],
            "inspectorate": terms.inspectorates(),
            "judgement": terms.judgements(),
        }.items():
            self.choose(name, blank_first(pairs, "Any"))
