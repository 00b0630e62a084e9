"""Is there a difference that chance would not make? Each council against the rest, and one group against another.

Each result names its family: the comparisons that are looked at together, and adjusted as one.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.statistics.intervals import newcombe_limits
from analysis.statistics.response import TOTAL
from analysis.statistics.significance import METHODS, adjusted_p, fisher_exact
from analysis.study.study import Study

SIMILAR = "similar"
FOUND = ["difference", "low", "high", "p", "adjusted", "verdict", "family"]


def council_verdicts(study: Study, estimates: pd.DataFrame) -> pd.DataFrame:
    """For each council and answer that is compared: higher, lower or similar, against every other council together.

    estimates: rows of item_estimates. Result: council, item, option, base, count, rest_base, rest_count, difference
    (share here less share elsewhere) with its limits low and high, p, adjusted, verdict, family.
    All that everybody was asked is one family of a council, a screen: Fisher's exact p, adjusted by Benjamini-Hochberg,
    must be at most 1 - confidence to be told as a difference. The limits are of each difference alone, unadjusted.
    Both treat the returns as a sample of what people in such a place answer, and take nothing off for a frame that is
    nearly complete.

    Source: Fisher (1934); Benjamini & Hochberg (1995); Newcombe (1998), Stat. Med. 17:873-890, method 10.
    """
    totals = _of_answers(study.compared_answers, estimates[estimates["group"] == TOTAL])
    whole = totals[totals["council"] == study.whole][["item", "option", "base", "count"]]
    table = totals[totals["council"] != study.whole].merge(whole, on=["item", "option"], suffixes=("", "_whole"))
    table["rest_base"] = table["base_whole"] - table["base"]
    table["rest_count"] = table["count_whole"] - table["count"]
    table = table[table["rest_base"] > 0].reset_index(drop=True)
    compared = _compared(table, "rest", ["council"], study.settings.statistics.confidence, method="bh")
    compared["family"] = "all that everybody was asked, of the council, " + METHODS["bh"]
    columns = ["council", "item", "option", "base", "count", "rest_base", "rest_count", *FOUND]
    return compared[columns].sort_values(["council", "item", "option"], ignore_index=True)


def group_differences(study: Study, estimates: pd.DataFrame) -> pd.DataFrame:
    """For each finding and pair of groups, at the whole and where both clear the minimum base: which is higher.

    estimates: rows of item_estimates. Result: council, group, other_group, item, option, base, count, other_base,
    other_count, difference (group less other group) with low and high, p, adjusted, verdict (of the first), family.
    All findings and pairs of one place are one family of claims, adjusted by Holm.
    """
    clear = estimates[(estimates["group"] != TOTAL) & (estimates["base"] >= study.settings.disclosure.minimum_base)]
    about = [(finding.item, finding.option) for finding in study.findings]
    held = _of_answers(about, clear)[["council", "group", "item", "option", "base", "count"]]
    pairs = [
        held[held["group"] == first].merge(
            held[held["group"] == second].rename(
                columns={"group": "other_group", "base": "other_base", "count": "other_count"}
            ),
            on=["council", "item", "option"],
        )
        for first, second in combinations(study.groups, 2)
    ]
    table = pd.concat(pairs, ignore_index=True)
    compared = _compared(table, "other", ["council"], study.settings.statistics.confidence, method="holm")
    compared["family"] = "findings of the place, all pairs of groups, " + METHODS["holm"]
    columns = ["council", "group", "other_group", "item", "option", "base", "count", "other_base", "other_count"]
    return compared[[*columns, *FOUND]].sort_values(["council", "item", "option", "group"], ignore_index=True)


def _of_answers(about: Sequence[tuple[str, str]], estimates: pd.DataFrame) -> pd.DataFrame:
    wanted = pd.DataFrame(about, columns=["item", "option"])
    return estimates.merge(wanted.drop_duplicates(), on=["item", "option"])


def _compared(table: pd.DataFrame, other: str, family: list[str], confidence: float, *, method: str) -> pd.DataFrame:
    """Rows of two counts and bases with the difference, its limits, p, p adjusted in its family, and the verdict."""
    found = table.copy()
    four = [found[name] for name in ("count", "base", f"{other}_count", f"{other}_base")]
    found["difference"] = four[0] / four[1] - four[2] / four[3]
    found["low"], found["high"] = newcombe_limits(*four, confidence=confidence)
    found["p"] = fisher_exact(*four)[0] if len(found) else np.empty(0)
    found["adjusted"] = found.groupby(family)["p"].transform(lambda p: adjusted_p(p, method=method))
    way = pd.Series(np.where(found["difference"] > 0, "higher", "lower"), index=found.index, dtype=object)
    return found.assign(verdict=way.where(found["adjusted"] <= 1 - confidence, SIMILAR))


def ordinal_tests(study: Study, answers: pd.DataFrame, *, by: str = "group") -> pd.DataFrame:
    """For each item on an ordered scale: do those of one `by` answer further along it than others?

    answers: kept returns; answers off the scale (don't know, other) are left out. Kruskal-Wallis with correction for
    ties; for two groups that is the Mann-Whitney test. Result: item, answered, groups, h, p, adjusted, family. All
    items are one family, a screen (Benjamini-Hochberg). Whole scales are compared, not their two upper answers.

    Source: Kruskal & Wallis (1952), J. Am. Stat. Assoc. 47:583-621.
    """
    rows = []
    for item in (item for item in study.items.values() if item.kind in ("scale", "level") and item.item in answers):
        order = [option.code for option in study.options(item.item) if option.role in ("top", "middle", "bottom")]
        ranks = answers[item.item].map({code: place for place, code in enumerate(order)}).dropna()
        samples = [held for _, held in ranks.groupby(answers.loc[ranks.index, by]) if len(held)]
        if len(samples) > 1 and ranks.nunique() > 1:
            found = stats.kruskal(*samples)
            rows.append((item.item, len(ranks), len(samples), float(found.statistic), float(found.pvalue)))
    table = pd.DataFrame(rows, columns=["item", "answered", "groups", "h", "p"])
    return table.assign(adjusted=adjusted_p(table["p"], method="bh"), family="all items, " + METHODS["bh"])
