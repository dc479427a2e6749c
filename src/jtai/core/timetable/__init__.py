"""The week on site: its plan, the check of a plan, and the repair of one that was running.

`read_week`, `read_plan`, `read_event` read the exchange format. `solve` plans, `replan` repairs, `check` and
`check_repair` look for broken rules without the solver. What they promise stands in
docs/explanation/timetable.md.
"""

from jtai.core.timetable.changes import Change
from jtai.core.timetable.checking import Violation, check, check_repair, cost, disruption
from jtai.core.timetable.json_text import Fault, Faulty
from jtai.core.timetable.plan_reader import read_event, read_plan
from jtai.core.timetable.planning import Planned, Progress, Relaxation, Remedy, Rule, Wishes, solve
from jtai.core.timetable.replanning import Repaired, obstacles, replan
from jtai.core.timetable.solver.repair.event import after_event
from jtai.core.timetable.week import Event, Illness, Placed, Plan, Week
from jtai.core.timetable.week_reader import read_week
from jtai.core.timetable.writer import plan_data, week_data

__all__ = [
    "Change",
    "Event",
    "Fault",
    "Faulty",
    "Illness",
    "Placed",
    "Plan",
    "Planned",
    "Progress",
    "Relaxation",
    "Remedy",
    "Repaired",
    "Rule",
    "Violation",
    "Week",
    "Wishes",
    "after_event",
    "check",
    "check_repair",
    "cost",
    "disruption",
    "obstacles",
    "plan_data",
    "read_event",
    "read_plan",
    "read_week",
    "replan",
    "solve",
    "week_data",
]
