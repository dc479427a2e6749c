"""The states of a meeting: planned, in progress, closed, or cancelled with a reason."""

from jtai.core.workflows.engine import Move, Workflow

MEETING = Workflow(
    name="meeting",
    initial="planned",
    moves=(
        Move("move", "planned", "planned"),
        Move("invite", "planned", "planned"),
        Move("invite", "held", "held"),
        Move("start", "planned", "held"),
        Move("record", "planned", "planned"),
        Move("record", "held", "held"),
        Move("close", "held", "closed"),
        Move("cancel", "planned", "cancelled"),
    ),
    titles={
        "planned": "Planned",
        "held": "In progress",
        "closed": "Closed",
        "cancelled": "Cancelled",
    },
)
