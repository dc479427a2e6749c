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

from jtai.ui.fields import DateField, DateTimeField, PartError, TimeField
from jtai.ui.renderer import PlainRenderer
from jtai.ui.wording import reword

__all__ = [
    "DateField",
    "DateTimeField",
    "PartError",
    "PlainForm",
    "StandingWarning",
    "TimeField",
    "VersionForm",
]

REASON = "reason-"
WARNING = "warning-"
NO_VERSION = "This page does not say which version it changes. Copy your words, then open it again."


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._warnings: dict[str, StandingWarning] = {}

        # After a refusal: not now (409), and whether it was because somebody else saved first.
        self.refused = False
        self.stale = False
        # What somebody else saved meanwhile, as pairs of label and words; the layout shows it above the form.
        self.theirs: list[tuple[str, str]] = []

    def full_clean(self) -> None:
        # Here and not in __init__: a page may add or relabel fields after it has called ours.
        for name, field in self.fields.items():
            reword(field, str(self[name].label))
        super().full_clean()

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
        self.cleaned_data: dict[str, Any] = getattr(self, "cleaned_data", {})

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
            key.removeprefix(REASON): str(text).strip()
            for key, text in self._posted().items()
            if key.startswith(REASON) and str(text).strip()
        }

    def _posted(self) -> Mapping[str, Any]:
        return self.data.dict() if hasattr(self.data, "dict") else self.data

    @property
    def standing_warnings(self) -> list[StandingWarning]:
        """Warnings to answer, then those already answered, whose reason must not be lost on the next try."""
        posted = self._posted()
        answered = [
            StandingWarning(code, str(posted[f"{WARNING}{code}"]), "", text, answered=True)
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
        """409 when refused for now, 422 when there is something to put right, else 200 (decision 12)."""
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


class VersionForm(PlainForm):
    """Carries the version of what is being changed, so that nobody overwrites a colleague's words.

    Pass `initial={"version": row.version}`; the action compares `cleaned_data["version"]`. After a
    conflict, `renew_version(n)` lets the same words be sent again on top of version n.
    """

    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={
            "required": NO_VERSION,
            "invalid": NO_VERSION,
        },
    )

    def renew_version(self, version: int) -> None:
        self.renew("version", version)
