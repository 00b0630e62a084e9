"""The study's rules for one figure by itself: what is withheld for its base or its count, and what it must keep.

The settings are the study's: minimum_base, low_base, threshold (nought: counts are told however small).
"""

import numpy as np
import pandas as pd

from analysis.disclosure.attack import Attack, Floats, Keep
from analysis.disclosure.earlier import PLACE, Earlier
from analysis.disclosure.figures import NET, SIDES, by_item, is_several
from analysis.disclosure.routing_bases import routed_items, silent_rows
from analysis.disclosure.suppression import withheld_cells
from analysis.statistics.response import TOTAL
from analysis.study.study import Study

MINIMUM_BASE, GROUP_SMALL, THRESHOLD, SECONDARY = "minimum base", "group small", "threshold", "secondary"
EARLIER = "earlier release"
DONT_KNOW = "dont_know"
OF_WHOLE, OF_FINDING, OF_SIDE, OF_DONT_KNOW = 50.0, 6.0, 2.2, 0.9  # what a figure is worth beside an answer


def withholding_reasons(study: Study, estimates: pd.DataFrame, earlier: Earlier) -> tuple[pd.Series, pd.Series]:
    """Why each row is withheld (blank where it is told), and for the sake of which row (its place; -1 for none).

    estimates: council, group, item, option, base, count; one row a figure, numbered from nought. earlier: what an
    earlier release tells of these rows.
    """
    why, sake = _alone(study, estimates), np.full(len(estimates), -1)
    why = why.mask((why == "") & earlier.few, EARLIER)
    if study.settings.disclosure.threshold:
        keep, cost = what_to_keep(study, estimates), _cost(study, estimates)
        routed = routed_items(study, set(estimates["item"]))
        for figures in sorted(by_item(study, estimates), key=lambda each: _turn(each.item, routed)):
            if figures.item in routed:
                silent = silent_rows(study, estimates, why == "", figures.item)
                why.loc[silent.index], sake[silent.index] = SECONDARY, silent
            rows, known = figures.rows, earlier.known[figures.rows]
            told_now = why.to_numpy()[rows] == ""
            attack = Attack(figures, estimates["count"].to_numpy(float)[rows], told_now | known, known & ~told_now)
            told, protected = withheld_cells(attack, keep.among(rows), cost[rows], may=told_now & ~known)
            gone = attack.told & ~told
            why.iloc[rows[gone]] = SECONDARY
            sake[rows[gone]] = np.where(protected[gone] >= 0, rows[protected[gone]], -1)
    return _with_net(estimates, why), pd.Series(sake, index=estimates.index)


def _turn(item: str, routed: list[str]) -> int:
    """When an item's figures are chosen: after those of the question that it hangs on."""
    return routed.index(item) + 1 if item in routed else 0


def _alone(study: Study, estimates: pd.DataFrame) -> pd.Series:
    """Reasons that a figure has by itself, the first that holds.

    Where several answers may be given, naming one and not naming it count alike; and where one of the two named most
    in all may not be told, none is, for a report says which they are.
    """
    limits, count, base = study.settings.disclosure, estimates["count"], estimates["base"]
    small = (count < limits.threshold) & ~_is_harmless(study, estimates)
    several = estimates["item"].map(lambda item: is_several(study, item)).astype(bool)
    few = small | (several & (base - count < limits.threshold))
    multi = estimates["item"].map(lambda item: study.items[item].kind == "multi").astype(bool)
    leading = multi & (estimates["group"] == TOTAL) & _leads(estimates)
    few |= several & (few & leading).groupby([estimates[name] for name in (*PLACE, "group")]).transform("any")
    why = pd.Series("", index=estimates.index, dtype=object).mask(few & (estimates["option"] != NET), THRESHOLD)
    why = why.mask(_gives_away(study, estimates) & (estimates["group"] != TOTAL), GROUP_SMALL)
    return why.mask(base < limits.minimum_base, MINIMUM_BASE)


def _is_harmless(study: Study, table: pd.DataFrame) -> pd.Series:
    """Whether a count may be told however small: don't know, where the study says why that harms nobody."""
    return _is_unknown(study, table) & bool(study.settings.disclosure.dont_know_harmless)


def _is_unknown(study: Study, table: pd.DataFrame) -> pd.Series:
    """Whether a row counts those who don't know."""
    apart = {(item, code) for item in table["item"].unique() for code in study.roles(item, DONT_KNOW)}
    pairs = zip(table["item"], table["option"], strict=True)
    return pd.Series([pair in apart for pair in pairs], index=table.index, dtype=bool)


def _leads(estimates: pd.DataFrame) -> pd.Series:
    """Whether an answer is one of the two given most at its place, or level with them."""
    here = estimates.groupby([*PLACE, "group"])["count"]
    return estimates["count"] >= here.transform(lambda counts: counts.nlargest(2).min())


def _gives_away(study: Study, estimates: pd.DataFrame) -> pd.Series:
    """Whether a group asked is under the minimum base, or silent: the others and the total would tell its answers."""
    bases = estimates.drop_duplicates(PLACE).set_index(["council", "item", "group"])["base"].to_dict()
    pairs = estimates[["council", "item"]].drop_duplicates().itertuples(index=False, name=None)
    small = {
        (council, item): any(
            bases.get((council, item, group), 0) < study.settings.disclosure.minimum_base
            for group in study.asked_groups(item)
        )
        for council, item in pairs
    }
    return pd.Series(
        [small[key] for key in zip(estimates["council"], estimates["item"], strict=True)], index=estimates.index
    )


def range_needed(study: Study, table: pd.DataFrame) -> Floats:
    """How wide a range each figure must keep once withheld: the threshold, or as wide as the public bases allow.

    A group can be known no worse than its base; and where the total is told, no worse than the base of the others.
    """
    base = table["base"].to_numpy(float, na_value=np.nan)
    need = np.minimum(study.settings.disclosure.threshold, base)
    totals = table[table["group"] == TOTAL].drop_duplicates(PLACE).set_index(["council", "item"])["base"]
    total = totals.reindex(pd.MultiIndex.from_frame(table[["council", "item"]])).to_numpy(float, na_value=np.nan)
    paired = table["item"].map(lambda item: len(study.asked_groups(item)) > 1).to_numpy()
    beside = paired & (table["group"] != TOTAL).to_numpy() & (total >= study.settings.disclosure.minimum_base)
    need = np.where(beside, np.minimum(need, total - base), need)
    return np.asarray(np.where(_is_harmless(study, table), 0, need), dtype=float)


def what_to_keep(study: Study, table: pd.DataFrame) -> Keep:
    """What each figure must keep once it is withheld: its range, and an answer that it may be taken for small.

    Of several answers that may be given, a large count is withheld like a small one, and nothing is to be taken for.
    """
    answer = ~table["option"].isin([*SIDES, NET]) & ~table["item"].map(lambda item: is_several(study, item)).astype(
        bool
    )
    return Keep(range_needed(study, table), np.where(answer, study.settings.disclosure.threshold - 1, np.inf))


def _cost(study: Study, table: pd.DataFrame) -> Floats:
    """What withholding a figure costs, by what it is worth to a reader; one for an answer.

    Dearest is what findings and their verdicts are made of, and at the whole all councils' verdicts hang on it; then
    the sums of a scale's ends; least, that people don't know.
    """
    about = {(finding.item, finding.option) for finding in study.findings}
    finding = np.array([pair in about for pair in zip(table["item"], table["option"], strict=True)], dtype=bool)
    unknown = _is_unknown(study, table).to_numpy()
    total, whole = (table["group"] == TOTAL).to_numpy(), (table["council"] == study.whole).to_numpy()
    worth = np.where(table["option"].isin(SIDES), OF_SIDE, np.where(unknown, OF_DONT_KNOW, 1.0))
    worth = np.where(finding, np.where(total, np.where(whole, OF_WHOLE, OF_FINDING), OF_SIDE), worth)
    return np.asarray(worth + 0.02 * total + 0.02 * whole)


def _with_net(estimates: pd.DataFrame, why: pd.Series) -> pd.Series:
    """The net share is withheld with either of its sides, for its reason: with the other side it would tell it."""
    places, net = pd.MultiIndex.from_frame(estimates[PLACE]), (estimates["option"] == NET) & (why == "")
    told = why
    for reason in (SECONDARY, THRESHOLD):  # the latter where both hold
        lost = places[estimates["option"].isin(SIDES) & (why == reason)]
        told = told.mask(net & places.isin(lost), reason)
    return told
