"""The states of a finding: proposed, provisional, key, presented, then final or left out (paragraphs 39-45).

Edits are moves too, from a state into itself, so that a state that takes no edit says so.
"""

from jtai.core.workflows.engine import Move, Workflow

PARA_39 = "Guidance, paragraph 39"
DAY_12 = "Guidance, timetable, day 12"
DAY_13 = "Guidance, timetable, day 13"
FEEDBACK = "Guidance, paragraph 40"
QUALITY = "Guidance, paragraph 45"

FINDING = Workflow(
    name="finding",
    initial="draft",
    moves=(
        Move("keep", "draft", "draft"),
        Move("submit", "draft", "proposed", PARA_39),
        Move("withdraw", "draft", "withdrawn"),
        Move("withdraw", "proposed", "withdrawn"),
        Move("withdraw", "provisional", "withdrawn"),
        Move("withdraw", "key", "withdrawn"),
        Move("revise", "proposed", "proposed"),
        Move("revise", "provisional", "provisional"),
        Move("revise", "key", "key"),
        Move("revise", "presented", "presented", QUALITY),
        Move("revise", "final", "final", QUALITY),
        Move("revise", "omitted", "omitted", QUALITY),
        Move("decide-priority", "proposed", "proposed"),
        Move("decide-priority", "provisional", "provisional"),
        Move("decide-priority", "key", "key"),
        Move("decide-priority", "presented", "presented", QUALITY),
        Move("make-provisional", "proposed", "provisional", DAY_12),
        Move("make-key", "provisional", "key", DAY_13),
        Move("step-back", "provisional", "proposed"),
        Move("step-back", "key", "provisional"),
        Move("present", "key", "presented", FEEDBACK),
        Move("take-into-letter", "key", "key"),
        Move("take-into-letter", "presented", "presented"),
        Move("take-into-letter", "final", "final"),
        Move("omit", "key", "omitted"),
        Move("omit", "presented", "omitted"),
        Move("reinstate", "omitted", "presented"),
        Move("reinstate-unpresented", "omitted", "key"),
        Move("finalise", "presented", "final", QUALITY),
        Move("finalise", "key", "final", QUALITY),
    ),
    titles={
        "draft": "Draft",
        "proposed": "Proposed",
        "provisional": "Provisional",
        "key": "Key finding",
        "presented": "Presented",
        "final": "Final",
        "omitted": "Left out of the letter",
        "withdrawn": "Withdrawn",
    },
)
