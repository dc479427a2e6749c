"""What holds for every text: offsets point into it, the same text gives the same answer, nothing hangs."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jtai.core.screening import POSSIBLE, STRONG, screen

WORDS = """
Darren Eccles darren ECCLES Dr Mrs. the The family told mum ( ) , ; | . - 's ’s O'Hagan Anna-Mae
Leeds in School St May 12 of DOB 12/04/2010 @ www. Operation and Hope said Łukasz Siân Ng J K.L.
"""
PIECES = st.sampled_from([*WORDS.split(), "\t", "\n"])
TEXTS = (
    st.lists(PIECES, max_size=40).map(" ".join)
    | st.lists(PIECES, max_size=40).map("".join)
    | st.text(max_size=200)
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("É\u0301 Siân\u200d Ng")
def test_spans_and_identifiers_point_into_the_text_in_order_and_never_overlap(text: str) -> None:
    result = screen(text)
    for group in (result.spans, result.identifiers):
        ends = 0
        for each in group:
            assert ends <= each.start < each.end <= len(text)
            ends = each.end
    for span in result.spans:
        assert span.tier in (STRONG, POSSIBLE)
        assert span.suggestion
        assert not text[span.start].isspace() and not text[span.end - 1].isspace()
        assert not text[span.start : span.end].endswith(("'s", "’s"))


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    assert screen(text) == screen(text)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_a_text_with_everything_allowed_has_no_spans(text: str) -> None:
    words = [text[span.start : span.end] for span in screen(text).spans]
    again = screen(text, allow=words)
    left = {text[s.start : s.end] for s in again.spans}
    assert not left & set(words)


def test_a_very_long_text_takes_time_in_proportion() -> None:
    # Quadratic work on 20,000 words would take minutes, and pytest would be stopped.
    note = "Darren Eccles told the nurse (Siân) in Leeds that 943 476 5919 is wrong. " * 1_500
    assert len(screen(note).spans) == 3_000
    assert screen("(" * 50_000).spans == ()
    assert screen("a" * 500_000).spans == ()
    assert screen("1" * 500_000).identifiers == ()
    assert screen("Aa" + "-Aa" * 50_000) is not None
