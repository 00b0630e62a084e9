"""Structured text as HTML: every word escaped, every number marked with its id. Jupyter and the report share it."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from analysis.exhibits.blocks import (
    Bar,
    Block,
    Blocks,
    Cell,
    Code,
    Column,
    Emphasis,
    Heading,
    Held,
    InLanguage,
    Inline,
    Inlines,
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

Content = Mapping[str, Any]
SAFE_LINKS = ("https://", "http://", "mailto:", "tel:", "#")


def inline_html(nodes: Inlines) -> str:
    """HTML of a run of inline nodes."""
    return "".join(map(_inline, nodes))


def _inline(node: Inline) -> str:
    match node:
        case Text(text):
            return escape(text)
        case Printed(number, identity):
            return f'<span data-number="{escape(identity)}">{escape(number.shown)}</span>'
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Bar(share):
            return _bar(share)
    return _wrapped(node)


def _wrapped(node: Strong | Emphasis | Seed | InLanguage | Link | Held | Note) -> str:
    match node:
        case Held():
            return _held(node)
        case Strong(children):
            return f"<strong>{inline_html(children)}</strong>"
        case Emphasis(children):
            return f"<em>{inline_html(children)}</em>"
        case Seed(ids, children):
            return f'<span data-seed="{escape(" ".join(ids))}">{inline_html(children)}</span>'
        case InLanguage(language, children):
            return f'<span lang="{escape(language)}">{inline_html(children)}</span>'
        case Link(href, children) if href.startswith(SAFE_LINKS):
            return f'<a href="{escape(href)}">{inline_html(children)}</a>'
        case Link(_, children) | Note(_, children):
            return inline_html(children)


def _held(node: Held) -> str:
    """Words that a gate holds, marked for eye and ear; why stands before them."""
    why = f'<span class="why" lang="en">[{escape(node.gate)}: {escape(node.what)}]</span>'
    return f'<mark class="gate">{why} {inline_html(node.children or ()) or escape(node.text)}</mark>'


def _bar(share: float) -> str:
    """A bar of a share (0-1), for the eye alone: the number stands beside it."""
    width = f"{100 * min(max(share, 0), 1):.3g}"
    whole, part = '<rect class="whole" width="100" height="10"/>', f'<rect class="part" width="{width}" height="10"/>'
    return f'<svg class="bar" viewBox="0 0 100 10" width="100" height="10" aria-hidden="true">{whole}{part}</svg>'


def blocks_html(nodes: Iterable[Block]) -> str:
    """HTML of block nodes."""
    return "\n".join(map(_block, nodes))


def _block(node: Block) -> str:
    match node:
        case Paragraph(children):
            return f"<p>{inline_html(children)}</p>"
        case Heading(level, anchor, children):
            return f'<h{level} id="{escape(anchor)}">{inline_html(children)}</h{level}>'
        case Listing(ordered, items):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_item(item)}</li>' for item in items)}</{tag}>"
        case Quote(children):
            return f"<blockquote>{blocks_html(children)}</blockquote>"


def _item(item: Blocks) -> str:
    """A list item; a single paragraph stands bare."""
    match item:
        case (Paragraph(children),):
            return inline_html(children)
    return blocks_html(item)


def table_html(content: Content, identity: str) -> str:
    """HTML of a table: caption, column and row headers with scope, numeric columns marked."""
    columns: Sequence[Column] = content["columns"]
    numeric = [column.numeric for column in columns]
    head = "".join(f'<th scope="col"{_class(column.numeric)}>{escape(column.label)}</th>' for column in columns)
    body = "".join(_row(row, numeric) for row in content["rows"])
    caption = f'<caption id="{escape(identity)}-caption">{inline_html(content["caption"])}</caption>'
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Sequence[Cell], numeric: list[bool]) -> str:
    cells = "".join(_cell(cell, numeric[place], first=place == 0) for place, cell in enumerate(row))
    return f"<tr>{cells}</tr>"


def _cell(cell: Cell, numeric: bool, *, first: bool) -> str:
    tag, scope = ("th", ' scope="row"') if first else ("td", "")
    seeds = f' data-seed="{escape(" ".join(cell.seeds))}"' if cell.seeds else ""
    names = [name for name, given in (("number", numeric), ("current", cell.current)) if given]
    classes = f' class="{" ".join(names)}"' if names else ""
    return f"<{tag}{scope}{classes}{seeds}>{inline_html(cell.children)}</{tag}>"


def _class(numeric: bool) -> str:
    return ' class="number"' if numeric else ""


def figure_html(content: Content, png: str) -> str:
    """HTML of a chart that stands alone: its title, what it measures, and the picture (base64)."""
    title = f"<strong>{inline_html(content['title'])}</strong><br>{escape(content['subtitle'])}"
    image = f'<img src="data:image/png;base64,{png}" alt="{escape(content["alt"])}" width="600">'
    return f"<figure><figcaption>{title}</figcaption>{image}</figure>"


def plain_words(nodes: Inlines) -> str:
    """The words of inline nodes without any mark-up."""
    return "".join(map(_words, nodes))


def _words(node: Inline) -> str:
    match node:
        case Text(text) | Code(text):
            return text
        case Printed(number):
            return number.shown
        case Bar():
            return ""
        case Held(text=text) if text:
            return text
    return plain_words(node.children or ())
