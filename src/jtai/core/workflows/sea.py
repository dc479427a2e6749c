"""An SEA entry (paras 76 to 79). "Locked" and "reopened" are told by the clock and the lead, not stored."""

from __future__ import annotations

from jtai.core.workflows.engine import Move, Workflow

SEA_ENTRY = Workflow(
    "SEA entry",
    initial="draft",
    moves=(
        Move("keep", "draft", "draft", "Guidance, paragraph 77"),
        Move("ask", "draft", "agreeing", "Guidance, paragraph 78"),
        Move("enter", "draft", "entered", "Guidance, paragraph 78"),
        Move("keep", "agreeing", "agreeing", "Guidance, paragraph 78"),
        Move("ask", "agreeing", "agreeing", "Guidance, paragraph 78"),
        Move("agree", "agreeing", "agreeing", "Guidance, paragraph 78"),
        Move("object", "agreeing", "agreeing", "Guidance, paragraph 78"),
        Move("enter", "agreeing", "entered", "Guidance, paragraph 78"),
        Move("keep", "entered", "entered", "Guidance, paragraph 78"),
        Move("revise", "entered", "entered", "Guidance, paragraph 78"),
        Move("agree", "entered", "entered", "Guidance, paragraph 78"),
        Move("flag", "entered", "entered", "Guidance, paragraph 79"),
        Move("withdraw", "entered", "withdrawn", "Guidance, paragraph 78"),
        Move("reopen", "locked", "reopened", "Guidance, paragraph 78"),
        Move("flag", "locked", "locked", "Guidance, paragraph 79"),
        Move("keep", "reopened", "reopened", "Guidance, paragraph 78"),
        Move("revise", "reopened", "reopened", "Guidance, paragraph 78"),
        Move("agree", "reopened", "reopened", "Guidance, paragraph 78"),
        Move("flag", "reopened", "reopened", "Guidance, paragraph 79"),
        Move("withdraw", "reopened", "withdrawn", "Guidance, paragraph 78"),
        Move("lock", "reopened", "locked", "Guidance, paragraph 78"),
    ),
    titles={
        "draft": "Draft",
        "agreeing": "Waiting for agreement",
        "entered": "Entered",
        "locked": "Locked",
        "reopened": "Opened again",
        "withdrawn": "Withdrawn",
    },
)


def state_at(stored: str, *, past_lock: bool, open_again: bool) -> str:
    """The state of an entry when the clock and the lead's reopening are taken into account.

    stored      "draft", "agreeing", "entered" or "withdrawn"
    past_lock   the SEA's lock time has come
    open_again  the lead has opened this entry, or the whole SEA, again
    """
    if stored != "entered" or not past_lock:
        return stored
    return "reopened" if open_again else "locked"
