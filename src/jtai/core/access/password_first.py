"""What asks for the password again when it was given some time ago: signing, publishing, administering.

Written like the access table, and beside it: a line is a material and its actions (ADR 0225).
"""

from __future__ import annotations

TEXT = """
letter-draft-agreement: sign
letter-signature: sign
letter-agreement: sign
pre-publication: send
publication: publish withdraw
service-people: write
service-editions: write
service-messages: write
own-sessions: end
"""

PASSWORD_FIRST = frozenset(
    (action, material)
    for line in TEXT.strip().splitlines()
    for material, _, actions in [line.partition(":")]
    for action in actions.split()
)


def asks_for_password(action: str, material: str) -> bool:
    """Is the password asked for first?"""
    return (action, material) in PASSWORD_FIRST
