"""A file of any kind that is read, by its name's end, as records and as a sheet; what makes one refused."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal_text
from analysis.returns.readers.delimited import delimited_records
from analysis.returns.readers.no_returns import NoReturns, is_empty
from analysis.returns.readers.sav import sav_records
from analysis.returns.readers.sheet import APART, WIDEST, Column, Records, Remark, Row, Sheet, text_numbers
from analysis.returns.readers.workbook import workbook_records

CHUNK = 4096  # records turned into columns at once

KINDS: dict[str, Callable[[Path, str], Records]] = {
    ".csv": delimited_records,
    ".txt": delimited_records,
    ".tsv": delimited_records,
    ".xlsx": workbook_records,
    ".sav": sav_records,
    ".zsav": sav_records,
}


def records_of(path: Path, encoding: str = "") -> Records:
    """All records of a file, its header first. encoding: as mapping.csv declares it, where it does.

    Raises RawFileError where its kind is not known here, it has no header, or it cannot be trusted.
    """
    if path.suffix.casefold() not in KINDS:
        raise RawFileError(
            f"{path}: a file of kind {path.suffix or 'unknown'}; {', '.join(KINDS)} are read. "
            "Export the returns as one of them."
        )
    return _below_empty_rows(KINDS[path.suffix.casefold()](path, encoding))


def _below_empty_rows(records: Records) -> Records:
    """Records from the header on; how many rows stand above it is told."""
    empty: list[int] = []
    for line, cells in records.rows:
        if not is_empty(cells):
            above = (
                [Remark(str(empty[0]), "empty_rows", f"{len(empty)}", "above the header: passed over")] if empty else []
            )
            rows = chain([(line, cells)], records.rows)
            return replace(records, rows=rows, remarks=(*records.remarks, *above))
        empty.append(line)
    raise RawFileError(f"{records.path}: no header row; an export has one. Download it again.")


def read_table(path: Path, encoding: str = "") -> Sheet:
    """A file with one header row. Raises RawFileError, which names the line, where it cannot be trusted."""
    records = records_of(path, encoding)
    header = next(records.rows)
    return sheet_of(records, header[1], [header], records.rows)


def opening_records(path: Path, encoding: str = "") -> list[tuple[str, ...]]:
    """The first two records, where a platform writes its headers."""
    return [tuple(cells) for _, cells in islice(records_of(path, encoding).rows, 2)]


def sheet_of(records: Records, names: Iterable[str], head: Sequence[Row], rows: Iterable[Row]) -> Sheet:
    """A sheet of those column names and rows. head: the header rows, which may stand again among the records.

    Raises RawFileError where a row is ragged.
    """
    header = told_apart([name.strip() for name in names])
    check_many(records.path, header)
    no_returns = NoReturns([cells for _, cells in head])
    lines, numbers = array("Q"), [text_numbers() for _ in header]
    codes = [array("I") for _ in header]
    left = no_returns.passed_over(filled_rows(records, len(header), rows))
    while chunk := list(islice(left, CHUNK)):
        if not lines and len(chunk[0][1]) != len(header):
            check_all_widths(records.path, len(header), chain(chunk, left))
        check_widths(records.path, len(header), chunk)
        lines.extend(line for line, _ in chunk)
        for known, column, cells in zip(numbers, codes, zip(*(cells for _, cells in chunk), strict=True), strict=True):
            column.extend(map(known.__getitem__, cells))
    columns = tuple(Column(column, tuple(known)) for column, known in zip(codes, numbers, strict=True))
    remarks = (*records.remarks, *_twice(header), *no_returns.remarks())
    return Sheet(
        records.path, records.encoding, header, lines, columns, remarks, texts=records.texts, doubt=records.doubt
    )


def filled_rows(records: Records, width: int, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows as wide as the header, where a file's end at their last cell with something in it."""
    if not records.trimmed:
        return iter(rows)
    return ((line, (*cells, *[""] * (width - len(cells)))) for line, cells in rows)


def told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Names, each once: those that stand twice with their column's number."""
    many = Counter(names)
    return tuple(
        f"{name} (column {place})" if name and many[name] > 1 else name for place, name in enumerate(names, start=1)
    )


def _twice(header: Sequence[str]) -> Iterator[Remark]:
    """Names that stand twice, as they are told apart."""
    apart: dict[str, list[str]] = {}
    for name in filter(None, header):
        apart.setdefault(normal_text(APART.sub("", name)), []).append(name)
    for names in apart.values():
        if len(names) > 1:
            yield Remark("1", "heading_twice", " | ".join(names), "told apart; mapping.csv says which is read")


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


def check_many(path: Path, header: Sequence[str]) -> None:
    """Raises RawFileError where there are more columns than an export has."""
    if len(header) > WIDEST:
        raise RawFileError(
            f"{path}, row 1: {len(header)} columns; at most {WIDEST} are read. Export only what the study asks."
        )
