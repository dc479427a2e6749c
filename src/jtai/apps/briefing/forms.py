"""Forms of the briefing. They parse and phrase; the rules are in the core."""

from __future__ import annotations

from typing import Any

from django import forms

from jtai.apps.briefing.models import Section
from jtai.core.framework.model import BriefingSection, Edition
from jtai.ui.forms import DateTimeField, PlainForm, VersionForm, WholeField
from jtai.ui.together import APART
from jtai.ui.typed import WORK

TEAM = "the team of this inspection, once you issue the briefing"
PART = "part_"


class SectionForm(VersionForm):
    """A section as a draft: nothing in it is required to keep it."""

    boxes = APART

    answer = forms.ChoiceField(
        label="What is there?", required=False, choices=Section.Answer.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, section: BriefingSection, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark_optional = False
        if section.restricted:
            for inspectorate in edition.inspectorates:
                self.fields[f"{PART}{inspectorate.code}"] = _words(
                    f"Held by {inspectorate.short_name}",
                    f"the lead inspector, the analyst, {inspectorate.short_name}; all after release",
                )
        else:
            self.fields["text"] = _words("What the team should know", TEAM, rows=12)

    @property
    def parts(self) -> dict[str, str]:
        """Words of a restricted section by code of the inspectorate."""
        return {
            name.removeprefix(PART): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PART)
        }


def _words(label: str, readers: str, rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=WORK,
        widget=forms.Textarea(attrs={"rows": rows, "readers": readers}),
    )


class AttachmentForm(PlainForm):
    file = forms.FileField(label="Document")

    def __init__(self, *args: Any, section: BriefingSection, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if section.restricted:
            bodies = [(i.code, i.short_name) for i in edition.inspectorates]
            self.fields["body"] = forms.ChoiceField(
                label="Whose evidence is it?", choices=bodies, widget=forms.RadioSelect
            )


class ReadForm(PlainForm):
    number = WholeField(widget=forms.HiddenInput)


class ReasonForm(PlainForm):
    mark_optional = False
    reason = forms.CharField(
        label="Reason for continuing without these readings",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "readers": "the team of this inspection"}),
    )


class PerformanceDataForm(PlainForm):
    """All may be empty while it is a draft; submitting asks for everything."""

    title = forms.CharField(label="Title", max_length=200, required=False)
    source = forms.CharField(
        label="Source", max_length=200, required=False, help_text="For example, the children in need census."
    )
    period = forms.CharField(
        label="Period", max_length=100, required=False, help_text="For example, April 2015 to March 2016."
    )
    measures = forms.CharField(label="Measures", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    note = forms.CharField(
        label="What the data show",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "readers": "the team of this inspection, once submitted"}),
    )
    file = forms.FileField(label="File with the data", required=False)
    mark_optional = False


class DiscussionForm(PlainForm):
    held_at = DateTimeField(label="When did you talk?", required=False)
    text = forms.CharField(
        label="How evidence will be gathered and analysed jointly",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "readers": "the team of this inspection"}),
    )
    criteria = forms.MultipleChoiceField(
        label="Criteria you talked about",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    present = forms.MultipleChoiceField(
        label="Who took part?", required=False, widget=forms.CheckboxSelectMultiple(attrs={"small": True})
    )
    mark_optional = False

    def __init__(
        self, *args: Any, criteria: list[tuple[str, str]], people: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("criteria", criteria)
        self.choose("present", [(str(pk), name) for pk, name in people])
