"""The fairest lottery over kinds: chances as leximin has them, and panels that mix to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jtai.core.selection.optimiser.kinds import Counts, Kinds, Vector
from jtai.core.selection.optimiser.levels import Cut, fair_chances
from jtai.core.selection.optimiser.mixing import Mixer
from jtai.core.selection.optimiser.walking import ENOUGH, FEW_KINDS, walk

_MOST_CUTS = 500
# A walk that leaves more than this will not arrive by another way either; with few kinds mixing is quicker.
_WALKS, _HOPELESS = 3, 0.1


@dataclass(frozen=True)
class Fairest:
    """Shares of panels, the chances they give, and the cuts that say why they are not higher.

    relaxed: the chances if fractions of children could be chosen. is_settled: False when the search was
    ended before it was sure that nothing fairer exists.
    """

    panels: list[Counts]
    shares: Vector
    chances: Vector
    relaxed: Vector
    cuts: list[Cut]
    is_settled: bool = True


class TooManyCuts(Exception):
    """The chances were lowered again and again without becoming reachable."""


def fairest(kinds: Kinds) -> Fairest | None:
    """The leximin lottery of a question; None when no panel keeps the bounds."""
    relaxed = fair_chances(kinds, [])
    if relaxed is None:
        return None
    mixer = Mixer(kinds)
    for turn in range(1, 1 + _WALKS):
        walked = walk(kinds, relaxed, turn=turn)
        if walked.left <= ENOUGH:
            shares = np.array([share for share, _ in walked.panels])
            panels = [counts for _, counts in walked.panels]
            return Fairest(panels, shares / shares.sum(), relaxed.chances, relaxed.chances, [])
        for _, counts in walked.panels:
            mixer.pool.add(counts)
        if walked.left > _HOPELESS or len(kinds.held) <= FEW_KINDS:
            break
    if not mixer.pool.panels:
        first = mixer.best(np.zeros(len(kinds.held)))
        if first is None:
            return None
        mixer.pool.add(first)
    return _with_cuts(kinds, mixer, relaxed.chances)


def _with_cuts(kinds: Kinds, mixer: Mixer, relaxed: Vector) -> Fairest:
    """Lower the chances, cut by cut, until panels of whole children mix to them."""
    cuts: list[Cut] = []
    chances = relaxed
    shares: Vector | None = None
    while len(cuts) < _MOST_CUTS:
        missing = mixer.missing_kinds(chances)
        if missing:
            cuts += [Cut(np.eye(len(kinds.held))[kind], 0.0) for kind in missing]
        else:
            mixed = mixer.mix(chances)
            shares = mixed.shares
            if mixed.cut is None:
                return _mixture(kinds, mixer, shares, None if mixed.is_ended else chances, relaxed, cuts)
            cuts.append(mixed.cut)
        lowered = fair_chances(kinds, cuts)
        if lowered is None:
            break
        chances = lowered.chances
    if shares is None:
        raise TooManyCuts(f"{len(cuts)} cuts")
    return _mixture(kinds, mixer, shares, None, relaxed, cuts)


def _mixture(
    kinds: Kinds, mixer: Mixer, shares: Vector, chances: Vector | None, relaxed: Vector, cuts: list[Cut]
) -> Fairest:
    """The panels in use with what they give; `chances` when they are reached, so that all is settled."""
    used = np.flatnonzero(shares > 0)
    panels = [mixer.pool.panels[place] for place in used]
    shares = shares[used] / shares[used].sum()
    reached = shares @ np.array(panels, float) / kinds.held if chances is None else chances
    return Fairest(panels, shares, reached, relaxed, cuts, is_settled=chances is not None)
