"""A comment on the draft letter: from a leader to the DCS, then to the inspectorates (paragraph 95)."""

from jtai.core.workflows.engine import Move, Workflow

ACCURACY_COMMENT = Workflow(
    "accuracy-comment",
    initial="drafted",
    moves=(
        Move("keep", "drafted", "drafted"),
        Move("offer", "drafted", "with-dcs", "95"),
        Move("include", "drafted", "included", "95"),
        Move("include", "with-dcs", "included", "95"),
        Move("include", "left-out", "included", "95"),
        Move("join", "with-dcs", "joined", "95"),
        Move("join", "included", "joined", "95"),
        Move("leave-out", "with-dcs", "left-out", "95"),
        Move("leave-out", "included", "left-out", "95"),
        Move("leave-out", "joined", "left-out", "95"),
        Move("send", "included", "sent", "95"),
        Move("decide", "sent", "decided", "95"),
        Move("decide", "decided", "decided", "95"),
    ),
    titles={
        "drafted": "Your draft",
        "with-dcs": "With the DCS",
        "included": "Will be sent",
        "joined": "Sent together with another",
        "left-out": "Left out",
        "sent": "Sent, not decided yet",
        "decided": "Decided",
    },
)
