"""Whether the items of a theme or characteristic measure one thing: alpha with its interval, and omega."""

from collections.abc import Callable, Iterator
from itertools import groupby

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize, stats

from analysis.study.rows import Item
from analysis.study.study import Study

Floats = NDArray[np.float64]
FLOOR = 30  # returns; under it nothing is worked out
APART = ("dont_know", "not_applicable", "other")  # roles of options that have no place in the scale's order
THREE, SEVEN = 3, 7  # factors of omega_total (as many items omega needs), and the fewest items that tell so many apart
LAWLEY = 200  # steps; each brings the unique variances nearer
LEAST = 0.005  # no item is without error of its own: the least unique variance, as in R's factanal
COLUMNS = [
    "of", "name", "answer_scale", "tools", "items", "base",
    "alpha", "low", "high", "standardised", "omega", "omega_total", "flag",
]  # fmt: skip


def scale_reliability(study: Study, answers: pd.DataFrame) -> pd.DataFrame:
    """One row a set of two or more items of one theme, or characteristic, with one answer scale and the same tools.

    items: which, separated by spaces, `-` before a reversed one (questionnaire.csv says which; none is guessed).
    base: returns with an answer in the scale's order to every item. alpha with Feldt's low and high, standardised
    alpha, omega (one factor, three items or more), omega_total (three factors, seven items or more). flag: `floor`
    where fewer than 30 returns, `no spread` where all answer some item alike; then nothing else is told.
    """
    rows = [_row(study, answers, *found) for found in _sets(study, answers)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values(["of", "name", "answer_scale", "tools"], ignore_index=True)


def _sets(study: Study, answers: pd.DataFrame) -> Iterator[tuple[str, str, list[Item]]]:
    """Items that belong together: theme or characteristic, its name, the items."""
    scaled = [item for item in study.items.values() if item.kind in ("scale", "level") and item.item in answers]
    for field in ("theme", "characteristic"):
        named = sorted((item for item in scaled if getattr(item, field)), key=lambda item: _set(item, field))
        for (name, _, _), items in groupby(named, key=lambda item: _set(item, field)):
            held = list(items)
            if len(held) > 1:
                yield field, name, held


def _set(item: Item, field: str) -> tuple[str, str, tuple[str, ...]]:
    return str(getattr(item, field)), item.answer_scale, item.tools


def _row(study: Study, answers: pd.DataFrame, of: str, name: str, items: list[Item]) -> dict[str, object]:
    scores = scale_scores(study, answers, [item.item for item in items])
    shown = " ".join(f"{'-' if item.reverse else ''}{item.item}" for item in items)
    about = {"of": of, "name": name, "answer_scale": items[0].answer_scale, "tools": " ".join(items[0].tools)}
    return {**about, "items": shown} | score_reliability(scores, confidence=study.settings.statistics.confidence)


def score_reliability(scores: pd.DataFrame, *, confidence: float = 0.95) -> dict[str, object]:
    """Whether columns of scores measure one thing: base, alpha, low, high, standardised, omega, omega_total, flag.

    scores: one row a respondent, one column an item, reversed items turned round; rows with a gap (NaN) are left out.
    What each is, and when it is left out, stands with scale_reliability.
    """
    full = scores.dropna().to_numpy(dtype=float)
    if len(full) < FLOOR:
        return {"base": len(full), "flag": "floor"}
    if (full.var(axis=0) == 0).any():
        return {"base": len(full), "flag": "no spread"}
    alpha, many = cronbach_alpha(full), full.shape[1]
    low, high = feldt_limits(alpha, *full.shape, confidence=confidence)
    told: dict[str, object] = {"alpha": alpha, "low": low, "high": high, "standardised": standardised_alpha(full)}
    correlations = np.corrcoef(full, rowvar=False)
    told |= {"omega": omega(correlations)} if many >= THREE else {}
    told |= {"omega_total": omega_total(correlations)} if many >= SEVEN else {}
    return {"base": len(full), "flag": ""} | told


def scale_scores(study: Study, answers: pd.DataFrame, items: list[str]) -> pd.DataFrame:
    """Answers as places in the scale's order, 1 for the first option; a reversed item turned round.

    Don't know, not applicable and other have no place (NaN).
    """
    return pd.DataFrame({item: answers[item].astype(str).map(_places(study, item)) for item in items}, dtype=float)


def _places(study: Study, item: str) -> dict[str, int]:
    ordered = [option.code for option in study.options(item) if option.role not in APART]
    turned = reversed(ordered) if study.items[item].reverse else ordered
    return {code: place for place, code in enumerate(turned, start=1)}


def cronbach_alpha(scores: Floats) -> float:
    """Alpha of complete rows of scores, one column an item.

    Source: Cronbach (1951), Psychometrika 16:297-334, eq. 2: k / (k - 1) * (1 - item variances / variance of the sum).
    """
    many = scores.shape[1]
    parts, whole = scores.var(axis=0, ddof=1).sum(), scores.sum(axis=1).var(ddof=1)
    return float(many / (many - 1) * (1 - parts / whole)) if whole else float("nan")


def standardised_alpha(scores: Floats) -> float:
    """Alpha of the items brought to one variance: k r / (1 + (k - 1) r), r the mean correlation of two items."""
    many = scores.shape[1]
    mean = (np.corrcoef(scores, rowvar=False).sum() - many) / (many * (many - 1))
    return float(many * mean / (1 + (many - 1) * mean))


def feldt_limits(alpha: float, returns: int, items: int, *, confidence: float) -> tuple[float, float]:
    """Limits of alpha: (1 - alpha) F has the F distribution.

    Source: Feldt, Woodruff & Salih (1987), Appl. Psych. Meas. 11:93-103, eq. 6.
    """
    tail, freedom = (1 - confidence) / 2, (returns - 1, (returns - 1) * (items - 1))
    low, high = (1 - (1 - alpha) * stats.f.ppf(part, *freedom) for part in (1 - tail, tail))
    return float(low), float(high)


def omega(correlations: Floats) -> float:
    """Share of the variance of the standardised items' sum that one common factor makes, fitted by maximum likelihood.

    Source: McDonald (1999), Test Theory, ch. 6.
    """
    return _common(*maximum_likelihood(correlations))


def omega_total(correlations: Floats) -> float:
    """The same for three common factors together, fitted by minimum residuals, as R's psych does it."""
    return _common(*minimum_residual(correlations, THREE))


def _common(unique: Floats, loadings: Floats) -> float:
    common = float((loadings.sum(axis=0) ** 2).sum())
    return common / (common + float(unique.sum()))


def maximum_likelihood(correlations: Floats, factors: int = 1) -> tuple[Floats, Floats]:
    """Unique variances and loadings; with the unique ones given, eigenvectors give the rest.

    Source: Joreskog (1967), Psychometrika 32:443-482; the last steps by Lawley's iteration, to all digits.
    """

    def fit(unique: Floats) -> tuple[float, Floats]:
        small = np.linalg.eigvalsh(correlations / np.sqrt(np.outer(unique, unique)))[:-factors]
        slope = ((_loadings(correlations, unique, factors) ** 2).sum(axis=1) + unique - 1) / unique**2
        return float((small - np.log(small) - 1).sum()), slope

    unique = _least(fit, correlations, jac=True)
    for _ in range(LAWLEY):
        unique = np.maximum(1 - (_loadings(correlations, unique, factors) ** 2).sum(axis=1), LEAST)
    return unique, _loadings(correlations, unique, factors)


def minimum_residual(correlations: Floats, factors: int) -> tuple[Floats, Floats]:
    """Unique variances and loadings that leave the least squares of what is left between the items.

    Source: Harman & Jones (1966), Psychometrika 31:351-368.
    """

    def loadings(unique: Floats) -> Floats:
        values, vectors = np.linalg.eigh(correlations - np.diag(unique))
        held: Floats = vectors[:, -factors:] * np.sqrt(np.maximum(values[-factors:], 0))
        return held

    def left(unique: Floats) -> float:
        found = loadings(unique)
        return float((np.triu(correlations - found @ found.T, 1) ** 2).sum())

    found = loadings(_least(left, correlations))
    return 1 - (found**2).sum(axis=1), found


def _least(fit: Callable[[Floats], object], correlations: Floats, *, jac: bool = False) -> Floats:
    """Unique variances at which the fit is best, from what the other items leave of each."""
    start, bounds = 1 / np.diag(np.linalg.inv(correlations)), [(LEAST, 1)] * len(correlations)
    close = {"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1000}
    found = optimize.minimize(fit, start, jac=jac, method="L-BFGS-B", bounds=bounds, options=close)
    return np.asarray(found.x, dtype=float)


def _loadings(correlations: Floats, unique: Floats, factors: int) -> Floats:
    values, vectors = np.linalg.eigh(correlations / np.sqrt(np.outer(unique, unique)))
    held: Floats = vectors[:, -factors:] * np.sqrt(np.maximum(values[-factors:] - 1, 0))
    return held * np.sqrt(unique)[:, None]
