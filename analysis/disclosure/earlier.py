"""What an earlier release has told already, and which answers the two releases together would give away."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.study.study import Study

PLACE = ["council", "group", "item"]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Earlier:
    """Row by row of the estimates: known, it was told before and is the same; few, the change since is of few people;
    corrected, it is known to be wrong.

    A figure that is known cannot be withheld any more. Where fewer than the minimum base came, left or answered
    otherwise, the two releases side by side would be a table of those few alone.
    """

    known: Bools
    few: Bools
    corrected: Bools


def told_earlier(
    study: Study, estimates: pd.DataFrame, earlier: pd.DataFrame | None, corrected: pd.DataFrame | None = None
) -> Earlier:
    """What an earlier release (council, group, item, option, base, count; missing where withheld) has told of each row.

    corrected: councils and items under correction.
    People who moved at a place: the change of its base, or of any answer told before, whichever is more.
    """
    none = np.zeros(len(estimates), dtype=bool)
    wrong = none if corrected is None else _are_among(estimates, corrected)
    if earlier is None or earlier.empty:
        return Earlier(none, none, wrong)
    told = earlier[earlier["count"].notna()].rename(columns={"base": "base_before", "count": "count_before"})
    both = estimates[[*PLACE, "option", "base", "count"]].merge(told, on=[*PLACE, "option"], how="left")
    more = (both["base"] - both["base_before"]).abs()
    moved = pd.concat([more, (both["count"] - both["count_before"]).abs()], axis="columns").max(axis="columns")
    most = moved.fillna(0).groupby([both[name] for name in PLACE]).transform("max")
    known = both["count_before"].notna() & (moved == 0)
    few = (most > 0) & (most < study.settings.disclosure.minimum_base)
    return Earlier(known.to_numpy(), few.to_numpy(), wrong)


def _are_among(table: pd.DataFrame, places: pd.DataFrame) -> Bools:
    of_row, wanted = (pd.MultiIndex.from_frame(each[["council", "item"]]) for each in (table, places))
    return np.asarray(of_row.isin(wanted))
