"""A delimited text file's records, each with the physical line where it begins."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from analysis.errors import RawFileError
from analysis.returns.readers.encoding import Encoding, encoding_of
from analysis.returns.readers.sheet import Records, Remark, Row

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
OPENING = 50  # records by which a delimiter is found
PLAIN = ("utf-8", "utf-8-sig")
LONGEST = 50_000  # lines of one record, or blank lines on end
SAYS = re.compile(r'"?sep=(.)"?[,;\t]*\s*', re.IGNORECASE)  # a first line that tells a spreadsheet the delimiter


def delimited_records(path: Path, declared: str = "") -> Records:
    """All records of a file. declared: its encoding, where mapping.csv says it.

    Raises RawFileError where it cannot be trusted.
    """
    encoding = encoding_of(path, declared)
    said = _said_delimiter(path, encoding)
    delimiter = said or _delimiter(path, encoding)
    rows = _rows(path, encoding, delimiter, above=1 if said else 0)
    return Records(
        path, encoding.name, rows, tuple(_remarks(encoding, declared, said, delimiter)), doubt=encoding.doubt
    )


def _remarks(encoding: Encoding, declared: str, said: str, delimiter: str) -> Iterator[Remark]:
    if declared:
        yield Remark("1", "encoding", encoding.name, "read in that encoding, as mapping.csv declares")
    elif encoding.name not in PLAIN and not encoding.doubt:
        yield Remark("1", "encoding", encoding.name, "read in that encoding")
    if encoding.doubt:
        many = f"bytes of no known letter: {encoding.strange}"
        yield Remark(str(encoding.line), "strange_bytes", many, "none in a column that is read")
    if said:
        yield Remark("1", "sep_line", f"sep={said}", "read as what it says; the header is below")
    if delimiter != "," and not said:
        yield Remark("1", "delimiter", DELIMITERS[delimiter], "read as what stands between columns")


def _said_delimiter(path: Path, encoding: Encoding) -> str:
    """The delimiter as a first line `sep=;` says it; blank where the file has none."""
    with path.open(encoding=encoding.name, errors=encoding.errors) as text:
        found = SAYS.fullmatch(text.readline())
    return found[1] if found else ""


def _delimiter(path: Path, encoding: Encoding) -> str:
    """The delimiter that divides header and first records alike, into most cells."""
    divided = {delimiter: _divided(path, encoding, delimiter) for delimiter in DELIMITERS}
    return max(divided, key=lambda delimiter: divided[delimiter])


def _divided(path: Path, encoding: Encoding, delimiter: str) -> int:
    """How often a delimiter stands in those of the first records that have as many cells as the header.

    A comma in a text of the header may stand in each record too; so it is not enough that most agree.
    """
    widths: list[int] = []
    try:
        for _, cells in islice(_rows(path, encoding, delimiter), OPENING):
            if not widths and not any(cells):
                continue  # above the header
            widths.append(len(cells))
            if widths[0] == 1:
                return 0
    except RawFileError:  # its quotes do not fit this delimiter, or it is told when the file is read
        pass
    return widths.count(widths[0]) * (widths[0] - 1) if widths else 0


def _rows(path: Path, encoding: Encoding, delimiter: str, above: int = 0) -> Iterator[Row]:
    """Records but blank lines. strict: a quote that is not closed, or not doubled inside, is an error.

    above: lines that stand above the records.
    """
    said = 1

    def lines(text: Iterable[str]) -> Iterator[str]:
        for number, line in enumerate(text, start=1):
            if number > said + LONGEST:
                raise RawFileError(
                    f"{path}, line {said}: {LONGEST} lines and no end of a record; quotes must be closed, and blank "
                    "lines are few. Export the file again."
                )
            yield line

    with path.open(encoding=encoding.name, errors=encoding.errors, newline="") as text:
        reader = csv.reader(islice(lines(text), above, None), delimiter=delimiter, strict=True)
        while True:
            begins = above + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise RawFileError(
                    f"{path}, line {begins}: {error}; quotes must be closed and doubled inside. Export the file again."
                ) from error
            if cells:
                said = above + reader.line_num + 1
                yield begins, cells
