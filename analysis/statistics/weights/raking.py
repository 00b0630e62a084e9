"""Weights that make a sample match its population: raking, trimming, and what they cost.

Respondents of one cell (one category of every margin) get one weight, so cells are raked, and many samples at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

from analysis.errors import WeightError
from analysis.study.study import Study

ROUNDS = 200
CLOSE = 1e-10  # weights no longer move
EXACT = 1e-8  # a share is met
Floats = NDArray[np.float64]
Shares = Mapping[str, Mapping[str, float]]  # margin -> category -> share of the population


@dataclass(frozen=True)
class Cells:
    """A sample by cell. place: each respondent's cell; holds: of each margin, cells by categories, 1 where inside.

    shares: of each margin, its categories' shares in that order. names: margin and category, all in one row.
    """

    place: NDArray[np.int64]
    holds: tuple[Floats, ...]
    shares: tuple[Floats, ...]
    names: tuple[tuple[str, str], ...]

    @property
    def counts(self) -> Floats:
        """Respondents in each cell."""
        return np.bincount(self.place, minlength=len(self.holds[0])).astype(float)

    @classmethod
    def of(cls, categories: pd.DataFrame, margins: Shares) -> "Cells":
        """The cells of a sample. Raises WeightError where the margins are no shares, or sample and margins differ."""
        for margin, shares in margins.items():
            _check(margin, shares, set(categories[margin].astype(str)))
        if not margins:
            return cls(np.zeros(len(categories), dtype=np.int64), (np.ones((1, 1)),), (np.ones(1),), (("", ""),))
        place, firsts = pd.MultiIndex.from_frame(categories[list(margins)].astype(str)).factorize(sort=True)
        holds = [
            np.array([[float(first[turn] == category) for category in shares] for first in firsts])
            for turn, shares in enumerate(margins.values())
        ]
        wanted = tuple(np.array(list(shares.values()), dtype=float) for shares in margins.values())
        names = tuple((margin, category) for margin, shares in margins.items() for category in shares)
        return cls(place.astype(np.int64), tuple(holds), wanted, names)


def rake_margins(categories: pd.DataFrame, margins: Shares, *, low: float, high: float) -> pd.Series:
    """Weights (mean 1) under which each column's categories have their population shares.

    categories: one row a respondent, one column a margin. margins: column -> category -> share (adds to 1).
    Weights outside low..high are trimmed to them and all raked again, until none lies outside.
    Raises WeightError where shares do not add to 1, a category has no respondent or no share, or the margins cannot
    all be met: which category, what it should have and what it can have.

    Source: Deming & Stephan (1940), Ann. Math. Stat. 11:427-444; trimming as in Izrael et al. (2009).
    """
    cells = Cells.of(categories, margins)
    factors, met = rake_cells(cells, cells.counts[np.newaxis], low=low, high=high)
    if not met[0]:
        raise WeightError(_refusal(cells, low, high))
    return pd.Series(factors[0][cells.place], index=categories.index)


def rake_cells(cells: Cells, counts: Floats, *, low: float, high: float) -> tuple[Floats, NDArray[np.bool_]]:
    """The factor of each cell in each of many samples (one row a sample, mean weight 1), and which samples are met.

    counts: samples by cells, how many respondents each has (a replicate's may be no whole numbers).
    """
    factors = np.ones_like(counts)
    there = counts > 0
    for _ in range(ROUNDS):
        raked = _rake(cells, counts, factors)
        factors = np.where(there, np.clip(raked, low, high), 1.0)
        settled = np.abs(np.where(there, raked - factors, 0)).max(axis=1) <= 1e-9
        met = settled & _met(cells, counts, factors)
        if met.all():
            break
    return factors, met


def _rake(cells: Cells, counts: Floats, factors: Floats) -> Floats:
    """Factors scaled to each margin in turn until all hold."""
    for _ in range(ROUNDS):
        before = factors
        for holds, shares in zip(cells.holds, cells.shares, strict=True):
            held = _held(counts * factors, holds)
            factors = factors * (np.divide(shares, held, out=np.ones_like(held), where=held > 0) @ holds.T)
        factors = factors * (counts.sum(axis=1) / (counts * factors).sum(axis=1))[:, np.newaxis]
        if np.abs(np.where(counts > 0, factors - before, 0)).max() < CLOSE:
            break
    return factors


def _held(weighted: Floats, holds: Floats) -> Floats:
    """The share that each category of a margin has in each sample."""
    held: Floats = weighted @ holds / weighted.sum(axis=1, keepdims=True)
    return held


def _met(cells: Cells, counts: Floats, factors: Floats) -> NDArray[np.bool_]:
    """Whether every category has its population share, by sample."""
    missed = [
        np.abs(_held(counts * factors, holds) - shares).max(axis=1)
        for holds, shares in zip(cells.holds, cells.shares, strict=True)
    ]
    met: NDArray[np.bool_] = np.max(missed, axis=0) <= EXACT
    return met


def _check(margin: str, shares: Mapping[str, float], found: set[str]) -> None:
    """Raises WeightError where a margin's shares are none, or it and the sample have different categories."""
    total = sum(shares.values())
    negative = [category for category, share in shares.items() if share < 0]
    if negative or abs(total - 1) > 1e-6:
        said = f"{', '.join(negative)} has a share under nought" if negative else f"shares add up to {total:.4f}"
        raise WeightError(f"{margin}: {said}; 1 in all, and none under nought, is expected. Correct population.csv.")
    empty = [category for category in shares if category not in found]
    if empty:
        raise WeightError(f"{margin}: no respondent in {', '.join(empty)}; each category needs one. Merge categories.")
    unknown = sorted(name or "(blank)" for name in found - set(shares))
    if unknown:
        raise WeightError(
            f"{margin}: respondents in {', '.join(unknown)}; population.csv has {', '.join(shares)}. Add its share."
        )


def _refusal(cells: Cells, low: float, high: float) -> str:
    """Why the margins cannot all be met: the first category that no weights can give its share while the others hold.

    First with any weights (the margins contradict each other in this sample), then with those within the limits.
    """
    for limits, said, remedy in (
        ((0.0, np.inf), "by any weights", "Merge categories of population.csv."),
        ((low, high), f"by weights from {low} to {high}", "Widen weight_low or weight_high in study.toml."),
    ):
        for (margin, category), share, (least, most) in _attainable(cells, *limits):
            if not least - EXACT <= share <= most + EXACT:
                apart = _never_together(cells, margin, category)
                return (
                    f"{margin} {category}: its share {share:.4g} cannot be met {said} while the other margins hold; "
                    f"{least:.4g} to {most:.4g} can{apart}. {remedy}"
                )
    margins = ", ".join(dict.fromkeys(margin for margin, _ in cells.names))
    return (
        f"{margins}: their shares cannot all be met by weights from {low} to {high}. "
        "Widen weight_low or weight_high in study.toml, or merge categories of population.csv."
    )


def _attainable(cells: Cells, low: float, high: float) -> Iterator[tuple[tuple[str, str], float, tuple[float, float]]]:
    """Each category's margin and name, its share, and the least and greatest it can have while other margins hold."""
    part = cells.counts / cells.counts.sum()
    bounds = [(low * size, None if np.isinf(high) else high * size) for size in part]
    names = iter(cells.names)
    for turn, (holds, shares) in enumerate(zip(cells.holds, cells.shares, strict=True)):
        others = [number for number in range(len(cells.holds)) if number != turn]
        rows = np.vstack([np.ones(len(part)), *(cells.holds[number].T for number in others)])
        sums = np.concatenate([[1.0], *(cells.shares[number] for number in others)])
        for place, share in enumerate(shares):
            ends = [linprog(sign * holds[:, place], A_eq=rows, b_eq=sums, bounds=bounds) for sign in (1, -1)]
            name = next(names)
            if all(end.status == 0 for end in ends):
                yield name, float(share), (float(ends[0].fun), -float(ends[1].fun))


def _never_together(cells: Cells, margin: str, category: str) -> str:
    """The categories of other margins that no respondent of this one has."""
    holds = np.hstack(cells.holds)
    mine = holds[:, cells.names.index((margin, category))] > 0
    apart = [
        f"{other} {name}"
        for place, (other, name) in enumerate(cells.names)
        if other != margin and not holds[mine, place].any()
    ]
    return f" (no respondent in it is {', '.join(apart)})" if apart else ""


def margins_of(study: Study) -> dict[str, dict[str, float]]:
    """The margins of population.csv: margin -> category -> share."""
    margins: dict[str, dict[str, float]] = {}
    for row in study.tables["population.csv"]:
        margins.setdefault(row.margin, {})[row.category] = row.share
    return margins


def public_weights(study: Study, public: pd.DataFrame) -> pd.Series:
    """Weights of the public survey's respondents: raked to population.csv within the study's limits."""
    margins = margins_of(study)
    return rake_margins(
        public[list(margins)], margins, low=study.settings.weights.weight_low, high=study.settings.weights.weight_high
    )


def weight_diagnostics(weights: pd.Series) -> pd.DataFrame:
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


def effective_base(weights: pd.Series) -> float:
    """How many unweighted respondents would be as precise: the sum squared over the sum of squares (Kish 1965)."""
    return float(weights.sum() ** 2 / (weights**2).sum())
