"""An item's answers as written: one cell, or one column an option, whatever the platform's layout."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.matching import normal_text
from analysis.returns.option_columns import chosen_options
from analysis.returns.readers.platform import Platform
from analysis.returns.readers.recognition import place_of
from analysis.returns.readers.sheet import Column, Remark, Sheet
from analysis.returns.readers.ticked import split_ticked
from analysis.study import rows
from analysis.study.study import Study
from analysis.texts import as_categorical, from_places


def written_answers(
    study: Study, platform: Platform, sheet: Sheet, columns: Sequence[rows.Column]
) -> tuple["pd.Categorical[str]", list[Remark]]:
    """An item's answers as written, several ticked options joined by `;`; and what was found out about its ticks.

    Raises RawFileError where it is neither declared nor to be seen what a tick is.
    """
    single = columns[0].item not in study.items or study.items[columns[0].item].kind != "multi"
    of_options = [column for column in columns if column.option]
    ticked, remarks = chosen_options(
        study, platform, sheet, [(row, _cells(platform, sheet, row)) for row in of_options]
    )
    chosen = iter(ticked)
    found = [next(chosen) if column.option else _whole(study, platform, sheet, column) for column in columns]
    if single:
        labels = set(map(normal_text, _labels(study, columns[0].item)))
        found = [cells.changed(lambda text: _one_answer(text, labels)) for cells in found]
    if len(found) == 1:
        return from_places(found[0].texts, np.array(found[0].codes, dtype="int64")), remarks
    if single:
        # a person's own words stand in a column of their own, after the option that they explain
        last = (next((cell for cell in reversed(cells) if cell), "") for cells in zip(*found, strict=True))
        return as_categorical(last), remarks
    return as_categorical("".join(map(_ended, cells)) for cells in zip(*found, strict=True)), remarks


def _one_answer(text: str, labels: set[str]) -> str:
    """A single answer without the `;` that a platform may write behind its label; one's own words as they are."""
    return text.removesuffix(";") if normal_text(text.removesuffix(";")) in labels else text


def _ended(cell: str) -> str:
    """A cell that another may follow."""
    return cell if cell == "" or cell.endswith(";") else f"{cell};"


def said_text(text: str, missing: tuple[str, ...]) -> str:
    """A cell without the spaces around it; blank where it stands for no answer."""
    said = text.replace("\xa0", " ").strip()
    return "" if said in missing else said


def _cells(platform: Platform, sheet: Sheet, column: rows.Column) -> Column:
    place = place_of(sheet, column.column, "mapping.csv names it")
    return sheet.columns[place].changed(lambda text: said_text(text, platform.missing))


def _whole(study: Study, platform: Platform, sheet: Sheet, column: rows.Column) -> Column:
    """The cells of a column that holds the whole answer."""
    cells = _cells(platform, sheet, column)
    if platform.separator == ";" or column.item not in study.items or study.items[column.item].kind != "multi":
        return cells
    labels = _labels(study, column.item)
    return cells.changed(lambda text: "".join(f"{part.replace(';', ',')};" for part in split_ticked(text, labels)))


def _labels(study: Study, item: str) -> list[str]:
    """What the options of an item are called in a cell; none of what describes a return."""
    options = study.options(item) if item in study.items else ()
    return [text for option in options for text in (option.label_en, option.label_cy, option.code) if text]
