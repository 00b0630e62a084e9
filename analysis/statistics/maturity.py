"""The maturity level of each characteristic, by a printed rule; how firm it is; and what people judged."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.statistics.response import TOTAL, with_totals
from analysis.study.study import Study

DECLARED = "as declared"
MOVES = {"lower": -0.10, "higher": 0.10}  # the cut-points moved by ten points of a hundred
KEYS = ["council", "characteristic"]


def maturity_levels(study: Study, answers: pd.DataFrame) -> pd.DataFrame:
    """One row per council (and the whole) and characteristic.

    points: sum of the points of all answers to the characteristic's core items (answer_scales.csv; a reversed item
    turned round); scored: how many answers have points; base: returns with at least one; score = points / scored.
    level: 1, and one more for each cut-point of `level_from` that the score reaches. Under the minimum base there is
    none (NA): insufficient evidence. stable: `stable` where each way of level_sensitivity gives the same level,
    `borderline` where one does not, blank without a level.
    """
    return levels_of(level_sensitivity(study, answers))


def levels_of(ways: pd.DataFrame) -> pd.DataFrame:
    """The levels that ways of working them out (rows of level_sensitivity) come to: rows of maturity_levels."""
    declared = ways[ways["way"] == DECLARED].drop(columns="way").set_index(KEYS)
    level = ways.set_index(KEYS)["level"]
    moved = (level != declared["level"].reindex(level.index)).fillna(False).groupby(level=KEYS).any()
    stable = moved.map({True: "borderline", False: "stable"}).reindex(declared.index)
    table = declared.assign(stable=stable.where(declared["level"].notna(), "")).reset_index()
    columns = ["council", "points", "scored", "base", "characteristic", "score", "level", "stable"]
    return table[columns].sort_values(KEYS, ignore_index=True)


def level_sensitivity(study: Study, answers: pd.DataFrame) -> pd.DataFrame:
    """One row per council (and the whole), characteristic and way of working its level out.

    way: as declared; all cut-points ten points lower, or higher; without one item; one group's returns only. Result:
    council, characteristic, way, points, scored, base, score, level; no level under the minimum base.
    """
    parts = [_ways(study, answers, name) for name in study.characteristics if _items(study, answers, name)]
    return pd.concat(parts).sort_values([*KEYS, "way"], ignore_index=True)


def rescored_ways(study: Study, ways: pd.DataFrame) -> pd.DataFrame:
    """Ways with their score and level worked out from points, scored and base (rows of level_sensitivity)."""
    moves = {f"cut-points {way}": by for way, by in MOVES.items()}
    parts = [_levels(study, rows, moves.get(str(way), 0.0)) for way, rows in ways.groupby("way")]
    return pd.concat(parts).sort_values([*KEYS, "way"], ignore_index=True)


def _ways(study: Study, answers: pd.DataFrame, characteristic: str) -> pd.DataFrame:
    items = _items(study, answers, characteristic)
    held = {DECLARED: items} | {f"without {item}": [other for other in items if other != item] for item in items}
    points = _points(study, answers, {way: kept for way, kept in held.items() if kept})
    total = points[points["group"] == TOTAL].drop(columns="group")
    every = points[points["way"] == DECLARED]
    alone = every[every["group"] != TOTAL]
    moves = [(total[total["way"] == DECLARED].assign(way=f"cut-points {way}"), by) for way, by in MOVES.items()]
    ways = [(total, 0.0), *moves, (alone.assign(way=alone["group"] + " only").drop(columns="group"), 0.0)]
    return pd.concat([_levels(study, table, by) for table, by in ways]).assign(characteristic=characteristic)


def items_of(study: Study, characteristic: str) -> list[str]:
    """The core items that speak for a characteristic."""
    return [item.item for item in study.items.values() if item.is_core and item.characteristic == characteristic]


def _items(study: Study, answers: pd.DataFrame, characteristic: str) -> list[str]:
    return [item for item in items_of(study, characteristic) if item in answers]


def _points(study: Study, answers: pd.DataFrame, ways: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """One row a way, council and group (and the whole, and totals): points, answers with points, returns with one."""
    scores = {item: answers[item].map(points_of(study, item)).astype(float) for way in ways.values() for item in way}
    parts = []
    for way, items in ways.items():
        scored = pd.DataFrame({item: scores[item] for item in items})
        known = scored.notna()
        counts = {"points": scored.sum(axis=1), "scored": known.sum(axis=1), "base": known.any(axis=1).astype(int)}
        by_return = answers[["council", "group"]].astype(str).assign(**counts)
        parts.append(by_return.groupby(["council", "group"], as_index=False).sum().assign(way=way))
    sums = with_totals(pd.concat(parts), study.whole).groupby(["way", "council", "group"]).sum().reset_index()
    return sums[sums["scored"] > 0]


def _levels(study: Study, points: pd.DataFrame, moved: float) -> pd.DataFrame:
    score = points["points"] / points["scored"]
    cuts = np.round(np.array(study.settings.maturity.level_from) + moved, 10)  # 0.4 - 0.1 is 0.3, not a hair more
    level = pd.Series(np.searchsorted(cuts, score, side="right") + 1, index=points.index, dtype="Int64")
    return points.assign(score=score, level=level.where(points["base"] >= study.settings.disclosure.minimum_base))


def points_of(study: Study, item: str) -> dict[str, float]:
    """Points of each answer; agreeing to a reversed item is the weaker answer."""
    points = {option.code: option.points for option in study.options(item) if option.points is not None}
    return {code: 1 - value for code, value in points.items()} if study.items[item].reverse else points


def judged_levels(study: Study, levels: pd.DataFrame) -> pd.DataFrame:
    """Computed levels with what people judged beside them (judgements.csv), kept apart.

    levels: rows of maturity_levels. Result: its rows, and judged (NA: insufficient evidence, or no judgement), reason,
    agreed_by, date; blank where nobody judged. The computed level stays as it is.
    """
    rows = [
        (row.council, row.characteristic, row.level, row.reason, row.agreed_by, row.date)
        for row in study.tables["judgements.csv"]
    ]
    columns = [*KEYS, "judged", "reason", "agreed_by", "date"]
    judged = pd.DataFrame(rows, columns=columns).astype({"judged": "Int64"} | dict.fromkeys(KEYS, str))
    told = levels.merge(judged, on=KEYS, how="left")
    words = ["reason", "agreed_by", "date"]
    return told.assign(**{name: told[name].fillna("") for name in words})
