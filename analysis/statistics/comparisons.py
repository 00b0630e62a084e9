"""Each council against the rest: is there a difference that chance would not make?"""

import pandas as pd
from scipy import stats

from analysis.response import TOTAL
from analysis.study import Study


def verdicts(study: Study, estimates: pd.DataFrame) -> pd.DataFrame:
    """For each council and finding: higher, lower or similar, against every other council together.

    estimates: rows of item_estimates. Result: council, item, option, base, count, rest_base, rest_count, p, verdict.
    A council's findings are one family: Fisher's exact p, adjusted by Benjamini-Hochberg, must be at most
    1 - confidence to be told as a difference.

    Source: Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57:289-300.
    """
    wanted = pd.DataFrame([(finding.item, finding.option) for finding in study.findings], columns=["item", "option"])
    totals = estimates[estimates["group"] == TOTAL].merge(wanted, on=["item", "option"])
    whole = totals[totals["council"] == study.whole][["item", "option", "base", "count"]]
    table = totals[totals["council"] != study.whole].merge(whole, on=["item", "option"], suffixes=("", "_whole"))
    table["rest_base"] = table["base_whole"] - table["base"]
    table["rest_count"] = table["count_whole"] - table["count"]
    table = table[table["rest_base"] > 0]
    table["p"] = [_fisher(*row) for row in table[["count", "base", "rest_count", "rest_base"]].itertuples(index=False)]
    adjusted = table.groupby("council")["p"].transform(lambda p: stats.false_discovery_control(p, method="bh"))
    higher = table["count"] / table["base"] > table["rest_count"] / table["rest_base"]
    told = adjusted <= 1 - study.settings.confidence
    table["verdict"] = higher.map({True: "higher", False: "lower"}).where(told, "similar")
    columns = ["council", "item", "option", "base", "count", "rest_base", "rest_count", "p", "verdict"]
    return table[columns].sort_values(["council", "item", "option"], ignore_index=True)


def _fisher(count: int, base: int, rest_count: int, rest_base: int) -> float:
    return float(stats.fisher_exact([[count, base - count], [rest_count, rest_base - rest_count]]).pvalue)
