"""Means of scores with their standard deviation: of any table, and of a study's scales."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analysis.statistics.reliability import scale_scores
from analysis.statistics.response import with_totals
from analysis.statistics.shares import places_of
from analysis.statistics.weights.variance import Design, spread_of, weighted_means
from analysis.study.study import Study

Floats = NDArray[np.float64]
ENDS = ["base", "mean", "sd", "error", "low", "high"]


def score_means(
    scores: pd.DataFrame,
    items: Sequence[str],
    *,
    by: Sequence[str] = (),
    design: Design | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Mean of each column of scores: one row a place of `by` and item - *by, item, base, mean, sd, error, low, high.

    scores: one row a respondent, a number in each of `items` or NaN where there is none. base: how many have one; under
    two there is no sd, and nothing after it. design: of the same respondents in the same order (sample_design); then
    mean and sd are weighted, error is Taylor's, and a place is a part of the whole sample. Without one each place is a
    simple random sample by itself: error = sd / root of the base. Limits by Student's t.

    Sources: Cochran (1977), Sampling Techniques, 3rd ed., 2.5-2.8; Woodruff (1971), JASA 66:411-414.
    """
    rows = []
    for place, here in places_of(scores, by):
        for item in items:
            held = here & scores[item].notna().to_numpy()
            if held.any():
                rows.append((*place, item, *_mean(scores[item].to_numpy(dtype=float), held, design, confidence)))
    return pd.DataFrame(rows, columns=[*by, "item", *ENDS])


def _mean(values: Floats, held: NDArray[np.bool_], design: Design | None, confidence: float) -> tuple[float, ...]:
    """Base, mean, sd, error, low and high of the values that are held."""
    mine, base = values[held], int(held.sum())
    weight = design.weight[held] if design else np.ones(base)
    mean = float(weight @ mine / weight.sum())
    if base < 2:
        return base, mean, np.nan, np.nan, np.nan, np.nan
    sd = spread_of(mine, weight) ** 0.5
    error, degrees = sd / base**0.5, base - 1
    if design:
        filled = np.where(held, values, 0.0)  # who has no score is no part of the mean
        error, degrees = float(weighted_means(design, filled, where=held).error[0]), design.degrees
    reach = float(stats.t.ppf((1 + confidence) / 2, degrees)) * error
    return base, mean, sd, error, mean - reach, mean + reach


def scale_means(study: Study, answers: pd.DataFrame) -> pd.DataFrame:
    """Mean place on its scale of each scaled item, 1 for the first option: council, group, item, base, mean, sd.

    By council and group, with totals and the whole; reversed items are turned round; don't know and not applicable
    have no place. For the analyst: a mean takes the steps of a scale for equal, and no minimum base is applied here.
    """
    scaled = [item.item for item in study.items.values() if item.kind in ("scale", "level") and item.item in answers]
    scores = scale_scores(study, answers, scaled).assign(council=answers["council"], group=answers["group"])
    placed = with_totals(scores, study.whole).reset_index()
    found = score_means(placed, scaled, by=["council", "group"])
    core = found["item"].map({item.item: item.is_core for item in study.items.values()})
    here = found[core | (found["council"] == study.whole)]
    return here[["council", "group", "item", "base", "mean", "sd"]].reset_index(drop=True)
