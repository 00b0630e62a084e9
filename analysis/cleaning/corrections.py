"""Corrections that people agreed on: applied to the text they correct, and each reported."""

import pandas as pd

from analysis.study.rows import COUNCIL, GIVEN, Correction
from analysis.study.study import Study

ISSUE = ["file", "line", "return_id", "item", "found", "rule", "action"]


def apply_corrections(study: Study, received: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Returns with corrections.csv applied, and what became of each: applied, unused, or not applied.

    A correction is applied where file, return and the text found all agree; of a comment, whose words stay in data/raw,
    where there is one. Issues: one row a correction and return.
    """
    corrected = received.copy()
    issues = [issue for row in study.tables["corrections.csv"] for issue in _corrected(study, corrected, row)]
    return corrected, pd.DataFrame(issues, columns=ISSUE)


def _corrected(study: Study, received: pd.DataFrame, row: Correction) -> list[tuple[object, ...]]:
    """Applies one correction to the returns; what is to be told of it."""
    item = "council_found" if row.item == COUNCIL else row.item
    there = (received["file"] == row.file) & (received["return_id"] == row.return_id)
    spoken = item in study.items and study.items[item].kind == "comment"
    found, to = (GIVEN, GIVEN if row.corrected else "") if spoken else (row.found, row.corrected)
    if not there.any():
        return [(row.file, "", row.return_id, row.item, found, "correction", "unused: no such return")]
    told: list[tuple[object, ...]] = []
    for place in received.index[there]:
        text = str(received.at[place, item])
        now = GIVEN if spoken and text else text
        action = f"applied: corrected to {to}"
        if now == to:
            action = "unused: it says so already"
        elif now == found:
            _put(received, place, item, to)
        else:
            action = f"not applied: no longer matches, {'something else' if now else 'nothing'} stands there"
        told.append((row.file, received.at[place, "line"], row.return_id, row.item, found, "correction", action))
    return told


def _put(received: pd.DataFrame, place: object, item: str, text: str) -> None:
    column = received[item]
    if isinstance(column.dtype, pd.CategoricalDtype) and text not in column.cat.categories:
        received[item] = column.cat.add_categories([text])
    received.loc[place, item] = text
