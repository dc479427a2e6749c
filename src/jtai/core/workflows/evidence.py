"""An evidence record: kept by its author, submitted to all inspectors, perhaps withdrawn (paras 75, 79)."""

from __future__ import annotations

from jtai.core.workflows.engine import Move, Workflow

EVIDENCE = Workflow(
    "evidence record",
    initial="draft",
    moves=(
        Move("keep", "draft", "draft", "Guidance, paragraph 76"),
        Move("submit", "draft", "submitted", "Guidance, paragraph 75"),
        Move("keep", "submitted", "submitted", "Guidance, paragraph 76"),
        # Submitting again makes the next version; the first time of submission stays.
        Move("submit", "submitted", "submitted", "Guidance, paragraph 75"),
        Move("challenge", "submitted", "submitted", "Guidance, paragraph 73"),
        Move("review", "submitted", "submitted", "Guidance, paragraph 72"),
        Move("flag", "submitted", "submitted", "Guidance, paragraph 72"),
        Move("withdraw", "submitted", "withdrawn", "Guidance, paragraph 75"),
    ),
    titles={"draft": "Draft", "submitted": "Submitted", "withdrawn": "Withdrawn"},
)
