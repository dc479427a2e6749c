"""Forms of lists and choices."""

from __future__ import annotations

from typing import Any

from django import forms

from jtai.apps.selection.models import ContextNote
from jtai.ui.forms import PlainForm, VersionForm


class ListForm(PlainForm):
    title = forms.CharField(label="Title of the list", max_length=150, initial="Children of the theme")
    file = forms.FileField(
        label="The list, as a CSV file",
        help_text="One row a child, with the child's own number and no names. Row 1 holds the headings.",
        error_messages={"empty": "The file is empty. Check it and send it again."},
    )


class ContextForm(PlainForm):
    mark_optional = False
    text = forms.CharField(
        label="What the lead inspector should know",
        widget=forms.Textarea(attrs={"rows": 5, "readers": "the team of this inspection and the DCS"}),
        help_text="A contextual issue of the area that relates to the theme. No names.",
        required=False,
    )
    channel = forms.ChoiceField(
        label="When was it raised?", choices=ContextNote.Channel.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, goes_with_list: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_list = ContextNote.Channel.LIST
        offered = [one for one in ContextNote.Channel if goes_with_list or one != with_list]
        self.choose("channel", [(one.value, one.label) for one in offered])
        self.initial["channel"] = offered[0].value


class ChoiceForm(VersionForm):
    """The ticked children are read from the page's table, not from a field."""

    children = forms.MultipleChoiceField(label="Children", required=False, widget=forms.MultipleHiddenInput)
    context_considered = forms.CharField(
        label="How the local context was taken into account",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    reason = forms.CharField(
        label="Why the selection changes", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def __init__(
        self, *args: object, child_ids: list[str], amending: bool, context: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("children", [(child_id, child_id) for child_id in child_ids])
        if not amending:
            del self.fields["reason"]
        if not context:
            del self.fields["context_considered"]


class DataForm(PlainForm):
    children = forms.MultipleChoiceField(
        label="Children whose information you have sent",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, child_ids: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.choose("children", [(child_id, child_id) for child_id in child_ids])
