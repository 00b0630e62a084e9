"""The files of a definition as they were when it was loaded: what is read, printed and hashed is one and the same."""

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from analysis.study.toml_places import Address, Place, toml_places

RECORDS = ("clearance.csv",)  # what people said of the reports; they depend on none of it
LINE_END = re.compile(r"\r\n?|\n")
COUNCILS = "councils"  # the folder of texts that councils have of their own


class Record(NamedTuple):
    """A row of a CSV. line: that of the file on which it begins."""

    cells: list[str]
    line: int

    def line_of_cell(self, place: int) -> int:
        """The line on which a cell's words begin."""
        cell = self.cells[place]
        before = [*self.cells[:place], cell[: len(cell) - len(cell.lstrip())]]
        return self.line + sum(len(LINE_END.findall(text)) for text in before)


@dataclass(frozen=True)
class DefinitionFiles:
    """Every file of a definition by its name below the folder: `narrative/en/front.md`."""

    contents: Mapping[str, bytes] = field(default_factory=dict)

    def names_below(self, folder: str, ending: str = ".md") -> list[str]:
        """Names of the files of a folder and of those in it, sorted."""
        return [name for name in self.contents if name.startswith(f"{folder}/") and name.endswith(ending)]

    def text_of(self, name: str, errors: str = "strict") -> str:
        """What a file says; a mark at its beginning (Excel's `CSV UTF-8` has one) is none of it."""
        return LINE_END.sub("\n", self.contents[name].decode("utf-8-sig", errors))

    @cached_property
    def hash(self) -> str:
        """sha256 of them all without what people said of its reports; councils' own prose stands apart too, so that
        one council's edit moves one report."""
        digest = hashlib.sha256()
        for name, content in self.contents.items():
            if COUNCILS not in name.split("/")[:-1] and name not in RECORDS:
                digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
        return digest.hexdigest()

    @cached_property
    def _places(self) -> dict[str, dict[Address, Place]]:
        return {}

    def places_in(self, name: str) -> Mapping[Address, Place]:
        """Where each value of a TOML file stands."""
        if name not in self._places:
            self._places[name] = toml_places(self.text_of(name))
        return self._places[name]

    def line_in(self, name: str, address: Address) -> int:
        """The line of a key or table of a TOML file, or of the nearest table that would hold it; 1 if there is none."""
        places = self.places_in(name)
        if address in places:
            return places[address].line
        within = [place.line for known, place in places.items() if known[: len(address)] == address != ()]
        return min(within) if within else self.line_in(name, address[:-1]) if address else 1

    @cached_property
    def _records(self) -> dict[str, list[Record]]:
        return {}

    def records_of(self, name: str) -> list[Record]:
        """The rows of a CSV, its header first. Raises UnicodeDecodeError or csv.Error where it cannot be read."""
        if name not in self._records:
            self._records[name] = csv_records(self.contents[name].decode("utf-8-sig"))
        return self._records[name]

    def line_of_cell(self, name: str, turn: int, column: str) -> int:
        """The line on which a cell's words begin. turn: the row's, from 0 under the header."""
        header, *rows = self.records_of(name)
        return rows[turn].line_of_cell(header.cells.index(column))

    def line_of_row(self, name: str, turn: int) -> int:
        """The line on which a row begins. turn: the row's, from 0 under the header."""
        return self.records_of(name)[turn + 1].line


def read_files(folder: Path) -> DefinitionFiles:
    """Every file of a folder, in the order of their names, part by part."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    named = sorted(found, key=lambda name: PurePosixPath(name).parts)
    return DefinitionFiles(MappingProxyType({name: found[name] for name in named}))


def csv_records(text: str) -> list[Record]:
    """The rows of a CSV, blank lines too. Raises csv.Error where a quote stays open or stands astray."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found, start = [], 1
    for cells in reader:
        found.append(Record(cells, start))
        start = reader.line_num + 1
    return found
