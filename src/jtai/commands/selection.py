"""`jtai select`: quotas, the fairest lottery, the draw and its receipt, the children to be tracked."""

from __future__ import annotations

import argparse
import secrets
from typing import Any

from jtai.commands.arguments import Parser, add_format
from jtai.commands.output import ANSWER_IS_NO, DONE, Answer, bad
from jtai.commands.selection_files import (
    optimised,
    read_json,
    read_list_file,
    read_quota_file,
    size_in,
    sizes_in,
    write_json,
)
from jtai.commands.selection_tables import (
    adjusted_text,
    checks_text,
    drawn_text,
    lottery_text,
    quotas_csv,
    quotas_text,
    tracked_text,
)
from jtai.core.selection.adjusting import Wish, alternative, check_wish, near_at_hand
from jtai.core.selection.drawing import NotADraw, Seed, check_lottery, commitment_of, draw
from jtai.core.selection.proportions import quotas_of
from jtai.core.selection.question import ChildList, Question, Quota, hash_of, quotas_as_data, read_question
from jtai.core.selection.verifying import Unreadable, verify

_AT_LEAST_ONE = 0.02
# Named here, so that a newer folder beside it changes no answer (ADR 0282).
_EDITION = "2016-08"
_SECONDS = 120.0
_WAYS = 3
# How far from the least deviation the curve goes.
_FURTHER = 3
_WITHOUT_QUOTAS = "without it: the list's own proportions, as `jtai select quotas` writes them"


def add_to(commands: Any) -> None:
    """Add the commands to the parser."""
    group = commands.add_parser(
        "select",
        help="choose children: the fairest balanced lottery, its draw, its receipt",
        description="Chooses children from a pseudonymous list: balanced, fair, and open to be checked.",
        epilog="Example: jtai select lottery --children C.csv --size 20 --format json > L.json",
    )
    verbs = group.add_subparsers(dest="verb", metavar="COMMAND", required=True, parser_class=Parser)
    _add_quotas(verbs)
    _add_lottery(verbs)
    _add_commit(verbs)
    _add_draw(verbs)
    _add_verify(verbs)
    _add_track(verbs)
    _add_adjust(verbs)


def _verb(verbs: Any, name: str, words: str, example: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(
        name,
        help=words[0].lower() + words[1:],
        description=f"{words}.",
        epilog=f"Example: jtai select {example}",
    )
    add_format(parser)
    parser.set_defaults(run=run)
    return parser


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--children", required=True, metavar="FILE", help="CSV: child_id and features; - reads standard input"
    )


def _add_quotas(verbs: Any) -> None:
    words = "Floor and ceiling of each value's share, to be reviewed and changed"
    parser = _verb(verbs, "quotas", words, "quotas --children C.csv --size 20 --csv > Q.csv", run_quotas)
    _add_list(parser)
    parser.add_argument("--size", required=True, help="how many children are chosen")
    _add_shares(parser)
    parser.add_argument("--csv", action="store_true", help="write the quotas as the file other commands read")


def _add_shares(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--at-least-one",
        default=str(_AT_LEAST_ONE),
        metavar="SHARE",
        help="values with this share of the list or more, and probation, get at least one place; "
        f"“never” for plain floors and ceilings (default {_AT_LEAST_ONE})",
    )


def _add_lottery(verbs: Any) -> None:
    words = "The fairest lottery over all selections that meet the quotas"
    example = "lottery --children C.csv --quotas Q.csv --size 20 --format json > L.json"
    parser = _verb(verbs, "lottery", words, example, run_lottery)
    _add_list(parser)
    parser.add_argument("--quotas", metavar="FILE", help=f"CSV: feature,value,min,max; {_WITHOUT_QUOTAS}")
    parser.add_argument("--size", required=True, help="how many children are chosen")
    _add_shares(parser)
    parser.add_argument(
        "--relax",
        action="store_true",
        help="when the quotas cannot all be met: balance first, with the least total deviation there is",
    )
    parser.add_argument(
        "--then",
        metavar="LEAST-MOST",
        help="how many are tracked out of those chosen; without it as the edition says",
    )
    parser.add_argument(
        "--edition",
        default=_EDITION,
        help=f"the edition whose numbers are taken where none are given (default {_EDITION})",
    )
    parser.add_argument("--seconds", default=str(_SECONDS), help=f"the limit of time (default {_SECONDS:g})")


def _add_commit(verbs: Any) -> None:
    words = "Commit to the inspector's part of the seed, before the director is asked for theirs"
    parser = _verb(verbs, "commit", words, "commit --lottery L.json", run_commit)
    parser.add_argument("--lottery", required=True, metavar="FILE", help="as `jtai select lottery` made it")
    parser.add_argument("--part", help="the inspector's part; without it one is made by chance")


def _add_draw(verbs: Any) -> None:
    words = "One reproducible draw with its receipt"
    parser = _verb(verbs, "draw", words, "draw --lottery L.json --seed 'heads 7 tails 3'", run_draw)
    parser.add_argument("--lottery", required=True, metavar="FILE", help="as `jtai select lottery` made it")
    parser.add_argument("--seed", required=True, metavar="TEXT", help="the inspector's part of the seed")
    parser.add_argument("--commitment", default="", metavar="HASH", help="as `jtai select commit` gave it")
    parser.add_argument(
        "--director", metavar="TEXT", help="the director's part; without it the hash of the list is used"
    )
    parser.add_argument("--receipt", metavar="FILE", help="write the receipt to a file as well")


def _add_verify(verbs: Any) -> None:
    words = "Check everything a receipt says, without the optimiser"
    parser = _verb(verbs, "verify", words, "verify R.json --children C.csv", run_verify)
    parser.add_argument("receipt", metavar="RECEIPT", help="as `jtai select draw` made it")
    parser.add_argument("--children", metavar="FILE", help="the list as you hold it, to compare with")


def _add_track(verbs: Any) -> None:
    words = "The best balanced selection of children to track, found by comparing every possible one"
    parser = _verb(verbs, "track", words, "track --children TWENTY.csv --size 6", run_track)
    _add_list(parser)
    parser.add_argument("--size", required=True, help="how many are tracked")


def _add_adjust(verbs: Any) -> None:
    words = "The nearest balanced selections when children are locked, vetoed or swapped"
    parser = _verb(verbs, "adjust", words, "adjust R.json --veto J1E7F2A7BE --lock JE50DF7391", run_adjust)
    parser.add_argument("receipt", metavar="RECEIPT", help="as `jtai select draw` made it")
    parser.add_argument("--lock", action="append", default=[], metavar="ID", help="must be chosen")
    parser.add_argument("--veto", action="append", default=[], metavar="ID", help="must not be chosen")
    parser.add_argument("--swap", action="append", default=[], metavar="OUT:IN", help="one for the other")
    parser.add_argument("--ways", default=str(_WAYS), help=f"how many to show (default {_WAYS})")


def run_quotas(options: argparse.Namespace) -> Answer:
    """Quotas of the list's own proportions."""
    pool = read_list_file(options.children)
    quotas = _own_quotas(options, pool, size_in(options.size, pool))
    text = quotas_csv(quotas) if options.csv else quotas_text(quotas, pool)
    return Answer(quotas_as_data(quotas), text)


def _own_quotas(options: argparse.Namespace, pool: ChildList, size: int) -> tuple[Quota, ...]:
    if options.at_least_one == "never":
        return quotas_of(pool, size)
    share = _number(options.at_least_one, "--at-least-one")
    if share > 1:
        raise bad("--at-least-one", f"“{options.at_least_one}” is not a share. Write it as 0.02.")
    return quotas_of(pool, size, at_least_one_from=share)


def run_lottery(options: argparse.Namespace) -> Answer:
    """The lottery, or the conflict with what would have to give."""
    pool = read_list_file(options.children)
    size = size_in(options.size, pool)
    seconds = _number(options.seconds, "--seconds")
    if options.quotas is None:
        quotas = _own_quotas(options, pool, size)
    else:
        quotas = read_quota_file(options.quotas, pool, size)
    question = Question(pool, quotas, size)
    then = [tracked for tracked in sizes_in(options.then, options.edition) if tracked < size]
    task = {"task": "lottery", "question": question.as_data(), "relax": options.relax, "then": then}
    lottery = optimised(task, seconds)
    return Answer(lottery, lottery_text(lottery), DONE if lottery["feasible"] else ANSWER_IS_NO)


def run_commit(options: argparse.Namespace) -> Answer:
    """The commitment, and the part if it was made here."""
    lottery = _lottery(options.lottery)
    part = secrets.token_hex(16) if options.part is None else options.part
    if not part.strip():
        raise bad("--part", "The part is empty. Give some words or numbers, or leave it out.")
    lottery_hash = hash_of(lottery)
    commitment = commitment_of(lottery_hash, part)
    data = {"lottery_hash": lottery_hash, "commitment": commitment, "part": part}
    text = (
        f"Commitment: {commitment}\n"
        "Give this to the director of children's services, then ask for their part.\n"
        f"Your part, which you tell nobody until the draw: {part}"
    )
    return Answer(data, text)


def run_draw(options: argparse.Namespace) -> Answer:
    """The children drawn."""
    lottery = _lottery(options.lottery)
    if not options.seed.strip():
        raise bad("--seed", "The seed is empty. Give some words or numbers.")
    try:
        drawn = draw(lottery, Seed(options.seed, options.director, options.commitment.strip().lower()))
    except NotADraw as fault:
        raise bad("--commitment", str(fault)) from fault
    if options.receipt:
        write_json(options.receipt, drawn["receipt"], "--receipt")
    return Answer(drawn, drawn_text(drawn))


def _lottery(path: str) -> Any:
    lottery = read_json(path)
    try:
        check_lottery(lottery)
    except NotADraw as fault:
        raise bad(path, str(fault)) from fault
    return lottery


def run_verify(options: argparse.Namespace) -> Answer:
    """Every check with its result."""
    receipt = read_json(options.receipt)
    list_hash = read_list_file(options.children).hash if options.children else ""
    try:
        checks = verify(receipt, list_hash=list_hash)
    except Unreadable as fault:
        raise bad(options.receipt, str(fault)) from fault
    good = all(check.passed for check in checks)
    data = {
        "format": 1,
        "holds": good,
        "checks": [{"check": c.code, "passed": c.passed, "words": c.words} for c in checks],
    }
    return Answer(data, checks_text(checks), DONE if good else ANSWER_IS_NO)


def run_track(options: argparse.Namespace) -> Answer:
    """The least deviation, the curve of balance against fairness, a proposal."""
    # The matrices are loaded only when they are needed: no other command waits for them.
    from jtai.core.selection.tracking import TooManySelections, track

    pool = read_list_file(options.children)
    size = size_in(options.size, pool)
    try:
        tracked = track(pool, size, further=_FURTHER)
    except TooManySelections as fault:
        raise bad("--size", str(fault)) from fault
    if tracked is None:
        words = (
            "No selection of this size has a child of each kind that is needed and only one of each family."
        )
        return Answer({"size": size, "feasible": False, "words": [words]}, words, ANSWER_IS_NO)
    allowed = range(tracked.least, tracked.least + _FURTHER + 1)
    curve = [tracked.within(deviation) for deviation in allowed]
    task = {"task": "shares", "people": len(pool.children), "curve": curve}
    shares = optimised(task, _SECONDS)["shares"]
    points = zip(allowed, curve, shares, strict=True)
    data = {
        "format": 1,
        "size": size,
        "deviation": tracked.least,
        "panels": tracked.all_selections,
        "panels_at_that_deviation": len(curve[0]),
        "curve": [[deviation, len(panels), round(share, 6)] for deviation, panels, share in points],
        "proposal": tracked.proposal(),
    }
    return Answer(data, tracked_text(data))


def run_adjust(options: argparse.Namespace) -> Answer:
    """The nearest balanced selections."""
    receipt = read_json(options.receipt)
    try:
        receipt = receipt.get("receipt", receipt)
        question, chosen = read_question(receipt["lottery"]), list(receipt["children"])
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise bad(options.receipt, "This is not a receipt of a draw, or a part of it is missing.") from fault
    wish = _wish(options, chosen)
    wrong = check_wish(question, chosen, wish)
    if wrong:
        raise bad("--lock, --veto or --swap", wrong[0])
    ways = int(_number(options.ways, "--ways"))
    alternatives = near_at_hand(question, chosen, wish, ways)
    if alternatives is None:
        task = {
            "task": "nearest",
            "question": question.as_data(),
            "chosen": chosen,
            "locked": sorted(wish.locked),
            "barred": sorted(wish.barred),
            "ways": ways,
        }
        alternatives = [alternative(chosen, children) for children in optimised(task, _SECONDS)["panels"]]
    data = {
        "format": 1,
        "feasible": bool(alternatives),
        "pure_draw": False,
        "alternatives": [
            {"children": list(a.children), "out": list(a.out), "in": list(a.into), "words": a.words()}
            for a in alternatives
        ],
    }
    return Answer(data, adjusted_text(alternatives), DONE if alternatives else ANSWER_IS_NO)


def _wish(options: argparse.Namespace, chosen: list[str]) -> Wish:
    locked, barred = set(options.lock), set(options.veto)
    for swap in options.swap:
        out, colon, into = swap.partition(":")
        if not colon or not out or not into:
            raise bad("--swap", f"“{swap}” is not a swap. Write it as OUT:IN.")
        if out not in chosen:
            raise bad("--swap", f"{out} is not among the children drawn.")
        barred.add(out)
        locked.add(into)
    return Wish(frozenset(locked), frozenset(barred))


def _number(text: str, where: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 < number < 1e6:
        raise bad(where, f"“{text}” is not a number above 0. Write it as 10.")
    return number
