"""Something beyond the list, asked by an inspector or offered by an agency (paragraphs 17 and 70)."""

from __future__ import annotations

from jtai.core.workflows.engine import Move, Workflow

EXTRA_REQUEST = Workflow(
    name="extra-request",
    initial="proposed",
    moves=(
        Move("approve", "proposed", "approved", "Guidance, paragraph 17"),
        Move("refuse", "proposed", "refused", "Guidance, paragraph 17"),
        Move("withdraw", "proposed", "withdrawn", "Guidance, paragraph 17"),
    ),
    titles={
        "proposed": "For the lead inspector to decide",
        "approved": "Agreed",
        "refused": "Not agreed",
        "withdrawn": "Withdrawn",
    },
)
