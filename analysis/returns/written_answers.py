"""An item's answers as written: one cell, or one column an option, whatever the platform's layout."""

import numpy as np
import pandas as pd

from analysis.returns.readers.platform import Platform
from analysis.returns.readers.recognition import place_of
from analysis.returns.readers.sheet import Column, Sheet
from analysis.returns.readers.ticked import split_ticked
from analysis.study import rows as rows
from analysis.study.study import Study
from analysis.texts import as_categorical, from_places


def written_answers(
    study: Study, platform: Platform, sheet: Sheet, columns: list[rows.Column]
) -> "pd.Categorical[str]":
    """An item's answers as written; several ticked options joined by `;`, whatever the platform's layout."""
    found = [_answer(study, platform, sheet, column) for column in columns]
    if len(found) == 1:
        return from_places(found[0].texts, np.array(found[0].codes, dtype="int64"))
    if columns[0].item in study.items and study.items[columns[0].item].kind != "multi":
        # a person's own words stand in a column of their own, after the option that they explain
        last = (next((cell for cell in reversed(cells) if cell), "") for cells in zip(*found, strict=True))
        return as_categorical(cell.removesuffix(";") for cell in last)
    return as_categorical("".join(cells) for cells in zip(*found, strict=True))


def _answer(study: Study, platform: Platform, sheet: Sheet, column: rows.Column) -> Column:
    """One column's cells as answers."""
    place = place_of(sheet, column.column, "mapping.csv names it")
    cells = sheet.columns[place].changed(lambda text: said_text(text, platform.missing))
    if column.option:
        label = next(option.label_en for option in study.options(column.item) if option.code == column.option)
        return cells.changed(lambda text: _ticked(text, label, platform))
    if platform.separator == ";" or column.item not in study.items or study.items[column.item].kind != "multi":
        return cells
    options = study.options(column.item)
    labels = [text for option in options for text in (option.label_en, option.label_cy, option.code) if text]
    return cells.changed(lambda text: "".join(f"{part.replace(';', ',')};" for part in split_ticked(text, labels)))


def said_text(text: str, missing: tuple[str, ...]) -> str:
    """A cell without the spaces around it; blank where it stands for no answer."""
    said = text.replace("\xa0", " ").strip()
    return "" if said in missing else said


def _ticked(text: str, label: str, platform: Platform) -> str:
    """A cell of one option's column: its label, or the words beside it, ended by `;`; blank where it is not ticked."""
    if text == "" or text in platform.not_ticked:
        return ""
    return f"{label};" if text in platform.ticked else f"{text};"
