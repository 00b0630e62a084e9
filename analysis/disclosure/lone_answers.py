"""Places where, of the answers withheld, one alone can be under the threshold: whoever knows the rules knows which."""

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import LOOKS, Attack, Floats, Keep, whole_ends

Indices = NDArray[np.int64]


def lone_answers(attack: Attack, keep: Keep) -> Indices:
    """One withheld answer of each such place, which is known not to be so small: the one that comes nearest to it."""
    answers = np.flatnonzero(~attack.told & np.isfinite(keep.lowest) & (keep.width > 0))
    if not len(answers):
        return answers
    low = _seen_low(attack, answers)
    unsure = np.isin(attack.figures.place[answers], _places(attack, answers, low, keep, fewer=2))
    unsure &= low > keep.lowest[answers]
    if unsure.any():
        low[unsure] = attack.ranges(answers[unsure])[0]
    found = []
    for place in _places(attack, answers, low, keep, fewer=2):
        here = np.flatnonzero(attack.figures.place[answers] == place)
        over = here[low[here] > keep.lowest[answers[here]]]
        if 0 < len(over) < len(here):
            found.append(answers[over[np.argmin(low[over])]])
    return np.array(found, dtype=np.int64)


def _seen_low(attack: Attack, answers: Indices) -> Floats:
    parts = attack.figures.parts[answers]
    weights = np.random.default_rng(3).uniform(0, 1, (LOOKS, len(answers)))
    seen = (parts @ attack.looks((parts.T @ weights.T).T, -1).T).T
    return whole_ends(seen.min(axis=0), seen.max(axis=0))[0]


def _places(attack: Attack, answers: Indices, low: Floats, keep: Keep, *, fewer: int) -> list[int]:
    """Places where fewer answers than that may be so small."""
    small = low <= keep.lowest[answers]
    place = attack.figures.place[answers]
    many = np.bincount(place, weights=small, minlength=place.max() + 1)
    return [int(each) for each in np.unique(place) if many[each] < fewer]
