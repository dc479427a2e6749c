"""Tags that enclose markup of the page: details, inset text, tables and summary lists that hold anything.

{% datatable "Documents" "Document|From|Due" %}
  {% for document in documents %}
    {% row %}
      {% cell header=True %}<a href="…">{{ document.title }}</a>{% endcell %}
      {% cell %}{{ document.agency }}{% endcell %}
      {% cell %}{% tag document.state %}{% endcell %}
    {% endrow %}
  {% endfor %}
{% enddatatable %}

{% facts %}
  {% fact "Day 0" change=href %}{{ day_zero|day_date }}{% endfact %}
  {% fact "Status" %}{% tag state %}{% endfact %}
{% endfacts %}
"""

from __future__ import annotations

from typing import Any

from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import mark_safe

from jtai.ui.components import Fact, Heading, headings_of

TABLE = "jtai_table"
FACTS = "jtai_facts"


class EnclosingNode(Node):
    """A tag with arguments around content; each kind says what becomes of them."""

    def __init__(
        self, positional: list[FilterExpression], named: dict[str, FilterExpression], nodelist: NodeList
    ) -> None:
        self.positional = positional
        self.named = named
        self.nodelist = nodelist

    def arguments(self, context: Context, *names: str) -> dict[str, Any]:
        given = dict(zip(names, (e.resolve(context) for e in self.positional), strict=False))
        return given | {name: e.resolve(context) for name, e in self.named.items()}

    def within(self, context: Context) -> str:
        return mark_safe(self.nodelist.render(context))  # noqa: S308 - it was escaped where it was written


def parsed(cls: type[EnclosingNode]) -> Any:
    """The compile function of `cls`: reads arguments, then everything up to `end<name>`."""

    def compile_tag(parser: Parser, token: Token) -> EnclosingNode:
        name, *bits = token.split_contents()
        positional, named = [], {}
        for bit in bits:
            pair = token_kwargs([bit], parser)
            if pair:
                named.update(pair)
            else:
                positional.append(parser.compile_filter(bit))
        nodelist = parser.parse((f"end{name}",))
        parser.delete_first_token()
        return cls(positional, named, nodelist)

    return compile_tag


def show(name: str, **values: Any) -> str:
    return get_template(f"components/{name}.html").render(values)


class CaptureNode(Node):
    """Keeps what it encloses under a name, so that a layout can ask whether a block has content."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308
        return ""


def capture(parser: Parser, token: Token) -> CaptureNode:
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(name, nodelist)


class DetailsNode(EnclosingNode):
    def render(self, context: Context) -> str:
        given = self.arguments(context, "summary", "open")
        return show("details", summary=given["summary"], is_open=given.get("open"), body=self.within(context))


class InsetNode(EnclosingNode):
    def render(self, context: Context) -> str:
        return show("inset", body=self.within(context))


class TableNode(EnclosingNode):
    def render(self, context: Context) -> str:
        given = self.arguments(context, "caption", "headings")
        columns = headings_of(given.get("headings", ""))
        with context.push():
            context[TABLE] = {"columns": columns, "next": 0}
            body = self.within(context)
        if not body.strip() and given.get("empty"):
            return show("empty", text=given["empty"])
        return show(
            "datatable",
            caption=given.get("caption", ""),
            caption_hidden=given.get("caption_hidden", False),
            headings=columns,
            body=body,
        )


class RowNode(EnclosingNode):
    def render(self, context: Context) -> str:
        state = context.get(TABLE)
        if state:
            state["next"] = 0
        mark = self.arguments(context, "mark").get("mark", "")
        return show("row", mark=mark, body=self.within(context))


class CellNode(EnclosingNode):
    def render(self, context: Context) -> str:
        heading = self.heading(context)
        given = self.arguments(context)
        return show(
            "cell",
            label=heading.text,
            numeric=given.get("numeric", heading.numeric),
            header=given.get("header", False),
            body=mark_safe(self.within(context).strip()),  # noqa: S308
        )

    def heading(self, context: Context) -> Heading:
        state = context.get(TABLE) or {"columns": [], "next": 0}
        index = state["next"]
        state["next"] = index + 1
        return state["columns"][index] if index < len(state["columns"]) else Heading("")


class FactsNode(EnclosingNode):
    """A summary list written in the page; its lines are collected first, because one link to change
    something gives every line room for one."""

    def render(self, context: Context) -> str:
        lines: list[Fact] = []
        with context.push():
            context[FACTS] = lines
            self.nodelist.render(context)
        borders = self.arguments(context).get("borders", True)
        return show("summary_list", rows=lines, borders=borders, any_change=any(f.change_href for f in lines))


class FactNode(EnclosingNode):
    def render(self, context: Context) -> str:
        given = self.arguments(context, "key")
        body = mark_safe(self.within(context).strip())  # noqa: S308 - it was escaped where it was written
        line = Fact(
            key=given["key"],
            body=body,
            change_href=given.get("change", ""),
            change_text=given.get("change_text", "Change"),
            change_of=given.get("change_of"),
        )
        context[FACTS].append(line)
        return ""


details = parsed(DetailsNode)
inset = parsed(InsetNode)
datatable = parsed(TableNode)
row = parsed(RowNode)
cell = parsed(CellNode)
facts = parsed(FactsNode)
fact = parsed(FactNode)
