"""A release as an attacker sees it: every published figure is a sum over cells that nobody publishes.

A cell is how many of one group at one council gave one answer. A figure is one row of the tables: an answer, or two
answers counted together, of a group or of the total, at a council or at the whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.disclosure.sums import adding_figures
from analysis.statistics.response import TOTAL
from analysis.study.study import Study

SIDES = {"top2": "top", "bottom2": "bottom"}
NET = "net"  # top2 less bottom2: told where both are, so it tells nothing more


@dataclass(frozen=True)
class Figures:
    """One item's figures and the cells behind them.

    rows: positions of the figures in the table given; parts: figures by cells, 1 where a cell counts; base: of each
    figure; most: base of each cell; sums, replies: the answers of a group at a council, and how many replied to the
    item, which the answers add up to (or, where several may be given, to no fewer); wide: figures over several
    councils; place: figures of one council and group have one number; ranked: reports say which two are named most;
    together: sets of figures that are known to add up.
    """

    item: str
    rows: NDArray[np.int64]
    parts: sparse.csr_array
    base: NDArray[np.float64]
    most: NDArray[np.float64]
    sums: sparse.csr_array
    replies: NDArray[np.float64]
    several: bool
    wide: NDArray[np.bool_]
    place: NDArray[np.int64]
    ranked: NDArray[np.bool_]
    together: list[NDArray[np.int64]]


def codes_of(study: Study, item: str) -> list[str]:
    """The answers that an item's figures are about: those of its scale, or the codes given to its comments."""
    scale = [option.code for option in study.options(item)]
    return scale or [row.code for row in study.tables["comment_codes.csv"] if row.item == item]


def is_several(study: Study, item: str) -> bool:
    """Whether one return may give an item several answers, or its comment several codes."""
    return study.items[item].kind in ("multi", "comment")


def by_item(study: Study, table: pd.DataFrame) -> Iterator[Figures]:
    """Figures of each item of a table with council, group, item, option and base, one after the other."""
    asked = table[(table["option"] != NET) & ~(table["base"] == 0).fillna(value=False).astype(bool)]
    for item, rows in asked.groupby("item", sort=True):
        known = _of_known_bases(study, rows)
        if len(known):
            yield _figures(study, str(item), known)


def _of_known_bases(study: Study, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose base is told, and that of each place they are made of: of the others no sum is known."""
    silent = rows[rows["base"].isna()]
    if silent.empty:
        return rows
    councils, groups = set(silent["council"]), set(silent["group"])
    total = (rows["group"] == TOTAL) & rows["council"].isin(councils)
    whole = (rows["council"] == study.whole) & rows["group"].isin({*groups, TOTAL})
    return rows[rows["base"].notna() & ~total & ~whole]


def _figures(study: Study, item: str, rows: pd.DataFrame) -> Figures:
    codes, several = codes_of(study, item), is_several(study, item)
    sides = {side: study.roles(item, role) for side, role in SIDES.items()}
    counted = {code: [code] for code in codes} | sides
    places = rows.drop_duplicates(["council", "group"])[["council", "group", "base"]].reset_index(drop=True)
    smallest = _smallest(study, places)
    choices = rows["option"].unique().tolist()
    of_option = sparse.csr_array(np.array([[code in counted[choice] for code in codes] for choice in choices], float))
    of_place = _of_place(study, places, smallest)
    everything = sparse.kron(of_place, of_option, format="csr")
    place = pd.MultiIndex.from_frame(places[["council", "group"]]).get_indexer(
        pd.MultiIndex.from_frame(rows[["council", "group"]])
    )
    option = pd.Index(choices).get_indexer(rows["option"])
    replies = smallest["base"].to_numpy(float)
    return Figures(
        item,
        rows.index.to_numpy(),
        sparse.csr_array(everything[place * len(choices) + option]),
        rows["base"].to_numpy(float),
        np.repeat(replies, len(codes)),
        sparse.csr_array(sparse.kron(sparse.eye_array(len(smallest)), np.ones((1, len(codes))), format="csr")),
        replies,
        several,
        ((rows["council"] == study.whole) & (study.whole not in set(smallest["council"]))).to_numpy(),
        place,
        (rows["group"] == TOTAL).to_numpy() & (study.items[item].kind == "multi"),
        adding_figures(rows, study.whole, codes, sides, several=several),
    )


def _smallest(study: Study, places: pd.DataFrame) -> pd.DataFrame:
    """The places that others are made of: each group at each council, or of the whole where no council is told of."""
    groups = places[places["group"] != TOTAL]
    councils = groups[groups["council"] != study.whole]
    return (councils if len(councils) else groups).reset_index(drop=True)


def _of_place(study: Study, places: pd.DataFrame, smallest: pd.DataFrame) -> sparse.csr_array:
    """Which of the smallest places each place is made of."""
    numbered = smallest.assign(part=smallest.index)[["council", "group", "part"]]
    wider = [numbered, numbered.assign(group=TOTAL)]
    if study.whole not in set(smallest["council"]):
        wider += [each.assign(council=study.whole) for each in wider]
    made = places.assign(place=places.index).merge(pd.concat(wider), on=["council", "group"])
    ones = np.ones(len(made))
    return sparse.csr_array((ones, (made["place"], made["part"])), shape=(len(places), len(smallest)))
