"""Markdown with answered claims -> the tree of blocks that structured outputs hold."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import mistune

from analysis.exhibits.outputs import Content, text_node
from analysis.narrative.claims.resolving import CLOSE, END, HELD, START, Resolved

MARK = re.compile(f"([{HELD}{START}])(\\d+){END}|({CLOSE})")
PARSE = mistune.create_markdown(renderer=None)


def text_blocks(resolved: Resolved) -> list[Content]:
    """Block nodes of a text."""
    tokens: Any = PARSE(resolved.text)
    return list(_blocks(tokens, resolved.nodes))


def _blocks(tokens: list[dict[str, Any]], held: list[Content]) -> Iterator[Content]:
    for token in tokens:
        kind = token["type"]
        if kind in ("paragraph", "block_text"):
            children, claims = _told(_inline(token["children"], held))
            if any(node.get("text", "x").strip() for node in children):
                yield {"type": "paragraph", "children": children} | claims
        elif kind == "heading":
            children, claims = _told(_inline(token["children"], held))
            yield {
                "type": "heading",
                "level": token["attrs"]["level"],
                "anchor": heading_anchor(_words(children)),
                "children": children,
            } | claims
        elif kind == "list":
            items = [list(_blocks(item["children"], held)) for item in token["children"]]
            yield {
                "type": "list",
                "ordered": bool(token["attrs"]["ordered"]),
                "items": [item for item in items if item],
            }
        elif kind == "block_quote":
            yield {"type": "quote", "children": list(_blocks(token["children"], held))}
        elif kind not in ("blank_line", "thematic_break"):
            yield {"type": "paragraph", "children": [text_node(str(token.get("raw", "")))]}


def _told(nodes: list[Content]) -> tuple[list[Content], Content]:
    """Nodes without what they tell of their claims, and that for the block they stand in, in reading order."""
    claims: list[Content] = []
    return _bare(nodes, claims), {"claims": claims} if claims else {}


def _bare(nodes: list[Content], claims: list[Content]) -> list[Content]:
    found = []
    for node in nodes:
        bare = {name: value for name, value in node.items() if name != "claim"}
        if "children" in bare:
            bare["children"] = _bare(bare["children"], claims)
        if "claim" in node:
            claims.append(node["claim"])
        if node["type"] != "note":
            found.append(bare)
    return found


def _inline(tokens: list[dict[str, Any]], held: list[Content]) -> list[Content]:
    return _nested(_flat(tokens, held))


def _flat(tokens: list[dict[str, Any]], held: list[Content]) -> Iterator[Content]:
    """Inline nodes with the marks of wrapping claims still among them."""
    for token in tokens:
        match token["type"]:
            case "text":
                yield from _marked(token["raw"], held)
            case "softbreak" | "linebreak":
                yield text_node(" ")
            case "codespan":
                held_here = MARK.search(token["raw"])
                yield from _marked(token["raw"], held) if held_here else [{"type": "code", "text": token["raw"]}]
            case "strong" | "emphasis":
                yield {"type": token["type"], "children": _inline(token["children"], held)}
            case "link":
                yield {"type": "link", "href": token["attrs"]["url"], "children": _inline(token["children"], held)}
            case _:
                yield text_node(str(token.get("raw", "")))


def _marked(text: str, held: list[Content]) -> Iterator[Content]:
    place = 0
    for found in MARK.finditer(text):
        if found.start() > place:
            yield text_node(text[place : found.start()])
        if found[3]:
            yield {"type": "close"}
        else:
            node = held[int(found[2])]
            yield {"type": "open", "node": node} if found[1] == START else dict(node)
        place = found.end()
    if place < len(text):
        yield text_node(text[place:])


def _nested(flat: Iterator[Content], *, inside: bool = False) -> list[Content]:
    """Nodes between an opening and its close become the children of the wrapping claim."""
    found: list[Content] = []
    for node in flat:
        if node["type"] == "close":
            if inside:
                return found
            continue  # it closes what was opened in another paragraph
        if node["type"] == "open":
            found.append({**node["node"], "children": _nested(flat, inside=True)})
        else:
            found.append(node)
    return found


def _words(nodes: list[Content]) -> str:
    return "".join(node.get("text") or node.get("shown") or _words(node.get("children", [])) for node in nodes)


def heading_block(words: str, level: int = 3) -> Content:
    """A heading of plain words."""
    return {"type": "heading", "level": level, "anchor": heading_anchor(words), "children": [text_node(words)]}


def heading_anchor(words: str) -> str:
    """A heading's id: its words, without accents, joined by hyphens."""
    bare = "".join(c for c in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-") or "section"
