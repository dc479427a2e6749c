"""Lists and quotas for the lottery: what is refused, with its line and field; what is taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.core.selection.proportions import quotas_of
from jtai.core.selection.question import Quota, make_list
from jtai.core.selection.reading import FlawsFound, read_children, read_quotas
from tests.core.selection_lists import EQUAL, GAP, IMPOSSIBLE, SHUT_OUT, pool, question

LIST = "child_id,gender,probation\nJ1A,Female,No\nJ1B,Male,No\nJ1C,Female,Yes\n"


def flaws(text: str | bytes) -> list[tuple[int, str, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(FlawsFound) as found:
        read_children(data)
    return [(flaw.line, flaw.field, flaw.message) for flaw in found.value.flaws]


def quota_flaws(text: str, size: int = 2) -> list[tuple[int, str, str]]:
    with pytest.raises(FlawsFound) as found:
        read_quotas(text.encode(), read_children(LIST.encode()), size)
    return [(flaw.line, flaw.field, flaw.message) for flaw in found.value.flaws]


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("Child name", "holds names"),
        ("Surname", "holds names"),
        ("NHS number", "holds NHS numbers"),
        ("UPN", "holds unique pupil numbers"),
        ("Home address", "holds addresses"),
        ("Postcode", "is a postcode"),
        ("E-mail", "holds addresses"),
        ("Date of birth", "holds dates of birth"),
        ("Notes", "holds free text"),
        ("Social worker", "holds names of workers"),
    ],
)
def test_a_column_that_points_to_persons_is_refused_by_name(header: str, why: str) -> None:
    assert flaws(f"child_id,{header},gender\nJ1A,x,Female\n") == [
        (1, header, f"The column {why}. Remove it.")
    ]


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("Amelia Hartley", "a person's name"),
        ("AMELIA HARTLEY", "a person's name"),
        ('"Hartley, Amelia"', "a person's name"),
        ("Siân O'Neill-Khan", "a person's name"),
        ("with Mrs Hartley", "a person's name"),
        ("943 476 5919", "an NHS number"),
        ("9434765919", "an NHS number"),
        ("A123456789012", "a unique pupil number"),
        ("14/03/2009", "a date of birth"),
        ("2009-03-14", "a date of birth"),
        ("14 March 2009", "a date of birth"),
        ("LS1 4AB", "a postcode"),
        ("LS14AB", "a postcode"),
        ("12 High Street", "an address"),
        ("amelia@example.org", "an e-mail address"),
    ],
)
def test_a_value_that_points_to_a_person_is_refused_by_line_and_column(cell: str, what: str) -> None:
    found = flaws(f"child_id,gender,context\nJ1A,Female,none\nJ1B,Male,{cell}\n")
    assert found == [(3, "context", f"This looks like {what}. Only numbers and categories are taken.")]
    # The cell itself is not repeated: it may be a name.
    assert cell.strip('"') not in found[0][2]


@pytest.mark.parametrize("child", ["Amelia", "amelia.hartley", "Amelia Hartley", "9434765919", "14/03/2009"])
def test_a_number_of_a_child_that_is_none_is_refused(child: str) -> None:
    assert [(line, field) for line, field, _ in flaws(f"child_id,gender\n{child},Male\n")] == [
        (2, "child_id")
    ]


def test_a_column_of_single_names_is_refused_whatever_it_is_called() -> None:
    names = ["Amelia", "Bilal", "Carys", "Deniz", "Ewa", "Faisal", "Grace", "Hana"]
    rows = "".join(f"J{i}A,{name}\n" for i, name in enumerate(names))
    assert flaws(f"child_id,who\n{rows}") == [
        (1, "who", "The column looks like names of persons. Remove it.")
    ]


def test_categories_of_two_words_are_taken() -> None:
    values = [
        "White British",
        "Looked After",
        "Child Protection",
        "Not Recorded",
        "Gypsy Roma",
        "Black African",
    ]
    rows = "".join(f"J{i}A,{value},1{i}-1{i + 2}\n" for i, value in enumerate(values))
    assert len(read_children(f"child_id,ethnicity,age\n{rows}".encode()).children) == len(values)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", (0, "", "The file has no children.")),
        ("child_id,gender\n", (0, "", "The file has no children.")),
        ("child_id\nJ1A\n", (1, "", "The list has no column to balance by, only the children's numbers.")),
        (
            "pupil,gender\nJ1A,F\n",
            (1, "child_id", "No column has this name. It holds the children's own numbers."),
        ),
        ("child_id,a,a\nJ1A,x,y\n", (1, "a", "Two columns have this name.")),
        ("child_id,a\nJ1A,x\nJ1A,y\n", (3, "child_id", "J1A is already in line 2.")),
        ("child_id,a\n,x\n", (2, "child_id", "The child has no number of its own.")),
        ("child_id,a\nJ1A,x,y\n", (2, "", "The line has 3 cells and the first line has 2.")),
        ('child_id,a\nJ1A,"x\n', (2, "", "This line cannot be read as CSV. Look at its quotation marks.")),
        (b"child_id,a\nJ1A,\xff\n", (2, "", "This line is not UTF-8 text. Save the file as “CSV UTF-8”.")),
        (b"child_id,a\nJ1A,\x00\n", (2, "", "This line is not text. Save the file as “CSV UTF-8”.")),
        ("child_id,a\nJ1A," + "x" * 201 + "\n", (2, "", "A cell is longer than 200 characters.")),
    ],
)
def test_a_malformed_list_is_refused_with_its_line(text: str | bytes, wanted: tuple[int, str, str]) -> None:
    assert wanted in flaws(text)


def test_a_list_that_is_far_too_large_is_refused_at_once() -> None:
    assert flaws(b"child_id,a\n" + b"x" * (21 * 1024 * 1024)) == [(0, "", "The file is larger than 20 MB.")]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("gender,Female,2,1", (2, "min", "gender, Female: the least, 2, is more than the most, 1.")),
        ("gender,Female,3,3", (2, "min", "gender, Female: at least 3 are asked for and the list has 2.")),
        ("gender,Female,x,3", (2, "min", "“x” is not a whole number of children.")),
        ("gender,Female,0,-1", (2, "max", "“-1” is not a whole number of children.")),
        ("colour,red,0,1", (2, "feature", "The list has no column “colour”. It has gender, probation.")),
    ],
)
def test_a_malformed_quota_is_refused_with_its_line(row: str, wanted: tuple[int, str, str]) -> None:
    assert quota_flaws(f"feature,value,min,max\n{row}\n") == [wanted]


def test_a_quota_given_twice_and_a_wrong_first_line_are_refused() -> None:
    twice = "feature,value,min,max\ngender,Male,0,1\ngender,Male,1,1\n"
    assert quota_flaws(twice) == [(3, "value", "The quota for gender, Male is already in line 2.")]
    assert quota_flaws("what,value,min,max\na,b,0,1\n") == [
        (1, "", "The first line must read feature,value,min,max.")
    ]


def test_all_faults_are_said_at_once() -> None:
    assert len(flaws("child_id,context\nAmelia,LS1 4AB\nBilal,a@b.org\n")) == 4


def test_families_are_no_feature_and_blanks_are_a_value() -> None:
    found = read_children(b"child_id,family ref,gender\nJ1A,F7,\nJ1B,,Male\nJ1C,F7,Male\n")
    assert found.features == ("gender",)
    assert found.children[0] == ("J1A", ("Not recorded",))
    assert (found.families, found.siblings) == ({"J1A": "F7", "J1C": "F7"}, {"J1A": "F7", "J1C": "F7"})


def test_the_order_of_rows_the_mark_of_windows_and_its_line_ends_change_nothing() -> None:
    lines = LIST.splitlines()
    other = "\ufeff" + "\r\n".join([lines[0], lines[3], lines[1], lines[2]]) + "\r\n"
    assert read_children(other.encode()).hash == read_children(LIST.encode()).hash


@pytest.mark.parametrize(
    ("name", "share"), [(EQUAL, None), (GAP, 0.02), (SHUT_OUT, 0.02), (IMPOSSIBLE, 0.02)]
)
def test_quotas_of_the_lists_own_proportions_are_those_of_the_files(name: str, share: float | None) -> None:
    found = quotas_of(pool(name), question(name).size, at_least_one_from=share)
    assert set(found) == set(question(name).quotas)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=60), st.data())
def test_own_quotas_can_be_kept_feature_by_feature(values: list[str], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(values)))
    listed = make_list(["f"], [(f"c{i:02}", [value]) for i, value in enumerate(values)])
    quotas: tuple[Quota, ...] = quotas_of(listed, size)
    assert sum(q.least for q in quotas) <= size <= sum(q.most for q in quotas)
    assert all(0 <= q.least <= q.most <= listed.count("f")[q.value] for q in quotas)
