"""Whether two weighted answers go together: Pearson's test, corrected for what weighting does to it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from analysis.statistics.weights.variance import Design, weighted_means

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RaoScott:
    """chi2: Pearson's, of the weighted shares times the respondents; degrees of its table. effect: mean design effect.

    first: chi2 / effect, and its p; second: F with its two degrees of freedom, and its p.
    """

    chi2: float
    degrees: int
    effect: float
    first: float
    first_p: float
    second: float
    second_degrees: tuple[float, float]
    second_p: float


def rao_scott(design: Design, rows: NDArray[np.str_], columns: NDArray[np.str_]) -> RaoScott | None:
    """Rao and Scott's corrections, of the first and of the second order; none where a side has one answer alone.

    Source: Rao & Scott (1981), JASA 76:221-230; (1984), Ann. Stat. 12:46-60; F as in Thomas & Rao (1987), JASA 82.
    """
    up, across = np.unique(rows), np.unique(columns)
    if len(up) < 2 or len(across) < 2:
        return None
    cells = [(rows == row) & (columns == column) for row in up for column in across]
    found = weighted_means(design, np.stack(cells, axis=1).astype(float))
    people = len(design.weight)
    table = found.value.reshape(len(up), len(across))
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    chi2 = float(people * ((table - expected) ** 2 / expected).sum())
    effects = _effects(found.value, found.covariance, table.shape, people)
    degrees, mean_effect = len(effects), float(np.trace(effects)) / len(effects)
    freedom = float(np.trace(effects) ** 2 / np.trace(effects @ effects))
    first, second = chi2 / mean_effect, chi2 / float(np.trace(effects))
    below = freedom * design.degrees
    return RaoScott(
        chi2, degrees, mean_effect, first, float(stats.chi2.sf(first, degrees)),
        second, (freedom, below), float(stats.f.sf(second, freedom, below)),
    )  # fmt: skip


def _effects(shares: Floats, covariance: Floats, shape: tuple[int, int], people: int) -> Floats:
    """The matrix whose eigenvalues are the design effects of the table's contrasts (Rao & Scott 1984, section 3)."""
    up, across = shape
    rows, columns = np.divmod(np.arange(up * across), across)
    alone = np.hstack([np.ones((len(rows), 1)), _dummies(rows, up), _dummies(columns, across)])
    together = np.stack([a * b for a in _dummies(rows, up).T for b in _dummies(columns, across).T], axis=1)
    contrasts = together - alone @ np.linalg.lstsq(alone, together, rcond=None)[0]
    inverse = np.divide(1, shares, out=np.zeros_like(shares), where=shares > 0)
    scaled = contrasts * inverse[:, np.newaxis]
    simple = contrasts.T @ (scaled / people)
    found: Floats = np.linalg.solve(simple, scaled.T @ covariance @ scaled)
    return found


def _dummies(places: NDArray[np.int64], many: int) -> Floats:
    """One column a category but the first."""
    found: Floats = (places[:, np.newaxis] == np.arange(1, many)).astype(float)
    return found
