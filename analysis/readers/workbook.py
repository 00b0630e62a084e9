"""A workbook's first sheet as text, its archive checked before it is parsed."""

import datetime
import io
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from analysis.errors import RawFileError
from analysis.readers.sheet import Record, Sheet, check_header, read_bytes

LARGEST = 200_000_000  # bytes of all entries unpacked
WIDEST, LONGEST = 2_000, 1_000_000  # a far cell makes a small file take gigabytes


def read_workbook(path: Path) -> Sheet:
    """The first sheet of an .xlsx file. Raises RawFileError where archive, size or extent is no survey's."""
    return _sheet(path, _checked(path))


def read_workbook_opening(path: Path) -> tuple[tuple[str, ...], ...]:
    """The first sheet's header."""
    return tuple(_rows_or_refusal(path, _checked(path), most=1))


def _checked(path: Path) -> bytes:
    """Content of a workbook whose archive is whole and of a survey's size."""
    content = read_bytes(path)
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


def _sheet(path: Path, content: bytes) -> Sheet:
    rows = _rows_or_refusal(path, content)
    if not rows or not any(rows[0]):
        raise RawFileError(f"{path}, row 1: no header; an export has one. Download it again.")
    header = tuple(name.strip() for name in rows[0])
    check_header(path, header)
    records = (
        Record(number, _padded(path, number, row, len(header)))
        for number, row in enumerate(rows[1:], start=2)
        if any(row)
    )
    return Sheet(path, "", header, tuple(records))


def _rows_or_refusal(path: Path, content: bytes, most: int | None = None) -> list[tuple[str, ...]]:
    try:
        return _rows(path, content, most)
    except (KeyError, IndexError, ValueError, ParseError) as error:
        raise RawFileError(
            f"{path}: no sheet can be read ({error}); a workbook with one is expected. Download it again."
        ) from error


def _rows(path: Path, content: bytes, most: int | None) -> list[tuple[str, ...]]:
    """Rows of the first sheet, whatever extent the file states; at most so many where a number is given."""
    sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
    stated = f"cells as far as {sheet.calculate_dimension()}" if sheet.max_column else "no extent stated"
    rows: list[tuple[str, ...]] = []
    far = (sheet.max_column or 0) > WIDEST or (sheet.max_row or 0) > LONGEST
    sheet.reset_dimensions()  # a stated extent that is too small would hide rows
    for number, row in enumerate(() if far else sheet.iter_rows(max_row=most, values_only=True), start=1):
        far = number > LONGEST or len(row) > WIDEST
        if far:
            break
        rows.append(tuple(_text(cell) for cell in row))
    if far:
        raise RawFileError(
            f"{path}: {stated}; at most {WIDEST} columns and {LONGEST} rows are read. Clear the far cells."
        )
    return rows


def _padded(path: Path, number: int, row: tuple[str, ...], width: int) -> tuple[str, ...]:
    """A sheet leaves trailing empty cells out; one with words beyond the header is refused."""
    if any(row[width:]):
        raise RawFileError(
            f"{path}, row {number}: a cell beyond the header's {width} columns; every column has a name. "
            "Clear the cell, or export the file again."
        )
    return row[:width] + ("",) * (width - len(row))


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
