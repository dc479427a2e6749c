"""The forms of a page, as a browser sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Control:
    """One control: its name, its kind, what it holds, what can be chosen."""

    name: str
    kind: str
    value: str = ""
    options: list[tuple[str, bool]] = field(default_factory=list)
    chosen: bool = False
    figures: bool = False


@dataclass
class Form:
    """A form with its controls and buttons, in their order."""

    method: str
    action: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        """Which form it is, on whatever page: the names of what it asks and of its buttons."""
        names = {c.name.rpartition("_")[0] or c.name for c in self.controls if c.kind != "hidden"}
        return (*sorted(names), *sorted(f"[{name}]" for name, _ in self.buttons if name))

    def values(self) -> dict[str, list[str]]:
        """What a browser would send if nobody touched anything."""
        found: dict[str, list[str]] = {}
        for control in self.controls:
            if control.kind == "file":
                continue
            if control.kind == "select":
                picked = [value for value, chosen in control.options if chosen]
                picked = picked or [value for value, _ in control.options[:1]]
                found.setdefault(control.name, []).extend(picked)
            elif control.kind not in ("radio", "checkbox") or control.chosen:
                found.setdefault(control.name, []).append(control.value)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.text: Control | None = None
        self.select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self.form)
        if self.form is None:
            return
        if tag == "option" and self.select is not None:
            self.select.options.append((given.get("value", ""), "selected" in given))
        if not given.get("name"):
            if tag == "button" and given.get("type") != "button":
                self.form.buttons.append(("", ""))
            return
        self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        assert self.form is not None
        if tag == "button":
            self.form.buttons.append((given["name"], given.get("value", "")))
        elif tag == "textarea":
            self.text = Control(given["name"], "textarea")
            self.form.controls.append(self.text)
        elif tag == "select":
            self.select = Control(given["name"], "select")
            self.form.controls.append(self.select)
        elif tag == "input":
            kind = given.get("type", "text")
            value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
            figures = given.get("inputmode") == "numeric"
            self.form.controls.append(Control(given["name"], kind, value, [], "checked" in given, figures))

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None:
            # The first line break after the tag is not part of the text.
            self.text.value = self.text.value.removeprefix("\n")
            self.text = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None


def forms_of(answer: Any) -> list[Form]:
    """Every form of an answer that is a page."""
    if "text/html" not in answer.get("Content-Type", ""):
        return []
    return forms_in(answer.content.decode())


def forms_in(page: str) -> list[Form]:
    """The same, of the text of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def posted_forms(answer: Any) -> list[Form]:
    """Those that change something; without the header's way out and the like, which every page has."""
    return [one for one in forms_of(answer) if one.method == "post"]
