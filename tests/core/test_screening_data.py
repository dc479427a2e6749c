"""The data file: its size, its sources, and that nothing in it was taken from the texts it is measured on."""

from __future__ import annotations

import json
import re
import tracemalloc
from importlib.resources import files
from pathlib import Path

import pytest

from jtai.core.screening import flags, screen, standard_lexicon
from jtai.core.screening.data_file import Damaged, pack, unpack
from jtai.core.screening.folding import fold
from jtai.core.screening.lexicon import DATA_FILE

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "benchmarks/data/names/dev.jsonl"
UNTUNED = ROOT / "benchmarks/data/names/held_out.jsonl"
LARGEST = 4_000_000


def data() -> bytes:
    return files("jtai.core.screening").joinpath(DATA_FILE).read_bytes()


def words_of(text: str) -> set[str]:
    """Folded words, whole and without their hyphens."""
    whole = set(re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", fold(text)))
    return whole | {part for word in whole for part in re.split(r"['-]", word) if part}


def test_no_word_of_a_name_in_the_measured_texts_stands_in_the_data_file_unless_a_public_list_holds_it() -> (
    None
):
    words, _ = unpack(data())
    names: set[str] = set()
    for line in DEV.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for start, end, _ in record["spans"]:
            names |= words_of(record["text"][start:end])
    assert len(names) > 200
    assert sorted(name for name in names if name in words and not words[name] & flags.PUBLIC) == []


def test_other_words_of_the_measured_texts_come_from_a_public_list_or_are_public_facts() -> None:
    # Places, organisations, laws, medicines and acronyms are hand-made lists of facts, kept apart from names.
    words, _ = unpack(data())
    found: set[str] = set()
    for line in DEV.read_text(encoding="utf-8").splitlines():
        found |= words_of(json.loads(line)["text"])
    sources = flags.PUBLIC | flags.FROM_FACTS
    assert sorted(word for word in found if word in words and not words[word] & sources) == []


def test_every_word_says_where_it_was_found() -> None:
    words, _ = unpack(data())
    sources = flags.PUBLIC | flags.FROM_FACTS | flags.FROM_HAND
    assert [word for word, value in words.items() if not value & sources][:5] == []


def test_it_is_a_few_megabytes_and_takes_little_memory() -> None:
    raw = data()
    assert len(raw) < LARGEST
    tracemalloc.start()
    words, phrases = unpack(raw)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(words) > 300_000
    assert len(phrases) > 2_000
    assert used < 60_000_000


def test_it_holds_names_of_many_origins() -> None:
    lexicon = standard_lexicon()
    for (
        name
    ) in "aoibheann harjinder fadumo olumide zbigniew xhevahire nguyen delshad tinashe myfanwy".split():  # noqa: SIM905
        assert lexicon.word(name).name, name


def test_packing_keeps_everything_and_is_the_same_every_time() -> None:
    words, phrases = {"khan": flags.compose(4, 1, 3, 0, flags.FROM_CENSUS), "a": 1}, {"st albans": "p"}
    assert unpack(pack(words, phrases)) == (words, phrases)
    assert pack(words, phrases) == pack(dict(reversed(words.items())), phrases)


@pytest.mark.parametrize("broken", [b"", b"nonsense", data()[:-10], data()[:4], b"\0" * 40])
def test_a_damaged_file_is_said_to_be_damaged(broken: bytes) -> None:
    with pytest.raises(Damaged, match="damaged"):
        unpack(broken)


def test_the_published_figures_hold_on_the_measured_texts() -> None:
    from benchmarks.scoring import read_records, score

    result = score(read_records(DEV), lambda text: [(s.start, s.end) for s in screen(text).spans])
    assert result.recall >= 0.96
    assert result.precision >= 0.92
    assert result.f2 >= 0.95
    assert result.lowest_kind >= 0.85
    assert result.lowest_origin >= 0.90
    assert result.clean_alarm <= 0.07


def test_the_figures_hold_on_notes_nobody_has_tuned_the_screen_on() -> None:
    from benchmarks.scoring import read_records, score

    result = score(read_records(UNTUNED), lambda text: [(s.start, s.end) for s in screen(text).spans])
    assert result.recall >= 0.96
    assert result.precision >= 0.92
    assert result.lowest_kind >= 0.85
    assert result.lowest_origin >= 0.90
    assert result.clean_alarm <= 0.07
