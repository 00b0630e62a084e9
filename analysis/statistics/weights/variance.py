"""Standard errors of weighted figures by linearisation, under strata, clusters, a finite population and raking.

A figure is written as a sum of one score a respondent; the variance of that sum between clusters, within strata, is the
figure's. Where weights were raked, a score is first cleared of what the margins fix.

Sources: Woodruff (1971), JASA 66:411-414; Särndal, Swensson & Wretman (1992), 5.5 and 6.6; Binder (1983), ISR 51.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from analysis.errors import WeightError

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """How a sample was drawn and weighted, one entry a respondent.

    stratum, cluster: their labels (none: one stratum, each respondent a cluster). drawn: the share (0-1) of its
    stratum's clusters that is in the sample (none: so small that it does not matter). margins: the categories that the
    weights were raked to, one column a margin (none: not raked); before it, the weights were equal.
    """

    weight: Floats
    stratum: ArrayLike | None = None
    cluster: ArrayLike | None = None
    drawn: ArrayLike | None = None
    margins: pd.DataFrame | None = None

    @property
    def clusters(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
        """Each respondent's cluster; each cluster's stratum and that stratum's share drawn.

        Raises WeightError where a stratum has one cluster: nothing says how much clusters of it differ.
        """
        many = len(self.weight)
        stratum = np.zeros(many, dtype=np.int64) if self.stratum is None else pd.factorize(np.asarray(self.stratum))[0]
        own = np.arange(many) if self.cluster is None else pd.factorize(np.asarray(self.cluster))[0]
        _, first, place = np.unique(np.stack([stratum, own]), axis=1, return_index=True, return_inverse=True)
        held = stratum[first]
        if (np.bincount(held) < 2).any():
            raise WeightError("a stratum has one cluster alone; two or more are needed. Join it to another stratum.")
        drawn = np.zeros(many) if self.drawn is None else np.asarray(self.drawn, dtype=float)
        return place.reshape(-1), held, drawn[first]

    @property
    def degrees(self) -> int:
        """Degrees of freedom: clusters less strata."""
        _, held, _ = self.clusters
        return len(held) - len(np.unique(held))


def sample_design(
    table: pd.DataFrame,
    *,
    weights: str = "",
    strata: str = "",
    clusters: str = "",
    drawn: str = "",
    margins: Sequence[str] = (),
) -> Design:
    """The design of a sample from the columns of its table, one row a respondent; a column not named is not there.

    weights: none makes all equal. strata, clusters, drawn, margins: as Design has them.
    """
    return Design(
        table[weights].to_numpy(dtype=float) if weights else np.ones(len(table)),
        stratum=table[strata] if strata else None,
        cluster=table[clusters] if clusters else None,
        drawn=table[drawn] if drawn else None,
        margins=table[list(margins)] if margins else None,
    )


@dataclass(frozen=True)
class Estimate:
    """One figure or several, and how they vary together."""

    value: Floats
    covariance: Floats

    @property
    def error(self) -> Floats:
        """Standard error of each."""
        found: Floats = np.sqrt(np.diag(self.covariance))
        return found


def weighted_totals_of(design: Design, values: ArrayLike, *, where: ArrayLike | None = None) -> Estimate:
    """Weighted totals. values: one row a respondent, one column a figure; where: which respondents they are of."""
    scores = _columns(values) * _inside(design, where)[:, np.newaxis]
    return Estimate(design.weight @ scores, _covariance(design, scores))


def weighted_means(design: Design, values: ArrayLike, *, where: ArrayLike | None = None) -> Estimate:
    """Weighted means of all, or of those of a part; shares where values are 0 and 1."""
    inside = _inside(design, where)
    return weighted_ratio(design, _columns(values) * inside[:, np.newaxis], inside)


def weighted_ratio(design: Design, values: ArrayLike, over: ArrayLike) -> Estimate:
    """Weighted totals of values over that of `over`. Score: (value - ratio x over) / total of over."""
    above, below = _columns(values), np.asarray(over, dtype=float)
    whole = design.weight @ below
    found = design.weight @ above / whole
    return Estimate(found, _covariance(design, (above - np.outer(below, found)) / whole))


def _covariance(design: Design, scores: Floats) -> Floats:
    """How weighted sums of scores vary: between clusters, within strata, less the share drawn."""
    place, stratum, drawn = design.clusters
    weighted = _unexplained(scores, design.margins) * design.weight[:, np.newaxis]
    totals = np.zeros((len(stratum), scores.shape[1]))
    np.add.at(totals, place, weighted)
    sizes = np.bincount(stratum)
    sums = np.zeros((len(sizes), scores.shape[1]))
    np.add.at(sums, stratum, totals)
    apart = totals - (sums / sizes[:, np.newaxis])[stratum]
    scale = (1 - drawn) * sizes[stratum] / (sizes[stratum] - 1)
    found: Floats = apart.T @ (apart * scale[:, np.newaxis])
    return found


def _unexplained(scores: Floats, margins: pd.DataFrame | None) -> Floats:
    """Scores less their least-squares fit on the margins' categories: raking leaves only this to chance.

    Source: Deville & Särndal (1992), JASA 87:376-382, section 3.
    """
    if margins is None or margins.empty:
        return scores
    held = np.hstack([pd.get_dummies(margins[name]).to_numpy(dtype=float) for name in margins])
    rest: Floats = scores - held @ np.linalg.lstsq(held, scores, rcond=None)[0]
    return rest


def logit_interval(share: float, error: float, degrees: float, *, confidence: float) -> tuple[float, float]:
    """Limits (0-1) of a share on the logit scale, with Student's t; none where the share is 0 or 1.

    Source: Korn & Graubard (1998), Survey Methodology 24:193-201.
    """
    if not 0 < share < 1:
        return float("nan"), float("nan")
    reach = stats.t.ppf((1 + confidence) / 2, degrees) * error / (share * (1 - share))
    centre = np.log(share / (1 - share))
    low, high = 1 / (1 + np.exp(-(centre - reach))), 1 / (1 + np.exp(-(centre + reach)))
    return float(low), float(high)


def beta_interval(
    share: float, error: float, degrees: float, respondents: int, *, confidence: float
) -> tuple[float, float]:
    """Clopper and Pearson's limits (0-1) on the effective base, adjusted for the degrees of freedom.

    Source: Korn & Graubard (1998), Survey Methodology 24:193-201.
    """
    tail = (1 - confidence) / 2
    ratio_of_t = stats.t.ppf(tail, respondents - 1) / stats.t.ppf(tail, degrees)
    base = share * (1 - share) / error**2 * ratio_of_t**2
    count = share * base
    return (
        float(stats.beta.ppf(tail, count, base - count + 1)),
        float(stats.beta.ppf(1 - tail, count + 1, base - count)),
    )


def mean_design_effect(design: Design, values: ArrayLike, *, replaced: bool = False) -> float:
    """Variance of a mean over that of a simple random sample as large, from as large a population.

    replaced: against a simple random sample drawn with replacement (Kish's deft squared; R survey's deff="replace"),
    which needs weights of no particular sum; without it weights must add up to the population.
    """
    return float(weighted_means(design, values).covariance[0, 0] / _simple(design, values, replaced))


def total_design_effect(design: Design, values: ArrayLike, *, replaced: bool = False) -> float:
    """The same of a total."""
    simple = _simple(design, values, replaced) * design.weight.sum() ** 2
    return float(weighted_totals_of(design, values).covariance[0, 0] / simple)


def _simple(design: Design, values: ArrayLike, replaced: bool) -> float:
    """Variance of the mean of a simple random sample; without replacement weights add up to the population."""
    many, people = len(design.weight), design.weight.sum()
    left = 1.0 if replaced else (people - many) / people
    return float(spread_of(values, design.weight) / many * left)


def spread_of(values: ArrayLike, weight: Floats) -> float:
    """Variance of the values in the population, by weights: the mean squared distance times n / (n - 1)."""
    held, many = np.asarray(values, dtype=float), len(weight)
    middle = weight @ held / weight.sum()
    return float(weight @ (held - middle) ** 2 / weight.sum() * many / (many - 1))


def _columns(values: ArrayLike) -> Floats:
    found = np.asarray(values, dtype=float)
    return found[:, np.newaxis] if found.ndim == 1 else found


def _inside(design: Design, where: ArrayLike | None) -> Floats:
    return np.ones(len(design.weight)) if where is None else np.asarray(where, dtype=float)
