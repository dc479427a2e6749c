"""Every address is asked of the access table, or is on one of two short lists."""

from __future__ import annotations

from jtai.core.access.table import TABLE
from tools.generated.addresses import Address, addresses

# Open to whoever has an account: the page itself shows only what is theirs.
SIGNED_IN = {
    "start",
    "account",
    "password-change",
    "password-again",
    "session-end",
    "sessions-end",
    "invited",
    "sign-out",
    "drafts",
    "draft",
    "draft-discard",
    "draft-token",
    "home",
    "inspections",
    "guidance-index",
    "guidance",
}
# There is no inspection yet whose door could ask: the view and the action do.
BEFORE_THERE_IS_ONE = {"inspection-new"}
# Asked of the table for the roles of the service, in the view and in the action.
OF_THE_SERVICE = {
    "editions",
    "theme-new",
    "holiday-new",
    "people",
    "person-new",
    "person",
    "person-link",
    "person-close",
    "person-open",
}
PUBLIC = {
    "sign-in",
    "password-forgotten",
    "password-choose",
    "invitation",
    "public-letters",
    "public-letter",
    "public-letter-version",
    "public-letter-pdf",
    "help",
    "accessibility",
    "privacy",
}


def asked(one: Address) -> tuple[str, str]:
    action, _, material = one.asked.partition(" ")
    return material, action


def test_every_address_has_a_name_of_its_own() -> None:
    names = [one.name for one in addresses()]
    assert "" not in names
    assert sorted({n for n in names if names.count(n) > 1}) == []


def test_every_address_is_asked_of_the_table_or_listed() -> None:
    open_ = {one.name for one in addresses() if one.asked == "public"}
    for_accounts = {one.name for one in addresses() if one.asked == "signed in"}
    assert open_ <= PUBLIC
    assert for_accounts <= SIGNED_IN | BEFORE_THERE_IS_ONE | OF_THE_SERVICE


def test_what_an_address_asks_for_is_in_the_table() -> None:
    unknown = []
    for one in addresses():
        if one.asked in ("public", "signed in"):
            continue
        for words in filter(None, (one.asked, one.posted)):
            action, _, material = words.partition(" ")
            if action not in TABLE.get(material, {}):
                unknown.append(f"{one.name}: {words}")
    assert unknown == []


def test_the_addresses_of_an_inspection_all_go_through_its_door() -> None:
    inside = [one for one in addresses() if one.path.startswith("/i/")]
    assert [one.name for one in inside if one.asked in ("public", "signed in")] == []
