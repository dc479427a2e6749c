"""Quotas, lotteries, draws and checks as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jtai.commands.output import table
from jtai.core.selection.adjusting import Alternative
from jtai.core.selection.question import ChildList, Quota
from jtai.core.selection.verifying import Check
from jtai.words import counted

_SHOWN = 20


def quotas_text(quotas: Iterable[Quota], pool: ChildList) -> str:
    """What each value has in the list and may have in the choice."""
    rows = [
        (q.feature, q.value, str(pool.count(q.feature)[q.value]), str(q.least), str(q.most)) for q in quotas
    ]
    return table(("Feature", "Value", "In the list", "Least", "Most"), rows)


def quotas_csv(quotas: Iterable[Quota]) -> str:
    """The file that `--quotas` reads."""
    rows = [f"{_cell(q.feature)},{_cell(q.value)},{q.least},{q.most}" for q in quotas]
    return "\n".join(["feature,value,min,max", *rows])


def _cell(text: str) -> str:
    if any(sign in text for sign in ',"\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def lottery_text(lottery: Mapping[str, Any]) -> str:
    """The chances of a lottery, or why there is none."""
    if not lottery["feasible"]:
        return _conflict_text(lottery)
    levels = table(
        ("Chance", "Children"), [(f"{chance:.5f}", str(number)) for chance, number in lottery["levels"]]
    )
    lines = [
        f"{counted(len(lottery['chances']), 'child')}, {lottery['size']} to be chosen; "
        f"{counted(len(lottery['panels']), 'balanced selection')} on "
        f"{counted(lottery['tickets'], 'ticket')}.",
        f"The least chance is {lottery['min_chance']:.6f}. {_proof_text(lottery)}",
    ]
    if lottery["allowance"]:
        lines.insert(
            0, f"The quotas cannot all be met. Every selection is {lottery['allowance']} off them in all."
        )
    if lottery["then"]:
        share = 100 * lottery["then"]["tickets"] / lottery["tickets"]
        sizes = f"{lottery['then']['sizes'][0]} to {lottery['then']['sizes'][-1]}"
        lines.append(f"{share:.4g} % of the tickets leave a balanced second choice of {sizes} possible.")
    lines += [group["words"] for group in lottery["shut_out"]]
    more = len(lottery["unselectable"]) - sum(len(group["children"]) for group in lottery["shut_out"])
    if more:
        lines.append(f"{counted(more, 'more child', 'is')} in no balanced selection.")
    lines += ["", levels, "", "With --format json: the lottery as a file, to draw from and to check."]
    return "\n".join(lines)


def _proof_text(lottery: Mapping[str, Any]) -> str:
    if lottery["proven_bound"] is None:
        return f"That it is the highest is not proven; it is not above {lottery['upper_bound']:.6f}."
    if not lottery["is_settled"]:
        bound = lottery["proven_bound"]
        return f"The search was ended: another lottery may be fairer, up to a least chance of {bound:.6f}."
    who = "everybody who can be chosen" if lottery["unselectable"] else "everybody"
    return f"Proven: no lottery gives {who} more than {lottery['proven_bound']:.6f}."


def _conflict_text(conflict: Mapping[str, Any]) -> str:
    first, *ways = conflict["words"]
    lines = ["The quotas cannot all be met.", first]
    if ways:
        total = conflict["relaxations"][0]["total"]
        lines += ["", f"The smallest change is {total} in all. Any one of these:"]
        lines += [f"  {way}" for way in ways]
        lines += ["", "Or add --relax: the fairest lottery over the selections nearest to balance."]
    return "\n".join(lines)


def drawn_text(drawn: Mapping[str, Any]) -> str:
    """Who was drawn, and what the receipt says about it."""
    receipt = drawn["receipt"]
    features = receipt["lottery"]["list"]["features"]
    values = receipt["lottery"]["list"]["children"]
    rows = [(child, *values[child]) for child in drawn["children"]]
    lines = [table(("Child", *features), rows), "", *receipt["words"]]
    lines += [f"Hash of the lottery: {receipt['lottery_hash']}", f"Hash of the list: {receipt['list_hash']}"]
    return "\n".join(lines)


def checks_text(checks: Sequence[Check]) -> str:
    """Each check on a line."""
    rows = [("passed" if check.passed else "FAILED", check.code, check.words) for check in checks]
    good = all(check.passed for check in checks)
    return (
        table(("", "Check", "Found"), rows)
        + f"\n\n{'Every check passed.' if good else 'Not every check passed.'}"
    )


def tracked_text(tracked: Mapping[str, Any]) -> str:
    """The curve of balance against fairness, and the proposal."""
    rows = [(str(off), f"{panels:,}", f"{share:.6f}") for off, panels, share in tracked["curve"]]
    return "\n".join(
        [
            f"{counted(tracked['panels'], 'selection', 'was')} compared, all there are of {tracked['size']}. "
            f"The nearest to balance are {tracked['deviation']} off.",
            "",
            table(("Off balance, at most", "Selections", "Least chance at best"), rows),
            "",
            f"Proposal: {', '.join(tracked['proposal'])}",
        ]
    )


def adjusted_text(alternatives: Sequence[Alternative]) -> str:
    """Each alternative with what changes."""
    if not alternatives:
        return "No balanced selection has these children in and those out."
    rows = [(str(place), a.words()) for place, a in enumerate(alternatives[:_SHOWN], start=1)]
    return table(("", "What changes"), rows) + "\n\nThis is no longer a pure draw."
