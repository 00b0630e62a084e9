"""A report's parts as pandoc's document tree: words are words in it, whatever they look like."""

from collections.abc import Iterable
from typing import Any

from analysis.exhibits.outputs import Content

Element = dict[str, Any]
PLAIN: list[Any] = ["", [], []]  # an attribute: no id, no classes, no pairs
LEFT, RIGHT = {"t": "AlignLeft"}, {"t": "AlignRight"}
WIDTH = "13.5cm"  # of a chart


def language_tag(language: str) -> str:
    """The language as Word knows it, so that it can read it out and check its spelling."""
    return {"en": "en-GB", "cy": "cy-GB"}.get(language, language)


def word_elements(text: str) -> list[Element]:
    """Inline elements of plain words."""
    return [{"t": "Str", "c": text}]


def inline_elements(nodes: Iterable[Content]) -> list[Element]:
    """Inline elements of inline nodes."""
    return [element for node in nodes for element in _inline(node)]


def _inline(node: Content) -> list[Element]:
    match node["type"]:
        case "text":
            return word_elements(node["text"])
        case "number":
            return word_elements(node["shown"])
        case "code":
            return [{"t": "Code", "c": [PLAIN, node["text"]]}]
        case "bar":  # for the eye alone: the number stands beside it
            return []
        case "seed":
            return inline_elements(node["children"])
    return [_wrapped(node, inline_elements(node["children"]))]


def _wrapped(node: Content, inside: list[Element]) -> Element:
    match node["type"]:
        case "strong":
            return {"t": "Strong", "c": inside}
        case "emphasis":
            return {"t": "Emph", "c": inside}
        case "language":
            return _span("lang", language_tag(node["language"]), inside)
        case "gate":
            why = _span("lang", language_tag("en"), word_elements(f"[{node['gate']}: {node['what']}] "))
            return _span("custom-style", "Gate", [why, *inside])
        case "link":
            return {"t": "Link", "c": [PLAIN, inside, [node["href"], ""]]}
    raise ValueError(f"unknown inline node {node['type']!r}")


def _span(name: str, value: str, inside: list[Element]) -> Element:
    return {"t": "Span", "c": [["", [], [[name, value]]], inside]}


def block_elements(nodes: Iterable[Content]) -> list[Element]:
    """Block elements of block nodes."""
    return [_block(node) for node in nodes]


def _block(node: Content) -> Element:
    match node["type"]:
        case "paragraph":
            return paragraph_element(inline_elements(node["children"]))
        case "heading":
            anchor = [node["anchor"], [], []]
            return {"t": "Header", "c": [node["level"] - 1, anchor, inline_elements(node["children"])]}
        case "list" if node["ordered"]:
            return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], [*map(_item, node["items"])]]}
        case "list":
            return {"t": "BulletList", "c": [*map(_item, node["items"])]}
        case "quote":
            return {"t": "BlockQuote", "c": block_elements(node["children"])}
    raise ValueError(f"unknown block node {node['type']!r}")


def _item(nodes: list[Content]) -> list[Element]:
    """A list item; its paragraphs stand close."""
    return [{**block, "t": "Plain"} if block["t"] == "Para" else block for block in block_elements(nodes)]


def paragraph_element(inside: list[Element]) -> Element:
    """A paragraph of inline elements."""
    return {"t": "Para", "c": inside}


def styled_blocks(style: str, inside: list[Element]) -> Element:
    """Block elements that wear a style of the reference document."""
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], inside]}


def contents_list(chapters: list[Any], title: str) -> list[Element]:
    """The list of contents: a link to each chapter, and to each section under it."""
    listed = []
    for chapter, sections in chapters:
        listed.append(styled_blocks("Entry", [paragraph_element([_leading(chapter)])]))
        listed += [styled_blocks("Subentry", [paragraph_element([_leading(section)])]) for section in sections]
    return [styled_blocks("ChartTitle", [paragraph_element(word_elements(title))]), *listed] if listed else []


def _leading(heading: Content) -> Element:
    return {"t": "Link", "c": [PLAIN, inline_elements(heading["children"]), [f"#{heading['anchor']}", ""]]}


def picture_element(file: str, alternative: str) -> Element:
    """A picture with words for it."""
    attributes = ["", [], [["width", WIDTH]]]
    image = {"t": "Image", "c": [attributes, word_elements(alternative), [file, ""]]}
    return styled_blocks("Picture", [paragraph_element([image])])


def table_element(content: Content, shares: list[float]) -> Element:
    """A table: its caption, a header row that repeats, row headers first. shares: of the width, by column."""
    aligned = [RIGHT if column["numeric"] else LEFT for column in content["columns"]]
    columns = [[align, {"t": "ColWidth", "c": share}] for align, share in zip(aligned, shares, strict=True)]
    head = [_cell([{"t": "Plain", "c": word_elements(column["label"])}]) for column in content["columns"]]
    rows = [
        [PLAIN, [_cell(_inside(cell, first=place == 0)) for place, cell in enumerate(row)]] for row in content["rows"]
    ]
    caption = [None, [{"t": "Plain", "c": inline_elements(content["caption"])}]]
    return {"t": "Table", "c": [PLAIN, caption, columns, [PLAIN, [[PLAIN, head]]], [[PLAIN, 1, [], rows]], [PLAIN, []]]}


def _cell(inside: list[Element]) -> list[Any]:
    return [PLAIN, {"t": "AlignDefault"}, 1, 1, inside]


def _inside(cell: Content, *, first: bool) -> list[Element]:
    """What stands in a cell; a marked one by a style of its own, beside the words that say so."""
    said = inline_elements(cell["children"])
    if first:
        return [{"t": "Plain", "c": [{"t": "Strong", "c": said}]}]
    return [styled_blocks("Marked", [paragraph_element(said)])] if cell.get("current") else [{"t": "Plain", "c": said}]
