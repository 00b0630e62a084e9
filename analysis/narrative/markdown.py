"""Markdown with answered claims -> the tree of blocks that structured outputs hold."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import mistune

from analysis.exhibits.blocks import (
    Bar,
    Block,
    Blocks,
    Claims,
    Code,
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
from analysis.exhibits.markup import plain_words
from analysis.narrative.claims.resolving import CLOSE, END, HELD, START, Resolved

MARK = re.compile(f"([{HELD}{START}])(\\d+){END}|({CLOSE})")
PARSE = mistune.create_markdown(renderer=None)


@dataclass(frozen=True)
class _Opening:
    """Where a wrapping claim opens."""

    node: Inline


@dataclass(frozen=True)
class _Close:
    """Where the last that was opened ends."""


def text_blocks(resolved: Resolved) -> Blocks:
    """Block nodes of a text."""
    tokens: Any = PARSE(resolved.text)
    return tuple(_blocks(tokens, resolved.nodes))


def _blocks(tokens: list[dict[str, Any]], held: list[Inline]) -> Iterator[Block]:
    for token in tokens:
        kind = token["type"]
        if kind in ("paragraph", "block_text"):
            children, claims = _told(_inline(token["children"], held))
            if not all(isinstance(node, Text | Code) and not node.text.strip() for node in children):
                yield Paragraph(children, claims)
        elif kind == "heading":
            children, claims = _told(_inline(token["children"], held))
            yield Heading(token["attrs"]["level"], heading_anchor(plain_words(children)), children, claims)
        elif kind == "list":
            items = (tuple(_blocks(item["children"], held)) for item in token["children"])
            yield Listing(bool(token["attrs"]["ordered"]), tuple(item for item in items if item))
        elif kind == "block_quote":
            yield Quote(tuple(_blocks(token["children"], held)))
        elif kind not in ("blank_line", "thematic_break"):
            yield Paragraph((Text(str(token.get("raw", ""))),))


def _told(nodes: Inlines) -> tuple[Inlines, Claims]:
    """Nodes without their notes, and what these tell, for the block they stand in, in reading order."""
    claims: list[Mapping[str, Any]] = []
    return _bare(nodes, claims), tuple(claims)


def _bare(nodes: Inlines, claims: list[Mapping[str, Any]]) -> Inlines:
    found: list[Inline] = []
    for node in nodes:
        match node:
            case Note(claim, children):
                found += _bare(children, claims)
                claims.append(claim)
            case Text() | Code() | Bar() | Printed() | Held(children=None):
                found.append(node)
            case _:
                found.append(replace(node, children=_bare(node.children or (), claims)))
    return tuple(found)


def _inline(tokens: list[dict[str, Any]], held: list[Inline]) -> Inlines:
    return _nested(_flat(tokens, held))


def _flat(tokens: list[dict[str, Any]], held: list[Inline]) -> Iterator[Inline | _Opening | _Close]:
    """Inline nodes with the marks of wrapping claims still among them."""
    for token in tokens:
        match token["type"]:
            case "text":
                yield from _marked(token["raw"], held)
            case "softbreak" | "linebreak":
                yield Text(" ")
            case "codespan":
                yield from _marked(token["raw"], held) if MARK.search(token["raw"]) else [Code(token["raw"])]
            case "strong":
                yield Strong(_inline(token["children"], held))
            case "emphasis":
                yield Emphasis(_inline(token["children"], held))
            case "link":
                yield Link(token["attrs"]["url"], _inline(token["children"], held))
            case _:
                yield Text(str(token.get("raw", "")))


def _marked(text: str, held: list[Inline]) -> Iterator[Inline | _Opening | _Close]:
    place = 0
    for found in MARK.finditer(text):
        if found.start() > place:
            yield Text(text[place : found.start()])
        if found[3]:
            yield _Close()
        else:
            node = held[int(found[2])]
            yield _Opening(node) if found[1] == START else node
        place = found.end()
    if place < len(text):
        yield Text(text[place:])


def _nested(flat: Iterator[Inline | _Opening | _Close], *, inside: bool = False) -> Inlines:
    """Nodes between an opening and its close become the children of the wrapping claim."""
    found: list[Inline] = []
    for node in flat:
        match node:
            case _Close() if inside:
                break
            case _Close():
                continue  # it closes what was opened in another paragraph
            case _Opening(wrapping):
                found.append(_wrapped(wrapping, _nested(flat, inside=True)))
            case _:
                found.append(node)
    return tuple(found)


def _wrapped(node: Inline, inside: Inlines) -> Inline:
    """A wrapping claim round what stands inside; a note goes round the claim's own mark."""
    match node:
        case Note(claim, (mark,)):
            return Note(claim, (_wrapped(mark, inside),))
        case Seed() | InLanguage() | Held():
            return replace(node, children=inside)
    raise TypeError(f"{node!r} wraps nothing")


def heading_block(words: str, level: int = 3) -> Heading:
    """A heading of plain words."""
    return Heading(level, heading_anchor(words), (Text(words),))


def heading_anchor(words: str) -> str:
    """A heading's id: its words, without accents, joined by hyphens."""
    bare = "".join(c for c in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-") or "section"
