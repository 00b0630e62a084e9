"""Alchemer's CSV export: a column an option, `Option:Question`, which holds the option's label where it is ticked."""

from analysis.returns.readers.platform import Platform
from analysis.returns.readers.tabular import read_table

PLATFORM = Platform(
    read=read_table,
    about={"return_id": "Response ID", "started": "Time Started", "ended": "Date Submitted"},
    missing=("",),
    separator=";",
    signs=(("Time Started", "Date Submitted", "Status"), ("Response ID", "Time Started", "Date Submitted")),
    counted=True,
)
