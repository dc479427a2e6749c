"""The pre-inspection briefing and performance data (paragraph 10)."""

from __future__ import annotations

from jtai.core.workflows.engine import Move, Workflow

SOURCE = "Guidance, paragraph 10"

BRIEFING = Workflow(
    "briefing",
    "draft",
    (
        Move("issue", "draft", "issued", SOURCE),
        # Issued again, it gets a new number; what readers had is kept.
        Move("issue", "issued", "issued", SOURCE),
        Move("mark-read", "issued", "issued", "Guidance, paragraph 11"),
        Move("release", "draft", "draft", SOURCE),
        Move("release", "issued", "issued", SOURCE),
    ),
    {"draft": "Not issued yet", "issued": "Issued"},
)

PERFORMANCE_DATA = Workflow(
    "performance-data",
    "draft",
    (
        Move("keep", "draft", "draft", SOURCE),
        Move("submit", "draft", "submitted", SOURCE),
    ),
    {"draft": "Draft", "submitted": "In the briefing"},
)
