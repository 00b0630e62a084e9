"""A report's parts as pandoc's document tree: words are words in it, whatever they look like."""

from collections.abc import Iterable
from typing import Any

from analysis.exhibits.blocks import (
    Bar,
    Block,
    Blocks,
    Cell,
    Code,
    Emphasis,
    Heading,
    Held,
    InLanguage,
    Inline,
    Link,
    Listing,
    Note,
    Paragraph,
    Printed,
    Quote,
    Seed,
    Strong,
    Text,
)  # fmt: skip
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


def inline_elements(nodes: Iterable[Inline]) -> list[Element]:
    """Inline elements of inline nodes."""
    return [element for node in nodes for element in _inline(node)]


def _inline(node: Inline) -> list[Element]:
    match node:
        case Text(text):
            return word_elements(text)
        case Printed(number):
            return word_elements(number.shown)
        case Code(text):
            return [{"t": "Code", "c": [PLAIN, text]}]
        case Bar():  # for the eye alone: the number stands beside it
            return []
        case Seed(_, children) | Note(_, children):
            return inline_elements(children)
    return [_wrapped(node, inline_elements(node.children or ()))]


def _wrapped(node: Strong | Emphasis | InLanguage | Held | Link, inside: list[Element]) -> Element:
    match node:
        case Strong():
            return {"t": "Strong", "c": inside}
        case Emphasis():
            return {"t": "Emph", "c": inside}
        case InLanguage(language):
            return _span("lang", language_tag(language), inside)
        case Held(gate, what):
            why = _span("lang", language_tag("en"), word_elements(f"[{gate}: {what}] "))
            return _span("custom-style", "Gate", [why, *inside])
        case Link(href):
            return {"t": "Link", "c": [PLAIN, inside, [href, ""]]}


def _span(name: str, value: str, inside: list[Element]) -> Element:
    return {"t": "Span", "c": [["", [], [[name, value]]], inside]}


def block_elements(nodes: Iterable[Block]) -> list[Element]:
    """Block elements of block nodes."""
    return [_block(node) for node in nodes]


def _block(node: Block) -> Element:
    match node:
        case Paragraph(children):
            return paragraph_element(inline_elements(children))
        case Heading(level, anchor, children):
            return {"t": "Header", "c": [level - 1, [anchor, [], []], inline_elements(children)]}
        case Listing(True, items):
            return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], [*map(_item, items)]]}
        case Listing(_, items):
            return {"t": "BulletList", "c": [*map(_item, items)]}
        case Quote(children):
            return {"t": "BlockQuote", "c": block_elements(children)}


def _item(nodes: Blocks) -> list[Element]:
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
    aligned = [RIGHT if column.numeric else LEFT for column in content["columns"]]
    columns = [[align, {"t": "ColWidth", "c": share}] for align, share in zip(aligned, shares, strict=True)]
    head = [_cell([{"t": "Plain", "c": word_elements(column.label)}]) for column in content["columns"]]
    rows = [
        [PLAIN, [_cell(_inside(cell, first=place == 0)) for place, cell in enumerate(row)]] for row in content["rows"]
    ]
    caption = [None, [{"t": "Plain", "c": inline_elements(content["caption"])}]]
    return {"t": "Table", "c": [PLAIN, caption, columns, [PLAIN, [[PLAIN, head]]], [[PLAIN, 1, [], rows]], [PLAIN, []]]}


def _cell(inside: list[Element]) -> list[Any]:
    return [PLAIN, {"t": "AlignDefault"}, 1, 1, inside]


def _inside(cell: Cell, *, first: bool) -> list[Element]:
    """What stands in a cell; a marked one by a style of its own, beside the words that say so."""
    said = inline_elements(cell.children)
    if first:
        return [{"t": "Plain", "c": [{"t": "Strong", "c": said}]}]
    return [styled_blocks("Marked", [paragraph_element(said)])] if cell.current else [{"t": "Plain", "c": said}]
