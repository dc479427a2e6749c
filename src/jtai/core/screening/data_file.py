"""The data file: words with their flags, and phrases, compressed; written by `tools/distil_names.py`."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Mapping

FORMAT = 1
_SIZE_OF_HEADER = 8


class Damaged(Exception):
    """The data file is not what `pack` wrote."""


def pack(words: Mapping[str, int], phrases: Mapping[str, str]) -> bytes:
    """The bytes of a data file; the same content gives the same bytes."""
    ordered = sorted(words)
    kinds = sorted(set(words.values()))
    place = {value: number for number, value in enumerate(kinds)}
    numbers = array("H", (place[words[word]] for word in ordered))
    parts = [
        "\n".join(ordered).encode(),
        numbers.tobytes(),
        "\n".join(f"{phrases[text]}{text}" for text in sorted(phrases)).encode(),
    ]
    header = json.dumps({"format": FORMAT, "kinds": kinds, "sizes": [len(part) for part in parts]}).encode()
    body = zlib.compress(b"".join(parts), 9)
    return len(header).to_bytes(_SIZE_OF_HEADER, "big") + header + body


def unpack(data: bytes) -> tuple[dict[str, int], dict[str, str]]:
    """Words with their flags and phrases with their kind. Raises `Damaged`."""
    try:
        end = _SIZE_OF_HEADER + int.from_bytes(data[:_SIZE_OF_HEADER], "big")
        header = json.loads(data[_SIZE_OF_HEADER:end])
        body = zlib.decompress(data[end:])
        first, second, _ = header["sizes"]
        numbers = array("H", body[first : first + second])
        kinds = header["kinds"]
        words = dict(
            zip(str(body[:first], "utf-8").split("\n"), map(kinds.__getitem__, numbers), strict=True)
        )
        lines = str(body[first + second :], "utf-8").split("\n")
        return words, {line[1:]: line[:1] for line in lines if line}
    except (ValueError, KeyError, IndexError, zlib.error) as error:
        raise Damaged(f"the data file of the screen is damaged: {error}") from error
