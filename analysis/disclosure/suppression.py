"""Which figures have to be withheld so that an attacker can narrow none of those withheld: as few as will do.

Source: Fischetti & Salazar (2000), "Models and algorithms for optimizing cell suppression in tabular data with linear
constraints", J. Am. Stat. Assoc. 95:916-928: the attacker's proofs (duals of its linear programmes) become the
conditions of a choice of figures, until no proof is left.
"""

from dataclasses import dataclass, replace
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.disclosure.attack import EXACT, Attack, Bools, Floats, Keep, Proof, doubtful_cells, whole_ends
from analysis.disclosure.lone_answers import lone_answers

Indices = NDArray[np.int64]
FREELY = 15  # rounds in which the whole choice is made anew; after them what is withheld stays so
GAP = 0.01  # how far from the cheapest a choice may be, as a share
NODES = 50  # looked at for one choice at most
SLIGHT = 0.01  # share of what is lacking under which a figure is no help
PROOFS = 150  # of one round
LEAST = 0.01  # by which a range has to grow at least where only its whole numbers are too few


@dataclass(frozen=True)
class Conditions:
    """What has to be withheld: a row of weights that add up to one or more, for the sake of one figure each."""

    weights: Floats
    figure: Indices

    def __add__(self, more: "Conditions") -> "Conditions":
        return Conditions(np.concatenate([self.weights, more.weights]), np.concatenate([self.figure, more.figure]))


@dataclass(frozen=True)
class Choice:
    """What withholding each figure costs, and which may be withheld."""

    cost: Floats
    may: Bools


def withheld_cells(attack: Attack, keep: Keep, cost: Floats, *, may: Bools | None = None) -> tuple[Bools, Indices]:
    """Which figures stay published; and for each withheld here, for whose sake (-1 for the others).

    attack: what would be published if nothing more were withheld; keep: what each figure must keep if it is
    withheld; cost: of withholding each; may: which can be withheld (all that are told, unless others know some).
    """
    free = attack.told if may is None else may
    none = _together(attack, free)
    narrow = ~attack.figures.wide
    here = replace(attack, told=attack.told & narrow)  # each council by itself: quick, and true of all
    own = Keep(np.where(narrow, keep.width, 0), keep.lowest)
    _, found = _rounds(here, own, Choice(cost, free & narrow), none + _by_subtraction(here, own, free))
    told, found = _rounds(attack, keep, Choice(cost, free), found + _by_subtraction(attack, keep, free))
    sake = np.full(len(cost), -1)
    for weights, figure in zip(found.weights[::-1], found.figure[::-1], strict=True):
        sake[weights > 0] = figure
    return told, np.where(attack.told & ~told, sake, -1)


def _together(attack: Attack, may: Bools) -> Conditions:
    """Of several answers, the two given most are told, or none at their place: a report says which they are."""
    pairs: list[tuple[int, int]] = []
    for place in np.unique(attack.figures.place[attack.figures.ranked]):
        here = np.flatnonzero((attack.figures.place == place) & attack.told)
        leads = here[attack.count[here] >= np.sort(attack.count[here])[-2:].min(initial=0)]
        pairs += [(int(lead), int(other)) for lead in leads for other in here[may[here]] if lead != other]
    weights = np.zeros((len(pairs), len(attack.told)))
    lead, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    weights[np.arange(len(pairs)), lead], weights[np.arange(len(pairs)), other] = -1, 1
    return Conditions(weights, lead)


def _by_subtraction(attack: Attack, keep: Keep, may: Bools) -> Conditions:
    """Of figures that add up, none is withheld alone: true of every choice, and so said before any proof is sought."""
    rows, sake = [], []
    for together in attack.figures.together:
        for figure in together[keep.width[together] > EXACT]:
            others = together[together != figure]
            if attack.told[others].all() and may[others].any():
                weights = np.zeros(len(attack.told))
                weights[others[may[others]]] = 1
                weights[figure] = -1 if may[figure] else 0
                rows.append(weights)
                sake.append(int(figure))
    return Conditions(np.array(rows).reshape(-1, len(attack.told)), np.array(sake, dtype=np.int64))


def _rounds(attack: Attack, keep: Keep, choice: Choice, found: Conditions) -> tuple[Bools, Conditions]:
    """Figures that stay published once no proof is left, and the conditions that led there."""
    told = attack.told & ~_chosen(found, choice, np.zeros_like(attack.told))
    for turn in count():
        new = _conditions(replace(attack, told=told), choice.may, keep)
        if not len(new.figure):
            break
        found = found + new
        held = attack.told & ~told & (turn >= FREELY)
        told = attack.told & ~_chosen(found, choice, held)
    return told, found


def _conditions(now: Attack, may: Bools, keep: Keep) -> Conditions:
    """Conditions from proofs against what is withheld now; none if no proof is left."""
    for left, lacks in ((doubtful_cells(now, keep), _too_narrow), (lone_answers(now, keep), _too_high)):
        for start in range(0, len(left), PROOFS):
            rows = [(lacks(now, proof, may, keep), proof.figure) for proof in now.proofs(left[start : start + PROOFS])]
            found = [(row, figure) for row, figure in rows if row.clip(0).sum() >= 1 - EXACT]
            if found:
                return Conditions(np.array([row for row, _ in found]), np.array([figure for _, figure in found]))
    return Conditions(np.zeros((0, len(keep.width))), np.zeros(0, dtype=np.int64))


def _too_narrow(_: Attack, proof: Proof, may: Bools, keep: Keep) -> Floats:
    """Weights of what could be withheld beside a figure whose range is too narrow, for it to be wide enough; or none.

    Under one in all, and nothing would help.
    """
    low, high = whole_ends(np.array(proof.low), np.array(proof.high))
    if high - low >= keep.width[proof.figure] - EXACT:
        return np.zeros(len(may))
    lacking = keep.width[proof.figure] - (proof.high - proof.low)
    return _weights(proof, np.where(may, proof.lower + proof.higher, 0), lacking, may)


def _too_high(now: Attack, proof: Proof, may: Bools, keep: Keep) -> Floats:
    """The same for an answer seen to be over the threshold, where another is then seen to be under it.

    It must be able to be lower, or one more answer is withheld at its place.
    """
    place, lacking = now.figures.place, proof.low - keep.lowest[proof.figure]
    beside = may & now.told & (place == place[proof.figure]) & np.isfinite(keep.lowest)
    return _weights(proof, np.where(may, proof.lower + beside * lacking, 0), lacking, may)


def _weights(proof: Proof, moved: Floats, lacking: float, may: Bools) -> Floats:
    weights = np.minimum(np.where(moved > EXACT, moved, 0) / max(lacking, LEAST), 1)
    weights = np.where(weights < SLIGHT, 0, weights)
    if may[proof.figure]:  # withheld for another's sake: it may be told instead
        weights[proof.figure] = -1
    return np.asarray(weights)


def _chosen(found: Conditions, choice: Choice, held: Bools) -> Bools:
    """The cheapest choice that meets all conditions, with those held in it."""
    if not len(found.figure):
        return held
    cost, may = choice.cost, choice.may
    rows = np.where(may, found.weights, 0)
    least = 1 - (found.weights < 0).any(axis=1).astype(float)
    solved = milp(
        cost,
        constraints=LinearConstraint(sparse.csr_array(rows), least - EXACT, np.inf),
        integrality=np.ones(len(cost)),
        bounds=Bounds(held.astype(float), np.where(may, 1.0, 0.0)),
        options={"mip_rel_gap": GAP, "node_limit": NODES},
    )
    if solved.x is None:
        raise ArithmeticError(f"no choice of figures to withhold protects the others: {solved.message}")
    return np.asarray(solved.x > 0.5)
