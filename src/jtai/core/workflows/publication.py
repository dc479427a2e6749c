"""A published letter: it is replaced by a later version, or withdrawn."""

from jtai.core.workflows.engine import Move, Workflow

PUBLICATION = Workflow(
    "publication",
    initial="unpublished",
    moves=(
        Move("publish", "unpublished", "published", "timetable"),
        Move("replace", "published", "published"),
        Move("withdraw", "published", "withdrawn", "Annex D"),
    ),
    titles={"unpublished": "Not published", "published": "Published", "withdrawn": "Withdrawn"},
)
