"""The base of a routed question counts those who gave the answer that it hangs on: it tells that count."""

import pandas as pd

from analysis.disclosure.figures import SIDES
from analysis.statistics.response import TOTAL
from analysis.study.study import Study

PLACE = ["council", "group"]


def routed_items(study: Study, items: set[str]) -> list[str]:
    """Those of these items that hang on the answer to another of them, each after the one that it hangs on."""
    routed = {name: study.items[name].condition[0] for name in sorted(items) if study.items[name].asked_if}
    found: list[str] = []
    while left := [name for name in routed if name not in found and routed[name] in items]:
        ready = [name for name in left if routed[name] not in left]
        if not ready:
            break
        found += ready
    return found


def asked_figures(study: Study, item: str) -> list[list[str]]:
    """Ways in which the deciding question says to how many an item was put: by all of these figures, or by those."""
    deciding, codes = study.items[item].condition
    ways = [sorted(codes)]
    ways += [[side] for side, role in SIDES.items() if sorted(study.roles(deciding, role)) == sorted(codes)]
    return ways


def untold_bases(study: Study, table: pd.DataFrame, told: pd.Series, item: str) -> pd.DataFrame:
    """Places where the base of a routed item would tell what is withheld of the question that it hangs on.

    table: council, group, item, option; told: whether each row is told. Result: council, group, sake (the row it would
    tell), one row a place of the deciding question.
    """
    deciding = table[table["item"] == study.items[item].condition[0]]
    rows = []
    for place, here in deciding.groupby(PLACE, sort=False):
        told_here = set(here.loc[told[here.index], "option"])
        ways = asked_figures(study, item)
        if not any(told_here.issuperset(way) for way in ways):
            held = here.index[here["option"].isin(ways[0]) & ~told[here.index]]
            rows.append((*place, int(held[0]) if len(held) else int(here.index[0])))
    return pd.DataFrame(rows, columns=[*PLACE, "sake"])


def silent_rows(study: Study, table: pd.DataFrame, told: pd.Series, item: str) -> pd.Series:
    """Rows of a routed item that may not be told, each with the row that it would help to tell.

    Where one group may not even have its base, no group of that council has figures: whether they clear the minimum
    base would say something of it.
    """
    own, sake = table[table["item"] == item], pd.Series(dtype=int)
    places = untold_bases(study, table, told, item)
    for council, group, row in zip(places["council"], places["group"], places["sake"], strict=True):
        here = own["council"] == council
        groups = own["group"].ne(TOTAL) if group != TOTAL else own["group"].eq(TOTAL)
        sake = sake.reindex(sake.index.union(own.index[here & groups]), fill_value=int(row))
    return sake


def without_base(study: Study, table: pd.DataFrame, told: pd.Series) -> pd.Series:
    """Whether each row may not even tell its base. table: council, group, item, option; told: which rows are told."""
    hidden = pd.Series(False, index=table.index)
    for item in routed_items(study, set(table["item"])):
        places = pd.MultiIndex.from_frame(untold_bases(study, table, told, item)[PLACE])
        hidden |= (table["item"] == item) & pd.MultiIndex.from_frame(table[PLACE]).isin(places)
    return hidden
