"""Re-checks a receipt with the standard library alone.

Nothing of the optimiser and nothing of the draw is imported here: what they do is done again from the numbers
in the receipt. The proof of the least chance is checked in whole numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

# A lottery is taken for the fairest when its least chance is this much of the proven bound, or when it is
# lower only by what the rounding to whole tickets may cost.
NEARLY = Fraction(999, 1000)
ROUNDING = 3
_DEEPEST = 400


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, whether it holds, and what was found, in words."""

    code: str
    passed: bool
    words: str


class Unreadable(Exception):
    """This is not a receipt. The message is a sentence."""


def verify(receipt: Any, *, list_hash: str = "") -> list[Check]:
    """Every check. list_hash: of a list held by somebody else, to compare with. Raises `Unreadable`."""
    try:
        answer, receipt = receipt, receipt.get("receipt", receipt)
        lottery = receipt["lottery"]
        return [
            *_list_checks(receipt, lottery, list_hash),
            _panels_check(lottery),
            _tickets_check(lottery),
            _chances_check(lottery),
            _unselectable_check(lottery),
            _least_check(lottery),
            *_draw_checks(receipt, lottery),
            *_answer_check(answer, receipt),
        ]
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        ZeroDivisionError,
        RecursionError,
    ) as fault:
        raise Unreadable(
            f"This is not a receipt of a draw, or a part of it is missing ({_named(fault)})."
        ) from fault


def _named(fault: Exception) -> str:
    return (
        f"“{fault.args[0]}”"
        if isinstance(fault, KeyError) and fault.args
        else "there is something else in its place"
    )


def _hash(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _list_checks(receipt: Mapping[str, Any], lottery: Mapping[str, Any], other: str) -> Iterator[Check]:
    found = _hash(lottery["list"])
    same = found == receipt["list_hash"] == lottery["list_hash"]
    yield Check("list", same, f"The list has the hash {found[:16]}…{'' if same else ', not the one noted'}.")
    if other:
        words = "The list you gave is the list of the lottery."
        yield Check(
            "your-list", other == found, words if other == found else words.replace(" is ", " is not ")
        )


def _panels_check(lottery: Mapping[str, Any]) -> Check:
    """Every panel: the right size, children of the list, each once, quotas kept, one of each family."""
    listed, size, allowance = lottery["list"], lottery["size"], lottery["allowance"]
    columns = {feature: place for place, feature in enumerate(listed["features"])}
    wrong = 0
    for panel in lottery["panels"]:
        children = panel["children"]
        known = all(child in listed["children"] for child in children)
        if not known or len(children) != size or len(set(children)) != size:
            wrong += 1
            continue
        families = Counter(listed["families"].get(child, "") for child in children)
        families.pop("", None)
        held = Counter(
            (feature, listed["children"][child][place])
            for child in children
            for feature, place in columns.items()
        )
        off = sum(
            max(0, quota["min"] - held[quota["feature"], quota["value"]])
            + max(0, held[quota["feature"], quota["value"]] - quota["max"])
            for quota in lottery["quotas"]
        )
        wrong += off > allowance or any(number > 1 for number in families.values())
    number = len(lottery["panels"])
    kept = "meet every quota" if not allowance else f"are at most {allowance} off the quotas in all"
    if wrong:
        return Check("quotas", False, f"{wrong} of {number} selections do not {kept.replace('are', 'stay')}.")
    return Check("quotas", True, f"All {number} selections {kept}; nobody is twice in one.")


def _tickets_check(lottery: Mapping[str, Any]) -> Check:
    numbers = [panel["tickets"] for panel in lottery["panels"]]
    whole = all(type(number) is int and number > 0 for number in numbers)
    total = sum(numbers)
    return Check("tickets", whole and total == lottery["tickets"], f"The tickets add up to {total:,}.")


def _counted(lottery: Mapping[str, Any]) -> dict[str, int]:
    tickets = dict.fromkeys(lottery["list"]["children"], 0)
    for panel in lottery["panels"]:
        for child in panel["children"]:
            tickets[child] = tickets.get(child, 0) + panel["tickets"]
    return tickets


def _chances_check(lottery: Mapping[str, Any]) -> Check:
    tickets, total = _counted(lottery), lottery["tickets"]
    wrong = [child for child, number in tickets.items() if lottery["chances"].get(child) != number / total]
    shut = set(lottery["unselectable"])
    least = min((n for child, n in tickets.items() if child not in shut), default=0) / total
    good = not wrong and len(lottery["chances"]) == len(tickets) and least == lottery["min_chance"]
    words = f"The chances follow from the tickets; the least is {least:.6f}."
    return Check(
        "chances", good, words if good else f"The chances do not follow from the tickets ({len(wrong)})."
    )


def _unselectable_check(lottery: Mapping[str, Any]) -> Check:
    """Children without a chance: it must be proven that no selection has them."""
    shut = set(lottery["unselectable"])
    without = {child for child, number in _counted(lottery).items() if number == 0}
    proven: set[str] = set()
    for proof in lottery["absence"]:
        if proof and _is_shown(proof, lottery) and proof["bound"] < proof["scale"]:
            proven |= {child for child, weight in proof["weights"].items() if weight >= proof["scale"]}
    good = shut == without and shut <= proven
    if not shut and not without:
        return Check("unselectable", True, "Every child has a chance.")
    words = f"{len(shut)} can be in no selection; {len(shut & proven)} proven."
    return Check("unselectable", good, words)


def _least_check(lottery: Mapping[str, Any]) -> Check:
    """The least chance is as high as it can be: weights of children, and no selection above the bound."""
    proof = lottery["proof"]
    if proof is None:
        words = (
            f"Not proven: the proof was too long to store. The relaxed bound is {lottery['upper_bound']:.6f}."
        )
        return Check("least-chance", False, words)
    shut = set(lottery["unselectable"])
    weights = proof["weights"]
    sound = all(weight >= 0 and child not in shut for child, weight in weights.items())
    if not sound or not _is_shown(proof, lottery):
        return Check("least-chance", False, "The proof that the least chance is the highest does not hold.")
    bound = Fraction(proof["bound"], sum(weights.values()))
    least = Fraction(lottery["min_chance"]).limit_denominator(lottery["tickets"])
    good = least >= NEARLY * bound or bound - least <= Fraction(ROUNDING, lottery["tickets"])
    words = (
        f"No lottery gives everybody more than {float(bound):.6f}; this one gives {float(least):.6f}, "
        f"{100 * float(least / bound):.2f} % of it."
    )
    return Check("least-chance", good, words)


def _draw_checks(receipt: Mapping[str, Any], lottery: Mapping[str, Any]) -> Iterator[Check]:
    found = _hash(lottery)
    noted = receipt["lottery_hash"]
    words = f"The lottery has the hash {found[:16]}…"
    yield Check("lottery", found == noted, f"{words}{'.' if found == noted else ', not the one noted.'}")
    part, commitment = receipt["inspector_part"], receipt["commitment"]
    if commitment is None:
        yield Check("commitment", True, "No commitment was made before the draw; the receipt says so.")
    else:
        made = hashlib.sha256(f"jtai commitment 1\n{found}\n{part}".encode()).hexdigest()
        kept = "The inspector's part is the one committed to."
        yield Check(
            "commitment",
            made == commitment,
            kept if made == commitment else kept.replace("is the", "is not the"),
        )
    director = receipt["director_part"]
    if director is None:
        stands_in = receipt["stand_in"] == lottery["list_hash"]
        yield Check("director", stands_in, "The hash of the list is used for the director's part.")
        director = receipt["stand_in"]
    yield _ticket_check(receipt, lottery, found, (part, director))


def _ticket_check(
    receipt: Mapping[str, Any], lottery: Mapping[str, Any], lottery_hash: str, parts: tuple[str, str]
) -> Check:
    data = {"inspector": parts[0], "director": parts[1], "lottery": lottery_hash}
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    number = int(hashlib.sha256(f"jtai draw 1\n{text}".encode()).hexdigest(), 16)
    ticket = number % lottery["tickets"] + 1
    last, children = 0, None
    for panel in lottery["panels"]:
        last += panel["tickets"]
        if children is None and ticket <= last:
            children = panel["children"]
    good = ticket == receipt["ticket"] and children == receipt["children"] and receipt["pure_draw"] is True
    words = f"The seed draws ticket {ticket:,}, and it has these children."
    return Check(
        "draw", good, words if good else f"The seed draws ticket {ticket:,}; the receipt says otherwise."
    )


def _answer_check(answer: Mapping[str, Any], receipt: Mapping[str, Any]) -> Iterator[Check]:
    """The answer of a draw says its children and ticket beside the receipt: both must be the receipt's."""
    if answer is not receipt:
        same = all(answer[key] == receipt[key] for key in ("children", "ticket"))
        words = "The children and the ticket beside the receipt are those of the receipt."
        yield Check("answer", same, words if same else words.replace(" are ", " are not "))


@dataclass(frozen=True, slots=True)
class _Limit:
    """From `low` to `high` of these children are in a panel."""

    children: tuple[str, ...]
    low: int
    high: int
    is_quota: bool = False


class _Ground:
    """What the bounds of a lottery are about."""

    def __init__(self, lottery: Mapping[str, Any]) -> None:
        listed = lottery["list"]
        self.size: int = lottery["size"]
        self.allowance: int = lottery["allowance"]
        self.everyone = tuple(listed["children"])
        self.members: dict[tuple[str, str], list[str]] = {}
        for child, values in listed["children"].items():
            for feature, value in zip(listed["features"], values, strict=True):
                self.members.setdefault((feature, value), []).append(child)
        self.quotas = {(q["feature"], q["value"]): (q["min"], q["max"]) for q in lottery["quotas"]}
        self.families: dict[str, list[str]] = {}
        for child, family in listed["families"].items():
            self.families.setdefault(family, []).append(child)

    def limit(self, name: Mapping[str, Any]) -> _Limit:
        """The bound of this name, as the lottery has it or as a split of the proof makes it."""
        if "size" in name:
            return _Limit(self.everyone, self.size, self.size)
        children = tuple(self._children(name))
        if "most" in name:
            return _Limit(children, 0, name["most"])
        if "least" in name:
            return _Limit(children, name["least"], self.size)
        if "family" in name:
            return _Limit(children, 0, 1)
        low, high = self.quotas[name["feature"], name["value"]]
        return _Limit(children, low, min(high, self.size), is_quota=True)

    def _children(self, name: Mapping[str, Any]) -> Iterable[str]:
        if "children" in name:
            return set(name["children"])
        if "family" in name:
            return self.families[name["family"]]
        return self.members.get((name["feature"], name["value"]), [])


def _is_shown(proof: Mapping[str, Any], lottery: Mapping[str, Any]) -> bool:
    """Is no panel heavier than the bound of the proof?"""
    weights = proof["weights"]
    whole = type(proof["bound"]) is int and all(type(weight) is int for weight in weights.values())
    return whole and _part_is_shown(proof["parts"], [], proof, _Ground(lottery))


def _part_is_shown(
    part: Mapping[str, Any], path: list[dict[str, Any]], proof: Mapping[str, Any], ground: _Ground
) -> bool:
    if len(path) > _DEEPEST:
        return False
    if "split" not in part:
        return _multipliers_show(part["multipliers"], path, proof, ground)
    # Either at most so many, or at least one more: there is no third way.
    name = {key: value for key, value in part["split"].items() if key != "at"}
    at = part["split"]["at"]
    low, high = {**name, "most": at}, {**name, "least": at + 1}
    return (
        type(at) is int
        and not {"size", "most", "least"} & set(name)
        and _part_is_shown(part["low"], [*path, low], proof, ground)
        and _part_is_shown(part["high"], [*path, high], proof, ground)
    )


def _multipliers_show(
    multipliers: Iterable[tuple[dict[str, Any], int]],
    path: list[dict[str, Any]],
    proof: Mapping[str, Any],
    ground: _Ground,
) -> bool:
    """Weak duality: the weight of any panel is at most what the multipliers of its bounds allow."""
    rest = dict.fromkeys(ground.everyone, 0)
    rest.update(proof["weights"])
    total = dearest = 0
    for name, number in multipliers:
        made_here = "most" in name or "least" in name
        if type(number) is not int or (made_here and name not in path):
            return False
        limit = ground.limit(name)
        total += number * (limit.high if number > 0 else limit.low)
        dearest = max(dearest, abs(number)) if limit.is_quota else dearest
        for child in limit.children:
            rest[child] -= number
    total += sum(left for left in rest.values() if left > 0) + ground.allowance * dearest
    return total <= proof["bound"]
