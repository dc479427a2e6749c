"""The letter as a tagged PDF, from the same blocks as the web page (ADR 0181).

User text goes in as a data file and is never markup; fonts are the ones typst carries, so that every
machine makes the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import typst

from jtai.apps.letters.queries.layout import parts_of

STANDARD = "ua-1"


def render(document: Mapping[str, Any]) -> bytes:
    """The PDF of a letter's data, tagged for screen readers."""
    data = {
        "title": document["title"],
        "mark": _clean(document["mark"]),
        "parts": [
            {
                "kind": part.kind,
                "blocks": [
                    {"kind": one.kind, "label": one.label, "text": _clean(one.text)} for one in part.blocks
                ],
            }
            for part in parts_of(document)
        ],
    }
    template = files("jtai.apps.letters").joinpath("typst/letter.typ").read_bytes()
    sources = {"main.typ": template, "letter.json": json.dumps(data, ensure_ascii=False).encode()}
    # Its type hints do not know yet that several sources may be handed in without a folder.
    made: bytes = typst.compile(  # type: ignore[call-overload]
        sources, pdf_standards=[STANDARD], ignore_system_fonts=True
    )
    return made


def _clean(text: str) -> str:
    """Control characters have no place on paper and would be printed as boxes."""
    return "".join(character for character in text if character.isprintable())
