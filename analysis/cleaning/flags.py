"""Returns that look hasty: flagged for a reader's judgement, never dropped."""

from itertools import groupby

import numpy as np
import pandas as pd

from analysis.returns.moments import study_format
from analysis.study.study import Study

FLAGGED = "flagged; the return counts"


def flagged_returns(study: Study, coded: pd.DataFrame) -> pd.DataFrame:
    """Issues `speeder` and `straight_line` of the returns given."""
    found = pd.concat([speeding_returns(study, coded), straight_lines(study, coded)])
    return found.assign(item="", action=FLAGGED)


def speeding_returns(study: Study, coded: pd.DataFrame) -> pd.DataFrame:
    """Returns made in less than speeder_below of their tool's median time; none where times are not known."""
    moment = study_format(study.settings.cleaning.date_format)
    began, ended = (pd.to_datetime(coded[field], format=moment, errors="coerce") for field in ("started", "ended"))
    seconds = (ended - began).dt.total_seconds()
    median = seconds.groupby(coded["tool"].astype(str)).transform("median")
    fast = seconds < study.settings.cleaning.speeder_below * median
    found = seconds[fast].map("{:.0f} seconds".format) + median[fast].map(", median of the tool {:.0f}".format)
    return coded[fast].assign(rule="speeder", found=found)


def straight_lines(study: Study, coded: pd.DataFrame) -> pd.DataFrame:
    """Returns with one answer to all items in a row of one scale, where they are straight_line_from or more."""
    straight = pd.Series("", index=coded.index, dtype=str)
    for tool in study.tools:
        mine = coded[coded["tool"] == tool]
        for scale, items in _scales(study, tool):
            if len(items) >= study.settings.cleaning.straight_line_from:
                same = _same(mine, items)
                straight[mine.index[same]] = mine.loc[same, items[0]].astype(str) + f" to all {len(items)} of {scale}"
    lines = straight != ""
    return coded[lines].assign(rule="straight_line", found=straight[lines])


def _scales(study: Study, tool: str) -> list[tuple[str, list[str]]]:
    """Answer scale -> the items of kind scale that a tool asks with it, in the questionnaire's order."""
    asked = [item for item in study.asked_by(tool) if item.kind == "scale"]
    by_scale = sorted(asked, key=lambda item: item.answer_scale)
    return [
        (scale, [item.item for item in items]) for scale, items in groupby(by_scale, lambda item: item.answer_scale)
    ]


def _same(returns: pd.DataFrame, items: list[str]) -> np.ndarray:
    first = returns[items[0]].astype(str)
    same = (first != "").to_numpy()
    for item in items[1:]:
        same = same & (returns[item].astype(str) == first).to_numpy()
    return same
