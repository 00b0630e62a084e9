"""A report made ready for paper: the same nodes, every letter to be seen, every link leading somewhere.

A letter that would vanish, or turn the words around it, stands as its code: [U+202E]. So nothing is lost, and nothing
hides.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import partial
from math import ceil
from typing import Any

from analysis.exhibits import markup
from analysis.exhibits.blocks import Heading, Held, InLanguage, Link, Seed, Text
from analysis.exhibits.blocks_json import as_json
from analysis.exhibits.outputs import Content, number_nodes
from analysis.report.lettering import lettered_picture
from analysis.report.parts import Part, Report, bare_nodes, short_notice

LANGUAGE = re.compile(r"[a-z]{2,3}")
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
SPACES = "\t\n\r"
MARGIN, NUMBERS, SENTENCES = 3, 22, 40  # letters: of a cell's margins; most that a column of either would like
LINE, PAGE = 92, 52  # letters in a line of a table, lines on a page: rather too few of both
PICTURE = "svg"
OFF_PAPER = ("claims", "png", "table")  # what became of claims, and of a chart the picture as pixels and its data
Letters = frozenset[int] | None


def on_paper(report: Report, letters: Letters = None) -> Content:
    """A report as JSON can hold it, its numbers as they are shown. letters: those the typeface has; all, if None."""
    content: Content = as_json(paper_report(report, letters))
    for node in number_nodes(content):
        for name in node.keys() - {"type", "shown"}:
            del node[name]
    return content


def paper_report(report: Report, letters: Letters = None) -> Content:
    """A report as paper shows it, its blocks still blocks. letters: those the typeface has; all, if None."""
    anchors = frozenset(_anchors(report))
    content = {
        "language": report.language,
        "document": {**report.document, "description": file_description(report.document)},
        "words": report.words,
        "contents": [
            [_entry(chapter), [_entry(section) for section in sections]] for chapter, sections in report.contents
        ],
        "cover": [_part(part) for part in report.cover if part.content["blocks"]],
        "body": [_part(part) for part in report.body if part.content.get("blocks", True)],
    }
    ready: Content = _ready(content, anchors, letters)
    return ready


def full_title(document: Content) -> str:
    """The title with the unit's name, and in short that the data are illustrative, where they are."""
    notice = f" ({short_notice(document['notice'])})" if document["notice"] else ""
    return f"{document['title']}: {document['unit']}{notice}"


def file_description(document: Content) -> str:
    """What a file's properties say of it: the subtitle, and the notice."""
    return " ".join(words for words in (f"{document['subtitle']}.", document["notice"]) if words)


def _part(part: Part) -> Content:
    content = {name: said for name, said in part.content.items() if name not in OFF_PAPER}
    about = {"kind": part.kind, "id": part.id, "style": part.style, "content": content}
    return about | (_measured(content) if part.kind == "table" else {})


def _measured(table: Content) -> Content:
    """shares: of the width of a table, each column's (0-1); short: whether it surely fits on a page."""
    shares = _shares([_widths(table, place) for place in range(len(table["columns"]))])
    cells = [[len(markup.plain_words(cell.children)) for cell in row] for row in table["rows"]]
    lines = sum(max(ceil(long / (LINE * share)) for long, share in zip(row, shares, strict=True)) for row in cells)
    return {"shares": shares, "short": lines + len(cells) < PAGE}


def _widths(table: Content, place: int) -> tuple[int, int]:
    """Letters that a column must have room for, its longest word; and more, that it would like: its longest cell."""
    column, cells = table["columns"][place], [markup.plain_words(row[place].children) for row in table["rows"]]
    least = MARGIN + max((len(word) for text in (column.label, *cells) for word in text.split()), default=0)
    liked = min(max(map(len, [*cells, column.label])), NUMBERS if column.numeric else SENTENCES)
    return least, max(liked - least, 1)


def _shares(widths: list[tuple[int, int]]) -> list[float]:
    """Each column's share: what it must have, and of what is left as much as it would like."""
    left = max(LINE - sum(least for least, _ in widths), 0)
    wide = [least + left * liked / sum(more for _, more in widths) for least, liked in widths]
    return [round(one / sum(wide), 4) for one in wide]


def _entry(heading: Heading) -> Content:
    return {"anchor": heading.anchor, "children": bare_nodes(heading.children)}


def _anchors(report: Report) -> Iterator[str]:
    for chapter, sections in report.contents:
        yield from (heading.anchor for heading in (chapter, *sections))


def _ready(content: Any, anchors: frozenset[str], letters: Letters) -> Any:
    if isinstance(content, str):
        return legible_text(content, letters)
    ready = partial(_ready, anchors=anchors, letters=letters)
    if isinstance(content, list | tuple):
        return type(content)(map(ready, content))
    if isinstance(content, dict):
        words = partial(legible_text, letters=letters)
        return {
            name: lettered_picture(part, words) if name == PICTURE else ready(part) for name, part in content.items()
        }
    if not is_dataclass(content) or isinstance(content, type):
        return content
    node = _plainer(content, anchors)
    return replace(node, **{each.name: ready(getattr(node, each.name)) for each in fields(node)})


def _plainer(node: Any, anchors: frozenset[str]) -> Any:
    """A heading without links; as its words alone what links nowhere, or is in no language; a mark round its text."""
    match node:
        case Link(href, children) if not _leads_somewhere(href, anchors):
            return Seed((), children)
        case InLanguage(language, children) if not LANGUAGE.fullmatch(language):
            return Seed((), children)
        case Held(text=text) if not node.children:
            return replace(node, children=(Text(text),))
        case Heading(children=children):
            return replace(node, children=bare_nodes(children))
    return node


def _leads_somewhere(href: str, anchors: frozenset[str]) -> bool:
    return href.removeprefix("#") in anchors if href.startswith("#") else href.startswith(markup.SAFE_LINKS)


def legible_text(text: str, letters: Letters = None) -> str:
    """Text in which every letter is seen; the code of one that cannot be."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate({ord(letter): _legible(letter, letters) for letter in set(text)})


def _legible(letter: str, letters: Letters) -> str:
    if letter in SPACES:
        return " "
    hidden = unicodedata.category(letter) in HIDDEN or (letters is not None and ord(letter) not in letters)
    return f"[U+{ord(letter):04X}]" if hidden else letter
