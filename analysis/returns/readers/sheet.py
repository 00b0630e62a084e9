"""A raw file as a sheet: text only, one field count, nothing guessed, each record with its line."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from analysis.matching import normal_text

WIDEST = 2_000  # columns of an export
Row = tuple[int, Sequence[str]]  # line where a record begins (in a workbook the sheet's row), and its cells


class Remark(NamedTuple):
    """What reading noticed: a row of the issues to come."""

    line: str
    rule: str
    found: str
    action: str


@dataclass(frozen=True)
class Records:
    """A file's records in order, those of the header among them; to be walked once."""

    path: Path
    encoding: str
    rows: Iterator[Row]
    remarks: tuple[Remark, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """Cells of one column. codes: one a record, a place in texts, where each text that was found stands once."""

    codes: "array[int]"
    texts: tuple[str, ...]

    def __iter__(self) -> Iterator[str]:
        return map(self.texts.__getitem__, self.codes)

    def changed(self, change: Callable[[str], str]) -> "Column":
        """The column with each text changed."""
        return Column(self.codes, tuple(map(change, self.texts)))

    def kept(self, wanted: Sequence[bool]) -> "Column":
        """The column with the wanted records alone."""
        return Column(array("I", compress(self.codes, wanted)), self.texts)


@dataclass(frozen=True)
class Sheet:
    """A file's header and, below it, its records by column. lines: where each record begins.

    encoding: as found; empty for a workbook. time_zone: where the file says in which its dates are written. texts: what
    the first columns ask, where the file says it apart from their names.
    """

    path: Path
    encoding: str
    header: tuple[str, ...]
    lines: Sequence[int]
    columns: tuple[Column, ...]
    remarks: tuple[Remark, ...] = ()
    time_zone: str = ""
    texts: tuple[str, ...] = ()

    def place(self, column: str) -> int | None:
        """Where a column stands; its header compared without regard to spaces and case."""
        wanted = normal_text(column)
        return next((place for place, name in enumerate(self.header) if normal_text(name) == wanted), None)

    def with_column(self, name: str, cells: Iterable[str]) -> "Sheet":
        """The sheet with one more column, the last."""
        return replace(self, header=(*self.header, name), columns=(*self.columns, column_of(cells)))

    def changed(self, names: Iterable[str], change: Callable[[str], str]) -> "Sheet":
        """The sheet with the cells of the named columns, where it has them, changed."""
        places = {self.place(name) for name in names}
        columns = (column.changed(change) if place in places else column for place, column in enumerate(self.columns))
        return replace(self, columns=tuple(columns))

    def without_empty_records(self) -> "Sheet":
        """The sheet without records in which nothing stands."""
        said = [any(cells) for cells in zip(*self.columns, strict=True)]
        kept = tuple(column.kept(said) for column in self.columns)
        return replace(self, lines=list(compress(self.lines, said)), columns=kept)


def column_of(cells: Iterable[str]) -> Column:
    """Cells as a column."""
    numbers = text_numbers()
    codes = array("I", map(numbers.__getitem__, cells))
    return Column(codes, tuple(numbers))


def text_numbers() -> defaultdict[str, int]:
    """Text -> its number, the next one for a text not met before."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers
