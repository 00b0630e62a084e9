"""People who asked to be erased: nothing is left of their returns but that there was one."""

from pathlib import Path

import pandas as pd

from analysis.returns.readers.recognition import place_of
from analysis.returns.readers.tabular import read_table

FILE = "withdrawn.csv"
Notice = tuple[str, str, str, str, str]


def erase_withdrawn(raw: Path, received: pd.DataFrame) -> tuple[pd.DataFrame, list[Notice]]:
    """Returns with those of each person in withdrawn.csv emptied and marked `withdrawn`, and the account of it.

    withdrawn.csv: `id` (as the platform writes it, or a return_id), `tool` (blank, or no such column: any tool). All
    returns of the same e-mail address go too, in every export. The account counts by file and names nobody. The hash of
    the address stays, so that nobody who withdrew is reminded; it is written to no file.
    """
    if not (raw / FILE).is_file():
        return received, []
    asked, tools = _asked(raw)
    named = pd.Series(False, index=received.index)
    notices: list[Notice] = []
    for line, name, tool in zip(asked.index, asked, tools, strict=True):
        fits = ((received["platform_id"] == name) & ((received["tool"] == tool) | (tool == ""))) | (
            received["return_id"] == name
        )
        if not fits.any():
            notices.append((FILE, str(line), "withdrawn", "no return has this id", "nothing to erase"))
        named |= fits
    people = set(received.loc[named, "person"]) - {""}
    gone = named | received["person"].isin(people)
    counted = received.loc[gone, "file"].astype(str).value_counts().sort_index()
    notices += [
        (str(file), "", "withdrawn", f"returns: {many}", "erased and counted") for file, many in counted.items()
    ]
    return _emptied(received, gone), notices


def _asked(raw: Path) -> tuple[pd.Series, list[str]]:
    """Ids by the line where they stand, and their tools."""
    sheet = read_table(raw / FILE)
    place = sheet.place("tool")
    tools = [tool.strip() for tool in sheet.columns[place]] if place is not None else [""] * len(sheet.lines)
    ids = [found.strip() for found in sheet.columns[place_of(sheet, "id", f"{FILE} has one")]]
    return pd.Series(ids, index=list(sheet.lines), dtype=str), tools


def _emptied(received: pd.DataFrame, gone: pd.Series) -> pd.DataFrame:
    left = received.copy()
    for name in left.columns.drop(["file", "line", "tool", "person", "survey", "mark"]):
        left.loc[gone, name] = ""
    left.loc[gone, "line"] = 0
    left.loc[gone, "mark"] = "withdrawn"
    return left
