"""Qualtrics' CSV export: header rows of names, texts and import ids; the legacy one has names and texts alone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analysis.errors import RawFileError
from analysis.matching import normal_text
from analysis.returns.readers.platform import ISO, Platform
from analysis.returns.readers.sheet import Row, Sheet
from analysis.returns.readers.tabular import check_widths, filled_rows, records_of, sheet_of

NUMBERED = re.compile(r"V\d+")  # the legacy export's names of what describes a return; its second row says what it is
IS_DATE = re.compile(r"""ImportId["']:\s*["'](?:start|end)_?date""", re.IGNORECASE)
ZONE = re.compile(r"""timeZone["']:\s*["']([^"']+)["']""")
CAME_BY = ("Status", "DistributionChannel")
# Status in words, or the code of it
TRIALS = {"survey preview": "preview", "preview": "preview", "1": "preview", "survey test": "test", "2": "test"}
LINK = "(how it came)"


def read(path: Path, encoding: str = "") -> Sheet:
    """The export, its columns by the names of the first row, and one more that says how a return came.

    Raises RawFileError where the header rows below the first are not there: returns would be taken for them.
    """
    records = records_of(path, encoding)
    head = list(islice(records.rows, 3))
    many = _header_rows(path, head)
    head = [head[0], *filled_rows(records, len(head[0][1]), head[1:])]
    check_widths(path, len(head[0][1]), head[1:many])
    names = (text if NUMBERED.fullmatch(name) else name for name, text in zip(head[0][1], head[1][1], strict=True))
    sheet = sheet_of(records, names, head[:many], chain(head[many:], records.rows))
    zone = _zone(path, head[2][1]) if many == 3 else ""
    return replace(_with_link(sheet), time_zone=zone, texts=tuple(head[1][1]))


def _header_rows(path: Path, head: list[Row]) -> int:
    if len(head) > 2 and any("ImportId" in cell for cell in head[2][1]):
        return 3
    if len(head) > 1 and "responseid" in map(normal_text, head[1][1]):
        return 2
    raise RawFileError(
        f"{path}, row 3: no import ids; Qualtrics writes three header rows (names, texts, ImportId), its legacy export "
        "names and then texts with ResponseID. Export it again, as CSV, and keep every row."
    )


def _zone(path: Path, import_ids: Sequence[str]) -> str:
    """The time zone of the dates, as the import ids say it. Raises RawFileError where they say several."""
    zones = {found[1] for cell in import_ids if IS_DATE.search(cell) and (found := ZONE.search(cell))}
    if len(zones) > 1:
        raise RawFileError(
            f"{path}, row 3: dates of time zones {' and '.join(sorted(zones))}; one is expected. Export it again."
        )
    zone = next(iter(zones), "")
    if zone in ("", "Z"):
        return zone and "UTC"
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise RawFileError(
            f"{path}, row 3: dates of time zone {zone!r}; a name such as 'Europe/London' is expected. Export it again."
        ) from error


def _with_link(sheet: Sheet) -> Sheet:
    """The sheet with a last column: `preview` or `test` where a return is one.

    Qualtrics writes its own Status before a study's: of two it is the first.
    """
    came_by = [sheet.columns[place] for name in CAME_BY for place in sheet.places(name)[:1]]
    return sheet.with_column(LINK, map(_link, zip(*came_by, strict=True)) if came_by else [""] * len(sheet.lines))


def _link(cells: Iterable[str]) -> str:
    return next((TRIALS[normal_text(cell)] for cell in cells if normal_text(cell) in TRIALS), "")


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
    ticked=("1",),
    not_ticked=("0",),
)
