"""What is checked in a workbook before it is parsed, and what is said of its sheets."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.errors import RawFileError
from analysis.returns.readers.encoding import check_ordinary
from analysis.returns.readers.sheet import Remark

LARGEST = 64_000_000  # bytes of all entries unpacked
PART = 3_000_000  # of an entry that holds neither cells nor their texts (styles, say), and is parsed all the same
CELLS, TEXTS = 500_000, 250_000  # 10,000 returns of 50 questions: what is read within seconds
MARKS = 3  # elements of a cell, or of a text, on average
MANY = 2_000  # entries
RATIO, SMALL = 200, 5_000_000  # times an entry may grow unpacked, from that size on; repeated cells reach 60
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml")
OPENING = 4_096  # bytes by which a text is known
TYPES = "[Content_Types].xml"
PREFIX = rb"(?:\w+:)?"
FORMULA = re.compile(rb"<%sc\b([^>]*)>\s*<%sf\b(.*?)</%sc>" % (PREFIX, PREFIX, PREFIX), re.DOTALL)
VALUE = re.compile(rb"<%sv(?:>|\s)" % PREFIX)
FULL_VALUE = re.compile(rb"<%sv(?:\s[^>]*)?>[^<]" % PREFIX)
PLACE = re.compile(rb"""\br=["']([A-Z]+[0-9]+)["']""")
IS_TEXT = re.compile(rb"""\bt=["']str["']""")
CELL = re.compile(rb"<%sc[\s/>]" % PREFIX)
TEXT = re.compile(rb"<%ssi[\s/>]" % PREFIX)
HIDDEN = rb"""<%s%s\b[^>]*\bhidden=["'](?:1|true)["'][^>]*>"""
MERGED = re.compile(rb"""<%smergeCell\b[^>]*\bref=["']([A-Z0-9:]+)["']""" % PREFIX)


def checked_workbook(path: Path) -> bytes:
    """Content of a workbook whose archive is whole, of a survey's size, and only holds cells."""
    check_ordinary(path)
    content = path.read_bytes()
    if content.startswith(OLE):
        raise RawFileError(
            f"{path}: an old .xls workbook, or one with a password; an .xlsx workbook without one is read. "
            "Save it as .xlsx or CSV."
        )
    _refuse_text(path, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(path, archive.infolist())
            for entry in archive.namelist():
                if _holds_texts(entry):
                    _check_many(path, TEXT, archive.read(entry), TEXTS, "different texts")
            damaged = archive.testzip()
            types = archive.read(TYPES) if TYPES in archive.namelist() else b""
            _check_parts(path, archive.namelist(), types)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        raise RawFileError(f"{path}: {error}; a whole .xlsx workbook is expected. Download it again.") from error
    if damaged:
        raise RawFileError(f"{path}: entry {damaged} is damaged; all are sound in an export. Download it again.")
    return content


def _refuse_text(path: Path, content: bytes) -> None:
    """Raises RawFileError for a text file that is named as a workbook."""
    start = content[:OPENING]
    if start.lstrip().lower().startswith(PAGES):
        raise RawFileError(
            f"{path}: a web page, or XML, by its content; an .xlsx workbook is expected. Open it in a spreadsheet, and "
            "save it as .xlsx."
        )
    if not start.startswith(b"PK") and (b"\0" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise RawFileError(
            f"{path}: a text file by its content; an .xlsx workbook is expected. Rename it .csv, in mapping.csv too."
        )


def _check_sizes(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MANY or unpacked > LARGEST:
        raise RawFileError(
            f"{path}: {len(entries)} entries, {unpacked} bytes unpacked; at most {MANY} and {LARGEST} are read. "
            "Export only the returns."
        )
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise RawFileError(
                f"{path}: entry {entry.filename} of {entry.compress_size} bytes grows to {entry.file_size}; at most "
                f"{RATIO} times is expected of cells. Export only the returns."
            )
        cells = entry.filename.startswith("xl/worksheets/") or _holds_texts(entry.filename)
        if entry.file_size > PART and entry.filename.endswith((".xml", ".rels")) and not cells:
            raise RawFileError(
                f"{path}: entry {entry.filename} of {entry.file_size} bytes; at most {PART} are read of "
                "what is no cell. Save it as CSV."
            )


def _holds_texts(entry: str) -> bool:
    return entry.casefold().endswith("sharedstrings.xml")


def _check_many(path: Path, one: re.Pattern[bytes], content: bytes, most: int, what: str) -> None:
    """Raises RawFileError where more stands in a part than is read within seconds."""
    elements = content.count(b"<") - content.count(b"</")
    if elements > MARKS * most or (elements > most and next(islice(one.finditer(content), most, None), None)):
        raise RawFileError(
            f"{path}: more than {most} {what}, or as much beside them; a workbook of that size is not read. Export the "
            "returns as CSV."
        )


def _check_parts(path: Path, names: list[str], types: bytes) -> None:
    if any(name.endswith("vbaProject.bin") for name in names) or b"macroEnabled" in types:
        raise RawFileError(f"{path}: it holds macros; an export has none. Save it as .xlsx without them, or as CSV.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise RawFileError(
            f"{path}: it takes values from other workbooks; an export has its own. Break the links, or save it as CSV."
        )


def sheet_remarks(path: Path, book: Any, sheet: Any, content: bytes) -> Iterator[Remark]:
    """What a person who opens the workbook may not see. Raises RawFileError for a formula without a stored value."""
    hidden = [other.title for other in book.worksheets if other.sheet_state != "visible"]
    more = [other.title for other in book.worksheets if other is not sheet and other.title not in hidden]
    if hidden:
        yield Remark("", "hidden_sheet", ", ".join(hidden), "not read" if sheet.title not in hidden else "read")
    if more:
        yield Remark("", "more_sheets", ", ".join(more), f"not read; {sheet.title} is")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        cells = archive.read(sheet._worksheet_path)  # openpyxl tells it nowhere else
    if b"\0" in cells or b"<!DOCTYPE" in cells:
        raise RawFileError(f"{path}: sheet {sheet.title} is no plain UTF-8 XML; an export's is. Download it again.")
    _check_many(path, CELL, cells, CELLS, "cells")
    yield from _hidden(cells)
    merged = [found.decode() for found in MERGED.findall(cells)]
    if merged:
        yield Remark("", "merged_cells", f"{len(merged)}, first {merged[0]}", "the first cell of each has the text")
    yield from _formulas(path, cells)


def _hidden(cells: bytes) -> Iterator[Remark]:
    for what, tag in (("rows", b"row"), ("columns", b"col")):
        many = len(re.findall(HIDDEN % (PREFIX, tag), cells))
        if many:
            yield Remark(
                "", f"hidden_{what}", f"{many} {'' if what == 'rows' else 'runs of '}{what}", "read all the same"
            )


def _formulas(path: Path, cells: bytes) -> Iterator[Remark]:
    first, many = "", 0
    for cell in FORMULA.finditer(cells):
        place = PLACE.search(cell[1])
        said = place[1].decode() if place else "unknown"
        if not (FULL_VALUE if not IS_TEXT.search(cell[1]) else VALUE).search(cell[2]):
            raise RawFileError(
                f"{path}, cell {said}: a formula without its value; the value stands beside it once a spreadsheet has "
                "saved it. Open it, save it, or paste values."
            )
        first, many = first or said, many + 1
    if many:
        yield Remark("", "formula", f"{many}, first in {first}", "the value stored beside it is read")
