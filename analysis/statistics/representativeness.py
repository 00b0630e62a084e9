"""Who replied, over what the frame knows of everybody: council type, region, group, tool.

The frame is complete, so that a difference between two rates is a fact; a test says whether it is more than would come
about if everybody had been equally likely to reply.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analysis.statistics.exact_tables import exact_p
from analysis.statistics.significance import adjusted_p
from analysis.study.study import Study

Floats = NDArray[np.float64]
VARIABLES = ("council_type", "region", "group", "tool")
LIMITS = (0.95, 0.998)
ROUNDS = 50


def frame_classes(study: Study, invited: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """One row a council and tool with anybody invited: council, VARIABLES, invited, returned."""
    keys = ["council", "tool"]
    people = invited.groupby(keys)["invited"].sum().to_frame()
    people["returned"] = answers.groupby(keys).size().reindex(people.index, fill_value=0)
    classes = people[people["invited"] > 0].reset_index()
    of = {code: (row.type, row.region) for code, row in study.councils.items()}
    classes["council_type"], classes["region"] = (classes["council"].map(lambda code, n=n: of[code][n]) for n in (0, 1))
    classes["group"] = classes["tool"].map({name: tool.group for name, tool in study.tools.items()})
    return classes[["council", *VARIABLES, "invited", "returned"]]


def response_by_frame(classes: pd.DataFrame) -> pd.DataFrame:
    """Response by each variable of the frame: variable, category, invited, returned, rate, test, p, adjusted.

    p is of the variable, the same in all its rows; adjusted: by Holm over the variables tested. test: exact where two
    categories or few people, else chi-square; blank where there is nothing to compare.

    Sources: Fisher (1934); Freeman & Halton (1951), Biometrika 38:141-149; Holm (1979), Scand. J. Stat. 6:65-70.
    """
    parts, tests = [], {}
    for name in VARIABLES:
        table = classes.groupby(name, as_index=False)[["invited", "returned"]].sum()
        tests[name] = _test(table["returned"].to_numpy(), table["invited"].to_numpy())
        parts.append(table.rename(columns={name: "category"}).assign(variable=name))
    by_holm = dict(zip(tests, holm_adjusted([p for _, p in tests.values()]), strict=True))
    found = pd.concat(parts, ignore_index=True)
    found["rate"] = found["returned"] / found["invited"]
    found["test"] = found["variable"].map(lambda name: tests[name][0])
    found["p"] = found["variable"].map(lambda name: tests[name][1])
    found["adjusted"] = found["variable"].map(by_holm)
    return found[["variable", "category", "invited", "returned", "rate", "test", "p", "adjusted"]]


def _test(returned: NDArray[np.int64], invited: NDArray[np.int64]) -> tuple[str, float]:
    """The test of equal rates, and its p."""
    table = np.stack([returned, invited - returned])
    if len(invited) < 2 or not returned.any() or (returned == invited).all():
        return "", float("nan")
    if len(invited) == 2:
        return "exact", float(stats.fisher_exact(table)[1])
    if stats.contingency.expected_freq(table).min() >= 5:
        return "chi-square", float(stats.chi2_contingency(table, correction=False)[1])
    exact = exact_p(table)
    return ("exact", exact.p) if exact else ("", float("nan"))


def holm_adjusted(values: list[float]) -> list[float]:
    """Holm's adjusted p-values in the order given; what is no number stays none and counts for no test."""
    p = np.array(values, dtype=float)
    known = ~np.isnan(p)
    p[known] = adjusted_p(p[known], method="holm")
    return [float(value) for value in p]


def response_funnel(rates: pd.DataFrame, *, whole: str, group: str) -> pd.DataFrame:
    """Each council's response rate and the limits within which it would lie if all were as likely to reply.

    rates: council, group, invited, returned, rate. Result: council, invited, returned, rate, centre (the whole's rate),
    low_95, high_95, low_998, high_998 (0-1), outside: nothing, "95%" or "99.8%".

    Source: Spiegelhalter (2005), Stat. Med. 24:1185-1202, appendix A.1.1: exact binomial limits, interpolated; the
    upper one mirrored, so that both tails are exact.
    """
    mine = rates[(rates["group"] == group) & (rates["invited"] > 0)]
    councils = mine[mine["council"] != whole]
    of_whole = mine.loc[mine["council"] == whole, "rate"]
    found = councils[["council", "invited", "returned", "rate"]].reset_index(drop=True)
    found["centre"] = float(of_whole.iloc[0]) if len(of_whole) else float("nan")
    found["outside"] = ""
    for level, name in zip(LIMITS, ("95", "998"), strict=True):
        low, high = funnel_limits(found["invited"].to_numpy(), float(found["centre"].max()), level)
        found[f"low_{name}"], found[f"high_{name}"] = low, high
        beyond = (found["rate"] < low) | (found["rate"] > high)
        found["outside"] = found["outside"].mask(beyond, f"{100 * level:g}%")
    return found


def funnel_limits(invited: NDArray[np.int64], rate: float, level: float) -> tuple[Floats, Floats]:
    """Limits (0-1) of a binomial share, put between two whole numbers as their probabilities say.

    A rate is under the lower one if so few or fewer have a chance under (1 - level) / 2; likewise above the upper.
    """
    tail = (1 - level) / 2
    low, high = _quantile(tail, invited, rate), invited - _quantile(tail, invited, 1 - rate)
    return np.clip(low / invited, 0, 1), np.clip(high / invited, 0, 1)


def _quantile(tail: float, invited: NDArray[np.int64], rate: float) -> Floats:
    """The smallest count reached with this chance, less the part of its own chance that is not needed."""
    count = stats.binom.ppf(tail, invited, rate)
    reached = stats.binom.cdf(count, invited, rate)
    own = stats.binom.pmf(count, invited, rate)
    found: Floats = count - np.divide(reached - tail, own, out=np.zeros_like(own), where=own > 0)
    return found


def r_indicator(classes: pd.DataFrame) -> dict[str, Any]:
    """How evenly people replied over what the frame knows: r (0-1; 1 is perfectly even), adjusted, people, rate.

    R = 1 - 2 S, where S is the standard deviation of the chance to reply, by logistic regression on VARIABLES (main
    effects). Chance alone makes fitted chances differ, so that in a small frame R lies too low; `adjusted` takes the
    sampling variance of the fitted chances out of S squared (not under nought). It says nothing of what the frame does
    not know.

    Sources: Schouten, Cobben & Bethlehem (2009), Survey Methodology 35:101-113, eq. 2 and 6; the adjustment as in
    Shlomo, Skinner & Schouten (2012), J. Stat. Plan. Inference 142:201-211.
    """
    people, returned = classes["invited"].to_numpy(float), classes["returned"].to_numpy(float)
    known = np.hstack([np.ones((len(classes), 1)), pd.get_dummies(classes[list(VARIABLES)]).to_numpy(dtype=float)])
    chance, spread = _fitted(known, people, returned)
    rate, many = returned.sum() / people.sum(), people.sum()
    squared = float(people @ (chance - rate) ** 2 / (many - 1)) if many > 1 else 0.0
    by_chance = float(people @ spread / many) - rate * (1 - rate) / many
    adjusted = max(squared - max(by_chance, 0.0), 0.0)
    return {
        "r": 1 - 2 * squared**0.5,
        "adjusted": float(1 - 2 * adjusted**0.5),
        "people": int(many),
        "rate": float(rate),
    }


def _fitted(known: Floats, people: Floats, returned: Floats) -> tuple[Floats, Floats]:
    """Chance to reply of each class by logistic regression (iterated least squares), and its sampling variance."""
    fit = np.zeros(known.shape[1])
    for _ in range(ROUNDS):
        line = np.clip(known @ fit, -15, 15)
        chance = 1 / (1 + np.exp(-line))
        weight = people * chance * (1 - chance)
        step = np.linalg.pinv(known.T @ (known * weight[:, np.newaxis])) @ (known.T @ (returned - people * chance))
        fit = fit + step
        if np.abs(step).max() < 1e-10:
            break
    inverse = np.linalg.pinv(known.T @ (known * weight[:, np.newaxis]))
    spread = np.einsum("ij,jk,ik->i", known, inverse, known) * (chance * (1 - chance)) ** 2
    return chance, spread
