"""What the headline figures would be otherwise: had the silent answered, from late returns alone, and a wave before.

A headline figure is the answer that a finding of findings.toml is told on.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics.estimates import item_counts
from analysis.statistics.intervals import combined_limits, wilson_limits
from analysis.statistics.response import TOTAL, with_totals
from analysis.study.study import Study

Floats = NDArray[np.float64]
KEYS = ["council", "group", "item", "option"]
EARLY, LATE = 0.5, 0.75  # of the returns with a day: the first half; from here on, the last quarter


def worst_case_bounds(study: Study, found: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """Bounds of each headline figure with no assumption on those who did not answer.

    found: counts by council, group, item and option. Result: KEYS, count, base, invited (by the tools that ask), value,
    lowest (all the others say otherwise), highest (all say so), width (0-1). Items put to some alone are left out.

    Source: Manski (1989), J. Hum. Resour. 24:343-360; (2003), Partial Identification of Probability Distributions, 1.2.
    """
    asked = pd.concat([_asked(study, invited, item) for item in dict.fromkeys(_headlines(study)["item"])])
    table = found.merge(_headlines(study), on=["item", "option"]).merge(asked, on=["council", "group", "item"])
    columns = [*KEYS, "count", "base", "invited", "value", "lowest", "highest", "width"]
    return share_bounds(table)[columns].sort_values(KEYS, ignore_index=True)


def share_bounds(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts (count, base, invited) with value, lowest (all the silent say otherwise), highest (all say so), width."""
    highest = (counts["count"] + counts["invited"] - counts["base"]) / counts["invited"]
    found = counts.assign(value=counts["count"] / counts["base"], lowest=counts["count"] / counts["invited"])
    return found.assign(highest=highest, width=highest - found["lowest"])


def headline_counts(study: Study, answers: pd.DataFrame) -> pd.DataFrame:
    """Count and base of each headline figure: KEYS, base, count."""
    headlines = _headlines(study)
    counted = item_counts(study, answers, *dict.fromkeys(headlines["item"]))
    return headlines.merge(counted, on=["item", "option"])[[*KEYS, "base", "count"]]


def _headlines(study: Study) -> pd.DataFrame:
    rows = [(f.item, f.option) for f in study.findings if not study.items[f.item].asked_if]
    return pd.DataFrame(list(dict.fromkeys(rows)), columns=["item", "option"])


def _asked(study: Study, invited: pd.DataFrame, item: str) -> pd.DataFrame:
    """People asked an item: council, group, item, invited; with totals and the whole."""
    tools = [tool for tool in study.tools if study.items[item] in study.asked_by(tool)]
    placed = with_totals(invited[invited["tool"].isin(tools)], study.whole).groupby(level=["council", "group"])
    return placed["invited"].sum().reset_index().assign(item=item)


def early_and_late(study: Study, answers: pd.DataFrame, dispositions: pd.DataFrame) -> pd.DataFrame:
    """Each headline figure of the whole among early and late returns, and the difference with its interval.

    Early: the first days that bring at most half of the dated returns (the first day at least). Late: the last days
    that bring the last quarter, begun at or after three quarters (the last day at least). Result: item, option,
    early_count, early_base, late_count, late_base, early, late, difference (late less early), low, high (Newcombe's
    method 10: of those who might have replied so early or so late). Nothing where all came on one day.

    Source of the comparison: Armstrong & Overton (1977), J. Mark. Res. 14:396-402.
    """
    day = answers["return_id"].map(dict(zip(dispositions["return_id"], dispositions["day"], strict=True))).fillna("")
    first, last = _ends(day[day != ""])
    early, late = (headline_counts(study, answers[part]) for part in ((day != "") & (day <= first), day >= last))
    both = early.merge(late, on=KEYS, suffixes=("_early", "_late"))
    both = both[(both["council"] == study.whole) & (both["group"] == TOTAL)] if first < last else both.head(0)
    table = pd.DataFrame({"item": both["item"], "option": both["option"]})
    for side in ("early", "late"):
        table[f"{side}_count"], table[f"{side}_base"] = both[f"count_{side}"], both[f"base_{side}"]
    return with_difference(table, ("late", "early"), confidence=study.settings.statistics.confidence).reset_index(
        drop=True
    )


def _ends(days: pd.Series) -> tuple[str, str]:
    """The last day of the early returns, and the first of the late ones."""
    by_day = days.value_counts().sort_index()
    if by_day.empty:
        return "", ""
    through = by_day.cumsum() / by_day.sum()
    before = through - by_day / by_day.sum()
    early, late = by_day.index[through <= EARLY], by_day.index[before >= LATE]
    return str(early[-1] if len(early) else by_day.index[0]), str(late[0] if len(late) else by_day.index[-1])


def with_difference(table: pd.DataFrame, sides: tuple[str, str], *, confidence: float) -> pd.DataFrame:
    """A table with the two sides' shares, the first less the second, and Newcombe's limits of that."""
    shares, limits = [], []
    for side in sides:
        base = table[f"{side}_base"].astype(float)
        table = table.assign(**{side: table[f"{side}_count"] / base})
        shares.append(table[side].to_numpy())
        limits.append(wilson_limits(table[side], base, confidence=confidence))
    low, high = combined_limits([1, -1], shares, limits)
    return table.assign(difference=shares[0] - shares[1], low=low, high=high)


def same_items(study: Study, earlier: Study) -> list[str]:
    """Items that two waves ask in the same words with the same answers, asked of the same people."""

    def told(of: Study, item: str) -> tuple[object, ...]:
        row = of.items[item]
        options = tuple((option.code, option.role, option.label_en) for option in of.options(item))
        return row.text_en, row.text_cy, row.kind, row.reverse, row.asked_if, options

    return [item for item in study.items if item in earlier.items and told(study, item) == told(earlier, item)]


def wave_against_wave(now: pd.DataFrame, before: pd.DataFrame, *, items: list[str]) -> pd.DataFrame:
    """Each share now less the share before: KEYS, base, value, base_before, value_before, difference, low, high.

    now, before: estimates with value, low and high of two waves, each of a complete frame. The two are taken as
    independent: nobody is followed from one to the other, for the hashes that find repeats are not kept. Where many of
    the same people answered both times alike, the limits are wider than they need be. Two waves in which everybody
    replied differ by a fact, without width.
    """
    kept = now[now["item"].isin(items)]
    both = kept.merge(before, on=KEYS, suffixes=("", "_before"))
    limits = [(both[f"low{end}"].to_numpy(float), both[f"high{end}"].to_numpy(float)) for end in ("", "_before")]
    low, high = combined_limits([1, -1], [both["value"], both["value_before"]], limits)
    told = both[[*KEYS, "base", "value", "base_before", "value_before"]]
    return told.assign(difference=both["value"] - both["value_before"], low=low, high=high)
