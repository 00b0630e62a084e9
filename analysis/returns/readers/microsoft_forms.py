"""Microsoft Forms' workbook, or the CSV file it was saved as: several ticked options in one cell, each ended by `;`."""

from analysis.returns.readers.platform import Platform
from analysis.returns.readers.tabular import read_table

PLATFORM = Platform(
    read=read_table,
    about={
        "return_id": "ID",
        "person": "Email",
        "started": "Start time",
        "ended": "Completion time",
    },
    missing=("",),
    separator=";",
    counted=True,
    signs=(("ID", "Start time", "Completion time"),),
    dates_by_study=True,
)
