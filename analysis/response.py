"""Invited and returned -> response rates, by council and group; and when the returns arrived."""

import pandas as pd

from analysis.errors import CountError
from analysis.moments import written
from analysis.study import Study

TOTAL = "total"


def response_rate(invited: pd.Series, returned: pd.Series) -> pd.DataFrame:
    """Response rate of each council.

    invited, returned: counts with one index; returned never exceeds invited.
    Result: one row per entry of the index - invited, returned, rate (0-1).
    Where none were invited there is no rate (NaN), not zero.
    Raises CountError if more returned than were invited.

    Source: AAPOR Standard Definitions (2023), RR2: complete and partial returns over all invited.
    """
    table = pd.DataFrame({"invited": invited, "returned": returned}).fillna(0).astype(int)
    over = table[table["returned"] > table["invited"]]
    if len(over):
        where, row = over.index[0], over.iloc[0]
        raise CountError(
            f"{where}: {row['returned']} returned of {row['invited']} invited; no more can return than were invited. "
            "Correct the invited list, or find the repeats."
        )
    return table.assign(rate=table["returned"] / table["invited"].where(table["invited"] > 0))


def response_rates(invited: pd.DataFrame, answers: pd.DataFrame, *, whole: str) -> pd.DataFrame:
    """Response by council and group, with each council's total and the whole's rows.

    invited: lines of the frame (council, group, invited); answers: kept returns (council, group).
    Result: council, group, invited, returned, rate; a total is pooled, never a mean of rates.
    """
    people = with_totals(invited, whole)["invited"].groupby(level=["council", "group"]).sum()
    returned = with_totals(answers, whole).groupby(level=["council", "group"]).size()
    return response_rate(people, returned).reset_index().sort_values(["council", "group"], ignore_index=True)


def with_totals(rows: pd.DataFrame, whole: str) -> pd.DataFrame:
    """Rows four times over: for their council and the whole, by their group and in total; indexed by council, group."""
    places = [rows["council"], pd.Series(whole, index=rows.index)]
    groups = [rows["group"], pd.Series(TOTAL, index=rows.index)]
    parts = [rows.assign(council=council, group=group) for council in places for group in groups]
    return pd.concat(parts).set_index(["council", "group"])


def by_day(study: Study, received: pd.DataFrame) -> pd.DataFrame:
    """One row a day and tool on which returns arrived: day (2018-04-09; blank where unknown), tool, received."""
    moment = written(study.settings.date_format)
    ended = pd.to_datetime(received["ended"].astype(str), format=moment, errors="coerce")
    dated = pd.DataFrame({"day": ended.dt.strftime("%Y-%m-%d").fillna(""), "tool": received["tool"].astype(str)})
    return dated.groupby(["day", "tool"], as_index=False).size().rename(columns={"size": "received"})
