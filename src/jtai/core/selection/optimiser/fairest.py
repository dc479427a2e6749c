"""The fairest lottery over kinds: chances as leximin has them, and panels that mix to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jtai.core.selection.optimiser.kinds import Counts, Kinds, Vector
from jtai.core.selection.optimiser.levels import Cut, fair_chances
from jtai.core.selection.optimiser.mixing import Mixer
from jtai.core.selection.optimiser.walking import ENOUGH, Walked, walk

_MOST_CUTS = 500


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
    walked = Walked((), 1.0) if kinds.allowance else walk(kinds, relaxed)
    panels = [counts for _, counts in walked.panels]
    if walked.left <= ENOUGH:
        shares = np.array([share for share, _ in walked.panels])
        return Fairest(panels, shares / shares.sum(), relaxed, relaxed, [])
    mixer = Mixer(kinds, panels)
    if not panels:
        first = mixer.best(np.zeros(len(kinds.held)))
        if first is None:
            return None
        mixer.pool.add(first)
    return _with_cuts(kinds, mixer, relaxed)


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
        chances = fair_chances(kinds, cuts)
    raise TooManyCuts(f"{len(cuts)} cuts")
