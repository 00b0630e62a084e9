"""How many gave each answer, by council and group, with the base and an interval."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.statistics.intervals import hypergeometric_limits, wilson_limits
from analysis.statistics.response import with_totals
from analysis.statistics.weights.raking import effective_base
from analysis.study.study import Study

KEYS = ["council", "group", "item", "option"]
NET = "net"


def item_estimates(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """One row per council (and the whole), group (and total), item and option.

    base: those who answered the item; `base_holds` of study.toml says whether don't know and not applicable are
    answers. count, value (0-1), and low, high by the exact method for a complete frame. Items asked in all tools stand
    for each council, others for the whole only. Scales with two options on a side have their sum too, as top2 and
    bottom2; with both, net = top2 - bottom2 (-1 to 1; its count may be under nought), its limits from those of the two.
    """
    return estimates_of(study, item_frames(study, answers, invited))


def estimates_of(study: Study, frames: pd.DataFrame) -> pd.DataFrame:
    """Rows of item_frames as estimates: with value, low and high (item_estimates says what they are)."""
    found = frames.sort_values(KEYS, ignore_index=True)
    share = found[found["option"] != NET]
    low, high = hypergeometric_limits(
        share["count"], share["base"], share["frame"], confidence=study.settings.statistics.confidence
    )
    found["value"] = found["count"] / found["base"]
    found.loc[share.index, "low"], found.loc[share.index, "high"] = low, high
    return _with_net_limits(found).drop(columns="frame")


def item_frames(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """Counts and bases of all items, and how many were asked: council, group, item, option, base, count, frame."""
    reported = [item.item for item in study.items.values() if item.item in answers and item.kind != "comment"]
    return item_counts(study, answers, *reported).merge(people_asked(study, invited), on=["council", "group", "item"])


def item_counts(study: Study, answers: pd.DataFrame, *items: str) -> pd.DataFrame:
    """Counts and base of items' options wherever they are reported: council, group, item, option, base, count."""
    said = _said(answers, items)
    said = said[[study.in_base(item, words) for item, words in zip(said["item"], said["said"], strict=True)]]
    base = _placed(study, said.rename(columns={"many": "base"}), ["item"])
    told = pd.DataFrame(_told(study, items), columns=["item", "option", "code", "sign"])
    chosen = said.assign(code=said["said"].str.split(";")).explode("code").merge(told, on=["item", "code"])
    counts = _placed(study, chosen.assign(count=chosen["many"] * chosen["sign"]), ["item", "option"])
    table = base.merge(told[["item", "option"]].drop_duplicates(), on="item")
    table = table.merge(counts[[*KEYS, "count"]], on=KEYS, how="left")
    return table.assign(count=table["count"].fillna(0).astype(int))[[*KEYS, "base", "count"]]


def _said(answers: pd.DataFrame, items: Sequence[str]) -> pd.DataFrame:
    """How many at each council and group said what, word for word: council, group, item, said, many."""
    place, places = pd.factorize(pd.MultiIndex.from_frame(answers[["council", "group"]].astype(str)))
    parts = [pd.DataFrame(columns=["place", "said", "many", "item"])]
    for item in items:
        code, words = pd.factorize(answers[item].astype(str))
        many = np.bincount(place * len(words) + code)
        found = np.flatnonzero(many)
        here = {"place": found // len(words), "said": words[found % len(words)], "many": many[found], "item": item}
        parts.append(pd.DataFrame(here))
    table = pd.concat(parts[1:] or parts, ignore_index=True)
    council, group = (places.get_level_values(level).take(table["place"].to_numpy(dtype=np.int64)) for level in (0, 1))
    return table.drop(columns="place").assign(council=council, group=group)


def _placed(study: Study, rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Rows added up where they are reported; an item that not all tools ask stands for the whole only."""
    own = rows.groupby(["council", "group", *by], as_index=False, sort=False).sum(numeric_only=True)
    placed = with_totals(own, study.whole).groupby(["council", "group", *by]).sum().reset_index()
    core = placed["item"].map({item.item: item.is_core for item in study.items.values()})
    return placed[core | (placed["council"] == study.whole)]


def _told(study: Study, items: Sequence[str]) -> Iterator[tuple[str, str, str, int]]:
    """Options as they are told, each with the codes that add to it: item, option, code, and 1 or -1."""
    for item in items:
        codes = study.base_options(item)
        yield from ((item, code, code, 1) for code in codes)
        sides = {name: study.roles(item, role) for name, role in (("top2", "top"), ("bottom2", "bottom"))}
        pairs = {name: side for name, side in sides.items() if len(side) == 2}
        yield from ((item, name, code, 1) for name, side in pairs.items() for code in side)
        if len(pairs) == 2:
            yield from (
                (item, NET, code, sign) for side, sign in zip(pairs.values(), (1, -1), strict=True) for code in side
            )


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


def people_asked(study: Study, invited: pd.DataFrame) -> pd.DataFrame:
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
    margins = {row.margin for row in study.tables["population.csv"]}
    rows = []
    for item in (item for item in study.items if item in public and item not in margins):
        answered = public[public[item] != ""]
        top = answered[item].isin(study.roles(item, "top"))
        for measure, weight in (("unweighted", pd.Series(1.0, index=answered.index)), ("weighted", answered["weight"])):
            value, effective = float(weight[top].sum() / weight.sum()), effective_base(weight)
            low, high = wilson_limits(value, effective, confidence=study.settings.statistics.confidence)
            rows.append((item, measure, len(answered), effective, value, float(low), float(high)))
    return pd.DataFrame(rows, columns=["item", "measure", "base", "effective_base", "value", "low", "high"])
