"""How many gave each answer, by council and group, with the base and an interval."""

import pandas as pd

from analysis.statistics.response import with_totals
from analysis.statistics.shares import answer_counts, answer_shares, with_limits
from analysis.study.study import Study

KEYS = ["council", "group", "item", "option"]
NET = "net"
MEASURES = {"unweighted": "one", "weighted": "weight"}  # of the public survey, each with its column of weights


def item_estimates(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """One row per council (and the whole), group (and total), item and option.

    base: those who answered the item; `base_holds` of study.toml says whether don't know and not applicable are
    answers. count, value (0-1), and low, high by the exact method for a complete frame. Items asked in all tools stand
    for each council, others for the whole only. Scales with two options on a side have their sum too, as top2 and
    bottom2; with both, net = top2 - bottom2 (-1 to 1; its count may be under nought), its limits from those of the two.
    """
    found = item_frames(study, answers, invited).sort_values(KEYS, ignore_index=True)
    net = found["option"] == NET
    shares = with_limits(found[~net], confidence=study.settings.statistics.confidence)
    table = pd.concat([shares, found[net]]).sort_index()
    return _with_net_limits(table.assign(value=table["count"] / table["base"])).drop(columns="frame")


def item_frames(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """Counts and bases of all items, and how many were asked: council, group, item, option, base, count, frame."""
    reported = [item.item for item in study.items.values() if item.item in answers and item.kind != "comment"]
    return item_counts(study, answers, *reported).merge(_frames(study, invited), on=["council", "group", "item"])


def item_counts(study: Study, answers: pd.DataFrame, *items: str) -> pd.DataFrame:
    """Counts and base of items' options wherever they are reported: council, group, item, option, base, count."""
    own = answer_counts(answers, {item: _options(study, item) for item in items}, by=["council", "group"])
    placed = with_totals(own, study.whole).groupby(KEYS, sort=False)[["base", "count"]].sum().reset_index()
    core = placed["item"].map({item.item: item.is_core for item in study.items.values()})
    return _with_nets(placed[core | (placed["council"] == study.whole)])


def _options(study: Study, item: str) -> dict[str, list[str]]:
    """An item's answers as they are told, each with the codes that make it up."""
    sides = {name: study.roles(item, role) for name, role in (("top2", "top"), ("bottom2", "bottom"))}
    alone = {code: [code] for code in study.base_options(item)}
    return alone | {name: side for name, side in sides.items() if name in study.sides(item)}


def _with_nets(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts, and net = top2 - bottom2 of each item that has both."""
    place = ["council", "group", "item"]
    top, bottom = (counts[counts["option"] == side] for side in ("top2", "bottom2"))
    both = top.merge(bottom[[*place, "count"]], on=place, suffixes=("", "_bottom"))
    net = both.assign(option=NET, count=both["count"] - both["count_bottom"])
    return pd.concat([counts, net[counts.columns]], ignore_index=True)


def _with_net_limits(found: pd.DataFrame) -> pd.DataFrame:
    """The estimates, with limits of each net: least top2 less greatest bottom2, greatest top2 less least bottom2.

    Both sides are answers of the same people: one more at the top is one fewer left for the bottom. Limits that treat
    the two as apart (Newcombe's) fall short of what they promise here; these cover, by enumeration of small frames.
    """
    place = KEYS[:-1]
    net = found[found["option"] == NET]
    top, bottom = (
        net[place]
        .merge(found[found["option"] == side], on=place, how="left", validate="one_to_one")
        .set_index(net.index)
        for side in ("top2", "bottom2")
    )
    table = found.copy()
    table.loc[net.index, "low"] = top["low"] - bottom["high"]
    table.loc[net.index, "high"] = top["high"] - bottom["low"]
    return table


def _frames(study: Study, invited: pd.DataFrame) -> pd.DataFrame:
    """How many were asked each item: council, group, item, frame."""
    asked = [(tool, item.item) for tool in study.tools for item in study.asked_by(tool)]
    people = with_totals(invited, study.whole).groupby(["council", "group", "tool"])["invited"].sum().reset_index()
    placed = people.merge(pd.DataFrame(asked, columns=["tool", "item"]), on="tool")
    return placed.groupby(["council", "group", "item"])["invited"].sum().reset_index(name="frame")


def public_estimates(study: Study, public: pd.DataFrame) -> pd.DataFrame:
    """Weighted and unweighted share of each measure of the public survey.

    public: one row a respondent with `weight`. A measure is an item that is no margin; its share is of those who gave
    one of its scale's top options.
    Result: item, measure (weighted, unweighted), base, effective_base, value, low, high (Wilson on the effective base).
    """
    measures = [row.item for row in study.counted_items(public=True) if row.item in public]
    options = {item: {"top": study.roles(item, "top"), "any": _codes(study, item)} for item in measures}
    confidence = study.settings.statistics.confidence
    parts = [
        answer_shares(public.assign(one=1.0), options, weights=column, confidence=confidence).assign(measure=measure)
        for measure, column in MEASURES.items()
    ]
    top = pd.concat(parts).query("option == 'top'").set_index(["item", "measure"])
    rows = pd.MultiIndex.from_product([measures, list(MEASURES)], names=["item", "measure"])
    found = top[["base", "effective_base", "value", "low", "high"]].reindex(rows).reset_index()
    return found.assign(base=found["base"].fillna(0).astype(int))


def _codes(study: Study, item: str) -> list[str]:
    return [option.code for option in study.options(item)]
