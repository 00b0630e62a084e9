"""The public reason of each row that is withheld, from its reason inside (rules.py), and of each level."""

import pandas as pd

from analysis.disclosure.reasons import PROTECTED, SMALL_GROUP, TOO_FEW
from analysis.disclosure.rules import GROUP_SMALL, MINIMUM_BASE
from analysis.statistics.maturity import items_of
from analysis.statistics.response import TOTAL
from analysis.study.study import Study


def public_reasons(reasons: pd.Series) -> pd.Series:
    """The public reason of each row's reason (rules.py); blank where it is told."""
    known = {"": "", MINIMUM_BASE: TOO_FEW, GROUP_SMALL: SMALL_GROUP}
    return reasons.map(lambda why: known.get(why, PROTECTED)).astype(str)


def level_reasons(study: Study, levels: pd.DataFrame, released: pd.DataFrame) -> pd.Series:
    """Why each level is not told; blank where it is.

    released: rows of release_items. Too few replied only where no question of the characteristic has the minimum base:
    how many answers have points is not published, and would tell how many do not know.
    """
    totals = released[released["group"] == TOTAL].groupby(["council", "item"])["base"].max().to_dict()
    held = (levels["base"] < study.settings.disclosure.minimum_base) | levels["level"].isna()
    most = [
        max((totals.get((council, item), 0) for item in items_of(study, name)), default=0)
        for council, name in zip(levels["council"], levels["characteristic"], strict=True)
    ]
    few = pd.Series(most, index=levels.index, dtype=int) < study.settings.disclosure.minimum_base
    return pd.Series("", index=levels.index, dtype=str).mask(held & few, TOO_FEW).mask(held & ~few, PROTECTED)
