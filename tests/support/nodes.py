"""Nodes as a notebook's JSON holds them, and the words of such."""

from typing import Any

from analysis.exhibits import markup
from analysis.exhibits.blocks import Printed, Text
from analysis.exhibits.blocks_json import as_json, read_nodes
from analysis.numbers import Number

Node = dict[str, Any]


def text_node(words: str) -> Node:
    node: Node = as_json(Text(words))
    return node


def number_node(number: Number) -> Node:
    node: Node = as_json(Printed(number))
    return node


def plain_words(nodes: list[Node]) -> str:
    return markup.plain_words(read_nodes(nodes))
