"""Tests of two shares, one pair or many: Fisher's and the z-test; Pearson's chi-square; p-values of a family."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

Floats = NDArray[np.float64]
SAME = 1 + 1e-7  # two chances are alike if they differ by less, whatever their last binary digits
METHODS = {"holm": "Holm", "bh": "Benjamini-Hochberg"}
TESTS = {"fisher": "Fisher's exact test", "z": "the z-test of two shares"}


def fisher_exact(count: ArrayLike, base: ArrayLike, other: ArrayLike, other_base: ArrayLike) -> tuple[Floats, Floats]:
    """Fisher's exact p for shares of two sets: two-sided, and one-sided for so many or more in the first.

    One entry a table. Two-sided: the chance of all tables, with these margins, that are no likelier than this one.

    Source: Fisher (1934), Statistical Methods for Research Workers, 5th ed.; Agresti (2013), Categorical Data
    Analysis, 3rd ed., 3.5.
    """
    x, n, y, m = (np.atleast_1d(np.asarray(given, dtype=np.int64)) for given in (count, base, other, other_base))
    least, most = np.maximum(0, x + y - m), np.minimum(n, x + y)
    size = most - least + 1
    start = np.cumsum(size) - size
    table = np.repeat(np.arange(len(x)), size)  # the tables laid end to end, each with all its possible counts
    held = np.arange(len(table)) - start[table] + least[table]
    chance = np.exp(
        _log_ways(n, held, table) + _log_ways(m, (x + y)[table] - held, table) - _log_all(n, m, x + y)[table]
    )
    seen = chance[start + x - least]
    two_sided = np.add.reduceat(np.where(chance <= seen[table] * SAME, chance, 0), start)
    greater = np.add.reduceat(np.where(held >= x[table], chance, 0), start)
    return np.minimum(two_sided, 1), np.minimum(greater, 1)


def share_z(count: ArrayLike, base: ArrayLike, other: ArrayLike, other_base: ArrayLike) -> tuple[Floats, Floats]:
    """z of two shares with their variance pooled, and its two-sided p: what table packages print letters by.

    One entry a table. Of weighted shares base is the effective base, and count the share times it. Without spread (all,
    or nobody, gave the answer) z is 0. For large bases alone: Fisher's test keeps its level at any.

    Source: Agresti (2013), Categorical Data Analysis, 3rd ed., 3.3.1: z squared is Pearson's chi-square of the table.
    """
    x, n, y, m = (np.atleast_1d(np.asarray(given, dtype=float)) for given in (count, base, other, other_base))
    pooled = (x + y) / (n + m)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    z = np.divide(x / n - y / m, error, out=np.zeros_like(error), where=error > 0)
    return z, np.asarray(2 * stats.norm.sf(np.abs(z)))


def p_of_pairs(count: ArrayLike, base: ArrayLike, other: ArrayLike, other_base: ArrayLike, *, test: str) -> Floats:
    """Two-sided p of each pair of shares by one of TESTS.

    Raises ValueError where the test is not known, or Fisher's is asked of what is no count of people.
    """
    four = [np.atleast_1d(np.asarray(given, dtype=float)) for given in (count, base, other, other_base)]
    if test not in TESTS:
        raise ValueError(f"test is {test!r}; {', '.join(TESTS)} are known. Name one of them.")
    if test == "z":
        return share_z(*four)[1]
    return fisher_exact(*map(whole_counts, four))[0] if four[0].size else np.empty(0)


def whole_counts(given: ArrayLike) -> NDArray[np.int64]:
    """Counts as whole numbers. Raises ValueError where one is none, as weighted counts are."""
    counts = np.asarray(given, dtype=float)
    odd = counts[(counts < 0) | (counts != np.floor(counts))]
    if odd.size:
        raise ValueError(f"a count is {odd[0]:g}; whole numbers of people are expected. Test weighted shares by z.")
    return counts.astype(np.int64)


def _log_ways(base: NDArray[np.int64], held: NDArray[np.int64], table: NDArray[np.intp]) -> Floats:
    """Logarithm of the ways to choose so many of the base."""
    found: Floats = special.gammaln(base + 1.0)[table] - special.gammaln(held + 1.0)
    found -= special.gammaln(base[table] - held + 1.0)
    return found


def _log_all(n: NDArray[np.int64], m: NDArray[np.int64], both: NDArray[np.int64]) -> Floats:
    found: Floats = special.gammaln(n + m + 1.0) - special.gammaln(both + 1.0) - special.gammaln(n + m - both + 1.0)
    return found


def adjusted_p(p: ArrayLike, *, method: str) -> Floats:
    """p-values of one declared family, adjusted. method: holm for claims that must all stand, bh for a screen.

    Holm holds the chance of any false claim, Benjamini-Hochberg the expected share of false ones among those made,
    at the level that the adjusted p is compared with.

    Source: Holm (1979), Scand. J. Stat. 6:65-70; Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57:289-300.
    """
    given = np.asarray(p, dtype=float)
    order, many = np.argsort(given, kind="stable"), len(given)
    rank = np.arange(1, many + 1)
    if method == "holm":
        stepped = np.maximum.accumulate(given[order] * (many - rank + 1))
    elif method == "bh":
        stepped = np.minimum.accumulate((given[order] * many / rank)[::-1])[::-1]
    else:
        raise ValueError(f"method is {method!r}; {', '.join(METHODS)} are known. Name one of them.")
    found = np.empty(many)
    found[order] = np.minimum(stepped, 1)
    return found


def chi_square(table: ArrayLike) -> tuple[float, float, Floats]:
    """Pearson's chi-square of a table of counts of people, its p, and the standardised residual of each cell.

    Never for weighted counts, nor where an answer may be one of several: those are no independent people.

    Source: Agresti (2013), Categorical Data Analysis, 3rd ed., 3.2.1 and 3.3.1.
    """
    counts = np.asarray(table, dtype=float)
    rows, columns, total = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True), counts.sum()
    expected = rows * columns / total
    found = float(((counts - expected) ** 2 / expected).sum())
    residuals = (counts - expected) / np.sqrt(expected * (1 - rows / total) * (1 - columns / total))
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return found, float(stats.chi2.sf(found, freedom)), residuals
