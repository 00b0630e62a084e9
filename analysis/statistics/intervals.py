"""Confidence intervals for shares: of a complete frame, and of a sample."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]


def hypergeometric(count: ArrayLike, base: ArrayLike, frame: ArrayLike, *, confidence: float) -> tuple[Floats, Floats]:
    """Exact limits (0-1) for the share of a complete frame, from `count` of the `base` who replied.

    frame: how many were invited; base = frame gives zero width. Assumes that those who did not reply are
    as likely to give the answer as those who did.

    Source: strict tail inversion; Buonaccorsi (1987), Am. Stat. 41:215-218.
    """
    x, n, whole = (np.atleast_1d(np.asarray(given, dtype=np.int64)) for given in (count, base, frame))
    tail = (1 - confidence) / 2 * (1 - 1e-9)  # a tail of exactly the level counts, whatever its last binary digit
    low = _smallest(lambda held: stats.hypergeom.sf(x - 1, whole, held, n) >= tail, x, whole - n + x)
    high = _smallest(lambda held: ~(stats.hypergeom.cdf(x, whole, held, n) >= tail), x, whole - n + x + 1) - 1
    return low / whole, high / whole


def _smallest(holds: Any, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Smallest whole number between first and last at which a condition holds that, once true, stays true."""
    low, high = first.copy(), last.copy()
    while (low < high).any():
        middle = (low + high) // 2
        true = holds(middle)
        high = np.where(true & (low < high), middle, high)
        low = np.where(~true & (low < high), middle + 1, low)
    return low


def wilson(share: ArrayLike, base: ArrayLike, *, confidence: float) -> tuple[Floats, Floats]:
    """Wilson's score limits (0-1) for a share of a sample; base may be an effective one.

    Source: Newcombe (1998), Stat. Med. 17:857-872, method 3.
    """
    p, n = np.asarray(share, dtype=float), np.asarray(base, dtype=float)
    z = stats.norm.ppf((1 + confidence) / 2)
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
