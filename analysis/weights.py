"""Weights that make a sample match its population: raking, trimming, and what they cost."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.errors import WeightError
from analysis.study import Study

ROUNDS = 200
CLOSE = 1e-10


def rake(categories: pd.DataFrame, margins: Mapping[str, Mapping[str, float]], *, low: float, high: float) -> pd.Series:
    """Weights (mean 1) under which each column's categories have their population shares.

    categories: one row a respondent, one column a margin. margins: column -> category -> share (adds to 1).
    Weights outside low..high are trimmed to them and all raked again, until none lies outside.
    Raises WeightError where a category has no respondent, or the margins cannot be met within the limits.

    Source: Deming & Stephan (1940), Ann. Math. Stat. 11:427-444; trimming as in Izrael et al. (2009).
    """
    for margin, shares in margins.items():
        empty = [category for category in shares if not (categories[margin] == category).any()]
        if empty:
            raise WeightError(
                f"{margin}: no respondent in {', '.join(empty)}; each category needs one. Merge categories."
            )
        unknown = sorted(set(categories[margin]) - set(shares))
        if unknown:
            raise WeightError(
                f"{margin}: respondents in {', '.join(unknown)}; population.csv has {', '.join(shares)}. Add its share."
            )
    weights = pd.Series(1.0, index=categories.index)
    for _ in range(ROUNDS):
        raked = _rake(categories, margins, weights)
        weights = raked.clip(low, high)
        if np.allclose(raked, weights, rtol=0, atol=1e-9) and _met(categories, margins, weights):
            return weights
    raise WeightError(
        f"{', '.join(margins)}: their shares cannot all be met by weights from {low} to {high}. "
        "Widen weight_low or weight_high in study.toml, or merge categories of population.csv."
    )


def _met(categories: pd.DataFrame, margins: Mapping[str, Mapping[str, float]], weights: pd.Series) -> bool:
    """Whether every category has its population share."""
    held = [weights.groupby(categories[margin]).sum() / weights.sum() for margin in margins]
    return all(
        np.allclose(found, pd.Series(dict(margins[str(found.index.name)]))[found.index], atol=1e-8) for found in held
    )


def weigh(study: Study, public: pd.DataFrame) -> pd.Series:
    """Weights of the public survey's respondents: raked to population.csv within the study's limits."""
    margins: dict[str, dict[str, float]] = {}
    for row in study.tables["population.csv"]:
        margins.setdefault(row.margin, {})[row.category] = row.share
    return rake(public[list(margins)], margins, low=study.settings.weight_low, high=study.settings.weight_high)


def diagnostics(weights: pd.Series) -> pd.DataFrame:
    """One row: respondents, least and greatest weight, their variation, design effect, effective base."""
    effective = effective_base(weights)
    row = (
        len(weights),
        weights.min(),
        weights.max(),
        weights.std(ddof=0) / weights.mean(),
        len(weights) / effective,
        effective,
    )
    return pd.DataFrame(
        [row], columns=["respondents", "least", "greatest", "variation", "design_effect", "effective_base"]
    )


def _rake(categories: pd.DataFrame, margins: Mapping[str, Mapping[str, float]], weights: pd.Series) -> pd.Series:
    """Weights scaled to each margin in turn until all hold."""
    for _ in range(ROUNDS):
        before = weights
        for margin, shares in margins.items():
            held = weights.groupby(categories[margin]).sum() / weights.sum()
            weights = weights * categories[margin].map(pd.Series(dict(shares)) / held)
        weights = weights / weights.mean()
        if (weights - before).abs().max() < CLOSE:
            break
    return weights


def effective_base(weights: pd.Series) -> float:
    """How many unweighted respondents would be as precise: the sum squared over the sum of squares (Kish 1965)."""
    return float(weights.sum() ** 2 / (weights**2).sum())
