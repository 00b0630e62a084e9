"""Groups pooled by their share of the frame, and what that costs in precision."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.statistics.estimates import NET, item_frames
from analysis.statistics.intervals import Floats, combined_limits, hypergeometric_limits
from analysis.statistics.response import TOTAL
from analysis.study.study import Study

PLACE = ["council", "item", "option"]


def weighted_totals(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """Totals in which each group counts as it does among those invited, only where every group clears the base.

    One row per council (and the whole), item and option: council, item, option, base, value and unweighted (0-1),
    low, high (each group's exact limits put together), design_effect, effective_base. Not for publication as it is:
    beside the unweighted total it says what each group answered; the disclosure gate decides.
    """
    counted = item_frames(study, answers, invited)
    counted = counted[(counted["group"] != TOTAL) & (counted["option"] != NET)]
    by_place = counted.groupby(PLACE)["base"]
    asked = counted["item"].map(lambda item: len(study.asked_groups(item)))
    clear = (by_place.transform("min") >= study.settings.disclosure.minimum_base) & (
        by_place.transform("size") == asked
    )
    wide = counted[clear].pivot(index=PLACE, columns="group", values=["count", "base", "frame"]).fillna(0).astype(int)
    parts = [wide[name].to_numpy() if len(wide) else np.zeros((0, 1), int) for name in ("count", "base", "frame")]
    table = pooled_shares(*parts, confidence=study.settings.statistics.confidence)
    return table.set_axis(wide.index).reset_index()


def pooled_shares(count: Any, base: Any, frame: Any, *, confidence: float) -> pd.DataFrame:
    """Shares of groups put together by their frames; one row of each argument a share, one column a group.

    Result: base, value, unweighted, low, high, design_effect, effective_base. A group with nobody asked counts nothing.

    Source: Cochran (1977), Sampling Techniques, 3rd ed., 5.3 (the estimate); Zou & Donner (2008), Stat. Med.
    27:1693-1702 (its limits); Kish (1965), Survey Sampling, 11.7 (the design effect).
    """
    weights = frame / frame.sum(axis=1, keepdims=True)
    groups = range(frame.shape[1])
    shares = [count[:, g] / np.maximum(base[:, g], 1) for g in groups]
    limits = [
        hypergeometric_limits(count[:, g], base[:, g], np.maximum(frame[:, g], 1), confidence=confidence)
        for g in groups
    ]
    low, high = combined_limits([weights[:, g] for g in groups], shares, limits)
    answered, effect = base.sum(axis=1), design_effect(base, frame)
    return pd.DataFrame(
        {
            "base": answered,
            "value": sum(weights[:, g] * shares[g] for g in groups),
            "unweighted": count.sum(axis=1) / answered,
            "low": low,
            "high": high,
            "design_effect": effect,
            "effective_base": answered / effect,
        }
    )


def design_effect(base: ArrayLike, frame: ArrayLike) -> Floats:
    """How many times more replies the weighted share needs than an unweighted one; the last axis is the groups.

    Each of a group's `base` stands for frame / base people. Source: Kish (1965), Survey Sampling, 11.7.
    """
    n, whole = np.asarray(base, dtype=float), np.asarray(frame, dtype=float)
    squares = np.divide(whole**2, n, out=np.zeros_like(whole), where=n > 0).sum(axis=-1)
    found: Floats = n.sum(axis=-1) * squares / whole.sum(axis=-1) ** 2
    return found
