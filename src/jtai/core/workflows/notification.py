"""The call to the director, the lists it opens, and the task about the LSCB (paragraphs 12 to 14)."""

from __future__ import annotations

from jtai.core.workflows.engine import Move, Workflow

CALL_TO_DIRECTOR = Workflow(
    "call-to-director",
    "draft",
    (
        Move("keep", "draft", "draft", "Guidance, paragraph 12"),
        Move("close", "draft", "closed", "Guidance, paragraph 12"),
    ),
    {"draft": "Not made yet", "closed": "Made"},
)

CALL_LIST = Workflow(
    "call-list",
    "waiting",
    (
        Move("release", "waiting", "released", "Guidance, paragraph 13"),
        Move("log-call", "released", "released", "Guidance, paragraph 13"),
        Move("complete", "released", "complete", "Guidance, paragraph 13"),
        # A wrong entry is put right; the trail keeps both.
        Move("log-call", "complete", "complete", "Guidance, paragraph 13"),
    ),
    {
        "waiting": "Waiting for the call to the director",
        "released": "Open",
        "complete": "All leaders notified or excused",
    },
)

LSCB_TASK = Workflow(
    "lscb-task",
    "closed",
    (
        Move("open", "closed", "open", "Guidance, paragraph 14"),
        Move("tick", "open", "open", "Guidance, paragraph 14"),
        Move("complete", "open", "done", "Guidance, paragraph 14"),
    ),
    {"closed": "Not asked yet", "open": "Asked of the director", "done": "Completed"},
)
