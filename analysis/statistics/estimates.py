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
    reported = [item.item for item in study.items.values() if item.item in answers and item.kind != "comment"]
    counted = pd.concat([item_counts(study, answers, item) for item in reported], ignore_index=True)
    frame = pd.concat([_frame(study, invited, item) for item in reported], ignore_index=True)
    found = counted.merge(frame, on=["council", "group", "item"]).sort_values(KEYS, ignore_index=True)
    low, high = hypergeometric(found["count"], found["base"], found["frame"], confidence=study.settings.confidence)
    return found.assign(value=found["count"] / found["base"], low=low, high=high).drop(columns="frame")


def item_counts(study: Study, answers: pd.DataFrame, item: str) -> pd.DataFrame:
    """Counts and base of an item's options wherever it is reported: council, group, item, option, base, count."""
    placed = with_totals(answers.loc[answers[item] != "", ["council", "group", item]], study.whole).reset_index()
    if not study.items[item].is_core:
        placed = placed[placed["council"] == study.whole]
    chosen = placed.assign(option=placed[item].str.split(";")).explode("option")
    counts = chosen.groupby(["council", "group", "option"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[option.code for option in study.options(item)], fill_value=0)
    for name, codes in _sides(study, item):
        counts[name] = counts[codes].sum(axis="columns")
    long = counts.melt(ignore_index=False, var_name="option", value_name="count").reset_index()
    base = placed.groupby(["council", "group"]).size().reset_index(name="base")
    return long.merge(base, on=["council", "group"]).assign(item=item)[[*KEYS, "base", "count"]]


def _sides(study: Study, item: str) -> Iterator[tuple[str, list[str]]]:
    """Options that are reported together: the two at the top, the two at the bottom."""
    for name, role in (("top2", "top"), ("bottom2", "bottom")):
        codes = study.roles(item, role)
        if len(codes) == 2:
            yield name, codes


def _frame(study: Study, invited: pd.DataFrame, item: str) -> pd.DataFrame:
    """How many were asked an item: council, group, item, frame."""
    tools = [tool for tool in study.tools if study.items[item] in study.asked_by(tool)]
    asked = with_totals(invited[invited["tool"].isin(tools)], study.whole).groupby(level=["council", "group"])
    return asked["invited"].sum().reset_index(name="frame").assign(item=item)


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
