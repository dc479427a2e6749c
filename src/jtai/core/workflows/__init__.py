"""When something may be done: state and action give the next state, one table for each file.

LETTER = Workflow("letter", initial="consolidating", moves=[Move("agree", "consolidating", "agreed"), ...])
LETTER.decide("consolidating", "agree") -> Decision
LETTER.after("consolidating", "agree")  -> "agreed"   (raises Refused when the moment is wrong)
"""

from jtai.core.workflows.engine import Move, Workflow

__all__ = ["Move", "Workflow"]
