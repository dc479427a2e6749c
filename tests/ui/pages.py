"""The gallery: every component on pages of invented content, as files a browser can open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from jtai.ui import components
from jtai.ui.components import Cell, Event, Fact, Row, Task, TaskGroup
from jtai.ui.forms import DateField, DateTimeField, PlainForm, TimeField, VersionForm
from jtai.ui.svg import Picture

HERE = Path(__file__).parent
AT = dt.datetime(2016, 9, 21, 13, 0, tzinfo=dt.UTC)
ERRORS = (400, 403, 404, 409, 413, 422, 500, 503)


@dataclass
class FoundProblem:
    """A problem as a rule answers it; the look needs no more than these five names."""

    code: str
    severity: str
    message: str
    source: str = ""
    field: str | None = None


@dataclass
class Identity:
    area: str = "Northmere"
    theme: str = "Living with domestic abuse"
    now_text: str = "Wednesday 21 September 2016, day 11, 14:00"
    practice: bool = False
    practice_text: str = ""
    raise_concern_href: str = "#"


class EvidenceForm(VersionForm):
    words = forms.CharField(
        label="What did you see or hear?",
        help_text="Initials and job roles, no names.",
        max_length=200,
        widget=forms.Textarea(attrs={"count": True, "readers": "all inspectors of this inspection"}),
    )
    judgement = forms.ChoiceField(
        label="Judgement",
        choices=[("effective", "Effective practice"), ("area", "Area for development")],
        widget=forms.RadioSelect(attrs={"hints": {"effective": "It helped the child, and you can say how."}}),
    )
    observed = DateTimeField(label="When did you observe this?", help_text="The time you saw it.")
    on = DateField(label="Day of the meeting", help_text="For example, 6 9 2016")
    clock = TimeField(label="Start", required=False)
    criteria = forms.MultipleChoiceField(
        label="Criteria",
        choices=[("ESN 01", "ESN 01: first contact"), ("ESN 07", "ESN 07: agencies working together")],
        widget=forms.CheckboxSelectMultiple(attrs={"hints": {"ESN 07": "Several agencies."}}),
    )
    source = forms.ChoiceField(label="Source", choices=[("kit", "Case file"), ("talk", "Conversation")])
    role = forms.CharField(label="Job role", max_length=40, widget=forms.TextInput(attrs={"width": 20}))
    children = forms.IntegerField(label="Number of children", min_value=1)
    price = forms.CharField(label="Size", required=False, widget=forms.TextInput(attrs={"suffix": "MB"}))
    mail = forms.EmailField(label="E-mail address", required=False)
    password = forms.CharField(label="Password", required=False, widget=forms.PasswordInput)
    paper = forms.FileField(label="Paper form", required=False, help_text="PDF or picture, up to 20 MB")
    checked = forms.BooleanField(label="I have checked it for names", help_text="Staff and family too.")


class DocumentFilter(PlainForm):
    agency = forms.ChoiceField(
        label="Agency", required=False, choices=[("", "All"), ("police", "Police"), ("health", "Health")]
    )
    since = DateField(label="Received since", required=False)


FILLED = {
    "version": "3",
    "words": "Seen with her social worker.",
    "judgement": "effective",
    "observed_day": "21",
    "observed_month": "9",
    "observed_year": "2016",
    "observed_time": "14:00",
    "on_day": "6",
    "on_month": "Sep",
    "on_year": "2016",
    "criteria": ["ESN 01"],
    "source": "kit",
    "role": "Health visitor",
    "children": "2",
    "checked": "on",
}
WRONG = FILLED | {
    "words": "x" * 250,
    "judgement": "",
    "observed_month": "14",
    "on_year": "16",
    "clock": "half past",
    "criteria": [],
    "role": "",
    "children": "two",
    "mail": "nobody",
    "checked": "",
    "reason-few-sources": "The second source is on leave.",
    "warning-few-sources": "Only one source stands behind this.",
}


def posted(values: dict[str, Any]) -> MultiValueDict[str, str]:
    return MultiValueDict({k: v if isinstance(v, list) else [v] for k, v in values.items()})


def wrong_form() -> EvidenceForm:
    form = EvidenceForm(posted(WRONG))
    form.is_valid()
    form.add_problems(
        [
            FoundProblem(
                "name",
                "blocks",
                '"K. Marlow" looks like a name. Use initials or the job role.',
                "Guidance, paragraph 80",
                "words",
            ),
            FoundProblem("closed", "blocks", "Evidence closed at 15:00 today. Keep this in your notebook."),
            FoundProblem("late", "warns", "This was observed two days ago.", "Guidance, paragraph 78"),
        ]
    )
    return form


def frame(**more: Any) -> dict[str, Any]:
    words = ["Overview", "Plan", "Children", "Evidence", "Meetings and findings", "Letter"]
    top = ["Home", "Inspections", "Guidance", "Account"]
    return {
        "service_nav": [{"href": "#", "text": t, "current": t == "Inspections"} for t in top],
        "sub_nav": [{"href": "#", "text": t, "current": t == "Evidence"} for t in words],
        "footer_nav": [{"href": "#", "text": t} for t in ("Help", "Accessibility", "Privacy")],
        "identity": Identity(),
        "paragraphs": [{"text": "Guidance, paragraph 78", "href": "#"}, {"text": "Guidance, Annex C"}],
    } | more


def listing() -> dict[str, Any]:
    rows = [
        Row(
            [
                Cell(f"Case file {n}", href="#", hint="sent twice" if n == 2 else ""),
                "Police",
                n * 12,
                "Thu 22 Sep 2016, day 12",
                Cell(status=state),
                Cell("Allocate", href="#", visually_hidden=f"case file {n}"),
            ],
            mark="late" if state == "Late" else "",
        )
        for n, state in enumerate(("Received", "Query", "Late"), 1)
    ]
    children = [
        {"key": "7F3A", "age": 4, "state": "In progress", "mark": "chosen"},
        {"key": "2B07", "age": 13, "state": "To do", "mark": ""},
    ]
    page = Paginator(range(500), 50).page(4)
    return frame(
        rows=rows,
        children=children,
        page=page,
        none=[],
        words=list(components.STATUSES),
        form=DocumentFilter({"agency": "police"}),
    )


def tasks() -> dict[str, Any]:
    return frame(
        sub_nav=[],
        paragraphs=[],
        groups=[
            TaskGroup(
                "Act now", [Task("Concern 3: no reply", "#", "Category 1", "Asked by 13:30, 30 minutes late")]
            ),
            TaskGroup(
                "Today",
                [
                    Task(
                        "Enter what you saw on Monday",
                        "#",
                        "Due today",
                        "SEA entry 14",
                        "by the end of the day",
                    ),
                    Task("Agree the timetable", "#", "Completed"),
                    Task("Sign the letter", "", "Cannot start yet", "Opens when the QA manager has signed"),
                ],
            ),
            TaskGroup("Next", [], "Nothing is due from you."),
        ],
    )


def record() -> dict[str, Any]:
    return frame(
        identity=Identity(practice=True),
        turn_line="Waiting for 2 of 3: CQC, HMIC, by 12:00, Wednesday 5 October 2016",
        notification="Saved at 14:03.",
        crumbs=[("Letter", "#"), ("Version 4", "")],
        facts=[
            Fact("Sent", "Monday 10 October 2016, day 24", hint="by midday"),
            Fact("Sent to", "Director of Children's Services", change_href="#"),
            ("Signed", "Lead inspector\nQA manager"),
        ],
        events=[
            Event(
                f"Sentence {n} changed", "Lead inspector", AT + dt.timedelta(minutes=n), "It now says less."
            )
            for n in range(7)
        ],
    )


def picture() -> dict[str, Any]:
    drawn = Picture(900, 90, "Dates", "Day 11 of 43; the draft letter is due on day 24.")
    drawn.rect(0, 40, 900, 20, cls="bar-soft")
    drawn.rect(0, 40, 230, 20, about="days gone")
    drawn.text(230, 30, "day 11 <now>", cls="strong", anchor="middle")
    drawn.line(230, 35, 230, 70, cls="now")
    return frame(picture=drawn, rows=[("Day 0", "Notification"), ("Day 24", "Draft letter sent")])


def paper() -> dict[str, Any]:
    return {
        "facts": [("Day 0", "Tuesday 6 September 2016"), ("Call by", "09:30")],
        "rows": [("Director of Children's Services", "01632 960 001"), ("Link person", "01632 960 002")],
        "sheet": {
            "role": "Lead inspector",
            "printed_text": "08:55, Tuesday 6 September 2016",
            "version": "2",
        },
    }


def pages() -> dict[str, str]:
    """Name and markup of each page of the gallery."""
    contexts: dict[str, dict[str, Any]] = {
        "form": frame(form=EvidenceForm(initial={"version": 3, "observed": AT, "on": AT.date()})),
        "form-wrong": frame(form=wrong_form()),
        "record": record(),
        "tasks": tasks(),
        "list": listing(),
        "done": frame(),
        "picture": picture(),
        "sheet": paper(),
        "public": {"service_nav": [{"href": "#", "text": "Published letters", "current": True}]},
    }
    made = {name: from_file(name.split("-")[0], context) for name, context in contexts.items()}
    for status in ERRORS:
        made[f"error-{status}"] = render_to_string(f"errors/{status}.html", {"reference": "3f9a01bc"})
    return made


def from_file(name: str, context: dict[str, Any]) -> str:
    text = (HERE / "gallery" / f"{name}.html").read_text("utf-8")
    return engines["django"].from_string(text).render(context)
