"""A raw file as a sheet: text only, one field count, nothing guessed, each record with its line."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress, islice
from pathlib import Path
from typing import NamedTuple

from analysis.errors import RawFileError
from analysis.matching import normal_text

CHUNK = 4096  # records turned into columns at once
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
    numbers = _numbers()
    codes = array("I", map(numbers.__getitem__, cells))
    return Column(codes, tuple(numbers))


def _numbers() -> defaultdict[str, int]:
    """Text -> its number, the next one for a text not met before."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def sheet_of(records: Records, names: Iterable[str], rows: Iterable[Row]) -> Sheet:
    """A sheet of those column names and rows. Raises RawFileError where a row is ragged or a name stands twice."""
    header = tuple(name.strip() for name in names)
    check_header(records.path, header)
    lines, numbers = array("Q"), [_numbers() for _ in header]
    codes = [array("I") for _ in header]
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        if not lines and len(chunk[0][1]) != len(header):
            check_all_widths(records.path, len(header), chain(chunk, left))
        check_widths(records.path, len(header), chunk)
        lines.extend(line for line, _ in chunk)
        for known, column, cells in zip(numbers, codes, zip(*(cells for _, cells in chunk), strict=True), strict=True):
            column.extend(map(known.__getitem__, cells))
    columns = tuple(Column(column, tuple(known)) for column, known in zip(codes, numbers, strict=True))
    return Sheet(records.path, records.encoding, header, lines, columns, records.remarks, texts=records.texts)


def check_all_widths(path: Path, width: int, rows: Iterable[Row]) -> None:
    """Raises RawFileError where all rows have as many fields as the first, and the header has not."""
    found = iter(rows)
    line, first = next(found)
    if len(first) != width and all(len(cells) == len(first) for _, cells in found):
        raise RawFileError(
            f"{path}, line {line}: {len(first)} fields, and so has every record; the header has {width}. Answers would "
            "shift a column: look for a name too many or too few in the header, and export the file again."
        )


def check_widths(path: Path, width: int, rows: Iterable[Row]) -> None:
    """Raises RawFileError for the first row that has not that many fields."""
    for line, cells in rows:
        if len(cells) != width:
            raise RawFileError(
                f"{path}, line {line}: {len(cells)} fields; the header has {width}. "
                "Answers would shift a column: correct the line, or export the file again."
            )


def check_header(path: Path, header: tuple[str, ...]) -> None:
    """Raises RawFileError where a name stands twice, or there are more than an export has."""
    if len(header) > WIDEST:
        raise RawFileError(
            f"{path}, row 1: {len(header)} columns; at most {WIDEST} are read. Export only what the study asks."
        )
    seen: dict[str, str] = {}
    for name in header:
        if name and normal_text(name) in seen:
            raise RawFileError(
                f"{path}, row 1: column {name!r} stands twice; each column once is expected. Export the file again."
            )
        seen[normal_text(name)] = name
