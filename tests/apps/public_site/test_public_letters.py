"""Published letters: readable by everybody, the same words on the page and in the tagged PDF."""

from __future__ import annotations

import io

import pikepdf

from jtai.apps.letters import actions
from jtai.apps.letters.pdf import render
from jtai.core.letter import plain_text
from tests.factories.letters import letter_at, submit, written
from tests.reading import joined, words_of_page, words_of_pdf

ODD = "The #let rule, *bold*, _low_, @ref and $x$ \\n stay text; office fl fi."


def test_page_and_pdf_have_the_same_words_in_the_same_order(any_world, client):
    letter = written(any_world)
    point = letter.points.get(section="strengths")
    actions.save_point(
        point=point,
        version=point.version,
        by=any_world.lead,
        at=any_world.moment(15, "09:00"),
        values={"text": ODD, "finding": point.finding, "target": "partnership"},
    )
    submit(any_world, letter)
    from tests.factories.letters import walk

    walk(any_world, letter, any_world.inspection.edition.letter.sign_off_chain[-1].code)
    row = letter.publications.get()
    page = client.get(f"/letters/{row.slug}")
    assert page.status_code == 200
    on_page = words_of_page(page.content.decode())
    assert on_page == plain_text(row.document).split()
    answer = client.get(f"/letters/{row.slug}/versions/1/letter.pdf")
    assert answer["Content-Type"] == "application/pdf"
    on_paper = joined(words_of_pdf(answer.content, row.mark))
    assert on_paper == joined(on_page)
    assert ODD.replace(" ", "") in on_paper


def tags(pdf: bytes) -> list[str]:
    """The structure types of the tag tree, in reading order."""
    found: list[str] = []

    def walk(node) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert bool(opened.Root.MarkInfo.Marked)
        walk(opened.Root.StructTreeRoot.K)
        with opened.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
    return found


def test_the_pdf_is_tagged_with_headings_and_lists(world):
    version = submit(world, written(world))
    found = tags(render(version.document))
    assert found.count("/H1") == 1
    assert found.count("/H2") == len(version.document["sections"])
    assert found.count("/LI") >= 2
    assert found.index("/H1") < found.index("/H2") < found.index("/LI")


def test_anybody_reads_and_searches_and_nobody_sees_what_is_not_published(world, january, client):
    empty = client.get("/letters").content.decode()
    assert "No letters have been published yet." in empty
    letter_at(world, "prepublication")
    assert "No letters have been published yet." in client.get("/letters").content.decode()
    other = letter_at(january, "published").publications.get()
    page = client.get("/letters").content.decode()
    assert other.title in page
    assert client.get("/letters", {"q": other.area_name}).content.decode().count(other.title) == 1
    none = client.get("/letters", {"q": "Westcombe-by-the-Sea"})
    assert "No letters match. Clear the search to see all." in none.content.decode()
    assert client.get("/letters/no-such-letter").status_code == 404
    assert client.post(f"/letters/{other.slug}").status_code in (200, 405)
    assert january.inspection.ref not in client.get(f"/letters/{other.slug}").content.decode()
