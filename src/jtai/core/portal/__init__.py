"""What is asked of the local agencies, when it came, and what may be asked beyond the list.

wanted = wanted_items(edition, theme, agencies=("police", "ccg"))   -> list[Wanted], in the edition's order
by_inspectorate(wanted)                                             -> {"ofsted": [...], "hmic": [...]}
punctuality(due_at, came_at)                                        -> Punctuality("late", 0:30:00)
check_extra(Extra(...), known=...)                                  -> list[Problem]
"""

from jtai.core.portal.beyond import Extra, check_extra, check_extra_decision
from jtai.core.portal.wanted import Punctuality, Wanted, by_inspectorate, punctuality, wanted_items

__all__ = [
    "Extra",
    "Punctuality",
    "Wanted",
    "by_inspectorate",
    "check_extra",
    "check_extra_decision",
    "punctuality",
    "wanted_items",
]
