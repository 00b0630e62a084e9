"""The same people asked twice: who changed their answer, and whether more changed one way than the other."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from analysis.statistics.intervals import newcombe_paired
from analysis.statistics.shares import places_of
from analysis.statistics.significance import whole_counts


def mcnemar_p(gained: ArrayLike, lost: ArrayLike) -> NDArray[np.float64]:
    """McNemar's exact two-sided p, one entry a pair of counts: of those who changed, half should have gained.

    Nobody changed: 1. Source: McNemar (1947), Psychometrika 12:153-157; the exact form as in Liddell (1983).
    """
    one, other = (np.atleast_1d(whole_counts(given)) for given in (gained, lost))
    found: NDArray[np.float64] = np.minimum(1.0, 2 * stats.binom.cdf(np.minimum(one, other), one + other, 0.5))
    return found


def paired_changes(
    people: pd.DataFrame,
    before: str,
    after: str,
    *,
    yes: Sequence[str],
    by: Sequence[str] = (),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """How a share changed among people who answered in two waves: one row a place of `by`.

    people: one row a person; before, after: columns of codes, blank where there is no answer; yes: the codes that
    count. Result: *by, base (answered both times), both, lost (yes before alone), gained (yes after alone), neither,
    before and after (shares), difference (after less before, -1 to 1), low, high (Newcombe's paired), p (McNemar's).
    Who answered once says nothing here. Waves without a key that follows people: bounds.wave_against_wave.
    """
    rows = []
    answered = (people[[before, after]].fillna("").astype(str) != "").all(axis="columns").to_numpy()
    said = [people[column].isin(list(yes)).to_numpy() for column in (before, after)]
    for place, here in places_of(people, by):
        then, now = (yes_at[here & answered] for yes_at in said)
        rows.append(
            (*place, len(then), *(int(cell.sum()) for cell in (then & now, then & ~now, ~then & now, ~(then | now))))
        )
    found = pd.DataFrame(rows, columns=[*by, "base", "both", "lost", "gained", "neither"])
    found = found[found["base"] > 0].reset_index(drop=True)
    cells = [found[name] for name in ("both", "gained", "lost", "neither")]
    shares = {
        name: (found["both"] + found[way]) / found["base"] for name, way in (("before", "lost"), ("after", "gained"))
    }
    low, high = newcombe_paired(*cells, confidence=confidence)
    found = found.assign(**shares, difference=shares["after"] - shares["before"], low=low, high=high)
    return found.assign(p=mcnemar_p(found["gained"], found["lost"]))
