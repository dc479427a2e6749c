"""Who may do what to which material: one table, and one question asked of it.

    decide(held, "write", "briefing", About())          -> Decision
    decide(held, "read", "notebook", About(own=True))   -> Decision

`held` are the roles a person holds in one inspection (ADR 0001: roles are memberships, one person
may hold several). A role, action or material without a cell is refused (ADR 0002).
"""

from jtai.core.access.decide import NOBODY, About, Held, actions_on, decide, materials, who_may
from jtai.core.access.password_first import PASSWORD_FIRST, asks_for_password
from jtai.core.access.table import TABLE
from jtai.core.access.words import WORDS

__all__ = [
    "NOBODY",
    "PASSWORD_FIRST",
    "TABLE",
    "WORDS",
    "About",
    "Held",
    "actions_on",
    "asks_for_password",
    "decide",
    "materials",
    "who_may",
]
