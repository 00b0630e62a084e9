"""An SPSS file: cells are value labels, declared missing values blank; a variable `id` says which return it is."""

from dataclasses import replace
from pathlib import Path

from analysis.returns.readers.platform import ISO, Platform
from analysis.returns.readers.sheet import Remark, Sheet
from analysis.returns.readers.tabular import read_table

ID = "id"
NO_ID = Remark("", "no_id", "no variable `id`", "a case's number is its id")


def read(path: Path, encoding: str = "") -> Sheet:
    """The file; where it has no variable `id`, with one: the number of the case."""
    sheet = read_table(path, encoding)
    if sheet.places(ID):
        return sheet
    return replace(sheet.with_column(ID, map(str, sheet.lines)), remarks=(*sheet.remarks, NO_ID))


PLATFORM = Platform(
    read=read,
    about={"return_id": ID, "person": "person", "started": "started", "ended": "ended", "link": "link"},
    missing=("",),
    separator=";",
    dates=ISO,
    ticked=("1", "Yes", "Ticked", "Selected", "Checked"),
    not_ticked=("0", "No", "Not ticked", "Not selected", "Unchecked"),
)
