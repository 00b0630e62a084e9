"""The release audited by an attacker who has nothing but the published tables."""

import numpy as np
import pandas as pd

from analysis.disclosure.attack import EXACT, Attack, Keep, doubtful_cells
from analysis.disclosure.figures import by_item
from analysis.disclosure.rules import range_needed
from analysis.study.study import Study

COLUMNS = ["council", "group", "item", "option", "base", "low", "high", "needed"]


def published_counts(*published: pd.DataFrame) -> pd.DataFrame:
    """The figures that published tables tell: council, group, item, option, base, count (missing where withheld).

    published: items.csv, barriers.csv, comment_codes.csv. A value of ten digits over its base is a count.
    """
    columns = ["council", "group", "item", "option", "base", "count"]
    counted = [
        (table if "count" in table else table.assign(count=(table["value"] * table["base"]).round()))
        .rename(columns={"code": "option"})[columns]
        .astype({"count": float})
        for table in published
    ]
    return pd.concat(counted, ignore_index=True) if counted else pd.DataFrame(columns=columns)


def narrowed_figures(study: Study, published: pd.DataFrame, *, every: bool = False) -> pd.DataFrame:
    """Withheld figures that the published ones narrow to less than they need: council, ..., low, high, needed.

    published: council, group, item, option, base, count (missing where withheld) and, if an earlier release is known,
    before: what it told and is the same now. every: all that are withheld, each with its range, which takes longer.
    """
    table = published.reset_index(drop=True)
    count, needed = table["count"].to_numpy(float, na_value=np.nan), range_needed(study, table)
    said = ~np.isnan(count)
    if "before" in table:
        count = np.where(said, count, table["before"].to_numpy(float, na_value=np.nan))
    found = []
    for figures in by_item(study, table):
        here = count[figures.rows]
        attack = Attack(figures, np.nan_to_num(here), ~np.isnan(here), ~np.isnan(here) & ~said[figures.rows])
        keep = Keep(needed[figures.rows], np.full(len(here), np.inf))
        targets = np.flatnonzero(~attack.told) if every else doubtful_cells(attack, keep)
        low, high = attack.ranges(targets)
        rows = table.loc[figures.rows[targets], COLUMNS[:5]]
        found.append(rows.assign(low=low, high=high, needed=needed[figures.rows[targets]]))
    ranges = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)
    return ranges if every else ranges[ranges["high"] - ranges["low"] < ranges["needed"] - EXACT]
