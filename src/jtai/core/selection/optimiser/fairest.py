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

    relaxed: the chances if fractions of children could be chosen.
    """

    panels: list[Counts]
    shares: Vector
    chances: Vector
    relaxed: Vector
    cuts: list[Cut]


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
    chances: Vector | None = relaxed
    while len(cuts) < _MOST_CUTS and chances is not None:
        missing = mixer.missing_kinds(chances)
        if missing:
            cuts += [Cut(np.eye(len(kinds.held))[kind], 0.0) for kind in missing]
        else:
            mixed = mixer.mix(chances)
            if mixed.cut is None:
                used = mixed.shares > 0
                panels = [panel for panel, is_used in zip(mixer.pool.panels, used, strict=True) if is_used]
                return Fairest(panels, mixed.shares[used], chances, relaxed, cuts)
            cuts.append(mixed.cut)
        lowered = fair_chances(kinds, cuts)
        chances = None if lowered is None else lowered.chances
    raise TooManyCuts(f"{len(cuts)} cuts")
