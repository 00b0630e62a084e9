"""Standard errors by doing it again: samples with some respondents left out, each weighted anew.

What weighting itself leaves to chance is in these: every replicate is raked and trimmed as the sample was.

Sources: Wolter (2007), Introduction to Variance Estimation, 4.5; Rao & Wu (1988), JASA 83:231-241.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.weights.raking import Cells, rake_cells
from analysis.statistics.weights.variance import Design

Floats = NDArray[np.float64]
ENOUGH = 0.95  # of the replicates: with fewer that can be weighted there is no standard error


@dataclass(frozen=True)
class Replicates:
    """weights: one row a replicate, one column a respondent. scale: what each adds to the variance.

    failed: how many could not be weighted and are not among them; whole: nothing failed that must be there.
    """

    weights: Floats
    scale: Floats
    failed: int = 0
    whole: bool = True


def jackknife_replicates(design: Design) -> Replicates:
    """One replicate a cluster, which is left out; the rest of its stratum stands in for it (JK1, by strata JKn)."""
    place, stratum, drawn = design.clusters
    sizes = np.bincount(stratum)[stratum]
    same = stratum[:, np.newaxis] == stratum[np.newaxis, :]
    factors = np.where(same, (sizes / (sizes - 1))[:, np.newaxis], 1.0)
    np.fill_diagonal(factors, 0.0)
    return Replicates(factors[:, place] * design.weight, (1 - drawn) * (sizes - 1) / sizes)


def bootstrap_replicates(design: Design, *, many: int, seed: int) -> Replicates:
    """Rao and Wu's rescaled bootstrap: of each stratum's n clusters n - 1 are drawn with replacement, many times."""
    place, stratum, drawn = design.clusters
    chance = random.Random(seed)
    factors = np.empty((many, len(stratum)))
    for held in np.unique(stratum):
        own = np.flatnonzero(stratum == held)
        size, stretch = len(own), np.sqrt(1 - drawn[own])
        times = np.array(
            [np.bincount(chance.choices(range(size), k=size - 1), minlength=size) for _ in range(many)], dtype=float
        )
        factors[:, own] = 1 - stretch + stretch * times * size / (size - 1)
    return Replicates(factors[:, place] * design.weight, np.full(many, 1 / many))


def reraked_replicates(replicates: Replicates, cells: Cells, *, low: float, high: float) -> Replicates:
    """Replicates of the unweighted sample, each raked to the margins within the limits; those that cannot be left out.

    A jackknife must have all its replicates, a bootstrap 95% of them: else it is not whole and gives no error.
    """
    inside = (cells.place[:, np.newaxis] == np.arange(len(cells.counts))).astype(float)
    counts, place = np.unique(np.round(replicates.weights @ inside, 9), axis=0, return_inverse=True)
    factors, met = rake_cells(cells, counts, low=low, high=high)
    place = place.reshape(-1)
    good = met[place]
    weights = replicates.weights * factors[place][:, cells.place]
    scale, failed = replicates.scale[good], int((~good).sum())
    even = bool(np.allclose(replicates.scale, 1 / len(good)))
    if even and good.any():
        scale = np.full(int(good.sum()), 1 / good.sum())
    return Replicates(weights[good], scale, failed, not failed or (even and bool(good.mean() >= ENOUGH)))


def replicated_error(replicates: Replicates, figure: Callable[[Floats], Floats]) -> float:
    """Standard error of a figure. figure: from weights, one row a replicate, to one value a replicate."""
    if not replicates.whole:
        return float("nan")
    found = figure(replicates.weights)
    return float(np.sqrt(replicates.scale @ (found - found.mean()) ** 2))
