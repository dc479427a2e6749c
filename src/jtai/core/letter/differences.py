"""What changed between two versions, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from jtai.core.letter.document import blocks


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence (or other line) that is not as it was. `section`: heading it stands under."""

    kind: Literal["added", "removed", "changed"]
    id: str
    section: str
    before: str = ""
    after: str = ""


def units(data: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Everything that can differ: id to (heading it stands under, text), in the order printed."""
    found: dict[str, tuple[str, str]] = {}
    for block in blocks({**data, "sections": []}):
        if block.id != "opening":
            found[block.id] = ("", block.words)
    for sentence in data["opening"]:
        found[sentence["id"]] = ("", sentence["text"])
    for section in data["sections"]:
        found[f"section-{section['code']}"] = (section["heading"], section["heading"])
        for point in section["points"]:
            about = " ".join(filter(None, (point["label"], point["heading"])))
            found[f"{point['id']}-label"] = (section["heading"], about)
            for sentence in point["sentences"]:
                found[sentence["id"]] = (section["heading"], sentence["text"])
    return found


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Changes from `before` to `after`: in the order of `after`, then what was taken away."""
    old, new = units(before), units(after)
    found = []
    for key, (section, text) in new.items():
        if key not in old:
            found.append(Change("added", key, section, after=text))
        elif old[key][1] != text:
            found.append(Change("changed", key, section, old[key][1], text))
    found += [
        Change("removed", key, section, before=text) for key, (section, text) in old.items() if key not in new
    ]
    return [change for change in found if change.before or change.after]
