"""Fisher's exact test of a table of any size: by listing all tables, or by a seeded draw of them."""

from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from analysis.statistics.significance import whole_counts

Floats = NDArray[np.float64]
MOST = 200_000  # part tables held at once; with more the test is by draw
DRAWS = 9_999
SAME = 1e-7  # two chances are alike if their logarithms differ by less


@dataclass(frozen=True)
class TableTest:
    """p; route: `exact` or `Monte Carlo`; tables: how many were listed or drawn; error: of p by draw, else nought."""

    p: float
    route: str
    tables: int
    error: float = 0.0


def fisher_table(table: ArrayLike, *, seed: int, most: int = MOST, draws: int = DRAWS) -> TableTest:
    """Whether rows and columns of a table of counts go together: Fisher's test for more than two of either.

    p is the chance, the margins being as they are, of all tables no likelier than this one. Exact where few enough
    tables share its margins; else the share of `draws` tables drawn with the seed, this one among them. Rows and
    columns of nought say nothing; with one row or column left p is 1. Never for weighted counts.

    Sources: Freeman & Halton (1951), Biometrika 38:141-149; the draw: Patefield (1981), Appl. Stat. 30:91-97 (scipy).
    """
    counts = whole_counts(table)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return TableTest(1.0, "exact", 1)
    listed = exact_p(counts, most=most)
    if listed is not None:
        return listed
    drawn = stats.random_table(counts.sum(axis=1), counts.sum(axis=0)).rvs(
        draws, random_state=np.random.default_rng(seed)
    )
    found = int((_log_chance(drawn) <= _log_chance(counts) + SAME).sum())
    p = (found + 1) / (draws + 1)
    return TableTest(p, "Monte Carlo", draws, float(np.sqrt(p * (1 - p) / draws)))


def exact_p(counts: NDArray[np.int64], *, most: int = MOST) -> TableTest | None:
    """Fisher's test by all tables with these margins; none where more than `most` must be held at once."""
    held = counts if counts.shape[0] <= counts.shape[1] else counts.T
    held = held[:, np.argsort(held.sum(axis=0), kind="stable")]  # the largest column comes last, and is what is left
    left, chance = held.sum(axis=1)[np.newaxis], np.zeros(1)
    for total in held.sum(axis=0)[:-1]:
        ways = _splits(int(total), held.sum(axis=1), most)
        if ways is None or len(left) * len(ways) > most:
            return None
        after = left[:, np.newaxis] - ways
        fits = (after >= 0).all(axis=2)
        left, chance = after[fits], (chance[:, np.newaxis] + _log_chance(ways[:, :, np.newaxis]))[fits]
    chance = chance + _log_chance(left[:, :, np.newaxis])
    weight = np.exp(chance - chance.max())
    p = weight[chance <= _log_chance(held) + SAME].sum() / weight.sum()
    return TableTest(min(1.0, float(p)), "exact", len(left))


def _splits(total: int, most_each: NDArray[np.int64], most: int) -> NDArray[np.int64] | None:
    """All ways to split a column among rows, none over its row: one row a way; none where they are too many."""
    ends = [min(total, int(each)) + 1 for each in most_each[:-1]]
    if prod(ends) > most:
        return None
    first = np.array(list(product(*map(range, ends))), dtype=np.int64)
    last = total - first.sum(axis=1)
    fits = (last >= 0) & (last <= most_each[-1])
    found: NDArray[np.int64] = np.column_stack([first, last])[fits]
    return found


def _log_chance(tables: NDArray[np.int64]) -> Floats:
    """Logarithm of a table's chance, but for what all tables with its margins share."""
    found: Floats = -special.gammaln(np.asarray(tables) + 1.0).sum(axis=(-2, -1))
    return found
