"""The states of a separate meeting that an inspectorate offers an agency (paragraph 44)."""

from jtai.core.workflows.engine import Move, Workflow

PARA_44 = "Guidance, paragraph 44"

SEPARATE_OFFER = Workflow(
    name="separate-offer",
    initial="due",
    moves=(
        Move("offer", "due", "offered", PARA_44),
        Move("drop", "due", "lapsed"),
        Move("accept", "offered", "accepted", PARA_44),
        Move("decline", "offered", "declined", PARA_44),
    ),
    titles={
        "due": "To be offered",
        "offered": "Offered, no answer yet",
        "accepted": "Accepted",
        "declined": "Declined",
        "lapsed": "Not offered any more",
    },
)
