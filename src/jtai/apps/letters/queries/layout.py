"""Blocks of a letter put together as the page and the PDF show them: lists as lists, the head as a head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from jtai.core.letter import Block, blocks


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive blocks of one kind."""

    kind: str
    blocks: tuple[Block, ...]


def parts_of(document: Mapping[str, Any]) -> list[Part]:
    """The letter from top to bottom."""
    return [Part(kind, tuple(rows)) for kind, rows in groupby(blocks(document), key=lambda block: block.kind)]
