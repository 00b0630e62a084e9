"""What became of each person who was seen: the best of their returns to a tool, and the day it ended."""

import pandas as pd

from analysis.returns.moments import study_format
from analysis.study.study import Study

BEST_FIRST = ("complete", "partial", "break_off", "blank", "late")
COLUMNS = ["return_id", "tool", "group", "council", "disposition", "day"]


def best_dispositions(study: Study, coded: pd.DataFrame) -> pd.DataFrame:
    """One row a person and tool: return_id, tool, group, council, disposition, day (2018-04-09; blank if unknown).

    coded: returns with status and the rule that drops them. disposition: complete or partial (these count as returned),
    break_off, blank or late. Tests, withdrawn and superseded returns, and those of no council, are none of a person
    of the frame that could be placed. Without an e-mail address each return is a person.
    """
    told = coded["status"].mask(coded["rule"] != "", coded["rule"]).mask(coded["rule"] == "repeat", "")
    seen = coded.assign(disposition=told.astype(str))
    seen = seen[seen["disposition"].isin(BEST_FIRST) & (seen["council"] != "") & seen["group"].isin(study.groups)]
    ended = pd.to_datetime(
        seen["ended"].astype(str), format=study_format(study.settings.cleaning.date_format), errors="coerce"
    )
    rank = seen["disposition"].map({name: place for place, name in enumerate(BEST_FIRST)})
    who = seen["person"].astype(str)
    person = who.mask(who == "", "return " + seen["return_id"].astype(str))
    ranked = seen.assign(day=ended.dt.strftime("%Y-%m-%d").fillna(""), rank=rank, who=person)
    best = ranked.sort_values(["rank", "return_id"]).drop_duplicates(["tool", "who"])
    return best[COLUMNS].astype(str).sort_values(["council", "tool", "return_id"], ignore_index=True)
