"""The attacker who holds several releases: what all of them together tell of a figure that one withholds.

Each release is seen as the figures of councils, each on its own vintage; where two releases stand on one vintage their
cells are the same, elsewhere they are others, and whoever changed stands between them. All that is published of an
item, then and now, is one linear programme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.disclosure.attack import Attack, Floats, narrowed_cells
from analysis.disclosure.figures import NET, Figures, codes_of, figures_of, places_of, smallest_places
from analysis.disclosure.rules import range_needed
from analysis.study.study import Study

COLUMNS = ["release", "council", "group", "item", "option"]
KEYS = COLUMNS[1:]


@dataclass(frozen=True)
class Look:
    """A release as it is read. published: council, group, item, option, base, count (missing where withheld).

    stands: (council, item) -> the release that its figures stand on, where that is not this one.
    """

    release: str
    published: pd.DataFrame
    stands: dict[tuple[str, str], str]

    def vintage(self, study: Study, council: str, item: str) -> str:
        """What a council's figures of an item stand on; the whole's on what its councils' do."""
        if council != study.whole:
            return f"{council}@{self.stands.get((council, item), self.release)}"
        return "|".join(self.vintage(study, each, item) for each in study.councils)


def stands_on(questions: pd.DataFrame) -> dict[tuple[str, str], str]:
    """What questions stand on: (council, item) -> release. questions: rows of standing_questions."""
    places = zip(questions["council"].astype(str), questions["item"].astype(str), strict=True)
    return dict(zip(places, questions["release"].astype(str), strict=True))


def told_by_sequence(study: Study, looks: Sequence[Look], *items: str) -> pd.DataFrame:
    """Withheld figures of these items that all releases together narrow to less than they need: COLUMNS.

    looks: oldest first. What the earlier ones tell without the last is left out: no later release can take it back.
    """
    found = [_narrowed(study, looks, item) for item in items]
    told = pd.concat([each for each in found if len(each)] or [pd.DataFrame(columns=COLUMNS)], ignore_index=True)
    if told.empty or len(looks) < 2:
        return told
    before = [_narrowed(study, looks[:-1], item) for item in told["item"].unique()]
    known = pd.MultiIndex.from_frame(pd.concat(before, ignore_index=True)[COLUMNS])
    return told[~pd.MultiIndex.from_frame(told[COLUMNS]).isin(known)].reset_index(drop=True)


def _narrowed(study: Study, looks: Sequence[Look], item: str) -> pd.DataFrame:
    parts = [(look, rows) for look in looks if len(rows := _asked(look, item))]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    labels = _labels(study, parts, item)
    figures = [figures_of(study, item, rows) for _, rows in parts]
    joint = _joined(study, item, figures, labels, [rows for _, rows in parts])
    count = np.concatenate([rows["count"].to_numpy(float, na_value=np.nan) for _, rows in parts])
    needed = np.concatenate([range_needed(study, rows) for _, rows in parts])
    attack = Attack(joint, np.nan_to_num(count), ~np.isnan(count), _of_earlier(parts))
    return _named(parts).iloc[narrowed_cells(attack, needed)].reset_index(drop=True)


def _asked(look: Look, item: str) -> pd.DataFrame:
    table = look.published
    rows = table[(table["item"] == item) & (table["option"] != NET) & table["base"].gt(0)]
    return rows.sort_values(KEYS, ignore_index=True)


def _named(parts: Sequence[tuple[Look, pd.DataFrame]]) -> pd.DataFrame:
    return pd.concat([rows[KEYS].assign(release=look.release) for look, rows in parts], ignore_index=True)[COLUMNS]


def _of_earlier(parts: Sequence[tuple[Look, pd.DataFrame]]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Figures of all releases but the last: which answers are named most is said of the newest alone."""
    last = parts[-1][0]
    return np.concatenate([np.full(len(rows), look is not last) for look, rows in parts])


def _labels(study: Study, parts: Sequence[tuple[Look, pd.DataFrame]], item: str) -> list[dict[tuple[str, str], str]]:
    """Of each release, what its places' cells are called: alike where they stand on the same returns by one method."""
    found: list[dict[tuple[str, str], str]] = []
    told: dict[str, dict[str, float]] = {}
    for look, rows in parts:
        here = {}
        for (council, group), of_place in rows.groupby(["council", "group"]):
            label = f"{look.vintage(study, str(council), item)}/{group}"
            counts = of_place.set_index("option")["count"].dropna()
            numbers = {str(option): float(count) for option, count in counts.items()}
            numbers[""] = float(of_place["base"].iloc[0])
            while any(told.get(label, {}).get(option, number) != number for option, number in numbers.items()):
                label += "'"  # no return changed, and yet the figures did: another method
            told.setdefault(label, {}).update(numbers)
            here[str(council), str(group)] = label
        found.append(here)
    return found


def _joined(
    study: Study,
    item: str,
    figures: Sequence[Figures],
    labels: Sequence[dict[tuple[str, str], str]],
    tables: Sequence[pd.DataFrame],
) -> Figures:
    """Figures of several releases over the cells of all: each release's cells found again by their labels."""
    many = len(codes_of(study, item))
    order: dict[str, int] = {}
    wide, replies = [], dict[str, Floats]()
    for each, label, rows in zip(figures, labels, tables, strict=True):
        names = [label[str(council), str(group)] for council, group in _cells_of(study, rows)]
        places = [order.setdefault(name, len(order)) for name in names]
        replies |= {name: each.replies[at] for at, name in enumerate(names)}
        columns = np.concatenate([np.arange(many) + many * place for place in places])
        wide.append((each.parts.tocoo(), columns))
    size = many * len(order)
    stacked = [
        sparse.csr_array((part.data, (part.row, columns[part.col])), shape=(part.shape[0], size))
        for part, columns in wide
    ]
    base = np.array([replies[name] for name in order])
    shift = np.cumsum([0, *(int(each.place.max()) + 1 for each in figures)])
    return Figures(
        item,
        np.arange(sum(len(each.rows) for each in figures)),
        sparse.csr_array(sparse.vstack(stacked, format="csr")),
        np.concatenate([each.base for each in figures]),
        np.repeat(base, many),
        sparse.csr_array(sparse.kron(sparse.eye_array(len(order)), np.ones((1, many)), format="csr")),
        base,
        figures[0].several,
        np.concatenate([each.wide for each in figures]),
        np.concatenate([each.place + at for each, (at, _) in zip(figures, pairwise(shift), strict=True)]),
        np.concatenate([each.ranked for each in figures]),
    )


def _cells_of(study: Study, rows: pd.DataFrame) -> list[tuple[str, str]]:
    smallest = smallest_places(study, places_of(rows))
    return list(smallest[["council", "group"]].itertuples(index=False, name=None))
