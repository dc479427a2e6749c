"""Forms of findings. They parse and phrase; the rules are in the core."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from jtai.apps.findings.models import Finding
from jtai.apps.findings.queries.findings import criteria_words
from jtai.apps.inspections.models import Inspection
from jtai.core.findings import MOST_LETTERS, kind_of
from jtai.core.framework.model import FindingType
from jtai.ui.forms import DateTimeField, PlainForm, VersionForm
from jtai.ui.together import APART, TOGETHER

TEAM = "the inspectors of this inspection once you propose it; a draft only you"
YES_NO = [("yes", "Yes"), ("no", "No")]


def _text(label: str, hint: str = "", rows: int = 3, readers: str = "", **more: Any) -> forms.CharField:
    attrs: dict[str, Any] = {"rows": rows}
    if readers:
        attrs["readers"] = readers
    return forms.CharField(
        label=label, help_text=hint, required=False, widget=forms.Textarea(attrs=attrs), **more
    )


def _one(label: str, choices: Sequence[tuple[str, str]], hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, help_text=hint, required=False, widget=forms.RadioSelect
    )


def _several(label: str, choices: Sequence[tuple[str, str]], hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )


class TypeForm(PlainForm):
    """Which kind of finding; the next page asks what that kind needs."""

    type = forms.ChoiceField(label="What kind of finding is it?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = inspection.edition.finding_types
        self.choose("type", [(k.code, k.title) for k in kinds])


class FindingForm(VersionForm):
    """One finding of a kind. Everything may stay empty in a draft; the rules ask when it is proposed."""

    boxes = APART

    mark_optional = False

    id = forms.UUIDField(widget=forms.HiddenInput)
    type = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Short title", required=False, max_length=200)
    text = _text("The finding", "In words that could be used in the letter. No names.", 5, TEAM)
    rationale = _text("Why does the evidence lead to this finding?", "Your professional judgement.", 4)

    def __init__(
        self,
        *args: Any,
        inspection: Inspection,
        kind: str,
        entries: Sequence[tuple[str, str]],
        presented: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        found = kind_of(inspection.edition.findings, kind)
        self.fields["entries"] = _several(
            "SEA entries that support it", entries, "Without one it stays proposed."
        )
        self._add_kind(found, inspection)
        self._add_place(inspection)
        self.fields["weight"] = _one("How much weight does the evidence bear?", Finding.Weight.choices)
        self.fields["significance"] = _one("How significant is it?", Finding.Significance.choices)
        self.fields["criteria"] = _several(
            "Criteria it is judged against", list(criteria_words(inspection).items())
        )
        if presented:
            self.fields["quality_reason"] = _text(
                "Quality assurance reason for the change", "It was presented at the feedback meeting."
            )

    def _add_kind(self, kind: FindingType | None, inspection: Inspection) -> None:
        if kind is None:
            return
        if kind.needs_impact:
            self.fields["positive_impact"] = _text(
                "What does the evidence show of a positive effect on children?"
            )
            self.fields["multi_agency"] = _one("Have agencies worked together effectively?", YES_NO)
        elif kind.needs_trigger:
            self._add_priority(inspection)
        else:
            self.fields["guidance_breach"] = _text("Which statutory guidance is not followed?")
            self.fields["practice_weakness"] = _text("Where is practice weak?", "One of these two is needed.")
            self.fields["outcome_effect"] = _text("What does it mean for outcomes for children?")
        if kind.needs_impact or kind.needs_trigger:
            label = (
                "What form does it take?" if kind.needs_impact else "Is the failing localised or systemic?"
            )
            self.fields["subtype"] = _one(label, [(s.code, s.title) for s in kind.subtypes])

    def _add_priority(self, inspection: Inspection) -> None:
        self.fields["risk_statement"] = _text("Which serious weakness places children at what risk?", "", 4)
        triggers = [(one.code, one.title) for one in inspection.edition.priority_triggers]
        self.fields["triggers"] = _several("What led to it?", triggers)
        self.fields["trigger_other"] = _text("If another practice, describe it", "", 2)

    def _add_place(self, inspection: Inspection) -> None:
        edition = inspection.edition
        agencies = [("", "Choose an agency"), *((a.code, a.name) for a in edition.agencies)]
        short = [("", "Not one alone"), *((i.code, i.short_name) for i in edition.inspectorates)]
        themes = [("", "Choose a theme"), *((s.code, s.title) for s in edition.scope_elements)]
        self.fields["target"] = _one(
            "What is it about?", [(t.code, t.title) for t in edition.findings.targets]
        )
        self.fields["agency"] = forms.ChoiceField(
            label="If an agency, which?", choices=agencies, required=False
        )
        self.fields["inspectorate"] = forms.ChoiceField(
            label="Whose part of the partnership is it?", choices=short, required=False
        )
        self.fields["scope_element"] = forms.ChoiceField(
            label="Under which theme would you present it?", choices=themes, required=False
        )

    @property
    def values(self) -> dict[str, Any]:
        """The words as the action takes them."""
        values = {
            n: v
            for n, v in self.cleaned_data.items()
            if n not in ("id", "version", "entries", "quality_reason")
        }
        if "multi_agency" in values:
            values["multi_agency"] = {"yes": True, "no": False}.get(values["multi_agency"])
        return values


def finding_initial(finding: Finding) -> dict[str, Any]:
    """What the form starts with."""
    names = [f.name for f in Finding._meta.get_fields() if f.concrete and not f.is_relation]
    values = {name: getattr(finding, name) for name in names}
    values["multi_agency"] = "" if finding.multi_agency is None else "yes" if finding.multi_agency else "no"
    values["entries"] = [str(pk) for pk in finding.entries.values_list("pk", flat=True)]
    return values


class FilterForm(PlainForm):
    """The list of findings, narrowed."""

    type = forms.ChoiceField(label="Kind", required=False)
    state = forms.ChoiceField(label="State", required=False)
    needs = forms.ChoiceField(
        label="What is missing",
        required=False,
        choices=[
            ("", "Anything"),
            ("evidence", "Without evidence"),
            ("telling", "Not yet shared with leaders"),
        ],
    )
    whose = forms.ChoiceField(label="Whose", required=False, choices=[("", "Everybody's"), ("mine", "Mine")])

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(k.code, k.title) for k in inspection.edition.finding_types]
        self.choose("type", [("", "All kinds"), *kinds])
        states = Finding.State.choices
        self.choose("state", [("", "All states"), *states])


class StateForm(PlainForm):
    """Which move to make; the moves are those possible now."""

    mark_optional = False

    move = forms.ChoiceField(label="What happens to it?", widget=forms.RadioSelect)
    reason = _text("Reason", "Needed to take it back or withdraw it.")

    def __init__(self, *args: Any, moves: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("move", moves)


class ChooseForm(PlainForm):
    """Several findings at once."""

    mark_optional = False

    findings = forms.MultipleChoiceField(
        label="Findings", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, label: str, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].label = label
        self.choose("findings", choices)


class PriorityForm(PlainForm):
    """Both tests of the guidance, the decision, the reason."""

    mark_optional = False

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tests = inspection.edition.findings.priority_tests
        for test in self.tests:
            hint = f"Guidance, paragraph {test.paragraph}"
            self.fields[test.code] = _one(f"{test.title}?", YES_NO, hint)
        self.fields["is_priority"] = forms.ChoiceField(
            label="Is it an area for priority action?", choices=YES_NO, widget=forms.RadioSelect
        )
        self.fields["reason"] = _text("Reason for the decision", "", 4, "the inspectors and the approvers")

    @property
    def answers(self) -> dict[str, bool]:
        given = {test.code: self.cleaned_data[test.code] for test in self.tests}
        return {code: value == "yes" for code, value in given.items() if value}


class NoteForm(PlainForm):
    """What was said, and by whom: an agency or an inspectorate, never a person."""

    mark_optional = False

    said_by = forms.ChoiceField(label="Who said it?", required=False)
    text = _text("What was said about it?", "No names. The finding itself stays as it is.", 4)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = inspection.edition
        bodies = [(i.code, i.short_name) for i in edition.inspectorates]
        bodies += [(a.code, a.name) for a in edition.agencies]
        self.choose("said_by", [("", "The team"), *bodies])


class TellForm(PlainForm):
    """At which meeting leaders heard of it."""

    mark_optional = False

    meeting = forms.ChoiceField(label="At which meeting?")
    words = forms.CharField(
        label="In which words?", required=False, max_length=300, help_text="The headline, in one line."
    )

    def __init__(self, *args: Any, meetings: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("meeting", [("", "Choose a meeting"), *meetings])


class PointForm(PlainForm):
    """A point of the outline: one line. There is no field for a script (paragraph 43)."""

    mark_optional = False

    section = forms.ChoiceField(label="Section", required=False)
    text = forms.CharField(
        label="Point", required=False, max_length=MOST_LETTERS, help_text="One line, no whole sentences."
    )
    finding = forms.ChoiceField(label="Finding it refers to", required=False)

    def __init__(
        self, *args: Any, inspection: Inspection, findings: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        themes = [(one.code, one.title) for one in inspection.edition.scope_elements]
        self.choose("section", [("", "Overall findings, by the lead inspector"), *themes])
        self.choose("finding", [("", "None"), *findings])


class KeyFindingsForm(VersionForm):
    """One's own key findings, kept or sent."""

    boxes = APART

    mark_optional = False

    text = _text("Your key findings", "Written up from your evidence. No names.", 12, "the inspectors")
    records_complete = forms.BooleanField(
        label="My evidence records and SEA entries are complete", required=False
    )


class MessageForm(VersionForm):
    """What one inspectorate writes to one agency."""

    boxes = TOGETHER

    mark_optional = False

    agency = forms.ChoiceField(label="For which agency?", required=False)
    text = _text("Message", "", 6)
    own_action = forms.BooleanField(
        label="We may take this forward ourselves",
        required=False,
        help_text="An offer of a separate meeting is then due today.",
    )

    def __init__(self, *args: Any, inspection: Inspection, own: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = inspection.edition
        self.choose("agency", [("", "Choose an agency"), *((a.code, a.name) for a in edition.agencies)])
        short = {i.code: i.short_name for i in edition.inspectorates}
        if len(own) > 1:
            choices = [(code, short[code]) for code in own]
            self.fields["inspectorate"] = forms.ChoiceField(label="From which inspectorate?", choices=choices)
        names = ", ".join(short[code] for code in own)
        self.fields["text"].widget.attrs["readers"] = (
            f"the inspectors; the agency once {names} shares it; no other agency"
        )


class OfferForm(PlainForm):
    """When the separate meeting could be."""

    proposed_start = DateTimeField(label="When could it be?", required=False)


class AnswerForm(PlainForm):
    """The agency takes it up or not."""

    answer = forms.ChoiceField(
        label="Do you want this separate meeting?",
        choices=[("accept", "Yes, we will come"), ("decline", "No, thank you")],
        widget=forms.RadioSelect,
        help_text="You may accept it or not.",
    )
