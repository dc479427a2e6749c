"""The working copy of the letter and what inspectors contribute to it (paragraph 82).

The signing itself follows the chain of the edition (`core/letter/chain.py`) and has no table here.
"""

from jtai.core.workflows.engine import Move, Workflow

CONTRIBUTION = Workflow(
    "contribution",
    initial="draft",
    moves=(
        Move("keep", "draft", "draft"),
        Move("keep", "returned", "draft"),
        Move("offer", "draft", "offered", "82"),
        Move("merge", "offered", "merged", "82"),
        Move("give-back", "offered", "returned", "82"),
    ),
    titles={
        "draft": "Draft",
        "offered": "Offered to the lead inspector",
        "merged": "In the letter",
        "returned": "Returned",
    },
)

SEPARATE_LETTER = Workflow(
    "separate-letter",
    initial="draft",
    moves=(Move("keep", "draft", "draft"), Move("issue", "draft", "issued", "90")),
    titles={"draft": "Draft", "issued": "Issued"},
)
