"""A report's parts as pandoc's document tree: words are words in it, whatever they look like."""

from collections.abc import Iterable
from typing import Any

from analysis.exhibits.outputs import Content

Element = dict[str, Any]
PLAIN: list[Any] = ["", [], []]  # an attribute: no id, no classes, no pairs
LEFT, RIGHT = {"t": "AlignLeft"}, {"t": "AlignRight"}
WIDTH = "13.5cm"  # of a chart


def tag(language: str) -> str:
    """The language as Word knows it, so that it can read it out and check its spelling."""
    return {"en": "en-GB", "cy": "cy-GB"}.get(language, language)


def words(text: str) -> list[Element]:
    """Inline elements of plain words."""
    return [{"t": "Str", "c": text}]


def inlines(nodes: Iterable[Content]) -> list[Element]:
    """Inline elements of inline nodes."""
    return [element for node in nodes for element in _inline(node)]


def _inline(node: Content) -> list[Element]:
    match node["type"]:
        case "text":
            return words(node["text"])
        case "number":
            return words(node["shown"])
        case "code":
            return [{"t": "Code", "c": [PLAIN, node["text"]]}]
        case "bar":  # for the eye alone: the number stands beside it
            return []
        case "seed":
            return inlines(node["children"])
    return [_wrapped(node, inlines(node["children"]))]


def _wrapped(node: Content, inside: list[Element]) -> Element:
    match node["type"]:
        case "strong":
            return {"t": "Strong", "c": inside}
        case "emphasis":
            return {"t": "Emph", "c": inside}
        case "language":
            return _span("lang", tag(node["language"]), inside)
        case "gate":
            why = _span("lang", tag("en"), words(f"[{node['gate']}: {node['what']}] "))
            return _span("custom-style", "Gate", [why, *inside])
        case "link":
            return {"t": "Link", "c": [PLAIN, inside, [node["href"], ""]]}
    raise ValueError(f"unknown inline node {node['type']!r}")


def _span(name: str, value: str, inside: list[Element]) -> Element:
    return {"t": "Span", "c": [["", [], [[name, value]]], inside]}


def blocks(nodes: Iterable[Content]) -> list[Element]:
    """Block elements of block nodes."""
    return [_block(node) for node in nodes]


def _block(node: Content) -> Element:
    match node["type"]:
        case "paragraph":
            return paragraph(inlines(node["children"]))
        case "heading":
            anchor = [node["anchor"], [], []]
            return {"t": "Header", "c": [node["level"] - 1, anchor, inlines(node["children"])]}
        case "list" if node["ordered"]:
            return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], [*map(_item, node["items"])]]}
        case "list":
            return {"t": "BulletList", "c": [*map(_item, node["items"])]}
        case "quote":
            return {"t": "BlockQuote", "c": blocks(node["children"])}
    raise ValueError(f"unknown block node {node['type']!r}")


def _item(nodes: list[Content]) -> list[Element]:
    """A list item; its paragraphs stand close."""
    return [{**block, "t": "Plain"} if block["t"] == "Para" else block for block in blocks(nodes)]


def paragraph(inside: list[Element]) -> Element:
    """A paragraph of inline elements."""
    return {"t": "Para", "c": inside}


def styled(style: str, inside: list[Element]) -> Element:
    """Block elements that wear a style of the reference document."""
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], inside]}


def contents(chapters: list[Any], title: str) -> list[Element]:
    """The list of contents: a link to each chapter, and to each section under it."""
    listed = []
    for chapter, sections in chapters:
        listed.append(styled("Entry", [paragraph([_leading(chapter)])]))
        listed += [styled("Subentry", [paragraph([_leading(section)])]) for section in sections]
    return [styled("ChartTitle", [paragraph(words(title))]), *listed] if listed else []


def _leading(heading: Content) -> Element:
    return {"t": "Link", "c": [PLAIN, inlines(heading["children"]), [f"#{heading['anchor']}", ""]]}


def picture(file: str, alternative: str) -> Element:
    """A picture with words for it."""
    attributes = ["", [], [["width", WIDTH]]]
    image = {"t": "Image", "c": [attributes, words(alternative), [file, ""]]}
    return styled("Picture", [paragraph([image])])


def table(content: Content, shares: list[float]) -> Element:
    """A table: its caption, a header row that repeats, row headers first. shares: of the width, by column."""
    aligned = [RIGHT if column["numeric"] else LEFT for column in content["columns"]]
    columns = [[align, {"t": "ColWidth", "c": share}] for align, share in zip(aligned, shares, strict=True)]
    head = [_cell([{"t": "Plain", "c": words(column["label"])}]) for column in content["columns"]]
    rows = [
        [PLAIN, [_cell(_inside(cell, first=place == 0)) for place, cell in enumerate(row)]] for row in content["rows"]
    ]
    caption = [None, [{"t": "Plain", "c": inlines(content["caption"])}]]
    return {"t": "Table", "c": [PLAIN, caption, columns, [PLAIN, [[PLAIN, head]]], [[PLAIN, 1, [], rows]], [PLAIN, []]]}


def _cell(inside: list[Element]) -> list[Any]:
    return [PLAIN, {"t": "AlignDefault"}, 1, 1, inside]


def _inside(cell: Content, *, first: bool) -> list[Element]:
    """What stands in a cell; a marked one by a style of its own, beside the words that say so."""
    said = inlines(cell["children"])
    if first:
        return [{"t": "Plain", "c": [{"t": "Strong", "c": said}]}]
    return [styled("Marked", [paragraph(said)])] if cell.get("current") else [{"t": "Plain", "c": said}]
