"""The attacker: what a stranger with the published figures can work out of those withheld, by linear programmes.

Items share no cell, and no sum but one: the base of a routed question is a cell of the question that it hangs on, and
is told only where that is (routing_bases.py). So each is attacked by itself and nothing is lost.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

from analysis.disclosure.figures import Figures

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
EXACT = 1e-6  # counts are whole: what differs by less is the same
LOOKS = 10  # joint looks at all targets before each is looked at alone
BATCH = 10  # linear programmes solved in one call


class ContradictionError(ArithmeticError):
    """No cells fit all that is published."""


@dataclass(frozen=True)
class Proof:
    """Why a figure can be narrowed: its range, and how much each published figure would move its ends if withheld.

    low, high: as they come, not drawn in to whole numbers; lower, higher: how far down and up they move at most.
    """

    figure: int
    low: float
    high: float
    lower: Floats
    higher: Floats


@dataclass(frozen=True)
class Attack:
    """What is known of one item: its figures, the counts known (any number elsewhere), which are known.

    before: which are known from an earlier release alone, and not told now.
    """

    figures: Figures
    count: Floats
    told: Bools
    before: Bools | None = None

    def ranges(self, targets: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Lowest and highest count that each target could have, by everything published."""
        aims = self.figures.parts[targets].toarray()
        low, high = self.looks(aims, -1), self.looks(aims, 1)
        return whole_ends((aims * low).sum(axis=1), (aims * high).sum(axis=1))

    def looks(self, aims: Floats, side: int) -> Floats:
        """For each sum of cells (a row), the cells that make it lowest (-1) or highest (1)."""
        short, known, free = self._short
        cells = np.tile(known, (len(aims), 1))
        if len(free):
            cells[:, free] = least_values(-side * aims[:, free], short)[0]
        return cells

    def proofs(self, targets: NDArray[np.int64]) -> "list[Proof]":
        """The range of each target, and what each published figure has to do with it.

        Targets that nothing published links are looked at in one programme: they do not disturb each other.
        """
        parts, rows = self.figures.parts, np.flatnonzero(self.told)
        aims, turn = parts[targets].toarray(), self._turns(targets)
        joint = np.zeros((turn.max(initial=-1) + 1, aims.shape[1]))
        np.add.at(joint, turn, aims)
        (least, down), (most, up) = (least_values(-side * joint, self.programme) for side in (-1, 1))
        low, high = (aims * least[turn]).sum(axis=1), (aims * most[turn]).sum(axis=1)
        falls, rises = np.zeros((2, len(targets), len(self.told)))
        falls[:, rows], rises[:, rows] = down[turn][:, : len(rows)], -up[turn][:, : len(rows)]
        freed = self._freed(np.abs(down[turn]) + np.abs(up[turn]))
        near = self._touches[targets] @ self._touches.T > 0
        lower, higher = (np.where(near, moved + freed, 0) for moved in _moved(self, falls, rises))
        return [Proof(int(each), low[at], high[at], lower[at], higher[at]) for at, each in enumerate(targets)]

    def _freed(self, change: Floats) -> Floats:
        """How much wider a range gets at most if the two named most are no longer said: none is told then."""
        figures = self.figures
        if not figures.several:
            return np.zeros((len(change), len(self.told)))
        behind, _ = self._behind
        used = change[:, change.shape[1] - len(behind) :] > EXACT
        here = (figures.place[behind][:, None] == figures.place) & self.told
        return np.asarray((used.astype(float) @ here) * figures.base)

    def _turns(self, targets: NDArray[np.int64]) -> NDArray[np.int64]:
        """In which programme each target stands: no two of one region in the same."""
        free = np.zeros(self._touches.shape[1], dtype=np.int64)
        turns = np.zeros(len(targets), dtype=np.int64)
        for at, regions in enumerate(self._touches[targets] > 0):
            turns[at] = free[regions].max()
            free[regions] = turns[at] + 1
        return turns

    @cached_property
    def _touches(self) -> Floats:
        """Figures by regions: in how many cells a figure has to do with a region, cells that published figures link."""
        links = sparse.vstack([self.programme["A_eq"], self.figures.sums], format="csr")
        many, region = connected_components(links.T @ links, directed=False)
        placed = sparse.csr_array((np.ones(len(region)), (np.arange(len(region)), region)), shape=(len(region), many))
        return np.asarray((self.figures.parts @ placed).toarray())

    @cached_property
    def programme(self) -> dict[str, Any]:
        """The linear programme: each published figure, and that answers add up to those who replied."""
        figures, told = self.figures, np.flatnonzero(self.told)
        parts, sums = figures.parts[told], self.count[told]
        bounds = np.column_stack([np.zeros(len(figures.most)), figures.most])
        if not figures.several:
            equal = sparse.vstack([parts, figures.sums], format="csr")
            return {"A_eq": equal, "b_eq": np.concatenate([sums, figures.replies]), "bounds": bounds}
        behind, second = self._behind
        under = sparse.vstack([-figures.sums, figures.parts[behind]], format="csr")
        most = np.concatenate([-figures.replies, second])
        return {"A_eq": parts, "b_eq": sums, "A_ub": under, "b_ub": most, "bounds": bounds}

    @property
    def _behind(self) -> tuple[NDArray[np.int64], Floats]:
        """Withheld figures, and the count they are not above: reports say which two answers are named most in all."""
        said = self.told & self.figures.ranked
        if self.before is not None:
            said &= ~self.before
        told = pd.Series(self.count[said]).groupby(self.figures.place[said])
        second = told.nlargest(2).groupby(level=0).min()[told.size() > 1]
        behind: NDArray[np.int64] = np.flatnonzero(~self.told & np.isin(self.figures.place, second.index))
        return behind, np.asarray(second.reindex(self.figures.place[behind]), dtype=np.float64)

    @cached_property
    def _short(self) -> tuple[dict[str, Any], Floats, NDArray[np.int64]]:
        """The same without the cells that follow by subtraction alone: the programme, those cells, and the others."""
        full = self.programme
        known = _known(full["A_eq"], full["b_eq"], self.figures.most)
        free = np.flatnonzero(np.isnan(known))
        known = np.nan_to_num(known)
        left = full["A_eq"][:, free]
        kept = _distinct(left)
        short = {
            "A_eq": left[kept],
            "b_eq": (full["b_eq"] - full["A_eq"] @ known)[kept],
            "bounds": full["bounds"][free],
        }
        if self.figures.several:
            short |= {"A_ub": full["A_ub"][:, free], "b_ub": full["b_ub"] - full["A_ub"] @ known}
        return short, known, free


def least_values(aims: Floats, programme: dict[str, Any]) -> tuple[Floats, Floats]:
    """Least of each aim (a row) under one programme: the cells, and the change with each sum, equations first.

    Several stand side by side in one call, for most of a call's time goes on its setting up.
    """
    parts = [_side_by_side(aims[start : start + BATCH], programme) for start in range(0, len(aims), BATCH)]
    if not parts:
        return np.zeros((0, aims.shape[1])), np.zeros((0, len(programme["b_eq"]) + len(programme.get("b_ub", ()))))
    return np.concatenate([cells for cells, _ in parts]), np.concatenate([change for _, change in parts])


def _side_by_side(aims: Floats, programme: dict[str, Any]) -> tuple[Floats, Floats]:
    many = len(aims)
    wide = {
        name: sparse.kron(sparse.eye_array(many), programme[name], format="csc") for name in programme if "A_" in name
    }
    wide |= {name: np.tile(programme[name], many) for name in programme if "b_" in name}
    solved = linprog(aims.ravel(), **wide, bounds=np.tile(programme["bounds"], (many, 1)), method="highs")
    if solved.status != 0:
        raise ContradictionError(f"the published figures contradict each other: {solved.message}")
    change = [solved.eqlin.marginals.reshape(many, -1), solved.ineqlin.marginals.reshape(many, -1)]
    return solved.x.reshape(many, -1), np.concatenate(change, axis=1)


def _distinct(rows: sparse.csr_array) -> NDArray[np.int64]:
    """The first of each kind of row that holds anything."""
    weights = np.random.default_rng(1).uniform(1, 2, rows.shape[1])
    marks, first = np.unique(np.round(rows @ weights, 9), return_index=True)
    return np.sort(first[marks > 0])


def _known(equal: sparse.csr_array, sums: Floats, most: Floats) -> Floats:
    """Cells that follow by subtraction alone (NaN where none does): all but one of a sum known, or nothing left."""
    known = np.where(most == 0, 0.0, np.nan)
    while True:
        unknown = np.isnan(known).astype(float)
        left, rest = equal @ unknown, sums - equal @ np.nan_to_num(known)
        done = np.flatnonzero((left == 1) | ((left > 0) & (np.abs(rest) < EXACT)))
        if not len(done):
            return known
        found = sparse.coo_array(equal[done])
        new = np.isnan(known[found.col])
        known[found.col[new]] = np.round(rest[done][found.row[new]])


def whole_ends(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The ends of ranges, drawn in to whole numbers: counts are whole, and the attacker knows it."""
    return np.ceil(low - EXACT) + 0.0, np.floor(high + EXACT)


@dataclass(frozen=True)
class Keep:
    """What each figure must keep once it is withheld: so wide a range (0: any will do).

    lowest: what an answer must be able to be for it to be taken for a small one (no end to it: it is not asked).
    """

    width: Floats
    lowest: Floats

    def among(self, rows: NDArray[np.int64] | Bools) -> "Keep":
        """The same of some of the figures."""
        return Keep(self.width[rows], self.lowest[rows])

    def is_short(self, low: Floats, high: Floats) -> Bools:
        """Which of these ranges are narrower than they must be."""
        return np.asarray(high - low < self.width - EXACT)


def doubtful_cells(attack: Attack, keep: Keep) -> NDArray[np.int64]:
    """Withheld figures not seen to keep what they must when all are looked at together, this way and that."""
    parts, withheld = attack.figures.parts, np.flatnonzero(~attack.told & (keep.width > EXACT))
    signs = np.random.default_rng(0)
    weights = signs.uniform(0.5, 1, (LOOKS, len(withheld))) * signs.choice([-1, 1], (LOOKS, len(withheld)))
    aims = (parts.T[:, withheld] @ weights.T).T
    seen = (parts[withheld] @ np.concatenate([attack.looks(aims, -1), attack.looks(aims, 1)]).T).T
    if not len(withheld):
        return withheld
    ends = whole_ends(seen.min(axis=0), seen.max(axis=0))
    return withheld[keep.among(withheld).is_short(*ends)]


def _moved(attack: Attack, falls: Floats, rises: Floats) -> tuple[Floats, Floats]:
    """How far down and up the ends of a range can move if a published figure is withheld: by the duals of both."""
    down, up = attack.count, attack.figures.base - attack.count  # how far a figure could be from what it is
    highest = np.maximum(rises * up, -rises * down)
    lowest = np.maximum(-falls * up, falls * down)
    return np.where(attack.told, np.maximum(lowest, 0), 0.0), np.where(attack.told, np.maximum(highest, 0), 0.0)
