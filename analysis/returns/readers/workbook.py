"""A workbook's first sheet as text."""

import datetime
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook

from analysis.errors import RawFileError
from analysis.matching import unescaped_text
from analysis.returns.readers.sheet import WIDEST, Records, Row
from analysis.returns.readers.strict_workbook import transitional_workbook
from analysis.returns.readers.workbook_checks import checked_workbook, sheet_remarks

EXACT = 1e15  # whole numbers below it have all their digits
LONGEST = 300_000  # rows; a far cell makes a small file take gigabytes
AREA = 10_000_000  # cells with those that stand empty between them


def workbook_records(path: Path, declared: str = "") -> Records:
    """Rows of the first sheet that is not hidden. Raises RawFileError where archive, size or extent is no survey's.

    declared: an encoding in mapping.csv, which a workbook has no use for.
    """
    if declared:
        raise RawFileError(
            f"{path}: mapping.csv declares encoding {declared}; a workbook says its own. Take that row out of it."
        )
    content = transitional_workbook(checked_workbook(path))
    with _readable(path):
        book = _opened(content)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheet = (shown or book.worksheets)[0]
        remarks = tuple(sheet_remarks(path, book, sheet, content))
    return Records(path, "", _said(path, sheet), remarks, trimmed=True)


def _opened(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of styles and validations, which are not read
        return load_workbook(io.BytesIO(content), read_only=True, data_only=True)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Raises RawFileError for whatever openpyxl finds wrong."""
    try:
        yield
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, ParseError) as error:
        raise RawFileError(
            f"{path}: no sheet can be read ({error}); a workbook with one is expected. Download it again."
        ) from error


def _said(path: Path, sheet: Any) -> Iterator[Row]:
    """Rows as far as something stands in them: how wide the sheet is says the widest, not the first."""
    with _readable(path):
        for number, row in enumerate(_rows(path, sheet), start=1):
            yield number, row[: _length(row)]


def _length(row: tuple[str, ...]) -> int:
    """Cells of a row without the empty ones at its end."""
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def _rows(path: Path, sheet: Any) -> Iterator[tuple[str, ...]]:
    """Rows of a sheet, whatever extent the file states."""
    stated = f"cells as far as {sheet.calculate_dimension()}" if sheet.max_column else "no extent stated"
    if (sheet.max_column or 0) > WIDEST or (sheet.max_row or 0) > LONGEST:
        raise _far(path, stated)
    sheet.reset_dimensions()  # a stated extent that is too small would hide rows
    area = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        area += len(row)
        if number > LONGEST or len(row) > WIDEST or area > AREA:
            raise _far(path, stated)
        yield tuple(map(_text, row))


def _far(path: Path, stated: str) -> RawFileError:
    return RawFileError(f"{path}: {stated}; at most {WIDEST} columns and {LONGEST} rows are read. Clear the far cells.")


def _text(cell: Any) -> str:
    """A cell as a CSV file has it: dates by ISO, no digits that a person did not type."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return unescaped_text(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, float) and not (cell.is_integer() and abs(cell) < EXACT):
        return f"{cell:.15g}"
    return str(int(cell)) if isinstance(cell, float) else str(cell)
