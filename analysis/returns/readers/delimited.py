"""A delimited text file's records, each with the physical line where it begins."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from analysis.errors import RawFileError
from analysis.returns.readers.encoding import encoding_of
from analysis.returns.readers.sheet import Records, Remark, Row

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
OPENING = 50  # records by which a delimiter is found
PLAIN = ("utf-8", "utf-8-sig")
LONGEST = 50_000  # lines of one record, or blank lines on end


def delimited_records(path: Path) -> Records:
    """All records of a file. Raises RawFileError where it has none or cannot be trusted."""
    encoding = encoding_of(path)
    delimiter = _delimiter(path, encoding)
    if not list(islice(_rows(path, encoding, delimiter), 1)):
        raise RawFileError(f"{path}: no header row; an export has one. Download it again.")
    remarks = []
    if encoding not in PLAIN:
        remarks.append(Remark("1", "encoding", encoding, "read in that encoding"))
    if delimiter != ",":
        remarks.append(Remark("1", "delimiter", DELIMITERS[delimiter], "read as what stands between columns"))
    return Records(path, encoding, _rows(path, encoding, delimiter), tuple(remarks))


def _delimiter(path: Path, encoding: str) -> str:
    """The delimiter that divides header and first records alike, into most cells."""
    divided = {delimiter: _divided(path, encoding, delimiter) for delimiter in DELIMITERS}
    return max(divided, key=lambda delimiter: divided[delimiter])


def _divided(path: Path, encoding: str, delimiter: str) -> int:
    """How often a delimiter stands in those of the first records that have as many cells as the header.

    A comma in a text of the header may stand in each record too; so it is not enough that most agree.
    """
    widths = []
    try:
        for _, cells in islice(_rows(path, encoding, delimiter), OPENING):
            widths.append(len(cells))
            if widths[0] == 1:
                return 0
    except RawFileError:  # its quotes do not fit this delimiter, or it is told when the file is read
        pass
    return widths.count(widths[0]) * (widths[0] - 1) if widths else 0


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    """Records but blank lines. strict: a quote that is not closed, or not doubled inside, is an error."""
    begins = said = 1

    def lines(text: Iterable[str]) -> Iterator[str]:
        for number, line in enumerate(text, start=1):
            if number > said + LONGEST:
                raise RawFileError(
                    f"{path}, line {said}: {LONGEST} lines and no end of a record; quotes must be closed, and blank "
                    "lines are few. Export the file again."
                )
            yield line

    with path.open(encoding=encoding, newline="") as text:
        reader = csv.reader(lines(text), delimiter=delimiter, strict=True)
        while True:
            begins = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise RawFileError(
                    f"{path}, line {begins}: {error}; quotes must be closed and doubled inside. Export the file again."
                ) from error
            if cells:
                said = reader.line_num + 1
                yield begins, cells
