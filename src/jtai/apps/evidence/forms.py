"""Forms of evidence, the SEA and coverage. Keeping asks nothing, so no field is required."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from django import forms

from jtai.apps.evidence.models import EvidenceRecord, QualityFlag, RecordNote
from jtai.apps.evidence.terms import Terms
from jtai.core.evidence import NOT_JUDGED
from jtai.ui.forms import DateTimeField, PlainForm, VersionForm
from jtai.ui.together import APART
from jtai.ui.widgets import MomentParts

Pairs = Iterable[tuple[str, str]]


def _bounded(code: str) -> str:
    """No page sends such a code. It is kept as far as every column has room, to be refused by name."""
    return code.replace("\x00", "")[:20]


class KeptChoice(forms.ChoiceField):
    """A choice that keeps whatever was sent: the rules refuse an unknown code when it is submitted."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text if super().valid_value(text) else _bounded(text)

    def valid_value(self, value: Any) -> bool:
        return True


class KeptChoices(forms.MultipleChoiceField):
    """Several choices, kept like `KeptChoice`."""

    def to_python(self, value: Any) -> list[str]:
        return [
            v if super(KeptChoices, self).valid_value(v) else _bounded(v) for v in super().to_python(value)
        ]

    def valid_value(self, value: Any) -> bool:
        return True


class KeptRecords(KeptChoices):
    """Records that were ticked, also those that nobody can choose any more. What is no id is left out."""

    def to_python(self, value: Any) -> list[str]:
        return [v for v in forms.MultipleChoiceField.to_python(self, value) if _is_id(v)]


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


class ObservedField(DateTimeField):
    """Day and time of the observation. The day stands ready as today; without a time nothing is said yet."""

    today: date | None = None

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, list | tuple) and not value[3] and self._is_today(value):
            return None
        return super().to_python(value)

    def _is_today(self, value: Any) -> bool:
        return self.today is not None and list(value[:3]) == MomentParts().split(self.today)[:3]


def blank_first(pairs: Pairs, words: str) -> list[tuple[str, str]]:
    return [("", words), *pairs]


def _area(label: str, rows: int, help_text: str = "", readers: str = "") -> forms.CharField:
    attrs: dict[str, Any] = {"rows": rows} | ({"readers": readers} if readers else {})
    return forms.CharField(
        label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs=attrs)
    )


class _SavedForm(VersionForm):
    """A form that is saved at any time, into a row whose id it carries from the first."""

    mark_optional = False
    id = forms.UUIDField(widget=forms.HiddenInput)

    @property
    def kept_values(self) -> dict[str, Any]:
        """What could be read, also of a form with an error: saving never refuses."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("version", "id")}


class _CodedForm(_SavedForm):
    """A form with the codes of an inspection."""

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = terms

    @property
    def has_more(self) -> bool:
        """Is anything said in the folded part of the form?"""
        names = ("sector", "journey_point", "practice_label", "scope_elements")
        return any(self[name].value() or self.errors.get(name) for name in names if name in self.fields)

    @property
    def criterion_fields(self) -> list[dict[str, Any]]:
        """The criteria as groups of boxes: heading, how many are ticked, (code, words, ticked, id) each."""
        chosen = set(self["criteria"].value() or [])
        known = {code for _, pairs in self.terms.criterion_groups() for code, _ in pairs}
        groups = [*self.terms.criterion_groups()]
        if unknown := sorted(chosen - known):
            groups.append(("Not criteria of this inspection", [(code, code) for code in unknown]))
        index = count()
        return [
            {
                "title": title,
                "ticked": sum(code in chosen for code, _ in pairs),
                "options": [
                    # Numbered as the field numbers its options: the error summary links to the first.
                    {
                        "code": code,
                        "words": words,
                        "ticked": code in chosen,
                        "id": f"id_criteria_{next(index)}",
                    }
                    for code, words in pairs
                ],
            }
            for title, pairs in groups
        ]


class RecordForm(_CodedForm):
    """Record evidence: the words first, then the judgement, then the rest."""

    boxes = APART

    text = _area(
        "What you saw, heard or read, and what you make of it",
        7,
        "No names of children, families or staff: use initials, case references and job roles.",
        "you alone, until you submit it. Then every inspector of this inspection.",
    )
    judgement = KeptChoice(label="Is this effective practice?", required=False, widget=forms.RadioSelect)
    outcome = _area("What difference it makes to the child or to children", 3)
    observed_at = ObservedField(label="When did you observe this?", required=False)
    source_kind = KeptChoice(label="Where it comes from", required=False)
    source_role = forms.CharField(
        label="Job role of the person",
        required=False,
        max_length=150,
        help_text="Such as “team manager, assessment team”. Roles, not names.",
        widget=forms.TextInput(attrs={"width": "two-thirds"}),
    )
    source_reference = forms.CharField(
        label="Reference of the file or document (optional)",
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"width": "two-thirds"}),
    )
    method = KeptChoice(label="How you obtained it", required=False)
    child_ref = forms.CharField(
        label="Reference of the child (if it is about one)",
        required=False,
        max_length=20,
        help_text="The inspection's own reference, such as 7F3A.",
        widget=forms.TextInput(attrs={"width": 10}),
    )
    route = KeptChoice(label="Why this child was looked at", required=False)
    journey_point = forms.CharField(
        label="Point in the child's journey (optional)", required=False, max_length=120
    )
    period = KeptChoice(label="Current or older?", required=False, widget=forms.RadioSelect)
    sector = KeptChoice(label="Sector (optional)", required=False)
    practice_label = KeptChoice(label="For effective practice (optional)", required=False)
    criteria = KeptChoices(label="Criteria", required=False, widget=forms.CheckboxSelectMultiple)
    scope_elements = KeptChoices(
        label="Parts of the scope besides those of the criteria (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    clarifies = forms.BooleanField(
        label="This clarifies evidence collected before evidence closed", required=False
    )
    clarification_reason = _area("What it clarifies, and why it comes after evidence closed", 2)

    def __init__(self, *args: Any, terms: Terms, today: date, **kwargs: Any) -> None:
        super().__init__(*args, terms=terms, **kwargs)
        observed = self.fields["observed_at"]
        assert isinstance(observed, ObservedField)
        observed.today = today
        self.initial.setdefault("observed_at", today)
        self.initial["observed_at"] = self.initial["observed_at"] or today
        self.choose("judgement", [*terms.judgements(), (NOT_JUDGED, "Not sure yet")])
        self.choose("source_kind", blank_first(EvidenceRecord.SourceKind.choices, "Choose one"))
        self.choose("method", blank_first(terms.methods(), "Choose one"))
        self.choose("route", blank_first(terms.routes(), "Not about a child"))
        self.choose("period", EvidenceRecord.Period.choices)
        self.choose("sector", blank_first(terms.sectors(), "None"))
        self.choose("practice_label", blank_first(terms.practice_labels(), "Neither"))
        self.choose("criteria", [(code, code) for code in terms.framework.criteria])
        self.choose("scope_elements", terms.scope_elements())

    def clean_child_ref(self) -> str:
        return str(self.cleaned_data["child_ref"]).strip().upper()


class NoteForm(_SavedForm):
    """A note in one's own notebook."""

    heading = forms.CharField(
        label="Heading (optional)",
        required=False,
        max_length=150,
        help_text="The activity, such as “strategy discussion, room 2”. No names.",
    )
    text = _area(
        "Your note",
        12,
        "No names of children, families or staff: use initials, case references and job roles.",
    )
    observed_at = ObservedField(label="When it happened (optional)", required=False)

    def __init__(self, *args: Any, today: date, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["readers"] = readers
        observed = self.fields["observed_at"]
        assert isinstance(observed, ObservedField)
        observed.today = today
        self.initial["observed_at"] = self.initial.get("observed_at") or today


class EntryForm(_CodedForm):
    """An SEA entry: an evaluation, and the evidence it rests on."""

    boxes = APART

    evaluation = _area(
        "Your evaluation",
        9,
        "Say how good the practice is and what difference it makes. Do not only describe it. "
        "No names of children, families or staff.",
        "you alone, until you enter it. Then every inspector of this inspection; never an agency.",
    )
    judgement = KeptChoice(label="Which is it?", required=False, widget=forms.RadioSelect)
    evidence = KeptRecords(
        label="Evidence behind this entry",
        required=False,
        help_text="Submitted records only. Drafts have to be submitted first.",
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    criteria = KeptChoices(label="Criteria", required=False, widget=forms.CheckboxSelectMultiple)
    scope_elements = KeptChoices(
        label="Parts of the scope besides those of the criteria (optional)",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    contributors = forms.TypedMultipleChoiceField(
        label="Colleagues whose findings are in it (optional)",
        required=False,
        coerce=int,
        help_text="Each of them is asked to agree before it is in the SEA.",
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    after_meeting_reason = _area("Why this entry comes after the meeting has begun", 2)

    def __init__(
        self,
        *args: Any,
        terms: Terms,
        evidence: Pairs,
        colleagues: Iterable[tuple[int, str]],
        own_draft: bool = False,
        **kwargs: Any,
    ) -> None:
        # What a draft of one's own holds is not what the others read now: the version alone decides.
        self.boxes = "" if own_draft else self.boxes
        super().__init__(*args, terms=terms, **kwargs)
        self.choose("judgement", [*terms.judgements(), (NOT_JUDGED, "Not sure yet")])
        self.choose("evidence", evidence)
        self.choose("criteria", [(code, code) for code in terms.framework.criteria])
        self.choose("scope_elements", terms.scope_elements())
        self.choose("contributors", [(str(pk), words) for pk, words in colleagues])


class ReasonForm(PlainForm):
    """A reason, for withdrawing or opening again."""

    reason = _area("Your reason", 3)

    def __init__(self, *args: Any, label: str = "Your reason", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.mark_optional = False


class RecordNoteForm(PlainForm):
    """Challenge a colleague's record, say what is needed, or note a review."""

    mark_optional = False
    kind = forms.ChoiceField(label="What is it?", widget=forms.RadioSelect)
    text = _area("Your note", 4, readers="every inspector of this inspection.")

    def __init__(self, *args: Any, may_review: bool, may_challenge: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [
            (value, words)
            for value, words in RecordNote.Kind.choices
            if (may_review if value == RecordNote.Kind.REVIEW else may_challenge)
        ]
        self.choose("kind", kinds)


class AnswerForm(PlainForm):
    mark_optional = False
    answer = _area("Your answer", 4, readers="every inspector of this inspection.")


class FlagForm(PlainForm):
    """A mark on the quality of recording."""

    mark_optional = False
    kind = forms.ChoiceField(label="What is it?", choices=QualityFlag.Kind.choices, widget=forms.RadioSelect)
    note = _area("A note for the author (optional)", 3)


class AgreeForm(VersionForm):
    """A contributor agrees, or says what has to change."""

    mark_optional = False
    wants_changed = _area("What has to change (only if you do not agree yet)", 4)


class ReviewMarkForm(PlainForm):
    mark_optional = False
    together = forms.BooleanField(label="The team did this together", required=False)
    note = _area("What you noticed (optional)", 3)


class SufficiencyForm(PlainForm):
    """There is enough on a criterion."""

    mark_optional = False
    reason = _area("What this is based on", 3)


class DecisionForm(SufficiencyForm):
    """The lead's decision, with those who agreed."""

    enough = forms.ChoiceField(
        label="Is there enough evidence on this criterion?",
        choices=[("yes", "Yes, enough"), ("no", "No, more is needed")],
        widget=forms.RadioSelect,
    )
    agreed_with = forms.TypedMultipleChoiceField(
        label="Who agreed",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    field_order = ["enough", "reason", "agreed_with"]

    def __init__(self, *args: Any, colleagues: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("agreed_with", [(str(pk), words) for pk, words in colleagues])
