"""Attackers who know more than the published tables: the routing, the rules, the levels, one return of their own.

They read what is published and nothing else; none of them is used in choosing what to withhold.
"""

import numpy as np
import pandas as pd

from analysis.disclosure.attack import EXACT, Attack, ContradictionError, Floats, least_values, whole_ends
from analysis.disclosure.audit import narrowed_figures
from analysis.disclosure.figures import NET, SIDES, by_item, is_several
from analysis.disclosure.levels import levels_narrow
from analysis.disclosure.lone_answers import lone_answers
from analysis.disclosure.rules import range_needed, what_to_keep
from analysis.study.study import Study

PLACE = ["council", "group", "item"]
POOL = 40  # tables that fit, found once for all who know a return of their own
TOLD = ["council", "group", "item", "option", "low"]


def told_by_routing(study: Study, published: pd.DataFrame) -> pd.DataFrame:
    """Withheld figures that the printed base of a routed question tells: at least so many (low) gave that answer.

    published: council, group, item, option, base, count (missing where withheld).
    """
    published, found = published[[*PLACE, "option", "base", "count"]], []
    for item in (each for each in study.items.values() if each.asked_if):
        deciding, codes = item.condition
        bases = published[(published["item"] == item.item) & published["base"].notna()].drop_duplicates(PLACE)
        sums = [name for name, role in SIDES.items() if set(study.roles(deciding, role)) == set(codes)]
        held = published[published["item"] == deciding]
        places = ["council", "group"]
        known = held[held["option"].isin(sums) & held["count"].notna()]
        one = held[held["option"].isin(codes if len(codes) == 1 else [*codes, *sums]) & held["count"].isna()]
        told = one.merge(bases[[*places, "base"]].rename(columns={"base": "low"}), on=places)
        if len(codes) > 1:
            told = told[~pd.MultiIndex.from_frame(told[places]).isin(pd.MultiIndex.from_frame(known[places]))]
        found.append(told[TOLD])
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=TOLD)


def known_returns(study: Study, published: pd.DataFrame) -> pd.DataFrame:
    """What somebody who knows one return can narrow: each withheld figure, knowing that one cell is not empty.

    A figure may be narrowed by one more than a stranger may: the one who knows. Result: item, pairs (of a figure and a
    return known), narrowed.
    """
    table = published.reset_index(drop=True)
    needed, count = range_needed(study, table) - 1, table["count"].to_numpy(float, na_value=np.nan)
    found = []
    for figures in by_item(study, table):
        here = count[figures.rows]
        attack = Attack(figures, np.nan_to_num(here), ~np.isnan(here))
        pairs, narrowed = _of_item(attack, needed[figures.rows])
        found.append((figures.item, pairs, narrowed))
    return pd.DataFrame(found, columns=["item", "pairs", "narrowed"])


def _of_item(attack: Attack, needed: Floats) -> tuple[int, int]:
    targets = np.flatnonzero(~attack.told & (needed > EXACT))
    if not len(targets):
        return 0, 0
    parts = attack.figures.parts[targets].toarray()
    draw = np.random.default_rng(2)
    joint = draw.choice([-1.0, 1.0], (POOL, len(targets))) * draw.uniform(0.5, 1, (POOL, len(targets))) @ parts
    pool = np.concatenate([attack.looks(joint, -1), attack.looks(joint, 1)])
    seen, sums, pairs, narrowed = pool @ parts.T, attack.figures.sums.toarray(), 0, 0
    for cell in np.flatnonzero(parts.any(axis=0) & (attack.figures.most > 0)):
        place = sums[np.flatnonzero(sums[:, cell])[0]] > 0
        near = np.flatnonzero(parts[:, place].any(axis=1))
        fits = pool[:, cell] >= 1 - EXACT
        low, high = (getattr(seen[fits][:, near], end)(axis=0, initial=first) for end, first in ENDS)
        left = near[_is_short(low, high, needed[targets[near]])]
        pairs += len(near)
        narrowed += _narrowed(attack, parts[left], needed[targets[left]], int(cell)) if len(left) else 0
    return pairs, narrowed


ENDS = (("min", np.inf), ("max", -np.inf))


def _is_short(low: Floats, high: Floats, needed: Floats) -> Floats:
    ends = whole_ends(low, high)
    return np.asarray(~(ends[1] - ends[0] >= needed - EXACT))


def _narrowed(attack: Attack, aims: Floats, needed: Floats, cell: int) -> int:
    """How many of these sums of cells are narrowed by knowing that one cell is not empty; none if it must be."""
    bounds = attack.programme["bounds"].copy()
    bounds[cell, 0] = 1
    programme = attack.programme | {"bounds": bounds}
    try:
        low, high = ((aims * least_values(side * aims, programme)[0]).sum(axis=1) for side in (1, -1))
    except ContradictionError:
        return 0
    return int(_is_short(low, high, needed).sum())


def places_with_one(study: Study, published: pd.DataFrame) -> pd.DataFrame:
    """Places where, of the answers withheld, one alone can be under the threshold: council, group, item.

    Whoever takes something withheld at each place to be under it knows then which.
    """
    table, found = published.reset_index(drop=True), []
    count, keep = table["count"].to_numpy(float, na_value=np.nan), what_to_keep(study, table)
    for figures in by_item(study, table):
        here = count[figures.rows]
        attack = Attack(figures, np.nan_to_num(here), ~np.isnan(here))
        found.append(table.loc[figures.rows[lone_answers(attack, keep.among(figures.rows))], PLACE])
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=PLACE)


def pairs_sharing(study: Study, published: pd.DataFrame) -> pd.DataFrame:
    """Places where two answers alone are withheld, and share so many that both cannot be under the threshold."""
    single = published[~published["item"].map(lambda item: is_several(study, item)).astype(bool)]
    answers = single[~single["option"].isin([*SIDES, NET])]
    here = answers.groupby(PLACE)
    shared = answers["base"] - here["count"].transform("sum")
    two = here["count"].transform(lambda counts: counts.isna().sum()) == 2
    rows = answers[two & (shared >= 2 * study.settings.disclosure.threshold) & answers["count"].isna()]
    return rows[[*PLACE, "option", "base"]]


def attackers_table(study: Study, levels: pd.DataFrame, *released: pd.DataFrame) -> pd.DataFrame:
    """What is left to each attacker: one row each - attacker, looked at, found. levels: as told (gated_levels)."""
    every = pd.concat(released, ignore_index=True)
    needed = range_needed(study, every)
    hidden = int((every["count"].isna() & (needed > 0)).sum())
    known, together = known_returns(study, every), levels_narrow(study, levels, every, needed)
    rows = [
        ("published tables: figures narrowed", hidden, len(narrowed_figures(study, every))),
        ("all levels told, together: figures narrowed", together["figures"].sum(), together["narrowed"].sum()),
        ("routing: figures that a base tells", hidden, len(told_by_routing(study, every))),
        ("one known return: figures narrowed by more than that one", known["pairs"].sum(), known["narrowed"].sum()),
        ("the rules: places where one answer alone may be small", hidden, len(places_with_one(study, every))),
        ("the rules: places where one of two is small", hidden, len(pairs_sharing(study, every)) // 2),
    ]
    return pd.DataFrame(rows, columns=["attacker", "looked at", "found"])
