"""What a report is made of: the structured outputs of an executed notebook, in its order, and nothing else of it.

The exporters share it; each decides for itself how a part looks.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from analysis.errors import NotebookError
from analysis.exhibits import markup
from analysis.exhibits.blocks import (
    Bar,
    Block,
    Blocks,
    Code,
    Heading,
    Held,
    InLanguage,
    Inline,
    Inlines,
    Listing,
    Printed,
    Quote,
    Text,
)  # fmt: skip
from analysis.exhibits.blocks_json import read_content
from analysis.exhibits.outputs import PREFIX, Content
from analysis.language import message, say
from analysis.report.edition import DRAFT, Edition
from analysis.report.executed import refuse_unfit

TEMPLATES = Path(__file__).parent / "templates"
DOCUMENT = f"{PREFIX}document+json"
KINDS = ("document", "text", "table", "chart")
STYLES = ("", "cover", "glance", "cards", "panel", "callout", "method", "contacts", "matrix")
RESERVED = ("main", "contents")
PAGE = {
    "skip": message("Skip to main content"),
    "contents": message("Contents"),
    "data": message("Data behind this chart"),
    "source": message("Source"),
    "page": message("Page"),
    "languages": message("Languages"),
    "draft": message("Draft for comment"),
}


@dataclass(frozen=True)
class Part:
    """One structured output in one language, as the exporters see it: its blocks, cells and words read.

    png: a chart's picture, base64.
    """

    kind: str
    id: str
    style: str
    seeds: list[str]
    content: Content
    png: str = ""

    @cached_property
    def headings(self) -> list[Heading]:
        """Every heading in it, in reading order; only a text has any."""
        return list(_headings(self.content["blocks"])) if self.kind == "text" else []

    @property
    def anchor(self) -> str:
        """Its id; blank where a heading of its own has that name already."""
        return "" if self.id in (heading.anchor for heading in self.headings) else self.id


@dataclass(frozen=True)
class Report:
    """All that the exporters see. contents: each level 2 heading with the level 3 headings under it.

    others: the other languages that the notebook holds the report in, each with its own name for itself.
    """

    language: str
    document: Content
    parts: list[Part]
    contents: list[tuple[Heading, list[Heading]]]
    words: dict[str, str]
    others: list[tuple[str, str]]

    def __deepcopy__(self, memo: dict[int, Any]) -> "Report":
        """Itself, for it never changes: nbconvert copies all that it is given, which took longer than the page."""
        return self

    @property
    def cover(self) -> list[Part]:
        """The texts that open the report; they stand on its cover."""
        return list(takewhile(_on_cover, self.parts))

    @property
    def body(self) -> list[Part]:
        """All parts after the cover."""
        return list(dropwhile(_on_cover, self.parts))


def report_parts(notebook: NotebookNode, language: str, edition: Edition = DRAFT) -> Report:
    """What a report is made of, in an edition. Raises NotebookError if the notebook is not fit to publish."""
    refuse_unfit(notebook)
    parts = list(_parts(notebook, language))
    documents = [part.content for part in parts if part.kind == "document"]
    if len(documents) != 1:
        raise NotebookError(
            f"the notebook has {len(documents)} outputs of kind 'document'; a report has exactly one. "
            "Show the document once, in the notebook's first cell that shows something."
        )
    parts = [part for part in parts if part.kind != "document"]
    headings = [heading for part in parts for heading in part.headings]
    _refuse_faulty(parts, headings)
    words = page_words(language)
    document = documents[0] | {"state": edition.said(language)}
    return Report(language, document, parts, _contents(headings), words, _others(notebook, language))


def _parts(notebook: NotebookNode, language: str) -> Iterator[Part]:
    """Our outputs in the notebook's order; whatever else a bundle holds stays behind."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for mime, bundle in output.get("data", {}).items():
                if mime.startswith(PREFIX):
                    kind, pictured = mime.removeprefix(PREFIX).removesuffix("+json"), output.data.get("image/png", "")
                    yield _part(kind, bundle, language, pictured)


def _part(kind: str, bundle: Content, language: str, pictured: str) -> Part:
    """pictured: the picture of the notebook's first language, which stands beside our JSON; the others are in it."""
    if kind not in KINDS:
        raise NotebookError(f"output '{bundle.get('id')}' is of kind '{kind}'; a report knows {', '.join(KINDS)}.")
    if language not in bundle:
        raise NotebookError(f"output '{bundle['id']}' has no content in language '{language}'. Choose one it has.")
    style = bundle.get("style", "")
    if style not in STYLES:
        raise NotebookError(f"output '{bundle['id']}' has style '{style}'; there are {', '.join(STYLES[1:])}.")
    picture = bundle[language].get("png", pictured) if kind == "chart" else ""
    try:
        content = read_content(bundle[language])
    except NotebookError as error:
        raise NotebookError(f"output '{bundle['id']}', language '{language}': {error}") from error
    return Part(kind, bundle["id"], style, bundle.get("seeds", []), content, picture)


def bare_notebook(notebook: NotebookNode) -> NotebookNode:
    """The notebook without its cells: for nbconvert, which copies and checks each a dozen times, and needs none."""
    return NotebookNode({**notebook, "cells": []})


def _refuse_faulty(parts: list[Part], headings: list[Heading]) -> None:
    """Each anchor leads to one place, and headings go down one level at a time (the title is level 1)."""
    own = (part.anchor for part in parts if part.anchor)
    anchors = Counter([*RESERVED, *own, *(heading.anchor for heading in headings)])
    faults = [f"the anchor '{anchor}' stands {times} times" for anchor, times in anchors.items() if times > 1]
    for above, heading in zip([1, *(heading.level for heading in headings)], headings, strict=False):
        if not 2 <= heading.level <= above + 1:
            words = markup.plain_words(heading.children)
            faults.append(f"heading '{words}' is of level {heading.level} after one of level {above}")
    if faults:
        raise NotebookError("; ".join(faults) + ". Rename the anchor, or correct the heading's level.")


def _others(notebook: NotebookNode, language: str) -> list[tuple[str, str]]:
    bundles = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    document = next(bundle[DOCUMENT] for bundle in bundles if DOCUMENT in bundle)
    spoken = [name for name, content in document.items() if isinstance(content, dict) and name != language]
    return [(name, say("English", name)) for name in spoken]


def _headings(blocks: Blocks) -> Iterator[Heading]:
    """Every heading in a text, in reading order."""
    for block in blocks:
        match block:
            case Heading():
                yield block
            case Quote(children):
                yield from _headings(children)
            case Listing(_, items):
                yield from (heading for item in items for heading in _headings(item))


def _contents(headings: Iterable[Heading]) -> list[tuple[Heading, list[Heading]]]:
    """The list of contents: each level 2 heading with the level 3 headings under it."""
    chapters: list[tuple[Heading, list[Heading]]] = []
    for heading in headings:
        if heading.level == 2:
            chapters.append((heading, []))
        elif heading.level == 3:
            chapters[-1][1].append(heading)
    return chapters


def page_words(language: str) -> dict[str, str]:
    """A report's own words in one language, by a short name. What a study says comes from the study."""
    return {name: say(words, language) for name, words in PAGE.items()}


def _on_cover(part: Part) -> bool:
    return part.style == "cover"


def bare_nodes(nodes: Inlines) -> Inlines:
    """Inline nodes for a second place: without links and seeds, which stand where the words were first."""
    stripped: list[Inline] = []
    for node in nodes:
        match node:
            case Text() | Code() | Bar() | Printed() | Held(children=None):
                stripped.append(node)
            case InLanguage(language, children):
                stripped.append(InLanguage(language, bare_nodes(children)))
            case _:
                stripped += bare_nodes(node.children or ())
    return tuple(stripped)


def block_sections(blocks: Blocks) -> list[list[Block]]:
    """Blocks cut before each level 3 heading: what comes first, then a section a heading."""
    cut: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 3:
            cut.append([])
        cut[-1].append(block)
    return [section for section in cut if section]


def short_notice(notice: str) -> str:
    """The first words of a notice, up to its first stop."""
    return re.split(r"[.:;]", notice)[0]
