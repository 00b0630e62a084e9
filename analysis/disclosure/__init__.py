"""The gate: what may be published, and rounding. Nothing reaches a table, a chart or a sentence but through here.

A base under the minimum is withheld (only the base stands); where a group that was asked is under the minimum, every
group's row is withheld and only the total stands; counts under the threshold are withheld, and with them as few others
as keep an attacker from working them out (suppression.py). Bases under `low_base` are flagged.
"""

import pandas as pd

from analysis.disclosure.audit import audit
from analysis.disclosure.rules import GROUP_SMALL, MINIMUM_BASE, SECONDARY, THRESHOLD, reasons
from analysis.numbers import percent, percent_of_share
from analysis.study import Study

SUPPRESSED, LOW_BASE = "suppressed", "low base"


def release_items(study: Study, estimates: pd.DataFrame) -> pd.DataFrame:
    """Estimates as they may be published: with percent and flag, and only the base where withheld.

    reason: why a row is withheld (rules.py); protects: for which row's sake, as council/group/item/option.
    """
    table = estimates.reset_index(drop=True)
    reason, sake = reasons(study, table)
    table["flag"] = pd.Series("", index=table.index, dtype=str).mask(table["base"] < study.settings.low_base, LOW_BASE)
    table["flag"] = table["flag"].mask(reason != "", SUPPRESSED)
    told = table["flag"] != SUPPRESSED
    printed = [percent(count, base) for count, base in zip(table["count"], table["base"], strict=True)]
    names = table[["council", "group", "item", "option"]].agg("/".join, axis="columns")
    table["reason"], table["protects"] = reason, sake.map(names).fillna("")
    table["percent"] = pd.Series(printed, index=table.index, dtype="Int64").where(told)
    table["count"] = table["count"].astype("Int64").where(told)
    for column in ("value", "low", "high"):
        table[column] = table[column].where(told)
    return table.sort_values(["council", "group", "item", "option"], ignore_index=True)


def suppressions(released: pd.DataFrame) -> pd.DataFrame:
    """internal/suppression.csv: each row that is withheld, why, and for which row's sake."""
    held = released[released["flag"] == SUPPRESSED]
    return held[["council", "group", "item", "option", "base", "reason", "protects"]]


def summary(study: Study, released: pd.DataFrame) -> pd.DataFrame:
    """What the gate did, and what an attacker makes of it: one row a measure, in all.

    The share published is of the rows that need no protection of their own: neither base, group nor count is small.
    """
    why = released["reason"].value_counts()
    free = len(released) - sum(int(why.get(each, 0)) for each in (MINIMUM_BASE, GROUP_SMALL, THRESHOLD))
    told = int((released["flag"] != SUPPRESSED).sum())
    rows = [(f"withheld: {each}", int(why.get(each, 0))) for each in (MINIMUM_BASE, GROUP_SMALL, THRESHOLD, SECONDARY)]
    rows += [
        ("published", told),
        ("need no protection", free),
        ("percent of these published", percent(told, free or 1)),
    ]
    rows += [("narrowed by the attacker", len(audit(study, released)))]
    return pd.DataFrame(rows, columns=["measure", "number"])


def release_response(study: Study, rates: pd.DataFrame) -> pd.DataFrame:
    """Response rates for publication: counts of a complete frame, publishable by the study's own rule."""
    names = rates["council"].map(lambda unit: study.name_of(unit, "en"))
    printed = [
        percent(returned, invited) if invited else None
        for invited, returned in zip(rates["invited"], rates["returned"], strict=True)
    ]
    table = rates.assign(council_name=names, percent=pd.Series(printed, index=rates.index, dtype="Int64"))
    return table[["council", "council_name", "group", "invited", "returned", "rate", "percent"]]


def release_levels(study: Study, levels: pd.DataFrame) -> pd.DataFrame:
    """Maturity levels for publication; none under the minimum base."""
    low = pd.Series("", index=levels.index, dtype=str).mask(levels["base"] < study.settings.low_base, LOW_BASE)
    flag = low.mask(levels["base"] < study.settings.minimum_base, SUPPRESSED)
    table = levels.assign(stable=levels["stable"].where(flag != SUPPRESSED, ""), flag=flag)
    return table[["council", "characteristic", "level", "stable", "flag"]]


def release_public(estimates: pd.DataFrame) -> pd.DataFrame:
    """Estimates of the public survey with the percent printed."""
    return estimates.assign(percent=estimates["value"].map(percent_of_share))


def items_table(study: Study, released: pd.DataFrame) -> pd.DataFrame:
    """tables/items.csv: all but the multi-select items."""
    single = released[~released["item"].map(lambda item: study.items[item].kind == "multi")]
    return single[["council", "group", "item", "option", "base", "value", "low", "high", "percent", "flag"]]


def barriers_table(study: Study, released: pd.DataFrame) -> pd.DataFrame:
    """tables/barriers.csv: the multi-select items; shares add to more than 100."""
    multi = released[released["item"].map(lambda item: study.items[item].kind == "multi")]
    return multi[["council", "group", "item", "option", "base", "count", "percent", "flag"]]
