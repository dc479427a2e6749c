"""`PlainForm`: every form of the software. Parses and phrases; holds no rule.

    class PlanForm(PlainForm):
        area = forms.CharField(label="Local area", help_text="As in the list of authorities")
        day_zero = DateField(label="Day 0")

    form = PlanForm(request.POST)
    if form.is_valid():
        try:
            actions.plan(..., reasons=form.reasons, by=..., at=...)
        except ProblemsFound as found:
            form.add_problems(found.problems)
    return render(request, "…", {"form": form}, status=form.status)

Problems that block stand beside their field, or on top. Each that warns asks for a reason in a box named
`reason-<code>`; `form.reasons` gives what was written there, and the action decides whether it is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.utils import ErrorDict

from jtai.ui import limits, typed
from jtai.ui.fields import DateField, DateTimeField, NumberField, PartError, PhoneField, TimeField, WholeField
from jtai.ui.renderer import PlainRenderer
from jtai.ui.together import TOGETHER, WAS, Boxes
from jtai.ui.wording import reword

__all__ = [
    "ConfirmForm",
    "DateField",
    "DateTimeField",
    "NumberField",
    "PartError",
    "PhoneField",
    "PlainForm",
    "StandingWarning",
    "TimeField",
    "VersionForm",
    "WholeField",
]

REASON = "reason-"
WARNING = "warning-"
NO_VERSION = "This page does not say which version it changes. Open it in a new tab and copy your text there."


class ProblemLike(Protocol):
    """What a rule answers; the look knows its shape and not where it comes from."""

    @property
    def code(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def field(self) -> str | None: ...


class ProblemError(ValidationError):
    """A problem as a form error that keeps its paragraph."""

    def __init__(self, problem: ProblemLike) -> None:
        super().__init__(problem.message, code=problem.code)
        self.source = problem.source


@dataclass(frozen=True, slots=True)
class StandingWarning:
    """A warning that stands until a reason is given, with what was typed as its reason."""

    code: str
    message: str
    source: str
    value: str = ""
    answered: bool = False

    @property
    def name(self) -> str:
        return f"{REASON}{self.code}"

    @property
    def memory(self) -> str:
        """The hidden name under which the sentence comes back with the next try."""
        return f"{WARNING}{self.code}"

    @property
    def id(self) -> str:
        return f"id_{self.name}"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the error summary and the control its link goes to."""

    message: str
    href: str = ""
    source: str = ""


class PlainForm(forms.Form):
    """A form in the GOV.UK look. `mark_optional = False` leaves "(optional)" away, as in filters."""

    default_renderer = PlainRenderer
    use_required_attribute = False
    error_css_class = ""
    required_css_class = ""
    mark_optional = True
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._warnings: dict[str, StandingWarning] = {}
        if self.is_restored:
            # Unsent words are shown as they are; they are judged when they are sent.
            self._errors, self.cleaned_data = ErrorDict(), {}

        # After a refusal: not now (409), and whether it was because somebody else saved first.
        self.refused = False
        self.stale = False
        # When it comes again: a sentence if its words are in the thing itself, and what its save line says.
        self.stored_as = ""
        self.saved_line = ""
        # What somebody else saved meanwhile, as pairs of label and words; the layout shows it above the form.
        self.theirs: list[tuple[str, str]] = []

    @property
    def is_restored(self) -> bool:
        """Does it show unsent words that were saved, and nothing that was sent now?"""
        return bool(getattr(self.data, "is_restored", False))

    @property
    def was_sent(self) -> bool:
        """Does it hold what this request posted?"""
        return self.is_bound and not self.is_restored

    @property
    def has_long_writing(self) -> bool:
        """Is there text in it that takes time to write? Then it saves itself while it is typed (ADR 0242)."""
        boxes = (isinstance(field.widget, forms.Textarea) for field in self.fields.values())
        return any(boxes) or bool(self.standing_warnings)

    def choose(self, name: str, pairs: Iterable[tuple[Any, Any]]) -> None:
        """What the choice field `name` offers in this request: pairs of value and words."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(pairs)

    def is_valid(self) -> bool:
        return not self.is_restored and super().is_valid()

    def full_clean(self) -> None:
        # Here and not in __init__: a page may add or relabel fields after it has called ours.
        for name, field in self.fields.items():
            reword(field, str(self[name].label))
            limits.prepare(field, str(self[name].label))
        super().full_clean()
        self._check_reasons()

    def _widget_data_value(self, widget: Any, html_name: str) -> Any:
        """What was typed into a field, made plain (ADR 0240): read, checked and shown again like this."""
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        prefix = f"{self.prefix}-" if self.prefix else ""
        field = self.fields.get(html_name.removeprefix(prefix))
        return value if field is None else typed.cleaned(field, value)

    def _check_reasons(self) -> None:
        """Reasons are text too, and not without a limit."""
        for text in self.reasons.values() if self.is_bound else ():
            if message := limits.too_long(text, typed.REASON, "Your reason"):
                self.add_error(None, message)

    def add_problems(self, problems: Iterable[ProblemLike]) -> None:
        """Show what the rules found: beside the field it names, otherwise on top."""
        self._prepare_errors()
        for problem in problems:
            if problem.severity == "warns":
                self._add_warning(problem)
            else:
                self._add_error(problem)

    def _prepare_errors(self) -> None:
        _ = self.errors
        # A form nobody filled in has no cleaned data; Django's add_error looks for it all the same.
        self.cleaned_data = getattr(self, "cleaned_data", {})

    def _add_error(self, problem: ProblemLike) -> None:
        field = problem.field if problem.field in self.fields else None
        shown = [line.message for line in self._lines_of(field or NON_FIELD_ERRORS, "")]
        if problem.message not in shown:
            self.add_error(field, ProblemError(problem))

    def _add_warning(self, problem: ProblemLike) -> None:
        self._warnings[problem.code] = StandingWarning(
            problem.code, problem.message, problem.source, self.reasons.get(problem.code, "")
        )

    @property
    def reasons(self) -> dict[str, str]:
        """Reasons for going on, by the code of the warning; blank ones are left out."""
        return {
            key.removeprefix(REASON): words
            for key, text in self._posted().items()
            if key.startswith(REASON) and (words := typed.prose(str(text)))
        }

    def _posted(self) -> Mapping[str, Any]:
        return self.data.dict() if hasattr(self.data, "dict") else self.data

    @property
    def standing_warnings(self) -> list[StandingWarning]:
        """Warnings to answer, then those already answered, whose reason must not be lost on the next try."""
        posted = self._posted()
        answered = [
            StandingWarning(code, typed.asked(posted, f"{WARNING}{code}", most=1000), "", text, answered=True)
            for code, text in self.reasons.items()
            if code not in self._warnings and f"{WARNING}{code}" in posted
        ]
        return [*self._warnings.values(), *answered]

    def renew(self, name: str, value: object) -> None:
        """Put another value in the place of a posted one; everything else typed stays."""
        data = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
        data[self.add_prefix(name)] = str(value)
        self.data = data

    @property
    def has_problems(self) -> bool:
        return bool(self._warnings) or bool(self.errors)

    @property
    def status(self) -> int:
        """409 when refused for now, 422 when there is something to put right, else 200 (ADR 0003)."""
        if self.refused:
            return 409
        return 422 if self.has_problems else 200

    @property
    def summary(self) -> list[SummaryLine]:
        """Every error and unanswered warning, in the order of the page."""
        lines = self._lines_of(NON_FIELD_ERRORS, "")
        for name in self.fields:
            bound = self[name]
            lines += self._lines_of(name, "" if bound.is_hidden else f"#{bound.focus_id}")  # type: ignore[attr-defined]
        lines += [SummaryLine(w.message, f"#{w.id}", w.source) for w in self._warnings.values()]
        return lines

    def _lines_of(self, key: str, href: str) -> list[SummaryLine]:
        found = self.errors.as_data().get(key, [])
        return [
            SummaryLine(message, href, getattr(error, "source", ""))
            for error in found
            for message in error.messages
        ]


class ConfirmForm(PlainForm):
    """A page with a button: nothing to fill in but, where a warning stands, its reason."""


class VersionForm(Boxes, PlainForm):
    """Carries the version of what is being changed, so that nobody overwrites a colleague's words.

    Pass `initial={"version": row.version}`; the action compares `cleaned_data["version"]`. After a
    conflict, `renew_version(n)` lets the same words be sent again on top of version n.
    """

    version = WholeField(
        widget=forms.HiddenInput,
        error_messages={
            "required": NO_VERSION,
            "invalid": NO_VERSION,
            "max_value": NO_VERSION,
            "min_value": NO_VERSION,
        },
    )

    def full_clean(self) -> None:
        if self.boxes and self.was_sent:
            self.meet()
        super().full_clean()
        # How the page was made is nobody's answer.
        getattr(self, "cleaned_data", {}).pop(WAS, None)

    def renew_version(self, version: int) -> None:
        """What was sent is kept as this version; whatever else is to be put right is sent on top of it."""
        self.renew("version", version)
        self.renew_boxes(sent=True)


CHANGED_MEANWHILE = (
    "This was changed after you opened the page, by somebody else or in another tab. Both texts are here. "
    "Choose one or combine them, and send it again."
)


class PrintedForm(Boxes, PlainForm):
    """Changes a thing that has no version: what its boxes held says whether somebody changed it meanwhile.

    `initial` is what is kept now, also while a POST is answered.
    """

    def full_clean(self) -> None:
        if self.boxes and self.was_sent:
            self.meet()
        super().full_clean()
        getattr(self, "cleaned_data", {}).pop(WAS, None)
        if self.clashes or (self.boxes == TOGETHER and self.taken_over):
            self.refused, self.theirs = True, self.told()
            self.add_error(None, CHANGED_MEANWHILE)
            self.renew_boxes()
