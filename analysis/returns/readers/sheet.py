"""A raw file as a sheet: text only, one field count, nothing guessed, each record with its line."""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from analysis.errors import RawFileError
from analysis.matching import mended_letters, normal_text
from analysis.returns.readers.encoding import MARK

WIDEST = 2_000  # columns of an export
APART = re.compile(r" \(column \d+\)$")  # how names that stand twice are told apart
Row = tuple[int, Sequence[str]]  # line where a record begins (in a workbook the sheet's row), and its cells


class Remark(NamedTuple):
    """What reading noticed: a row of the issues to come."""

    line: str
    rule: str
    found: str
    action: str


@dataclass(frozen=True)
class Records:
    """A file's records in order, those of the header among them; to be walked once.

    doubt: why some bytes are read as marks, where they are; trimmed: rows end at their last cell with something in it.
    """

    path: Path
    encoding: str
    rows: Iterator[Row]
    remarks: tuple[Remark, ...] = ()
    texts: tuple[str, ...] = ()
    doubt: str = ""
    trimmed: bool = False


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


@dataclass(frozen=True)
class Sheet:
    """A file's header and, below it, its records by column. lines: where each record begins.

    header: each name once; those that stand twice are told apart as `Name (column 3)`, `Name (column 17)`.
    encoding: as found; empty for a workbook. time_zone: where the file says in which its dates are written. texts: what
    the first columns ask, where the file says it apart from their names. doubt: why bytes are read as marks.
    """

    path: Path
    encoding: str
    header: tuple[str, ...]
    lines: Sequence[int]
    columns: tuple[Column, ...]
    remarks: tuple[Remark, ...] = ()
    time_zone: str = ""
    texts: tuple[str, ...] = ()
    doubt: str = ""

    def places(self, column: str) -> list[int]:
        """Where columns of a name stand: as it is written; else without regard to spaces and case; else mended."""
        wanted = (column, column.strip(), *[normal_text(column)] * 3)
        found = (places[name] for name, places in zip(wanted, self._named, strict=True) if name in places)
        return next(found, [])

    @cached_property
    def _named(self) -> tuple[dict[str, list[int]], ...]:
        """Name -> its places: in full, without what tells it apart, both as normal text, and mended."""
        apart = [APART.sub("", name) for name in self.header]
        forms = (self.header, apart, map(normal_text, self.header), map(normal_text, apart), map(mended_letters, apart))
        return tuple(map(_places_by_name, forms))

    def place(self, column: str) -> int | None:
        """Where a column that is to be read stands; none where there is none.

        Raises RawFileError where several have the name, and where bytes of no known letter stand in it.
        """
        places = self.places(column) or self._doubtful_places(column)
        if len(places) > 1:
            raise RawFileError(
                f"{self.path}, row 1: column {column!r} stands twice, in columns "
                f"{' and '.join(str(place + 1) for place in places)}; one is to be read. Say which in mapping.csv: "
                f"{' or '.join(repr(self.header[place]) for place in places)}."
            )
        for place in places if self.doubt else ():
            self._refuse_doubt(place)
        return places[0] if places else None

    def _doubtful_places(self, column: str) -> list[int]:
        """Where headings stand that may be a name, but for bytes of no known letter."""
        wanted = normal_text(column)
        doubtful = ((place, normal_text(name)) for place, name in enumerate(self.header) if self.doubt and MARK in name)
        return [
            place
            for place, name in doubtful
            if re.fullmatch(re.sub(f"{MARK}+", ".+", re.escape(name)), wanted, re.DOTALL)
        ]

    def _refuse_doubt(self, place: int) -> None:
        """Raises RawFileError for the first cell of a column in which a byte of no known letter stands."""
        if not any(MARK in text for text in (self.header[place], *self.columns[place].texts)):
            return
        for line, cell in ((1, self.header[place]), *zip(self.lines, self.columns[place], strict=True)):
            if MARK in cell:
                raise RawFileError(f"{self.path}, line {line}, column {self.header[place]!r}: {self.doubt}")

    def with_column(self, name: str, cells: Iterable[str]) -> "Sheet":
        """The sheet with one more column, the last."""
        return replace(self, header=(*self.header, name), columns=(*self.columns, column_of(cells)))

    def changed(self, names: Iterable[str], change: Callable[[str], str]) -> "Sheet":
        """The sheet with the cells of the named columns, where it has them, changed."""
        places = {self.place(name) for name in names}
        columns = (column.changed(change) if place in places else column for place, column in enumerate(self.columns))
        return replace(self, columns=tuple(columns))


def _places_by_name(names: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        found.setdefault(name, []).append(place)
    return found


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
