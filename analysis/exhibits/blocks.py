"""What a report is made of: words, numbers and marks in a line, blocks of them, and the columns and cells of a table.

Producers build them and exporters show them; a notebook holds them as JSON between the two (blocks_json.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.numbers import Number

Inlines = tuple["Inline", ...]
Blocks = tuple["Block", ...]
Items = tuple[Blocks, ...]
Names = tuple[str, ...]
Claims = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Code:
    """Words as a machine has them."""

    text: str


@dataclass(frozen=True)
class Bar:
    """A bar of a share (0-1), for the eye alone: the number stands beside it."""

    share: float


@dataclass(frozen=True)
class Printed:
    """A number where it is printed. id: of this very occurrence; blank until it is placed in an output."""

    number: Number
    id: str = ""


@dataclass(frozen=True)
class Strong:
    """Words of weight."""

    children: Inlines


@dataclass(frozen=True)
class Emphasis:
    """Stressed words."""

    children: Inlines


@dataclass(frozen=True)
class Seed:
    """Words that carry entries of the ledger."""

    ids: Names
    children: Inlines


@dataclass(frozen=True)
class InLanguage:
    """Words in another language than those around them."""

    language: str
    children: Inlines


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere."""

    href: str
    children: Inlines


@dataclass(frozen=True)
class Held:
    """Words that a gate holds: the claim as written (text), or the words it goes round (children). what: why."""

    gate: str
    what: str
    text: str = ""
    children: Inlines | None = None


@dataclass(frozen=True)
class Note:
    """Words with what became of their claim; never written: the block that they stand in takes the claim."""

    claim: Mapping[str, Any]
    children: Inlines = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. claims: what became of those in it, in reading order."""

    children: Inlines
    claims: Claims = ()


@dataclass(frozen=True)
class Heading:
    """A heading. anchor: what leads to it; level: 2 and down, the title being 1."""

    level: int
    anchor: str
    children: Inlines
    claims: Claims = ()


@dataclass(frozen=True)
class Listing:
    """A list; each item is blocks."""

    ordered: bool
    items: Items


@dataclass(frozen=True)
class Quote:
    """Blocks in another's words."""

    children: Blocks


@dataclass(frozen=True)
class Column:
    """A column's header."""

    label: str
    numeric: bool


@dataclass(frozen=True)
class Cell:
    """A table's cell. seeds: entries of the ledger it carries; current: whether it is this report's own."""

    children: Inlines
    seeds: Names = ()
    current: bool = False


Inline = Text | Code | Bar | Printed | Strong | Emphasis | Seed | InLanguage | Link | Held | Note
Block = Paragraph | Heading | Listing | Quote
