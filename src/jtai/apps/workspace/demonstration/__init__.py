"""Three demonstration inspections, built by the same actions a person uses (ADR 0014).

`build()` makes one on day 11 of fieldwork, one at the check of the draft letter, one published. Everybody
and every place is invented; the areas' codes begin with X.
"""

from jtai.apps.workspace.demonstration.build import build, is_built
from jtai.apps.workspace.demonstration.cast import Cast

__all__ = ["Cast", "build", "is_built"]
