"""A file of any kind that is read, by its name's end, as records and as a sheet; what makes one refused."""

from array import array
from collections.abc import Callable, Iterable
from itertools import chain, islice
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal_text
from analysis.returns.readers.delimited import delimited_records
from analysis.returns.readers.sav import sav_records
from analysis.returns.readers.sheet import WIDEST, Column, Records, Row, Sheet, text_numbers
from analysis.returns.readers.workbook import workbook_records

CHUNK = 4096  # records turned into columns at once

KINDS: dict[str, Callable[[Path], Records]] = {
    ".csv": delimited_records,
    ".txt": delimited_records,
    ".tsv": delimited_records,
    ".xlsx": workbook_records,
    ".sav": sav_records,
    ".zsav": sav_records,
}


def records_of(path: Path) -> Records:
    """All records of a file. Raises RawFileError where its kind is not known here, or it cannot be trusted."""
    if path.suffix.casefold() not in KINDS:
        raise RawFileError(
            f"{path}: a file of kind {path.suffix or 'unknown'}; {', '.join(KINDS)} are read. "
            "Export the returns as one of them."
        )
    return KINDS[path.suffix.casefold()](path)


def read_table(path: Path) -> Sheet:
    """A file with one header row. Raises RawFileError, which names the line, where it cannot be trusted."""
    records = records_of(path)
    _, header = next(records.rows)
    return sheet_of(records, header, records.rows)


def opening_records(path: Path) -> list[tuple[str, ...]]:
    """The first two records, where a platform writes its headers."""
    return [tuple(cells) for _, cells in islice(records_of(path).rows, 2)]


def sheet_of(records: Records, names: Iterable[str], rows: Iterable[Row]) -> Sheet:
    """A sheet of those column names and rows. Raises RawFileError where a row is ragged or a name stands twice."""
    header = tuple(name.strip() for name in names)
    check_header(records.path, header)
    lines, numbers = array("Q"), [text_numbers() for _ in header]
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
