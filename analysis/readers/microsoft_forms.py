"""Microsoft Forms' workbook, or the CSV file it was saved as: several ticked options in one cell, each ended by `;`."""

from pathlib import Path

from analysis.readers.platform import Platform
from analysis.readers.sheet import Sheet, delimiter_of, read_delimited
from analysis.readers.workbook import read_workbook


def read(path: Path) -> Sheet:
    """The export. A file that ends in .csv was saved from the workbook; Excel writes `;` in some countries."""
    return read_delimited(path, delimiter_of(path)) if path.suffix.casefold() == ".csv" else read_workbook(path)


PLATFORM = Platform(
    read=read,
    about={
        "return_id": "ID",
        "person": "Email",
        "started": "Start time",
        "ended": "Completion time",
    },
    missing=("",),
    separator=";",
    signs=(("ID", "Start time", "Completion time"),),
)
