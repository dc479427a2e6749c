"""Lists of children and a balanced choice from them (paragraphs 19-21, 54; ADR 0010, ADR 0011).

    report = read_list(data, notified_on=date(2016, 9, 6), edition=edition)
    report.children, report.lines, report.problems
    balance(edition, pool, chosen)                 -> list of BalanceBlock: the list's shares, the choice's
    check_shortlist(edition, pool, chosen, ...)    -> list[Problem]
    check_tracked(edition, shortlist, chosen, ...) -> list[Problem]

The fair lottery is an engine of its own and has its room beside these modules. None of it is loaded with
them; a page or a command imports the part it needs:

    question, proportions   what is asked, and quotas of the list's own proportions
    asking                  a question from the children of an inspection
    reading, pseudonyms     a list and quotas from CSV, pseudonymous or refused
    running                 the optimiser in a process of its own (package optimiser)
    drawing                 commitment, draw, receipt
    verifying               the receipt checked with the standard library alone
    tracking, following     the choice out of the choice
    adjusting               lock, veto, swap
    wording                 conflicts in words
"""

from jtai.core.selection.balance import BalanceBlock, BalanceRow, balance
from jtai.core.selection.choice import check_shortlist, check_tracked
from jtai.core.selection.lists import ChildRow, ListReport, ReportLine, read_list

__all__ = [
    "BalanceBlock",
    "BalanceRow",
    "ChildRow",
    "ListReport",
    "ReportLine",
    "balance",
    "check_shortlist",
    "check_tracked",
    "read_list",
]
