"""Microsoft Forms' workbook: several ticked options in one cell, each ended by `;`."""

from analysis.readers.platform import Platform
from analysis.readers.workbook import read_workbook

PLATFORM = Platform(
    read=read_workbook,
    about={
        "return_id": "ID",
        "person": "Email",
        "started": "Start time",
        "ended": "Completion time",
    },
    missing=("",),
    separator=";",
)
