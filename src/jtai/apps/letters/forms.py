"""Forms of the letter: they parse and phrase; the rules are asked by the actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from jtai.apps.letters.models import AccuracyComment
from jtai.ui.forms import DateField, PlainForm, VersionForm, WholeField
from jtai.ui.together import APART, TOGETHER
from jtai.ui.typed import PROSE, WORK

TEAM = "the inspectors of this inspection, the quality assurance manager and those who sign"
Choices = Iterable[tuple[str, str]]


def area(
    label: str,
    *,
    rows: int = 6,
    required: bool = False,
    help_text: str = "",
    readers: str = "",
    limit: int = PROSE,
) -> forms.CharField:
    """A box for running text."""
    attrs: dict[str, Any] = {"rows": rows}
    if readers:
        attrs["readers"] = readers
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=limit,
        widget=forms.Textarea(attrs=attrs),
    )


class RuledForm(PlainForm):
    """Whether an answer is needed depends on the others: the rules say it, not "(optional)"."""

    mark_optional = False


class RuledVersionForm(VersionForm):
    """The same, with the version of what is changed."""

    mark_optional = False


class FrontForm(VersionForm):
    boxes = APART
    opening = area("Opening", rows=8, readers=TEAM, help_text="Leave it empty to use the standard words.")
    dated_on = DateField(
        label="Date of the letter",
        required=False,
        help_text="Leave it empty to use the planned day of publication.",
    )
    priority_first = forms.BooleanField(
        label="Print areas for priority action before the strengths", required=False
    )

    field_order = ["version", "opening", "dated_on", "priority_first"]


class PointForm(VersionForm):
    boxes = APART
    text = area(
        "The point",
        limit=WORK,
        rows=8,
        required=True,
        readers=TEAM,
        help_text="Say the main thing first. Write no names.",
    )
    finding = forms.ChoiceField(label="Finding that supports it", required=False)
    target = forms.ChoiceField(label="Who is it about?", required=False, widget=forms.RadioSelect)
    agency = forms.ChoiceField(label="Which agency?", required=False)
    about_theme = forms.BooleanField(label="It is about the theme", required=False)
    heading = forms.CharField(
        label="Heading above it",
        max_length=120,
        required=False,
        help_text="For example “Case study”. Most points have none.",
    )

    def __init__(
        self, *args: Any, findings: Choices, targets: Choices, agencies: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("finding", [("", "No finding"), *findings])
        self.choose("target", targets)
        self.choose("agency", [("", "No single agency"), *agencies])


class SupportForm(RuledForm):
    entries = forms.MultipleChoiceField(
        label="SEA entries that support this sentence", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, entries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("entries", entries)


class ContributionForm(RuledVersionForm):
    boxes = APART
    section = forms.ChoiceField(label="Section")
    finding = forms.ChoiceField(label="Finding that supports it", required=False)
    text = area("Your words", rows=8, readers=TEAM, limit=WORK)

    def __init__(self, *args: Any, sections: Choices, findings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("section", sections)
        self.choose("finding", [("", "No finding"), *findings])


class AnswerForm(RuledForm):
    answer = area("What needs to change", rows=3, readers="the author")


class ConfirmationsForm(RuledForm):
    """What the lead confirms of the letter as a whole, in the words of the edition."""

    def __init__(
        self, *args: Any, confirmations: Choices, statement: str, reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"] = forms.MultipleChoiceField(
            label="I have read the letter for each of these",
            choices=list(confirmations),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["owner"] = forms.BooleanField(label=statement, required=False)
        if reason:
            self.fields["reason"] = area("What is different from the last version?", rows=3, readers=TEAM)


NOT_SEEN = "This page does not say which version you have read. Open the letter in a new tab to read it."


class SeenForm(RuledForm):
    """Carries the version the person has read, so that nobody signs words they have not seen."""

    seen = WholeField(
        min_value=1,
        widget=forms.HiddenInput,
        error_messages={"required": NOT_SEEN},
    )


class RefuseForm(SeenForm):
    comments = area("What needs to change before you can sign?", rows=6, readers=TEAM)


class EditForm(SeenForm):
    after = area("The sentence as it should be", rows=4, readers=TEAM)
    meaning = forms.ChoiceField(
        label="Does this change the meaning?",
        choices=[("no", "No: the signatures stay"), ("yes", "Yes: the letter is signed again")],
        widget=forms.RadioSelect,
    )
    reason = area("Why the meaning needs to change", rows=3, help_text="Only if it does.", readers=TEAM)


class ConsultForm(RuledForm):
    inspectorate = forms.ChoiceField(label="Inspectorate")
    consulted_on = DateField(label="Day of the consultation")
    view = area("Its view", rows=3, readers=TEAM)

    def __init__(self, *args: Any, inspectorates: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("inspectorate", inspectorates)


class StatementForm(RuledVersionForm):
    boxes = TOGETHER
    asked = forms.ChoiceField(
        label="Is a written statement of proposed action asked for?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    lead_agency = forms.ChoiceField(label="Agency that makes the statement", required=False)
    cooperating = forms.MultipleChoiceField(
        label="Agencies that cooperate", required=False, widget=forms.CheckboxSelectMultiple
    )
    reading = forms.ChoiceField(label="When is the statement due?", required=False, widget=forms.RadioSelect)
    own_date = DateField(
        label="Another date", required=False, help_text="Only if you chose another date above."
    )
    due_reason = area("Why a date other than the first one", rows=3)
    reason = area("Why no statement is asked for", rows=3, help_text="Only if your answer is no.")

    def __init__(self, *args: Any, agencies: Choices, readings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = list(agencies)
        self.choose("lead_agency", [("", "Choose an agency"), *pairs])
        self.choose("cooperating", pairs)
        self.choose("reading", readings)


class SendForm(SeenForm):
    reading = forms.ChoiceField(label="By when is the response due?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, readings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("reading", readings)


class CommentForm(RuledVersionForm):
    boxes = APART
    kind = forms.ChoiceField(
        label="What is wrong?", choices=AccuracyComment.Kind.choices, required=False, widget=forms.RadioSelect
    )
    should_say = area(
        "What should the letter say?", rows=4, readers="you, then the director of children's services"
    )
    evidence = area(
        "What is the evidence?",
        rows=3,
        help_text="A document, a record, a date. Not needed for a typing mistake.",
    )
    disputes_judgement = forms.BooleanField(
        label="This disputes a judgement. You can send it, but a complaint may be better.", required=False
    )


class OpenForm(PlainForm):
    people = forms.MultipleChoiceField(
        label="Leaders who may read the draft and comment", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("people", people)


class SortForm(RuledForm):
    choice = forms.ChoiceField(
        label="What should happen to this comment?",
        choices=[
            ("send", "Send it"),
            ("join", "Send it, joined with another comment"),
            ("keep", "Leave it out"),
        ],
        widget=forms.RadioSelect,
    )
    joined_to = forms.ChoiceField(label="Comment to join it with", required=False)
    reason = area("Why it is left out", rows=3, readers="only you")

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("joined_to", [("", "No other comment"), *others])


class ResponseForm(PlainForm):
    note = area("Note to send with the response", rows=3, readers="the inspectorates")


class DecideForm(RuledVersionForm):
    boxes = TOGETHER
    decision = forms.ChoiceField(
        label="Decision",
        choices=[("accept", "Accept"), ("part", "Accept in part"), ("reject", "Do not accept")],
        required=False,
        widget=forms.RadioSelect,
    )
    reason = area("Reason", rows=3, readers="the partnership, with the letter")
    new_text = area("The new sentence", rows=4, help_text="Where you accept, in part or in full.")


class WithdrawForm(RuledForm):
    reason = area("Why the letter is withdrawn", rows=3, readers="everybody")


class CorrectForm(RuledForm):
    sentence = forms.ChoiceField(label="Sentence to correct")
    after = area("The sentence as it should be", rows=4)
    note = area("What is corrected", rows=2, readers="everybody: the note is published")

    def __init__(self, *args: Any, sentences: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("sentence", sentences)


class SeparateForm(RuledVersionForm):
    boxes = TOGETHER
    agency = forms.ChoiceField(label="Agency", required=False)
    reason = area(
        "Why this agency needs more than the letter", rows=3, readers="inspectors of this inspection"
    )
    text = area(
        "The letter",
        rows=12,
        readers="inspectors of this inspection; the agency once it is issued",
        limit=WORK,
    )
    findings = forms.MultipleChoiceField(
        label="Findings it explains", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, agencies: Choices, findings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("agency", [("", "Choose an agency"), *agencies])
        self.choose("findings", findings)
