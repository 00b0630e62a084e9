"""The gate: what may be published, and rounding. Nothing reaches a table, a chart or a sentence but through here.

A base under the minimum is withheld (only the base stands); where a group that was asked is under the minimum, every
group's row is withheld and only the total stands; bases under `low_base` are flagged.
"""

import pandas as pd

from analysis.numbers import percent, percent_of_share
from analysis.response import TOTAL
from analysis.study import Study

SUPPRESSED, LOW_BASE = "suppressed", "low base"


def release_items(study: Study, estimates: pd.DataFrame) -> pd.DataFrame:
    """Estimates as they may be published: with percent and flag, and only the base where withheld."""
    flag = _flags(study, estimates)
    told = flag != SUPPRESSED
    table = estimates.assign(flag=flag)
    printed = [percent(count, base) for count, base in zip(table["count"], table["base"], strict=True)]
    table["percent"] = pd.Series(printed, index=table.index, dtype="Int64").where(told)
    table["count"] = table["count"].astype("Int64").where(told)
    for column in ("value", "low", "high"):
        table[column] = table[column].where(told)
    return table.sort_values(["council", "group", "item", "option"], ignore_index=True)


def _flags(study: Study, estimates: pd.DataFrame) -> pd.Series:
    base, settings = estimates["base"], study.settings
    small = (base < settings.minimum_base) | (_gives_away(study, estimates) & (estimates["group"] != TOTAL))
    low = pd.Series("", index=base.index, dtype=str).mask(base < settings.low_base, LOW_BASE)
    return low.mask(small, SUPPRESSED)


def _gives_away(study: Study, estimates: pd.DataFrame) -> pd.Series:
    """Whether a group asked is under the minimum base, or silent: the others and the total would tell its answers."""
    bases = (
        estimates.drop_duplicates(["council", "item", "group"])
        .set_index(["council", "item", "group"])["base"]
        .to_dict()
    )
    pairs = estimates[["council", "item"]].drop_duplicates().itertuples(index=False, name=None)
    small = {
        (council, item): any(
            bases.get((council, item, group), 0) < study.settings.minimum_base for group in study.asked_groups(item)
        )
        for council, item in pairs
    }
    return pd.Series(
        [small[key] for key in zip(estimates["council"], estimates["item"], strict=True)], index=estimates.index
    )


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
