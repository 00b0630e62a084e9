"""The gate: what may be published, and rounding. Nothing reaches a table, a chart or a sentence but through here.

A base under the minimum is withheld (only the base stands); where a group that was asked is under the minimum, every
group's row is withheld and only the total stands; counts under the threshold are withheld, and with them as few others
as keep an attacker from working them out (suppression.py). What an earlier release told counts as known (earlier.py).
Bases under `low_base` are flagged.
"""

import pandas as pd

from analysis.disclosure.audit import narrowed_figures
from analysis.disclosure.earlier import told_earlier
from analysis.disclosure.levels import gated_levels as without_telling
from analysis.disclosure.routing_bases import without_base
from analysis.disclosure.rules import (
    EARLIER,
    GROUP_SMALL,
    MINIMUM_BASE,
    SECONDARY,
    THRESHOLD,
    range_needed,
    withholding_reasons,
)
from analysis.numbers import percent, percent_of_share
from analysis.study.study import Study

SUPPRESSED, LOW_BASE = "suppressed", "low base"
KEYS = ["council", "group", "item", "option"]
ALONE = (MINIMUM_BASE, GROUP_SMALL, THRESHOLD, EARLIER)  # reasons that a figure has by itself


def release_items(study: Study, estimates: pd.DataFrame, earlier: pd.DataFrame | None = None) -> pd.DataFrame:
    """Estimates as they may be published: with percent and flag, and only the base where withheld.

    reason: why a row is withheld (rules.py); protects: for which row's sake, as council/group/item/option. earlier:
    counts_of an earlier release's tables; before: its count, where it told the same.
    """
    table = estimates.reset_index(drop=True)
    known = told_earlier(study, table, earlier)
    reason, sake = withholding_reasons(study, table, known)
    table["flag"] = pd.Series("", index=table.index, dtype=str).mask(
        table["base"] < study.settings.disclosure.low_base, LOW_BASE
    )
    table["flag"] = table["flag"].mask(reason != "", SUPPRESSED)
    told = table["flag"] != SUPPRESSED
    printed = [percent(count, base or 1) for count, base in zip(table["count"], table["base"], strict=True)]
    names = table[KEYS].agg("/".join, axis="columns") if len(table) else pd.Series(dtype=str)
    table["reason"], table["protects"] = reason, sake.map(names).fillna("")
    table["percent"] = pd.Series(printed, index=table.index, dtype="Int64").where(told)
    table["before"] = table["count"].astype("Int64").where(known.known)
    table["count"] = table["count"].astype("Int64").where(told)
    for column in ("value", "low", "high"):
        table[column] = table[column].where(told)
    silent = without_base(study, table, told)
    if silent.any():
        table["base"] = table["base"].astype("Int64").mask(silent)
    return table.sort_values(KEYS, ignore_index=True)


def release_codes(study: Study, coded: pd.DataFrame, earlier: pd.DataFrame | None = None) -> pd.DataFrame:
    """Codes of comments as they may be published, by the same rules: each code is an answer that some comments give.

    coded: rows of coded_themes.
    """
    shares = coded["count"] / coded["base"].where(coded["base"] > 0)
    table = coded.rename(columns={"code": "option"}).assign(value=shares.astype(float), low=float("nan"))
    return release_items(study, table.assign(high=table["low"]).drop(columns="unsettled"), earlier)


def published_rows(released: pd.DataFrame) -> pd.DataFrame:
    """The rows that are published."""
    return released[released["flag"] != SUPPRESSED]


def suppression_reasons(*released: pd.DataFrame) -> pd.DataFrame:
    """internal/suppression.csv: each row that is withheld, why, and for which row's sake."""
    rows = pd.concat(released, ignore_index=True)
    return rows.loc[rows["flag"] == SUPPRESSED, [*KEYS, "base", "reason", "protects"]]


def disclosure_summary(study: Study, *released: pd.DataFrame) -> pd.DataFrame:
    """What the gate did, and what an attacker makes of it: one row a measure, in all.

    The share published is of the rows that need no protection of their own: neither base, group nor count is small.
    """
    every = pd.concat(released, ignore_index=True)
    why = every["reason"].value_counts()
    free = len(every) - sum(int(why.get(each, 0)) for each in ALONE)
    told = int((every["flag"] != SUPPRESSED).sum())
    rows = [(f"withheld: {each}", int(why.get(each, 0))) for each in (*ALONE, SECONDARY)]
    rows += [
        ("published", told),
        ("need no protection", free),
        ("percent of these published", percent(told, free or 1)),
    ]
    rows += [("narrowed by the attacker", len(narrowed_figures(study, every)))]
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


def gated_levels(study: Study, levels: pd.DataFrame, released: pd.DataFrame) -> pd.DataFrame:
    """Maturity levels without what would tell a withheld figure (levels.py). released: rows of release_items."""
    return without_telling(study, levels, released, range_needed(study, released))


def release_levels(study: Study, levels: pd.DataFrame) -> pd.DataFrame:
    """Maturity levels for publication; none under the minimum base, nor where gated_levels took it out."""
    low = pd.Series("", index=levels.index, dtype=str).mask(
        levels["base"] < study.settings.disclosure.low_base, LOW_BASE
    )
    flag = low.mask((levels["base"] < study.settings.disclosure.minimum_base) | levels["level"].isna(), SUPPRESSED)
    table = levels.assign(stable=levels["stable"].where(flag != SUPPRESSED, ""), flag=flag)
    return table[["council", "characteristic", "level", "stable", "flag"]]


def release_public(study: Study, estimates: pd.DataFrame) -> pd.DataFrame:
    """Estimates of the public survey with the percent printed; under the minimum base nothing but the base stands."""
    told = estimates["base"] >= study.settings.disclosure.minimum_base
    held = {name: estimates[name].where(told) for name in ("effective_base", "value", "low", "high")}
    printed = [percent_of_share(share) if kept else None for share, kept in zip(estimates["value"], told, strict=True)]
    return estimates.assign(**held, percent=pd.Series(printed, index=estimates.index, dtype="Int64"))


def items_table(study: Study, released: pd.DataFrame) -> pd.DataFrame:
    """tables/items.csv: all but the multi-select items."""
    single = _of_kind(study, released, several=False)
    return single[[*KEYS, "base", "value", "low", "high", "percent", "flag"]]


def barriers_table(study: Study, released: pd.DataFrame) -> pd.DataFrame:
    """tables/barriers.csv: the multi-select items; shares add to more than 100."""
    return _of_kind(study, released, several=True)[[*KEYS, "base", "count", "percent", "flag"]]


def codes_table(released: pd.DataFrame) -> pd.DataFrame:
    """tables/comment_codes.csv: how many comments each code was given to; a comment may have several."""
    return released.rename(columns={"option": "code"})[[*KEYS[:3], "code", "base", "count", "flag"]]


def _of_kind(study: Study, released: pd.DataFrame, *, several: bool) -> pd.DataFrame:
    return released[released["item"].map(lambda item: study.items[item].kind == "multi") == several]
