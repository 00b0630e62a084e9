"""Is there a difference that chance would not make? Each council against the rest, and one group against another.

Each result names its family: the comparisons that are looked at together, and adjusted as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.statistics.intervals import newcombe_limits
from analysis.statistics.response import TOTAL
from analysis.statistics.significance import METHODS, adjusted_p, p_of_pairs
from analysis.study.study import Study

SIMILAR = "similar"
FOUND = ["difference", "low", "high", "p", "adjusted", "verdict", "family"]


@dataclass(frozen=True)
class DifferenceRule:
    """How differences are told. confidence: a difference is one where the adjusted p is at most 1 - confidence.

    test: one of significance.TESTS; method: one of significance.METHODS, by which the p of a family are adjusted.
    """

    confidence: float = 0.95
    test: str = "fisher"
    method: str = "holm"


def compared_shares(
    pairs: pd.DataFrame, rule: DifferenceRule, *, other: str = "other", family: Sequence[str] = ()
) -> pd.DataFrame:
    """Pairs of shares with their difference, and whether chance would make it: one row a pair.

    pairs: count and base, and {other}_count and {other}_base, of two sets of people. family: columns whose rows with
    equal texts are looked at together; none: all rows are. Adds difference (share less other share, -1 to 1) with low
    and high (Newcombe's, of that difference alone), p, adjusted (in the family), verdict: higher, lower or similar.

    Source: Newcombe (1998), Stat. Med. 17:873-890, method 10; the tests and their adjustment: significance.py.
    """
    four = [pairs[name] for name in ("count", "base", f"{other}_count", f"{other}_base")]
    found = pairs.assign(difference=four[0] / four[1] - four[2] / four[3])
    found["low"], found["high"] = newcombe_limits(*four, confidence=rule.confidence)
    found["p"] = p_of_pairs(*four, test=rule.test)
    together = found[list(family)] if family else pd.DataFrame({"": ""}, index=found.index)
    by_family = found["p"].groupby([together[name] for name in together])
    found["adjusted"] = by_family.transform(lambda p: adjusted_p(p, method=rule.method))
    way = pd.Series(np.where(found["difference"] > 0, "higher", "lower"), index=found.index, dtype=object)
    return found.assign(verdict=way.where(found["adjusted"] <= 1 - rule.confidence, SIMILAR))


def against_rest(
    counts: pd.DataFrame,
    rule: DifferenceRule,
    *,
    place: str,
    of: Sequence[str] = ("item", "option"),
    whole: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Each place against all the others together: one row a place and answer, with the columns of compared_shares.

    counts: place, the columns `of`, base, count, one row each. whole: the same of all places together, where counts
    does not hold them all; else it is their sum. Result: counts, rest_base, rest_count and what compared_shares adds;
    a place's answers are one family. A place that is all there is has no row.
    """
    every = counts.groupby(list(of), as_index=False)[["base", "count"]].sum() if whole is None else whole
    table = counts.merge(every[[*of, "base", "count"]], on=list(of), suffixes=("", "_whole"))
    table["rest_base"] = table["base_whole"] - table["base"]
    table["rest_count"] = table["count_whole"] - table["count"]
    table = table[table["rest_base"] > 0].drop(columns=["base_whole", "count_whole"]).reset_index(drop=True)
    return compared_shares(table, rule, other="rest", family=[place])


def paired_rows(counts: pd.DataFrame, column: str, order: Sequence[str], *, on: Sequence[str]) -> pd.DataFrame:
    """Every two of a column's values side by side: rows of one, with other_{column}, other_base, other_count.

    counts: column, the columns `on`, base, count. order: the values, in the order in which pairs are made.
    """
    names = {name: f"other_{name}" for name in (column, "base", "count")}
    held = counts[[column, *on, "base", "count"]]
    pairs = [
        held[held[column] == first].merge(held[held[column] == second].rename(columns=names), on=list(on))
        for first, second in combinations(order, 2)
    ]
    return pd.concat(pairs or [held.rename(columns=names).head(0).merge(held.head(0), on=list(on))], ignore_index=True)


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
    whole = totals["council"] == study.whole
    rule = DifferenceRule(study.settings.statistics.confidence, method="bh")
    compared = against_rest(totals[~whole], rule, place="council", whole=totals[whole])
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
    table = paired_rows(_of_answers(about, clear), "group", study.groups, on=["council", "item", "option"])
    compared = compared_shares(table, DifferenceRule(study.settings.statistics.confidence), family=["council"])
    compared["family"] = "findings of the place, all pairs of groups, " + METHODS["holm"]
    columns = ["council", "group", "other_group", "item", "option", "base", "count", "other_base", "other_count"]
    return compared[[*columns, *FOUND]].sort_values(["council", "item", "option", "group"], ignore_index=True)


def _of_answers(about: Sequence[tuple[str, str]], estimates: pd.DataFrame) -> pd.DataFrame:
    wanted = pd.DataFrame(about, columns=["item", "option"])
    return estimates.merge(wanted.drop_duplicates(), on=["item", "option"])


def ordinal_tests(study: Study, answers: pd.DataFrame, *, by: str = "group") -> pd.DataFrame:
    """For each item on an ordered scale: do those of one `by` answer further along it than others?

    answers: kept returns; answers off the scale (don't know, other) are left out. Rows as rank_tests has them, and
    family. All items are one family, a screen (Benjamini-Hochberg). Whole scales are compared, not their two upper
    answers.
    """
    scaled = [item.item for item in study.items.values() if item.kind in ("scale", "level") and item.item in answers]
    order = {item: [o.code for o in study.options(item) if o.role in ("top", "middle", "bottom")] for item in scaled}
    places = {item: {code: float(place) for place, code in enumerate(codes)} for item, codes in order.items()}
    scores = pd.DataFrame({item: answers[item].map(places[item]) for item in scaled}, index=answers.index)
    return rank_tests(scores, answers[by]).assign(family="all items, " + METHODS["bh"])


def rank_tests(scores: pd.DataFrame, by: pd.Series, *, method: str = "bh") -> pd.DataFrame:
    """For each column of scores: do those of one `by` lie higher than others? Kruskal-Wallis, corrected for ties.

    scores: numbers, or places on a scale, NaN where there is none; for two groups it is the Mann-Whitney test. Result:
    item, answered, groups, h, p, adjusted (all columns are one family); a column whose scores are all alike, or of one
    group alone, has no row.

    Source: Kruskal & Wallis (1952), J. Am. Stat. Assoc. 47:583-621.
    """
    rows = []
    for item in scores:
        ranks = scores[item].dropna()
        samples = [held for _, held in ranks.groupby(by.loc[ranks.index]) if len(held)]
        if len(samples) > 1 and ranks.nunique() > 1:
            found = stats.kruskal(*samples)
            rows.append((item, len(ranks), len(samples), float(found.statistic), float(found.pvalue)))
    table = pd.DataFrame(rows, columns=["item", "answered", "groups", "h", "p"])
    return table.assign(adjusted=adjusted_p(table["p"], method=method))
