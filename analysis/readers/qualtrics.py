"""Qualtrics' CSV export: header rows of names, texts and import ids; the legacy one has names and texts alone."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal
from analysis.readers.platform import ISO, Platform
from analysis.readers.sheet import Record, Sheet, check_widths, read_records, sheet_of

NUMBERED = re.compile(r"V\d+")  # the legacy export's names of what describes a return; its second row says what it is
CAME_BY = ("Status", "DistributionChannel")
# Status in words, or the code of it
TRIALS = {"survey preview": "preview", "preview": "preview", "1": "preview", "survey test": "test", "2": "test"}
LINK = "(how it came)"


def read(path: Path) -> Sheet:
    """The export, its columns by the names of the first row, and one more that says how a return came.

    Raises RawFileError where the header rows below the first are not there: returns would be taken for them.
    """
    encoding, records = read_records(path)
    many = _header_rows(path, records)
    check_widths(path, len(records[0].cells), records[1:many])
    names = tuple(
        text if NUMBERED.fullmatch(name) else name
        for name, text in zip(records[0].cells, records[1].cells, strict=True)
    )
    return _with_link(sheet_of(path, encoding, names, records[many:]))


def _header_rows(path: Path, records: list[Record]) -> int:
    if len(records) > 2 and any("ImportId" in cell for cell in records[2].cells):
        return 3
    if len(records) > 1 and "responseid" in map(normal, records[1].cells):
        return 2
    raise RawFileError(
        f"{path}, row 3: no import ids; Qualtrics writes three header rows (names, texts, ImportId), its legacy export "
        "names and then texts with ResponseID. Export it again, as CSV, and keep every row."
    )


def _with_link(sheet: Sheet) -> Sheet:
    """The sheet with a last column: `preview` or `test` where a return is one."""
    places = [place for place in map(sheet.place, CAME_BY) if place is not None]
    records = (
        Record(record.line, (*record.cells, _link(record.cells[place] for place in places))) for record in sheet.records
    )
    return replace(sheet, header=(*sheet.header, LINK), records=tuple(records))


def _link(cells: Iterable[str]) -> str:
    return next((TRIALS[normal(cell)] for cell in cells if normal(cell) in TRIALS), "")


PLATFORM = Platform(
    read=read,
    about={
        "return_id": "ResponseId",
        "person": "RecipientEmail",
        "started": "StartDate",
        "ended": "EndDate",
        "link": LINK,
    },
    missing=("",),
    separator=",",
    signs=(("StartDate", "EndDate", "ResponseId"),),
    dates=ISO,
    texts_in=1,
    ticked=("1",),
    not_ticked=("0",),
)
