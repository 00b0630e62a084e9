"""How many gave each answer, by council and group, with the base and an interval."""

from collections.abc import Iterator

import pandas as pd

from analysis.response import with_totals
from analysis.statistics.intervals import hypergeometric, wilson
from analysis.study import Study
from analysis.weights import effective_base

KEYS = ["council", "group", "item", "option"]


def item_estimates(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """One row per council (and the whole), group (and total), item and option.

    base: those who answered the item (don't know is an answer; no answer is not). count, value (0-1), and low, high
    by the exact method for a complete frame. Items asked in all tools stand for each council, others for the whole
    only. Scales with two options on a side have their sum too, as top2 and bottom2.
    """
    parts = [_item(study, answers, item.item) for item in study.items.values() if item.item in answers and item.kind != "comment"]
    counted = pd.concat(parts, ignore_index=True)
    frame = _frames(study, invited)
    counted["frame"] = pd.Series([frame.get(key, 0) for key in counted[["item", "council", "group"]].itertuples(index=False, name=None)])
    answered = counted[counted["base"] > 0].sort_values(KEYS, ignore_index=True)
    low, high = hypergeometric(answered["count"], answered["base"], answered["frame"], confidence=study.settings.confidence)
    return answered.assign(value=answered["count"] / answered["base"], low=low, high=high).drop(columns="frame")


def _item(study: Study, answers: pd.DataFrame, item: str) -> pd.DataFrame:
    """Counts of an item's options wherever it is reported."""
    given = answers.loc[answers[item] != "", ["council", "group", item]]
    placed = with_totals(given, study.whole)[item]
    if not study.items[item].is_core:
        placed = placed[placed.index.get_level_values("council") == study.whole]
    chosen = placed.str.split(";").explode()
    counts = pd.crosstab([chosen.index.get_level_values("council"), chosen.index.get_level_values("group")], chosen.to_numpy())
    counts = counts.reindex(columns=[option.code for option in study.options(item)], fill_value=0)
    for name, codes in _sides(study, item):
        counts[name] = counts[codes].sum(axis="columns")
    counts.index.names, counts.columns.name = ["council", "group"], "option"
    base = placed.groupby(level=["council", "group"]).size().rename("base")
    long = counts.stack().rename("count").reset_index().merge(base.reset_index(), on=["council", "group"])
    return long.assign(item=item)[[*KEYS, "base", "count"]]


def _sides(study: Study, item: str) -> Iterator[tuple[str, list[str]]]:
    """Options that are reported together: the two at the top, the two at the bottom."""
    for name, role in (("top2", "top"), ("bottom2", "bottom")):
        codes = study.roles(item, role)
        if len(codes) == 2:
            yield name, codes


def _frames(study: Study, invited: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    """How many were asked each item, by council and group."""
    found: dict[tuple[str, str, str], int] = {}
    by_tools: dict[tuple[str, ...], pd.Series] = {}
    for item in study.items.values():
        tools = tuple(tool for tool in study.tools if item in study.asked_by(tool))
        if tools not in by_tools:
            asked = invited[invited["tool"].isin(tools)]
            by_tools[tools] = with_totals(asked, study.whole)["invited"].groupby(level=["council", "group"]).sum()
        found |= {(item.item, council, group): int(people) for (council, group), people in by_tools[tools].items()}
    return found


def public_estimates(study: Study, public: pd.DataFrame) -> pd.DataFrame:
    """Weighted and unweighted share of each measure of the public survey.

    public: one row a respondent with `weight`. A measure is an item that is no margin; its share is of those who gave
    one of its scale's top options.
    Result: item, measure (weighted, unweighted), base, effective_base, value, low, high (Wilson on the effective base).
    """
    margins = {row.margin for row in study.tables["population.csv"]}
    rows = []
    for item in (item for item in study.items if item in public and item not in margins):
        answered = public[public[item] != ""]
        top = answered[item].isin(study.roles(item, "top"))
        for measure, weight in (("unweighted", pd.Series(1.0, index=answered.index)), ("weighted", answered["weight"])):
            value, effective = float(weight[top].sum() / weight.sum()), effective_base(weight)
            low, high = wilson(value, effective, confidence=study.settings.confidence)
            rows.append((item, measure, len(answered), effective, value, float(low), float(high)))
    return pd.DataFrame(rows, columns=["item", "measure", "base", "effective_base", "value", "low", "high"])


