"""Maturity levels before the gate: a level bounds a mean of answers, and so may narrow figures that are withheld.

A level is withheld where, beside the figures published of the same council, any level that these allow would tell one
of those withheld: whichever it is, so that its silence tells nothing either. Its stability says more (the same level by
other cut-points, without an item, of one group), and is left out where to be called stable, or borderline, would tell
one. Whoever has the published figures can work out what is silent, without knowing any level.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.disclosure.attack import EXACT, LOOKS, Bools, ContradictionError, Floats, least_values, whole_ends
from analysis.disclosure.figures import NET, Figures, by_item, codes_of
from analysis.statistics.maturity import KEYS, MOVES, items_of, points_of
from analysis.statistics.response import TOTAL
from analysis.study.study import Study

UNDER = 1e-3  # points by which a sum is at least under what it is said to be under


@dataclass(frozen=True)
class Held:
    """What is published of the answers to one characteristic's items: equations over cells nobody tells.

    council, item, group, points: of each cell (points NaN where an answer has none); withheld: figures by cells, and
    the range that each needs.
    """

    equations: dict[str, Any]
    council: Sequence[str]
    item: Sequence[str]
    group: Sequence[str]
    points: Floats
    withheld: Floats
    needed: Floats


def gated_levels(study: Study, levels: pd.DataFrame, released: pd.DataFrame, needed: Floats) -> pd.DataFrame:
    """Levels without those that would tell a withheld figure, and without a stability that would.

    levels: rows of maturity_levels; released: rows of release_items; needed: the range that each of these must keep.
    """
    table, gone, unsaid = levels.reset_index(drop=True), [], []
    figures = released.assign(needed=needed)[released["option"] != NET]
    by_place = {(council, item): rows for (council, item), rows in figures.groupby(["council", "item"])}
    known = table[table["level"].notna() & (table["council"] != study.whole)]
    for at, council, name, level in zip(known.index, *(known[column] for column in (*KEYS, "level")), strict=True):
        parts = [by_place[council, item] for item in items_of(study, name) if (council, item) in by_place]
        if not any((rows["count"].isna() & ~(rows["needed"] <= 0)).any() for rows in parts):
            continue
        held = None if any(rows["base"].isna().any() for rows in parts) else _held(study, pd.concat(parts))
        if held is None or is_silent(study, held):
            gone.append(at)
        elif _says_too_much(study, held, level):
            unsaid.append(at)
    table["level"] = table["level"].mask(table.index.isin(gone))
    return table.assign(stable=table["stable"].mask(table.index.isin([*gone, *unsaid]), ""))


def is_silent(study: Study, held: Held) -> bool:
    """Whether a council has no level told: some level that its figures allow would narrow one of those withheld."""
    return any(_narrows(held, [_bounds(study, held, level)]) for level in study.level_numbers)


def _says_too_much(study: Study, held: Held, level: int) -> bool:
    """Whether a level called stable, or called borderline, would narrow a withheld figure."""
    here, ways = _bounds(study, held, level), list(_ways(held, study))
    others = [other for other in study.level_numbers if other != level]
    moved = [here + _bounds(study, held, other, **way) for way in ways for other in others]
    stable = here + [row for way in ways for row in _bounds(study, held, level, **way)]
    return _narrows(held, [stable]) or _narrows(held, moved)


def levels_narrow(study: Study, levels: pd.DataFrame, released: pd.DataFrame, needed: Floats) -> pd.DataFrame:
    """Withheld figures that all told levels of a characteristic narrow together, with the figures of all councils.

    levels: as told (gated_levels). Result: characteristic, figures (withheld), narrowed.
    """
    figures = released.assign(needed=needed)[released["option"].ne(NET) & released["base"].notna()]
    told, found = levels[levels["level"].notna() & (levels["council"] != study.whole)], []
    for name, here in told.groupby("characteristic", sort=True):
        held = _held(study, figures[figures["item"].isin(items_of(study, str(name)))])
        rows = [
            row
            for council, level, stable in zip(here["council"], here["level"], here["stable"], strict=True)
            for row in _told_of(study, held, council, int(level), stable)
        ]
        found.append((name, len(held.needed), int(_narrowed(held, [rows]).sum())))
    return pd.DataFrame(found, columns=["characteristic", "figures", "narrowed"])


def _told_of(study: Study, held: Held, council: str, level: int, stable: str) -> list[Floats]:
    """What a level, and that it is stable, say of one council's cells."""
    here = np.array(held.council) == council
    own = replace(held, points=np.where(here, held.points, np.nan))
    rows = _bounds(study, own, level)
    if stable == "stable":
        rows += [row for way in _ways(own, study, here) for row in _bounds(study, own, level, **way)]
    return rows


def _held(study: Study, rows: pd.DataFrame) -> Held:
    rows = rows.reset_index(drop=True)
    blocks = list(by_item(study, rows))
    order = np.concatenate([figures.rows for figures in blocks])
    told, parts = ~rows["count"].isna().to_numpy()[order], sparse.block_diag([f.parts for f in blocks], format="csr")
    count = rows["count"].to_numpy(float, na_value=0)[order]
    needed, hidden = rows["needed"].to_numpy(float)[order], rows["count"].isna().to_numpy()[order]
    sums = sparse.block_diag([figures.sums for figures in blocks], format="csr")
    most = np.concatenate([figures.most for figures in blocks])
    equations = {
        "A_eq": sparse.vstack([parts[told], sums], format="csr"),
        "b_eq": np.concatenate([count[told], *(figures.replies for figures in blocks)]),
        "bounds": np.column_stack([np.zeros(len(most)), most]),
    }
    cells = [cell for figures in blocks for cell in _cells(study, rows, figures)]
    points = np.array([points_of(study, item).get(code, np.nan) for _, item, _, code in cells])
    of_cell = [council for council, *_ in cells], [item for _, item, *_ in cells], [group for *_, group, _ in cells]
    aimed = hidden & (needed > 0)
    return Held(equations, *of_cell, points, parts[aimed].toarray(), needed[aimed])


def _cells(study: Study, rows: pd.DataFrame, figures: Figures) -> list[tuple[str, str, str, str]]:
    """Council, item, group and answer of each cell, in the order of the figures' columns."""
    here = rows.loc[figures.rows]
    small = here[(here["group"] != TOTAL) & (here["council"] != study.whole)].drop_duplicates(["council", "group"])
    places = zip(small["council"], small["group"], strict=True)
    return [(council, figures.item, group, code) for council, group in places for code in codes_of(study, figures.item)]


def _bounds(study: Study, held: Held, level: int, *, moved: float = 0.0, cells: Bools | None = None) -> list[Floats]:
    """That the mean of these cells' points lies within a level: each row times the cells is its last number or less.

    A level holds from its cut-point on, and ends under the next: not at it.
    """
    some = ~np.isnan(held.points) if cells is None else ~np.isnan(held.points) & cells
    points, scored = np.where(some, held.points, 0), some.astype(float)
    cuts = [cut + moved for cut in study.settings.maturity.level_from]
    low = [np.append(cuts[level - 2] * scored - points, 0)] if level > 1 else []
    return low + ([np.append(points - cuts[level - 1] * scored, -UNDER)] if level <= len(cuts) else [])


def _ways(held: Held, study: Study, here: Bools | None = None) -> Iterator[dict[str, Any]]:
    """The ways by which a stable level is the same: other cut-points, without an item, one group alone.

    here: cells of the council; all, if it is the only one.
    """
    item, group, most = np.array(held.item), np.array(held.group), held.equations["bounds"][:, 1]
    most = most if here is None else np.where(here, most, 0)
    enough = [
        each for each in sorted(set(held.group)) if most[group == each].max() >= study.settings.disclosure.minimum_base
    ]
    yield from ({"moved": move} for move in MOVES.values())
    cells = [*(item != each for each in sorted(set(held.item))), *(group == each for each in enough)]
    yield from ({"cells": each} for each in cells if each.any())


def _narrows(held: Held, cases: list[list[Floats]]) -> bool:
    """Whether any withheld figure is narrowed to less than it needs once one of these cases holds."""
    return bool(_narrowed(held, cases).any())


def _narrowed(held: Held, cases: list[list[Floats]]) -> Bools:
    """Which withheld figures are narrowed to less than they need once one of these cases holds, nobody knows which.

    What cannot hold is known not to without being said: where no case can, nothing is narrowed.
    """
    signs = np.random.default_rng(0)
    weights = signs.uniform(0.5, 1, (LOOKS, len(held.needed))) * signs.choice([-1, 1], (LOOKS, len(held.needed)))
    joint = weights @ held.withheld
    low, high = np.full(len(held.needed), np.inf), np.full(len(held.needed), -np.inf)
    possible = []
    for rows in cases:
        under = np.array(rows)
        programme = held.equations | {"A_ub": sparse.csr_array(under[:, :-1]), "b_ub": under[:, -1]}
        try:
            seen = held.withheld @ least_values(np.concatenate([joint, -joint]), programme)[0].T
        except ContradictionError:
            continue
        possible.append(programme)
        low, high = np.minimum(low, seen.min(axis=1)), np.maximum(high, seen.max(axis=1))
        if not len(_short(held, low, high)):
            return np.zeros(len(low), dtype=bool)
    for programme in possible:
        left = _short(held, low, high)
        aims = held.withheld[left]
        ends = [(aims * least_values(side * aims, programme)[0]).sum(axis=1) for side in (1, -1)]
        low[left], high[left] = np.minimum(low[left], ends[0]), np.maximum(high[left], ends[1])
    narrowed = np.zeros(len(low), dtype=bool)
    narrowed[_short(held, low, high) if possible else []] = True
    return narrowed


def _short(held: Held, low: Floats, high: Floats) -> NDArray[np.int64]:
    """Withheld figures whose range, in whole numbers, is narrower than they need."""
    least, most = whole_ends(low, high)
    return np.flatnonzero(most - least < held.needed - EXACT)
