"""An acronym the letter never spells out (paragraph 83: free of jargon)."""

from __future__ import annotations

import re

from jtai.core.letter.facts import LetterFacts, Remark

_ACRONYM = re.compile(r"\b[A-Z][A-Z&]+[A-Za-z]?\b")


def check(facts: LetterFacts) -> list[Remark]:
    """A hint for each acronym at the first place it is used, unless "(CQC)" follows its words somewhere."""
    passages = facts.passages()
    spelled = {found for _, _, text in passages for found in re.findall(r"\(([A-Z][A-Z&]+[A-Za-z]?)\)", text)}
    known = spelled | {word for one in facts.edition.inspectorates for word in one.short_name.split()}
    remarks = []
    for section, point, text in passages:
        for word in _ACRONYM.findall(text):
            if word in known:
                continue
            known.add(word)
            message = (
                f"“{word}” is not spelled out. Write it in full the first time, with {word} in brackets."
            )
            remarks.append(
                Remark("undefined-acronym", "hint", message, "Guidance, paragraph 83", section, point, word)
            )
    return remarks
