"""A workbook's first sheet as text, its archive checked before it is parsed."""

import datetime
import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from analysis.errors import RawFileError
from analysis.readers.encoding import check_ordinary
from analysis.readers.sheet import Records, Row, Sheet, sheet_of

LARGEST = 200_000_000  # bytes of all entries unpacked
WIDEST, LONGEST = 2_000, 1_000_000  # a far cell makes a small file take gigabytes


def read_workbook(path: Path) -> Sheet:
    """The first sheet of a workbook with one header row. Raises RawFileError where it cannot be trusted."""
    records = workbook_records(path)
    _, header = next(records.rows)
    return sheet_of(records, header, records.rows)


def workbook_records(path: Path) -> Records:
    """Rows of the first sheet of an .xlsx file. Raises RawFileError where archive, size or extent is no survey's."""
    rows = _said(path, _checked(path))
    header = next(rows, None)
    if header is None or header[0] != 1:
        raise RawFileError(f"{path}, row 1: no header; an export has one. Download it again.")
    return Records(path, "", chain([header], rows))


def _checked(path: Path) -> bytes:
    """Content of a workbook whose archive is whole and of a survey's size."""
    check_ordinary(path)
    content = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            damaged = archive.testzip() if unpacked <= LARGEST else None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        raise RawFileError(f"{path}: {error}; a whole .xlsx workbook is expected. Download it again.") from error
    if unpacked > LARGEST or damaged:
        what = f"entry {damaged} is damaged" if damaged else f"{unpacked} bytes unpacked"
        raise RawFileError(f"{path}: {what}; at most {LARGEST} bytes, all sound, are read. Export only the returns.")
    return content


def _said(path: Path, content: bytes) -> Iterator[Row]:
    """Rows in which something stands, as wide as the header, or wider where more stands there."""
    width = 0
    try:
        for number, row in enumerate(_rows(path, content), start=1):
            if any(row):
                width = width or _length(row)
                yield number, (*row[: max(width, _length(row))], *[""] * (width - len(row)))
    except (KeyError, IndexError, ValueError, ParseError) as error:
        raise RawFileError(
            f"{path}: no sheet can be read ({error}); a workbook with one is expected. Download it again."
        ) from error


def _length(row: tuple[str, ...]) -> int:
    """Cells of a row without the empty ones at its end."""
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def _rows(path: Path, content: bytes) -> Iterator[tuple[str, ...]]:
    """Rows of the first sheet, whatever extent the file states."""
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    stated = f"cells as far as {sheet.calculate_dimension()}" if sheet.max_column else "no extent stated"
    if (sheet.max_column or 0) > WIDEST or (sheet.max_row or 0) > LONGEST:
        raise _far(path, stated)
    sheet.reset_dimensions()  # a stated extent that is too small would hide rows
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > LONGEST or len(row) > WIDEST:
            raise _far(path, stated)
        yield tuple(map(_text, row))


def _far(path: Path, stated: str) -> RawFileError:
    return RawFileError(f"{path}: {stated}; at most {WIDEST} columns and {LONGEST} rows are read. Clear the far cells.")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
