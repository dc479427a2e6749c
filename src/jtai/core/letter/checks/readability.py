"""Long sentences, long points (paragraph 83: plain, concise). Hints; the person decides."""

from __future__ import annotations

from jtai.core.letter.facts import LetterFacts, Remark
from jtai.words import counted

LONGEST_SENTENCE = 35
LONGEST_POINT = 150


def check(facts: LetterFacts) -> list[Remark]:
    """A hint for each sentence and each point with many words."""
    found = []
    for point in facts.points:
        where = (point.section, point.id)
        for sentence in point.sentences:
            words = len(sentence.text.split())
            if words > LONGEST_SENTENCE:
                message = f"A sentence has {counted(words, 'word')}. Two sentences are easier to read."
                found.append(
                    Remark("long-sentence", "hint", message, "Guidance, paragraph 83", *where, sentence.text)
                )
        words = len(point.text.split())
        if words > LONGEST_POINT:
            message = f"A point has {counted(words, 'word')}. Say the main thing first."
            found.append(Remark("long-point", "hint", message, "Guidance, paragraph 83", *where, point.text))
    return found
