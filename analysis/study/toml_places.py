"""Where each key and text of a TOML file stands. The standard library reads what a file says, and not where.

It is for files that `tomllib` reads, or would but for a key that stands twice; at anything else the scan ends.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

Address = tuple[str | int, ...]  # the tables and the key that lead to a value; of a list, the turn from 0

STRING = r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
PART = r'(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
KEY = rf"{PART}(?:[ \t]*\.[ \t]*{PART})*"
ONE_PART, TEXT = re.compile(PART), re.compile(STRING, re.DOTALL)
HEADER = re.compile(rf"(\[\[?)[ \t]*({KEY})[ \t]*\]\]?")
NAMED = re.compile(rf"({KEY})[ \t]*=[ \t]*")
OTHER = re.compile(r"[^,\]}#\n]+")  # a number, a date, true or false
BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
OPENING = re.compile(r'"""(?:\\[ \t]*\r?\n\s*|\r?\n)?|\'\'\'(?:\r?\n)?|["\']?')  # a line end after three quotes is none


@dataclass(frozen=True)
class Place:
    """Where a value stands. line: of its key; begins: the line of its first letter; start, end: its characters."""

    line: int
    begins: int
    start: int
    end: int


class TomlScan:
    """One pass over a TOML text. found: each key in the order of the file; one that stands twice is there twice."""

    def __init__(self, text: str) -> None:
        self.text, self.found, self.at = text, list[tuple[Address, Place]](), 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._turns: dict[Address, int] = {}
        with suppress(ValueError):  # no TOML from there on: tomllib says so
            self._run()

    def _run(self) -> None:
        table: Address = ()
        while self._skip() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._named(table)

    def _header(self) -> Address:
        start, head = self.at, self._take(HEADER)
        *first, last = keys_of(head[2])
        address: Address = ()
        for part in first:
            address = self._latest((*address, part))
        address = (*address, last)
        if head[1] == "[[":
            self._turns[address] = self._turns.get(address, -1) + 1
            address = self._latest(address)
        self._note(address, start, start)
        return address

    def _latest(self, address: Address) -> Address:
        """Of a list of tables its last one: what follows stands in it."""
        return (*address, self._turns[address]) if address in self._turns else address

    def _named(self, table: Address) -> None:
        key = self.at
        self._value((*table, *keys_of(self._take(NAMED)[1])), key)

    def _value(self, address: Address, key: int) -> None:
        start, first = self.at, self.text[self.at : self.at + 1]
        if first in ("[", "{"):
            self._several(address, "]" if first == "[" else "}")
        else:
            self._take(TEXT if first in ('"', "'") else OTHER)
        self._note(address, key, start)

    def _several(self, address: Address, close: str) -> None:
        """The values of a list, or of a table on one line."""
        self.at += 1
        turn = 0
        while self.text[self._skip() : self.at + 1] != close:
            if close == "]":
                self._value((*address, turn), self.at)
            else:
                self._named(address)
            turn += 1
            if self.text[self._skip() : self.at + 1] == ",":
                self.at += 1
        self.at += 1

    def _skip(self) -> int:
        match = BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise ValueError(self.at)
        self.at = match.end()
        return match

    def _note(self, address: Address, key: int, start: int) -> None:
        opening = OPENING.match(self.text, start)
        begins = opening.end() if opening else start
        self.found.append((address, Place(self._line(key), self._line(begins), start, self.at)))

    def _line(self, at: int) -> int:
        return bisect_left(self._ends, at) + 1


def toml_places(text: str) -> dict[Address, Place]:
    """Address of each value -> where it stands."""
    return dict(TomlScan(text).found)


def keys_of(dotted: str) -> list[str]:
    """The parts of a key: `wording.en` has two, `"wording.en"` one."""
    parts = ONE_PART.findall(dotted)
    return [next(iter(tomllib.loads(f"{part} = 0"))) for part in parts] if '"' in dotted or "'" in dotted else parts


def stand_twice(text: str) -> Iterator[tuple[Address, int, int]]:
    """Each key or table that stands more than once: its address, and the lines of the first and of the other."""
    seen: dict[Address, int] = {}
    for address, place in TomlScan(text).found:
        if address in seen and isinstance(address[-1], str):
            yield address, seen[address], place.line
        seen.setdefault(address, place.line)
