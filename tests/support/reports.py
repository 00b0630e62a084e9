"""Reports made by hand: one output of each kind, and a notebook that shows them."""

from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.exhibits.outputs import PREFIX, Content, Output
from analysis.numbers import Number
from tests.support.nodes import number_node, text_node

REPORT = "T01"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 4"><rect width="9" height="3"/></svg>'
HARMFUL = SVG.replace("<rect", '<script>alert(1)</script><rect onclick="alert(1)"')
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="  # one white dot
HOSTILE = (
    """</style></title><script>alert(1)</script><img src=x onerror=alert(1)>'"><b onclick="x">{{ 7*7 }}{% x %}\u202e"""
)


def number(shown: str, item: str = "q1") -> Content:
    return number_node(Number(REPORT, "proportion", item, "total", "yes", shown, int(shown.rstrip("%"))))


def paragraph(*nodes: Content) -> Content:
    return {"type": "paragraph", "children": list(nodes)}


def heading(level: int, anchor: str, *nodes: Content) -> Content:
    return {"type": "heading", "level": level, "anchor": anchor, "children": list(nodes) or [text_node(anchor)]}


def text(identity: str, *blocks: Content, style: str = "", seeds: tuple[str, ...] = ()) -> Output:
    return Output("text", identity, REPORT, {"en": {"blocks": list(blocks)}}, style, seeds)


def document(words: str = "words", **fields: Any) -> Output:
    names = ("title", "subtitle", "unit", "date", "date_iso", "notice", "robots", "running_title")
    content: Content = dict.fromkeys(names, words)
    publisher = [{"language": "en", "text": words}]
    content |= {
        "publisher": publisher,
        "draft": [],
        "licence": [text_node(words)],
        "seeds": {"masthead": ["1"]},
    } | fields
    return Output("document", "document", REPORT, {"en": content})


def table(words: str = "words", seeds: tuple[str, ...] = ()) -> Output:
    return Output("table", "who-replied", REPORT, {"en": {**_table(words), "caption": [text_node(words)]}}, "", seeds)


def chart(words: str = "words", svg: str = "<svg/>") -> Output:
    content = {"title": [text_node(words), number("71%")], "subtitle": words, "source": words, "alt": words, "svg": svg}
    return Output("chart", "leaders", REPORT, {"en": {**content, "table": _table(words)}}, png={"en": "iVBORw0KGgo="})


def _table(words: str) -> Content:
    row = [{"children": [text_node(words)]}, {"children": [number("58%")], "current": True, "seeds": ["15"]}]
    columns = [{"label": words, "numeric": False}, {"label": words, "numeric": True}]
    return {"columns": columns, "rows": [row], "note": [text_node(words)], "source": words}


def notebook(*outputs: Output) -> NotebookNode:
    return _executed([shown._repr_mimebundle_() for shown in outputs])


def _executed(bundles: list[dict[str, Any]]) -> NotebookNode:
    shown = [nbformat.v4.new_output("display_data", data=bundle) for bundle in bundles]
    cells = [cell(output, turn) for turn, output in enumerate(shown, start=1)]
    return nbformat.v4.new_notebook(cells=cells)


def cell(output: NotebookNode, turn: int) -> NotebookNode:
    """A cell that showed an output, as its kernel ran it in its turn."""
    return nbformat.v4.new_code_cell("show()", execution_count=turn, outputs=[output])


def only_ours(*outputs: Output) -> NotebookNode:
    """A notebook that shows our own content alone, and the pictures of charts."""
    bundles = [{f"{PREFIX}{output.kind}+json": output.json, "image/png": PNG} for output in outputs]
    return _executed(bundles)


def about(words: str = "words", **fields: Any) -> Output:
    return document(words, **{"date_iso": "2018-12-06"} | fields)


def every_node(words: str) -> list[Content]:
    inside = [text_node(words)]
    return [
        *inside,
        number("17%"),
        {"type": "code", "text": words},
        {"type": "bar", "share": 0.3},
        {"type": "gate", "gate": words, "what": words, "children": inside},
        *({"type": kind, "children": inside} for kind in ("strong", "emphasis")),
        {"type": "seed", "ids": [words], "children": inside},
        {"type": "language", "language": words, "children": inside},
        {"type": "language", "language": "cy", "children": inside},
        *(
            {"type": "link", "href": href, "children": inside}
            for href in ("https://x.test/" + words, "#nowhere", words)
        ),
    ]


def every_block(words: str) -> list[Content]:
    said = paragraph(*every_node(words))
    lists = [{"type": "list", "ordered": ordered, "items": [[said], [said, said]]} for ordered in (True, False)]
    return [said, *lists, {"type": "quote", "children": [said]}]


def whole_report(words: str) -> list[Output]:
    styles = ("", "glance", "cards", "panel", "callout", "method", "contacts")
    texts = [
        text(f"in-{style}", heading(2, f"h-{style}", *every_node(words)), *every_block(words), style=style)
        for style in styles
    ]
    opening = text("opening", *every_block(words), style="cover")
    return [about(words), opening, *texts, table(words), chart(words, HARMFUL)]
