"""An independent check of a plan: every hard rule, named, and the cost. Shares no code with the solver."""

from jtai.core.timetable.checking.check import check, check_repair
from jtai.core.timetable.checking.cost import Terms, cost, disruption
from jtai.core.timetable.checking.found import Violation

__all__ = ["Terms", "Violation", "check", "check_repair", "cost", "disruption"]
