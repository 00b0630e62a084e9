"""A plain CSV file: one header row, one record a return, an `id` column; the rest as mapping.csv says."""

from analysis.returns.readers.platform import Platform
from analysis.returns.readers.tabular import read_table

PLATFORM = Platform(
    read=read_table,
    about={"return_id": "id"},
    missing=("",),
    separator=";",
    signs=(("id",),),
    counted=True,
    dates_by_study=True,
)
