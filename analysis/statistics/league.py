"""Many councils beside each other: shares drawn together before any ranking, ranks with limits, funnel limits."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.response import TOTAL
from analysis.study.study import Study

Floats = NDArray[np.float64]
DRAWS = 2000


def ranked_shares(counts: pd.DataFrame, *, name: str, seed: int, confidence: float = 0.95) -> pd.DataFrame:
    """Places on one answer: share, share drawn towards all, and its rank, never without the rank's limits.

    counts: one row a place - its name in the column `name`, base and count. Result, highest first: name, base, count,
    value, drawn, low, high (0-1), rank (median), rank_low, rank_high; 1 is the highest share. drawn: mean of a
    beta-binomial whose two parameters come from all places; low, high, rank: from draws of it with the seed. The limits
    of ranks hold for each place alone.

    Source: Kleinman (1973), J. Am. Stat. Assoc. 68:46-54; Goldstein & Spiegelhalter (1996), J. R. Stat. Soc. A
    159:385-443.
    """
    table = counts[[name, "base", "count"]].sort_values(name, ignore_index=True)
    table["value"] = table["count"] / table["base"]
    if table.empty:
        return table.reindex(columns=[*table.columns, "drawn", "low", "high", "rank", "rank_low", "rank_high"])
    mean, size = beta_binomial(table["count"], table["base"])
    table["drawn"] = drawn_shares(table["count"], table["base"], mean, size)
    draws = _draws(table, mean, size, np.random.default_rng(seed))
    ends = [(1 - confidence) / 2, (1 + confidence) / 2]
    table["low"], table["high"] = np.quantile(draws, ends, axis=0)
    ranks: Floats = np.argsort(np.argsort(-draws, axis=1, kind="stable"), axis=1, kind="stable") + np.float64(1)
    table["rank"] = (len(table) + 1) / 2 if np.isinf(size) else np.median(ranks, axis=0)
    table["rank_low"], table["rank_high"] = _rank_limits(ranks, ends, tied=bool(np.isinf(size)))
    return table.sort_values(["drawn", name], ascending=[False, True], ignore_index=True)


def league_table(study: Study, estimates: pd.DataFrame, item: str, option: str) -> pd.DataFrame:
    """Councils on one answer, as ranked_shares has them, by `council`.

    estimates: rows of item_estimates; councils under the minimum base are left out.
    """
    here = estimates[(estimates["item"] == item) & (estimates["option"] == option) & (estimates["group"] == TOTAL)]
    here = here[(here["council"] != study.whole) & (here["base"] >= study.settings.disclosure.minimum_base)]
    seed, confidence = study.settings.illustration.seed, study.settings.statistics.confidence
    return ranked_shares(here, name="council", seed=seed, confidence=confidence)


def beta_binomial(count: ArrayLike, base: ArrayLike) -> tuple[float, float]:
    """Mean of the councils' shares (0-1), and how many replies the whole is worth beside a council's own.

    By moments: the spread of the shares beyond what chance makes is a part g of mean x (1 - mean), and the size is
    (1 - g) / g; infinite where there is no spread beyond chance.

    Source: Kleinman (1973), J. Am. Stat. Assoc. 68:46-54, with each council weighing its base.
    """
    x, n = np.asarray(count, dtype=float), np.asarray(base, dtype=float)
    weight = n / n.sum()
    mean = float((weight * x / n).sum())
    free = weight * (1 - weight)
    chance, spread = mean * (1 - mean) * float((free / n).sum()), float((weight * (x / n - mean) ** 2).sum())
    room = mean * (1 - mean) * float(free.sum()) - chance
    if room <= 0 or spread <= chance:
        return mean, np.inf
    part = min((spread - chance) / room, 1 - 1e-9)
    return mean, (1 - part) / part


def drawn_shares(count: ArrayLike, base: ArrayLike, mean: float, size: float) -> Floats:
    """Shares drawn towards the mean, as if `size` more people had answered with that share."""
    x, n = np.asarray(count, dtype=float), np.asarray(base, dtype=float)
    return np.full(x.shape, mean) if np.isinf(size) else (x + mean * size) / (n + size)


def _draws(table: pd.DataFrame, mean: float, size: float, generator: np.random.Generator) -> Floats:
    """Shares as they may be: one row a draw, one column a council."""
    if np.isinf(size) or mean in (0.0, 1.0):
        return np.full((DRAWS, len(table)), mean)
    held, other = table["count"].to_numpy(), (table["base"] - table["count"]).to_numpy()
    return generator.beta(held + mean * size, other + (1 - mean) * size, size=(DRAWS, len(table)))


def _rank_limits(ranks: Floats, ends: list[float], *, tied: bool) -> tuple[Floats, Floats]:
    """Limits of each council's rank; where nothing tells councils apart any rank is possible."""
    many = ranks.shape[1]
    if tied:
        return np.ones(many), np.full(many, float(many))
    low, high = np.quantile(ranks, ends, axis=0, method="inverted_cdf")
    return np.floor(low), np.ceil(high)


def overdispersion(z: ArrayLike, variance: ArrayLike, *, winsorised: float = 0.1) -> tuple[float, float]:
    """How much wider councils spread than chance: phi (1 is chance), and tau squared, the variance between them.

    z: distance of each from the centre in standard errors, its ends drawn in to the quantiles `winsorised` and
    1 - winsorised before phi is worked out. variance: of each, on the same scale.

    Source: Spiegelhalter (2005), Qual. Saf. Health Care 14:347-351; tau squared: DerSimonian & Laird (1986).
    """
    given, weight = np.asarray(z, dtype=float), 1 / np.asarray(variance, dtype=float)
    ends = np.quantile(given, [winsorised, 1 - winsorised])
    many, phi = len(given), float((np.clip(given, *ends) ** 2).mean())
    room = weight.sum() - (weight**2).sum() / weight.sum()
    return phi, max(0.0, float((many * phi - (many - 1)) / room))
