"""Google Forms' CSV export: no id, so that a return's line is its id; several ticked options joined by `, `."""

import re
from dataclasses import replace
from pathlib import Path

from analysis.readers.platform import MONTH_FIRST, Platform
from analysis.readers.sheet import Record, Sheet, read_delimited

TIME = "Timestamp"
ZONE = re.compile(r"\s+[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?$")  # ` GMT+1` at the end; AM and PM are no zones
HALVES = ("AM", "PM")


def read(path: Path) -> Sheet:
    """The export; the time of a return as its place's clocks showed it, without the zone that the form adds."""
    sheet = read_delimited(path)
    place = sheet.place(TIME)
    records = (Record(record.line, _local(record.cells, place)) for record in sheet.records)
    return replace(sheet, records=tuple(records))


def _local(cells: tuple[str, ...], place: int | None) -> tuple[str, ...]:
    if place is None or cells[place].strip().upper().endswith(HALVES):
        return cells
    return (*cells[:place], ZONE.sub("", cells[place].strip()), *cells[place + 1 :])


PLATFORM = Platform(
    read=read,
    about={"person": "Email Address", "ended": TIME},
    missing=("",),
    separator=",",
    signs=((TIME,),),
    dates=(*MONTH_FIRST, "%Y/%m/%d %I:%M:%S %p", "%Y/%m/%d %H:%M:%S"),
)
