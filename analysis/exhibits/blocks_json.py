"""Blocks -> the JSON that a notebook holds, in which a field is a key; and back.

A notebook may come from anyone: what is read is known, whole and of the right type, or it is refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import partial
from typing import Any

from analysis.errors import NotebookError
from analysis.exhibits.blocks import (
    Bar,
    Blocks,
    Cell,
    Claims,
    Code,
    Column,
    Emphasis,
    Heading,
    Held,
    InLanguage,
    Inlines,
    Items,
    Link,
    Listing,
    Names,
    Paragraph,
    Printed,
    Quote,
    Seed,
    Strong,
    Text,
)  # fmt: skip
from analysis.numbers import Number

RUN_AGAIN = "Run the notebook again with this version of Cyfrif."
INLINE: dict[str, type[Any]] = {
    "text": Text, "number": Printed, "code": Code, "bar": Bar, "strong": Strong, "emphasis": Emphasis, "seed": Seed,
    "language": InLanguage, "link": Link, "gate": Held,
}  # fmt: skip
BLOCK: dict[str, type[Any]] = {"paragraph": Paragraph, "heading": Heading, "list": Listing, "quote": Quote}
KINDS = {made: {"type": kind} for kind, made in (INLINE | BLOCK).items()} | {Column: {}, Cell: {}}
BLANK = ("", None)  # of a number's parts: left out


def as_json(content: Any) -> Any:
    """A content as a notebook holds it: each node by its kind and what it says, what it leaves open left out."""
    if isinstance(content, Printed):
        told = {name: value for name, value in vars(content.number).items() if value not in BLANK}
        return KINDS[Printed] | {"key": content.number.key} | told | ({"id": content.id} if content.id else {})
    if type(content) in KINDS:
        given = {each.name: getattr(content, each.name) for each in fields(content)}
        left_out = {each.name for each in fields(content) if given[each.name] == each.default}
        return KINDS[type(content)] | {name: as_json(value) for name, value in given.items() if name not in left_out}
    if isinstance(content, Mapping):
        return {name: as_json(value) for name, value in content.items()}
    return [as_json(part) for part in content] if isinstance(content, list | tuple) else content


def read_nodes(nodes: Any) -> Inlines:
    """Inline nodes of their JSON. Raises NotebookError where it holds what no report is made of."""
    return tuple(_node(node, INLINE) for node in _listed(nodes))


def read_blocks(nodes: Any) -> Blocks:
    """Blocks of their JSON. Raises NotebookError where it holds what no report is made of."""
    return tuple(_node(node, BLOCK) for node in _listed(nodes))


def read_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """A content of a notebook with its blocks, its table's parts and its lines of nodes read; the rest as it is."""
    return {name: CONTENT[name](value) if name in CONTENT else value for name, value in content.items()}


def _node(node: Any, kinds: Mapping[str, type[Any]]) -> Any:
    kind = node.get("type") if isinstance(node, dict) else node
    if not isinstance(kind, str) or kind not in kinds:
        raise NotebookError(f"a node of type {kind!r}; there are {', '.join(kinds)}. {RUN_AGAIN}")
    given = {name: value for name, value in node.items() if name != "type"}
    return _number(given) if kind == "number" else _made(kinds[kind], kind, given)


def _number(given: dict[str, Any]) -> Printed:
    about = {name: value for name, value in given.items() if name not in ("key", "id")}
    number = _made(Number, "number", dict.fromkeys(("council", "statistic", "item", "group", "option"), "") | about)
    if given.get("key") != number.key:
        raise NotebookError(f"a number has the key {given.get('key')!r}; its parts are {number.key!r}. {RUN_AGAIN}")
    return Printed(number, _typed(str, "id", given.get("id", "")))


def _made(made: type[Any], kind: str, given: Mapping[str, Any]) -> Any:
    """A dataclass of the keys that its JSON has: all that it needs, and no other."""
    types = {each.name: each.type for each in fields(made)}
    _typed(dict, kind, given)
    lacking = [each.name for each in fields(made) if each.default is MISSING and each.name not in given]
    if lacking or not given.keys() <= types.keys():
        what = f"lacks {', '.join(lacking)}" if lacking else f"has {', '.join(map(str, given))}"
        raise NotebookError(f"a node of type {kind!r} {what}; it is made of {', '.join(types)}. {RUN_AGAIN}")
    return made(**{name: READ.get(types[name], partial(_typed, types[name], name))(given[name]) for name in given})


def _typed(wanted: Any, name: str, value: Any) -> Any:
    """A value of the type wanted; a whole number will do for any."""
    is_whole = type(value) is int and float in getattr(wanted, "__args__", (wanted,))
    if not is_whole and (not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool)):
        raise NotebookError(f"{name} is {value!r}; a {getattr(wanted, '__name__', wanted)} is expected. {RUN_AGAIN}")
    return value


def _listed(nodes: Any) -> list[Any]:
    if not isinstance(nodes, list | tuple):
        raise NotebookError(f"{nodes!r} stands where a list of nodes is expected. {RUN_AGAIN}")
    return list(nodes)


def _all(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda values: tuple(map(read, _listed(values)))


def _said(said: Any) -> str | Inlines:
    """A line that is words in some contents, and nodes in others."""
    return said if isinstance(said, str) else read_nodes(said)


READ: dict[Any, Callable[[Any], Any]] = {
    Inlines: read_nodes, Inlines | None: read_nodes, Blocks: read_blocks, Items: _all(read_blocks),
    Names: _all(partial(_typed, str, "an id")), Claims: _all(partial(_typed, dict, "a claim")),
}  # fmt: skip
CONTENT: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("title", "caption", "note", "licence", "subtitle", "source"), _said),
    "blocks": read_blocks, "columns": _all(partial(_made, Column, "column")),
    "rows": _all(_all(partial(_made, Cell, "cell"))), "table": read_content,
}  # fmt: skip
