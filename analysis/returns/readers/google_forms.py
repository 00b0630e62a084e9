"""Google Forms' CSV export: no id, so that a return's line is its id; several ticked options joined by `, `."""

import re
from pathlib import Path

from analysis.returns.readers.platform import MONTH_FIRST, Platform
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import read_table

TIME = "Timestamp"
ZONE = re.compile(r"\s+[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?$")  # ` GMT+1` at the end; AM and PM are no zones
HALVES = ("AM", "PM")


def read(path: Path, encoding: str = "") -> Sheet:
    """The export; the time of a return as its place's clocks showed it, without the zone that the form adds."""
    return read_table(path, encoding).changed([TIME], _local)


def _local(time: str) -> str:
    return time if time.strip().upper().endswith(HALVES) else ZONE.sub("", time.strip())


PLATFORM = Platform(
    read=read,
    about={"person": "Email Address", "ended": TIME},
    missing=("",),
    separator=",",
    signs=((TIME,),),
    dates=(*MONTH_FIRST, "%Y/%m/%d %I:%M:%S %p", "%Y/%m/%d %H:%M:%S"),
)
