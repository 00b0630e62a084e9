"""Confidence intervals for shares: of a complete frame, of a sample, and for differences and sums of shares."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]


def hypergeometric_limits(
    count: ArrayLike, base: ArrayLike, frame: ArrayLike, *, confidence: float
) -> tuple[Floats, Floats]:
    """Exact limits (0-1) for the share of a complete frame, from `count` of the `base` who replied.

    frame: how many were invited; base = frame gives zero width. Assumes that those who did not reply are
    as likely to give the answer as those who did.

    Source: strict tail inversion; Buonaccorsi (1987), Am. Stat. 41:215-218.
    """
    given = np.broadcast_arrays(*(np.atleast_1d(np.asarray(part, dtype=np.int64)) for part in (count, base, frame)))
    cases, place = np.unique(np.stack(given, axis=1), axis=0, return_inverse=True)  # each case is worked out once
    x, n, whole = cases.T
    tail = (1 - confidence) / 2 * (1 - 1e-9)  # a tail of exactly the level counts, whatever its last binary digit
    low = _smallest(lambda held: stats.hypergeom.sf(x - 1, whole, held, n) >= tail, x, whole - n + x)
    high = _smallest(lambda held: ~(stats.hypergeom.cdf(x, whole, held, n) >= tail), x, whole - n + x + 1) - 1
    place = place.reshape(-1)
    return (low / whole)[place], (high / whole)[place]


def _smallest(holds: Any, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Smallest whole number between first and last at which a condition holds that, once true, stays true."""
    low, high = first.copy(), last.copy()
    while (low < high).any():
        middle = (low + high) // 2
        true = holds(middle)
        high = np.where(true & (low < high), middle, high)
        low = np.where(~true & (low < high), middle + 1, low)
    return low


def wilson_limits(share: ArrayLike, base: ArrayLike, *, confidence: float) -> tuple[Floats, Floats]:
    """Wilson's score limits (0-1) for a share of a sample; base may be an effective one.

    Source: Newcombe (1998), Stat. Med. 17:857-872, method 3.
    """
    p, n = np.asarray(share, dtype=float), np.asarray(base, dtype=float)
    z = stats.norm.ppf((1 + confidence) / 2)
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def wilson_corrected(count: ArrayLike, base: ArrayLike, *, confidence: float) -> tuple[Floats, Floats]:
    """Wilson's limits (0-1) with continuity correction: as wide as Clopper and Pearson's, from a short formula.

    Source: Newcombe (1998), Stat. Med. 17:857-872, method 4.
    """
    x, n = np.asarray(count, dtype=float), np.asarray(base, dtype=float)
    p, z = x / n, stats.norm.ppf((1 + confidence) / 2)
    middle, scale = 2 * x + z**2, 2 * (n + z**2)
    below = z * np.sqrt(np.maximum(z**2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1), 0))
    above = z * np.sqrt(np.maximum(z**2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1), 0))
    low = np.where(x == 0, 0, np.maximum(0, (middle - 1 - below) / scale))
    return low, np.where(x == n, 1, np.minimum(1, (middle + 1 + above) / scale))


def clopper_pearson(count: ArrayLike, base: ArrayLike, *, confidence: float) -> tuple[Floats, Floats]:
    """Exact binomial limits (0-1) for a share of a sample: they cover at least as often as they say, mostly more.

    Source: Clopper & Pearson (1934), Biometrika 26:404-413; Newcombe (1998), Stat. Med. 17:857-872, method 5.
    """
    x, n = np.asarray(count, dtype=float), np.asarray(base, dtype=float)
    tail = (1 - confidence) / 2
    low = np.where(x > 0, stats.beta.ppf(tail, np.where(x > 0, x, 1), n - x + 1), 0)
    return low, np.where(x < n, stats.beta.isf(tail, x + 1, np.where(x < n, n - x, 1)), 1)


def newcombe_limits(
    count: ArrayLike, base: ArrayLike, other: ArrayLike, other_base: ArrayLike, *, confidence: float
) -> tuple[Floats, Floats]:
    """Limits (-1 to 1) for a share less the share of another, independent sample.

    Source: Newcombe (1998), Stat. Med. 17:873-890, method 10 (Wilson's limits of both, put together).
    """
    samples = [np.asarray(x, dtype=float) / np.asarray(n, dtype=float) for x, n in ((count, base), (other, other_base))]
    limits = [wilson_limits(p, n, confidence=confidence) for p, n in zip(samples, (base, other_base), strict=True)]
    low, high = combined_limits([1, -1], samples, limits)
    return np.maximum(low, -1), np.minimum(high, 1)


def newcombe_paired(
    both: ArrayLike, first: ArrayLike, second: ArrayLike, neither: ArrayLike, *, confidence: float
) -> tuple[Floats, Floats]:
    """Limits (-1 to 1) for a share less another share of the same people: those who say yes twice, once, never.

    first, second: how many say yes the first time alone, and the second time alone. For samples of many: in a small
    complete frame they can cover too seldom.

    Source: Newcombe (1998), Stat. Med. 17:2635-2650, method 10 (Wilson's limits of both, less what they share).
    """
    a, b, c, d = (np.asarray(given, dtype=float) for given in (both, first, second, neither))
    n = a + b + c + d
    shares = ((a + b) / n, (a + c) / n)
    (low, high), (other_low, other_high) = (wilson_limits(share, n, confidence=confidence) for share in shares)
    below, above = (shares[0] - low, other_high - shares[1]), (high - shares[0], shares[1] - other_low)
    product, room = a * d - b * c, np.sqrt((a + b) * (c + d) * (a + c) * (b + d))
    corrected = np.where(product > 0, np.maximum(product - n / 2, 0), product)
    phi = np.divide(corrected, room, out=np.zeros_like(room), where=room > 0)
    reach = [np.sqrt(one**2 - 2 * phi * one * other + other**2) for one, other in (below, above)]
    return shares[0] - shares[1] - reach[0], shares[0] - shares[1] + reach[1]


def combined_limits(
    weights: Sequence[ArrayLike], shares: Sequence[ArrayLike], limits: Sequence[tuple[Floats, Floats]]
) -> tuple[Floats, Floats]:
    """Limits of a weighted sum of independent shares from the limits of each; a difference has weights 1 and -1.

    The distances from each share to its limits are put together as standard errors are. The sum covers on average as
    the parts do, not for every true value.

    Source: Zou & Donner (2008), Stat. Med. 27:1693-1702.
    """
    total, below, above = np.zeros(()), np.zeros(()), np.zeros(())
    for weight, share, ends in zip(weights, shares, limits, strict=True):
        reaches = [np.asarray(weight) * (end - np.asarray(share)) for end in ends]
        total = total + np.asarray(weight) * np.asarray(share)
        below, above = below + np.minimum(*reaches) ** 2, above + np.maximum(*reaches) ** 2
    return total - np.sqrt(below), total + np.sqrt(above)
