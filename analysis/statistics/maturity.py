"""The maturity level of each characteristic, by a printed rule."""

import pandas as pd

from analysis.response import TOTAL, with_totals
from analysis.study import Study


def maturity_levels(study: Study, answers: pd.DataFrame) -> pd.DataFrame:
    """One row per council (and the whole) and characteristic.

    points: sum of the points of all answers to the characteristic's core items (answer_scales.csv; a reversed item
    turned round); scored: how many answers have points; base: returns with at least one; score = points / scored.
    level: 1, 2 from `level_2_from`, 3 from `level_3_from` of study.toml. Under the minimum base there is none (NA).
    """
    parts = [_points(study, answers, characteristic) for characteristic in study.characteristics]
    table = pd.concat(parts, ignore_index=True)
    table["score"] = table["points"] / table["scored"]
    cuts = [-1.0, study.settings.level_2_from, study.settings.level_3_from, 2.0]
    level = pd.cut(table["score"], cuts, right=False, labels=[1, 2, 3]).astype("Int64")
    table["level"] = level.where(table["base"] >= study.settings.minimum_base)
    return table.sort_values(["council", "characteristic"], ignore_index=True)


def _points(study: Study, answers: pd.DataFrame, characteristic: str) -> pd.DataFrame:
    items = [
        item
        for item in study.items.values()
        if item.is_core and item.characteristic == characteristic and item.item in answers
    ]
    scored = pd.DataFrame({item.item: answers[item.item].map(_scores(study, item.item)) for item in items}, dtype=float)
    by_return = answers[["council", "group"]].assign(
        points=scored.sum(axis="columns"),
        scored=scored.notna().sum(axis="columns"),
        base=scored.notna().any(axis="columns").astype(int),
    )
    placed = with_totals(by_return, study.whole)
    totals = placed[placed.index.get_level_values("group") == TOTAL].groupby(level="council").sum()
    return totals[totals["scored"] > 0].reset_index().assign(characteristic=characteristic)


def _scores(study: Study, item: str) -> dict[str, float]:
    """Points of each answer; agreeing to a reversed item is the weaker answer."""
    points = {option.code: option.points for option in study.options(item) if option.points is not None}
    return {code: 1 - value for code, value in points.items()} if study.items[item].reverse else points
