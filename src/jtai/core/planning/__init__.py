"""The rules of planning: who may lead, the usual team, the workstreams (paragraphs 8, 11, 30, 92/93).

check_team(edition, members)  -> list[Problem]
check_member(edition, member) -> list[Problem]
"""

from jtai.core.planning.team import Member, check_member, check_team, missing_people, title_of

__all__ = ["Member", "check_member", "check_team", "missing_people", "title_of"]
