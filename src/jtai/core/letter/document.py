"""One structure of the letter; the web page, the PDF and the hash are made of nothing else (ADR 0181)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

BlockKind = Literal[
    "mark",
    "date",
    "address",
    "title",
    "salutation",
    "paragraph",
    "heading",
    "subheading",
    "bullet",
    "closing",
    "signatory",
    "note",
]


@dataclass(frozen=True, slots=True)
class SentenceText:
    """id: kept through every version."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PointText:
    """A point as printed. `label`: whom it is about ("Partnership", "Police"), "" prints nothing."""

    id: str
    sentences: tuple[SentenceText, ...]
    label: str = ""
    heading: str = ""
    target: str = ""
    agency: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class LetterSectionText:
    """A section as printed; `bullets`: its points stand in a list."""

    code: str
    heading: str
    points: tuple[PointText, ...]
    bullets: bool = False


@dataclass(frozen=True, slots=True)
class Addressee:
    """A line of the head of the letter: role and body, no personal name."""

    role: str
    body: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs for an inspectorate."""

    inspectorate: str
    title: str


@dataclass(frozen=True, slots=True)
class Document:
    """The letter. Dates are already words; `notes` stand at its foot; `mark` on a practice letter."""

    title: str
    dated: str
    addressees: tuple[Addressee, ...]
    salutation: str
    opening: tuple[SentenceText, ...]
    sections: tuple[LetterSectionText, ...]
    closing: str
    signatories: tuple[Signatory, ...]
    notes: tuple[str, ...] = ()
    mark: str = ""
    statement: Mapping[str, Any] | None = None

    def data(self) -> dict[str, Any]:
        """The structure as plain data, as `canonical` writes it."""
        found: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return found


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the printed letter. `id` names it across versions; `label` is printed before the text."""

    kind: BlockKind
    text: str
    id: str = ""
    label: str = ""

    @property
    def words(self) -> str:
        """What a reader reads, label included."""
        return f"{self.label}: {self.text}" if self.label else self.text


def canonical(data: Mapping[str, Any]) -> str:
    """The text that is stored and hashed: sorted keys, no spaces, letters as they are."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(content: str) -> str:
    """SHA-256 of the canonical text, hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def blocks(data: Mapping[str, Any]) -> list[Block]:
    """The letter from first to last line, as every renderer walks it."""
    found: list[Block] = []
    if data.get("mark"):
        found.append(Block("mark", data["mark"], "mark"))
    found.append(Block("date", data["dated"], "dated"))
    found += [
        Block("address", ", ".join(filter(None, (one["role"], one["body"]))), f"addressee-{number}")
        for number, one in enumerate(data["addressees"])
    ]
    found.append(Block("title", data["title"], "title"))
    found.append(Block("salutation", data["salutation"], "salutation"))
    found.append(Block("paragraph", _joined(data["opening"]), "opening"))
    for section in data["sections"]:
        found += _of_section(section)
    found.append(Block("closing", data["closing"], "closing"))
    found += [
        Block(
            "signatory", ", ".join(filter(None, (one["title"], one["inspectorate"]))), f"signatory-{number}"
        )
        for number, one in enumerate(data["signatories"])
    ]
    found += [Block("note", text, f"note-{number}") for number, text in enumerate(data["notes"])]
    return [block for block in found if block.text]


def as_draft(data: Mapping[str, Any]) -> dict[str, Any]:
    """The letter as the partnership reads it for the check of factual accuracy: a draft, not yet dated."""
    mark = " ".join(filter(None, ("Draft, not for publication.", data["mark"])))
    return {**data, "title": f"Draft: {data['title']}", "dated": "", "mark": mark}


def _of_section(section: Mapping[str, Any]) -> list[Block]:
    found = [Block("heading", section["heading"], f"section-{section['code']}")]
    for point in section["points"]:
        if point["heading"]:
            found.append(Block("subheading", point["heading"], f"{point['id']}-heading"))
        kind: BlockKind = "bullet" if section["bullets"] and not point["heading"] else "paragraph"
        found.append(Block(kind, _joined(point["sentences"]), point["id"], point["label"]))
    return found


def _joined(sentences: Iterable[Mapping[str, str]]) -> str:
    return " ".join(one["text"] for one in sentences)


def plain_text(data: Mapping[str, Any]) -> str:
    """The letter as text, a block a line: what web page and PDF are both held against."""
    return "\n".join(block.words for block in blocks(data))
