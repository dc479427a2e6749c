"""An item of the information request, from the list of the edition to "accepted" (paragraphs 16-18)."""

from __future__ import annotations

from jtai.core.workflows.engine import Move, Workflow

_P16 = "Guidance, paragraph 16"
_WAITING = ("requested", "part-received", "query")

REQUEST_ITEM = Workflow(
    name="request-item",
    initial="planned",
    moves=(
        Move("ask", "planned", "requested", _P16),
        *(Move("supply", state, "received", _P16) for state in (*_WAITING, "received")),
        *(Move("supply-part", state, "part-received", _P16) for state in _WAITING),
        # Late is better than never: what was declined can still come.
        Move("supply", "declined", "received", _P16),
        Move("supply", "not-available", "received", _P16),
        *(Move("decline", state, "declined", _P16) for state in _WAITING),
        *(Move("say-not-available", state, "not-available", _P16) for state in _WAITING),
        *(Move("query", state, "query", _P16) for state in ("received", "part-received", "accepted")),
        Move("answer", "query", "received", _P16),
        Move("answer-on-part", "query", "part-received", _P16),
        Move("accept", "received", "accepted", _P16),
        *(Move("ask-again", state, "requested", _P16) for state in ("declined", "not-available")),
    ),
    titles={
        "planned": "Not asked yet",
        "requested": "Asked for",
        "part-received": "Received in part",
        "received": "Received",
        "query": "Query",
        "accepted": "Accepted",
        "declined": "Declined",
        "not-available": "Not available",
    },
)

# States in which the agency still owes something.
OPEN = frozenset({"planned", *_WAITING})

# States in which the whole item has come.
IN = frozenset({"received", "accepted"})

# States in which nothing more is waited for.
SETTLED = IN | {"declined", "not-available"}
