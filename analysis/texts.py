"""Columns of text in which the same few texts come again and again, held as categoricals; rows of text as CSV."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals


def as_categorical(texts: Iterable[str]) -> "pd.Categorical[str]":
    """Texts as a categorical."""
    return pd.Categorical(pd.Series(list(texts), dtype=str))


def from_places(texts: Sequence[str], places: np.ndarray) -> "pd.Categorical[str]":
    """The text at each place, as a categorical. The blank is always one of its categories."""
    codes, known = pd.factorize(np.array(["", *texts], dtype=object))
    return pd.Categorical.from_codes(codes[places + 1], pd.Index(known, dtype=str))


def stacked_texts(columns: Sequence[pd.Series]) -> pd.Categorical:
    """Categoricals one below the other. The blank is always one of the categories."""
    blank = pd.Categorical([], categories=pd.Index([""], dtype=str))
    return union_categoricals([blank, *(column.array for column in columns)])


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV, LF after each; a cell with a carriage return in quotes too, which the csv module may forget."""
    return "".join(",".join(_cell(str(cell)) for cell in row) + "\n" for row in rows)


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text
