"""How sure the weighted shares of the public survey are, by several methods side by side; and what goes with what."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics.shares import answer_shares
from analysis.statistics.weights import independence, raking, variance
from analysis.statistics.weights.replicates import (
    bootstrap_replicates,
    jackknife_replicates,
    replicated_error,
    reraked_replicates,
)
from analysis.study.study import Study

Floats = NDArray[np.float64]
BOOTSTRAPS = 500


def measures_of(study: Study, public: pd.DataFrame) -> list[str]:
    """The measures of the public survey: its items that are counted and were asked."""
    return [item.item for item in study.counted_items(public=True) if item.item in public]


def public_errors(study: Study, public: pd.DataFrame, *, bootstraps: int = BOOTSTRAPS) -> pd.DataFrame:
    """Standard errors of each weighted share. public: one row a respondent with `weight`, raked to the margins.

    item; base; value; kish (as a simple sample of the effective base), taylor (linearised, the margins taken out),
    jackknife and bootstrap (every replicate weighted anew); failed: bootstrap replicates that could not be weighted;
    low, high: on the logit scale, from taylor; design_effect: taylor squared over a simple sample's variance.
    A method that cannot be had for these respondents has no figure.
    """
    margins = raking.margins_of(study)
    limits = {"low": study.settings.weights.weight_low, "high": study.settings.weights.weight_high}
    cells = raking.Cells.of(public[list(margins)], margins)
    plain = variance.Design(np.ones(len(public)))
    left_out = reraked_replicates(jackknife_replicates(plain), cells, **limits)
    drawn = reraked_replicates(
        bootstrap_replicates(plain, many=bootstraps, seed=study.settings.illustration.seed), cells, **limits
    )
    design = variance.Design(public["weight"].to_numpy(float), margins=public[list(margins)])
    rows = []
    for item in measures_of(study, public):
        given = (public[item] != "").to_numpy()
        top = given & public[item].isin(study.roles(item, "top")).to_numpy()
        share = variance.weighted_means(design, top.astype(float), where=given)
        value, error = float(share.value[0]), float(share.error[0])
        spread = value * (1 - value)
        kish = (spread / raking.effective_base(public.loc[given, "weight"])) ** 0.5
        again = [replicated_error(part, _Share(top, given)) for part in (left_out, drawn)]
        ends = variance.logit_interval(value, error, design.degrees, confidence=study.settings.statistics.confidence)
        effect = error**2 / (spread / given.sum()) if spread else float("nan")
        rows.append((item, int(given.sum()), value, kish, error, *again, drawn.failed, *ends, effect))
    columns = ["item", "base", "value", "kish", "taylor", "jackknife", "bootstrap", "failed", "low", "high"]
    return pd.DataFrame(rows, columns=[*columns, "design_effect"])


class _Share:
    """A weighted share, one a replicate."""

    def __init__(self, top: NDArray[np.bool_], given: NDArray[np.bool_]) -> None:
        self.top, self.given = top.astype(float), given.astype(float)

    def __call__(self, replicates: Floats) -> Floats:
        found: Floats = replicates @ self.top / (replicates @ self.given)
        return found


def public_crosstab(study: Study, public: pd.DataFrame, item: str, by: str) -> pd.DataFrame:
    """Weighted shares of the answers in each category of a margin: item, by, category, option, base, value."""
    codes = [option.code for option in study.options(item)]
    asked = public[(public[item] != "") & (public[by] != "")]
    shares = answer_shares(asked, {item: {code: [code] for code in codes}}, by=[by], weights="weight")
    table = shares.rename(columns={by: "category"}).assign(by=by)
    table = table.sort_values(
        ["option", "category"], key=lambda held: held.map(codes.index) if held.name == "option" else held
    )
    return table[["item", "by", "category", "option", "base", "value"]].reset_index(drop=True)


def public_tests(study: Study, public: pd.DataFrame) -> pd.DataFrame:
    """Rao and Scott's test of each measure against each margin: item, by, base, pearson, degrees, design_effect,
    first_order, first_p, f, f_over, f_under, p. Where a side has one answer alone there is no row.
    """
    margins, rows = list(raking.margins_of(study)), []
    for item in measures_of(study, public):
        asked = public[public[item] != ""]
        design = variance.Design(asked["weight"].to_numpy(float), margins=asked[margins])
        for by in margins:
            found = independence.rao_scott(design, asked[item].to_numpy(str), asked[by].to_numpy(str))
            if found is not None:
                numbers = (found.chi2, found.degrees, found.effect, found.first, found.first_p)
                rows.append((item, by, len(asked), *numbers, found.second, *found.second_degrees, found.second_p))
    columns = ["item", "by", "base", "pearson", "degrees", "design_effect", "first_order", "first_p"]
    return pd.DataFrame(rows, columns=[*columns, "f", "f_over", "f_under", "p"])
