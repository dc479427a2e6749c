"""The lead inspector submits the working copy as a version that can be signed (paragraphs 72, 82, 83)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.database.locking import lock_row
from jtai.apps.inspections.access import keep_departures, record, require
from jtai.apps.inspections.facts import happened_at, record_fact
from jtai.apps.letters.actions.progress import settle
from jtai.apps.letters.models import Letter, LetterVersion
from jtai.apps.letters.queries.chain import Chain, chain_of
from jtai.apps.letters.queries.composing import compose
from jtai.apps.letters.queries.facts import facts_of
from jtai.core.letter import canonical, check, digest, first_to_sign_again
from jtai.core.moments import Moment
from jtai.core.results import Problem, blocks, refuse, require_none


@transaction.atomic
def submit_version(
    *,
    letter: Letter,
    confirmed: Collection[str],
    owner_confirmed: bool,
    reason: str,
    reasons: Mapping[str, str],
    by: User,
    at: Moment,
) -> LetterVersion:
    """Submit the letter to be signed: all checks are asked; a refusal leaves the working copy as it is."""
    inspection = letter.inspection
    require(by, "write", "letter", inspection)
    lock_row(letter)
    chain = chain_of(letter)
    _moment(chain)
    problems = content_problems(letter, confirmed, owner_confirmed)
    if chain.version and not reason.strip():
        problems.append(
            blocks("reason-missing", "Say what is different from the last version.", field="reason")
        )
    passed = require_none(problems, reasons)
    version = _make(letter, chain, confirmed, reason, by, at)
    keep_departures(version, passed, reasons, material="letter", by=by, at=at)
    _note_consolidated(letter, by, at)
    settle(letter, by=by, at=at)
    record_version(version, "letter.version-submitted", by=by, at=at)
    return version


def content_problems(letter: Letter, confirmed: Collection[str], owner_confirmed: bool) -> list[Problem]:
    """What the checks say, each sentence once; a point's own words say where it is."""
    found: dict[tuple[str, str], Problem] = {}
    for remark in check(facts_of(letter, confirmed=confirmed, owner_confirmed=owner_confirmed)):
        if remark.problem is None:
            continue
        excerpt = f" “{remark.excerpt[:80]}”" if remark.point and remark.excerpt else ""
        message = f"{remark.problem.message}{excerpt}"
        problem = Problem(remark.code, remark.problem.severity, message, remark.source)
        found[(remark.code, message)] = problem
    return list(found.values())


def _moment(chain: Chain) -> None:
    """While the draft is with the local area its words stand still (paragraph 95)."""
    current = chain.current
    if current is None:
        refuse("The letter is published. Publish a replacement with a note instead.", kind="moment")
    if current and current.step.phase == "accuracy":
        refuse(
            "The draft is with the local partnership. Decide on the comments: that makes the next version.",
            current.step.source,
            kind="moment",
        )


def _make(
    letter: Letter, chain: Chain, confirmed: Collection[str], reason: str, by: User, at: Moment
) -> LetterVersion:
    rules = letter.inspection.edition.letter
    current = chain.current
    assert current is not None
    first = chain.version is None
    return new_version(
        letter,
        content=canonical(compose(letter).data()),
        change=LetterVersion.Change.FIRST if first else LetterVersion.Change.REWRITTEN,
        reopens=first_to_sign_again(rules.sign_off_chain, current.step.code),
        reason=reason.strip(),
        confirmed=sorted(confirmed),
        owner_statement=rules.owner_statement,
        by=by,
        at=at,
    )


def new_version(letter: Letter, *, content: str, by: User, at: Moment, **fields: object) -> LetterVersion:
    """The next version. Numbers have no gaps; the content is never changed afterwards."""
    last = letter.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return LetterVersion.objects.create(
        letter=letter, number=last + 1, content=content, digest=digest(content), by=by, at=at.now, **fields
    )


def _note_consolidated(letter: Letter, by: User, at: Moment) -> None:
    milestone = letter.inspection.edition.code_for("letter-begun")
    if not happened_at(letter.inspection, milestone):
        record_fact(letter.inspection, milestone, by=by, at=at)


def record_version(version: LetterVersion, action: str, *, by: User, at: Moment) -> None:
    """The event of a version; its content can be found again and is held against the hash."""
    record(
        version,
        action,
        by=by,
        at=at,
        codes={
            "number": version.number,
            "digest": version.digest,
            "change": version.change,
            "reopens": version.reopens,
        },
        content=version.content,
    )
