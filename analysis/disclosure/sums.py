"""Which published figures add up: of each such set, the last follows from the others by subtraction alone."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics.response import TOTAL

Indices = NDArray[np.int64]
PLACE = ["council", "group"]


def adding_figures(
    table: pd.DataFrame, whole: str, codes: Sequence[str], sides: dict[str, list[str]], *, several: bool
) -> list[Indices]:
    """Sets of positions in one item's table (council, group, option) that are known to add up.

    The answers of a place (unless several may be given), a sum of two answers with these, a total with its groups, the
    whole with its councils.
    """
    rows = table.reset_index(drop=True)
    found = list(_of_groups(rows)) + list(_of_whole(rows, whole))
    if not several:
        found += list(_of_place(rows, codes, sides))
    return [each for each in found if len(each) > 1]


def _of_groups(rows: pd.DataFrame) -> Iterator[Indices]:
    for _, here in rows.groupby(["council", "option"], sort=False):
        if (here["group"] == TOTAL).any():
            yield here.index.to_numpy()


def _of_whole(rows: pd.DataFrame, whole: str) -> Iterator[Indices]:
    for _, here in rows.groupby(["group", "option"], sort=False):
        if (here["council"] == whole).any():
            yield here.index.to_numpy()


def _of_place(rows: pd.DataFrame, codes: Sequence[str], sides: dict[str, list[str]]) -> Iterator[Indices]:
    for _, here in rows.groupby(PLACE, sort=False):
        yield here.index[here["option"].isin(codes)].to_numpy()
        for side, made in sides.items():
            if (here["option"] == side).any():
                yield here.index[here["option"].isin([side, *made])].to_numpy()
