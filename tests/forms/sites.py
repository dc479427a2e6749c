"""Every form of every template, and which of them a page was made of.

ALL = sites()                       # {("letters/point.html", 1), …}: the first posted form of that template
with watching() as seen:
    answer = client.get(url)
seen                                # the sites of the forms on this page, in their order
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.template import engines
from django.template.base import Node
from django.template.library import SimpleNode

from jtai.ui.templatetags.govuk import form_token

Site = tuple[str, int]
SOURCE = Path(__file__).resolve().parents[2] / "src/jtai"


def sites() -> set[Site]:
    """The forms of all templates."""
    names = [str(path).split("/templates/", 1)[1] for path in SOURCE.rglob("templates/**/*.html")]
    return {(name, n) for name in names for n, _ in enumerate(_tokens(name), start=1)}


@cache
def _tokens(name: str) -> list[Any]:
    """The tags of a template, in their order: one for each form."""
    template: Any = engines["django"].get_template(name).template  # type: ignore[attr-defined]
    found = [
        node for node in _nodes(template.nodelist) if is_token(node) and node.origin.template_name == name
    ]
    return list(dict.fromkeys(found))


def _nodes(nodes: Any) -> Iterator[Any]:
    for node in nodes:
        yield node
        for part in node.child_nodelists:
            yield from _nodes(getattr(node, part, None) or ())


def is_token(node: Node) -> bool:
    return isinstance(node, SimpleNode) and node.func is form_token


@contextmanager
def watching() -> Iterator[list[Site]]:
    """The forms that are rendered meanwhile."""
    seen: list[Site] = []
    render = SimpleNode.render

    def noting(node: Any, context: Any) -> Any:
        if is_token(node):
            name = node.origin.template_name
            seen.append((name, _tokens(name).index(node) + 1))
        return render(node, context)

    SimpleNode.render = noting  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        SimpleNode.render = render  # type: ignore[method-assign]
