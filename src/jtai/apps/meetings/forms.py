"""Forms of meetings. They parse and phrase; the rules are in the core."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from jtai.apps.meetings.models import Attendance, Meeting
from jtai.apps.meetings.queries import AgendaRow, AttendanceRow
from jtai.ui.forms import DateField, DateTimeField, PhoneField, PlainForm, PrintedForm, TimeField, VersionForm
from jtai.ui.together import APART, TOGETHER
from jtai.words import LONDON, local


class SlotForm(VersionForm):
    """Day, time and place of a meeting."""

    boxes = TOGETHER

    on = DateField(label="Day")
    starts = TimeField(label="Start", required=False, help_text="On the 24-hour clock, such as 08:30.")
    ends = TimeField(label="End", required=False)
    place = forms.CharField(label="Place", required=False, max_length=150)
    dial_in = PhoneField(
        label="Telephone number and code",
        required=False,
        max_length=150,
        help_text="For those who join by conference call.",
    )

    def instant(self, name: str) -> datetime | None:
        """The start or end as an instant of the chosen day."""
        clock = self.cleaned_data.get(name)
        return datetime.combine(self.cleaned_data["on"], clock, LONDON) if clock else None


class KindForm(PlainForm):
    """Which kind of meeting to add, and when."""

    code = forms.ChoiceField(label="Kind of meeting")
    on = DateField(label="Day")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("code", [("", "Choose a kind"), *kinds])


class StartForm(PlainForm):
    started = DateTimeField(label="When did it begin?")


class CloseForm(PlainForm):
    ended = DateTimeField(label="When did it end?")


class ReasonForm(PlainForm):
    mark_optional = False
    reason = forms.CharField(label="Reason", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class AgendaForm(VersionForm):
    """What came of each point. Nothing has to be complete to be kept."""

    boxes = APART

    mark_optional = False

    def __init__(
        self, *args: Any, agenda: Sequence[AgendaRow], asks_difference: bool, readers: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [row.code for row in agenda]
        for row in agenda:
            self.fields[f"outcome-{row.code}"] = self._text(row.title, row.hint, 3)
        if asks_difference:
            self.fields["most_difference"] = self._text(
                "What will make the most difference, in the area and for its children?",
                "Local leaders read it with the findings. The meeting cannot be closed without it.",
                3,
            )
        self.fields["notes"] = self._text("Notes", "", 4, readers)

    @staticmethod
    def _text(label: str, hint: str, rows: int, readers: str = "") -> forms.CharField:
        attrs: dict[str, Any] = {"rows": rows}
        if readers:
            attrs["readers"] = readers
        return forms.CharField(
            label=label, help_text=hint, required=False, widget=forms.Textarea(attrs=attrs)
        )

    @property
    def outcomes(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"outcome-{code}"] for code in self.codes}


class AttendanceForm(PrintedForm):
    """Attendance, and who of them by conference call."""

    boxes = APART

    mark_optional = False

    came = forms.MultipleChoiceField(
        label="Who attended?", required=False, widget=forms.CheckboxSelectMultiple(attrs={"small": True})
    )
    by_call = forms.MultipleChoiceField(
        label="Who joined by conference call?",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )

    def __init__(self, *args: Any, rows: Sequence[AttendanceRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = [entry.row for entry in rows]
        choices = [(str(entry.row.pk), f"{entry.name}, {entry.words}") for entry in rows]
        for name in ("came", "by_call"):
            self.choose(name, choices)

    @property
    def attended(self) -> dict[int, bool]:
        chosen = {*self.cleaned_data["came"], *self.cleaned_data["by_call"]}
        return {row.pk: str(row.pk) in chosen for row in self.rows}

    @property
    def modes(self) -> dict[int, str]:
        by_call = set(self.cleaned_data["by_call"])
        return {
            row.pk: Attendance.Mode.CALL if str(row.pk) in by_call else Attendance.Mode.IN_PERSON
            for row in self.rows
        }


class AddForm(PlainForm):
    """Somebody more on the list."""

    who = forms.ChoiceField(label="Who else?")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("who", [("", "Choose a person"), *people])


def slot_initial(meeting: Meeting) -> dict[str, Any]:
    """What the form of day, time and place starts with."""
    starts, ends = meeting.scheduled_start, meeting.scheduled_end
    return {
        "version": meeting.version,
        "on": meeting.on,
        "starts": local(starts).time() if starts else None,
        "ends": local(ends).time() if ends else None,
        "place": meeting.place,
        "dial_in": meeting.dial_in,
    }
