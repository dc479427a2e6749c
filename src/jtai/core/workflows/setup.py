"""The set-up discussion and its arrangements (paragraphs 12, 15 and 28)."""

from __future__ import annotations

from jtai.core.workflows.engine import Move, Workflow

SOURCE = "Guidance, paragraph 15"

SET_UP = Workflow(
    "set-up",
    "open",
    (
        Move("offer", "open", "offered", "Guidance, paragraph 12"),
        Move("offer", "offered", "offered", "Guidance, paragraph 12"),
        Move("reply", "offered", "offered", "Guidance, paragraph 12"),
        # The director may take part in the first call without a later one: the set-up can be closed at once.
        Move("note", "open", "open", SOURCE),
        Move("note", "offered", "offered", SOURCE),
        Move("close", "open", "closed", SOURCE),
        Move("close", "offered", "closed", SOURCE),
    ),
    {"open": "Not offered yet", "offered": "Offered", "closed": "Closed"},
)

ARRANGEMENT = Workflow(
    "arrangement",
    "open",
    (
        Move("write", "open", "open", SOURCE),
        Move("write", "agreed", "agreed", SOURCE),
        Move("agree", "open", "agreed", SOURCE),
        Move("reopen", "agreed", "open", SOURCE),
        Move("confirm", "open", "open", "Guidance, paragraph 28"),
        Move("confirm", "agreed", "agreed", "Guidance, paragraph 28"),
    ),
    {"open": "Not agreed yet", "agreed": "Agreed"},
)
