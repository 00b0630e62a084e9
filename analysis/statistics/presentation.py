"""Whether a share is sure enough to be presented, by the rule of the US National Center for Health Statistics."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analysis.statistics.intervals import clopper_pearson

Floats = NDArray[np.float64]
LEAST = 30  # respondents, and effective ones
NARROW, WIDE = 0.05, 0.30  # width of the interval: up to the one it is sure enough, from the other never
RELATIVE = 1.30  # width over the share
DEGREES = 8  # of freedom of the design
CONFIDENCE = 0.95  # the rule is for this alone


def presentation_flags(shares: pd.DataFrame) -> pd.DataFrame:
    """Shares with width, relative_width and presentation: what the rule says of each.

    shares: base and value (0-1), with effective_base where answers were weighted, and degrees (of freedom) where the
    sample had strata or clusters. width: of Clopper and Pearson's 95% interval on the effective base (at most the base;
    adjusted for the degrees as by Korn and Graubard). relative_width: width over value. presentation, blank where the
    share may be shown as it is:

    - `withhold: base`, fewer than 30 respondents or effective ones; `withhold: width`, 0.30 or wider;
      `withhold: relative width`, over 0.05 wide and over 1.30 of the share;
    - `review: none or all`, nobody gave the answer, or everybody; `review: degrees`, fewer than 8;
    - `note: complement`, the share may be shown, and 1 less the share by itself might not.

    It is about precision. What may be told of few people is for the disclosure gate.

    Source: Parker et al. (2017), NCHS Data Presentation Standards for Proportions, Vital Health Stat. 2(175).
    """
    base, value = shares["base"].to_numpy(dtype=float), shares["value"].to_numpy(dtype=float)
    degrees = _column(shares, "degrees", np.full_like(base, np.inf))
    effective = _effective(base, _column(shares, "effective_base", base), degrees)
    low, high = clopper_pearson(value * effective, effective, confidence=CONFIDENCE)
    width = high - low
    relative = np.divide(width, value, out=np.full_like(width, np.inf), where=value > 0)
    complement = np.divide(width, 1 - value, out=np.full_like(width, np.inf), where=value < 1)
    ends = (value == 0) | (value == 1)
    broad = (width > NARROW) & ~ends
    flags = np.select(
        [
            np.minimum(base, effective) < LEAST, ends, width >= WIDE, broad & (relative > RELATIVE),
            degrees < DEGREES, broad & (complement > RELATIVE),
        ],
        [
            "withhold: base", "review: none or all", "withhold: width", "withhold: relative width",
            "review: degrees", "note: complement",
        ],
        default="",
    )  # fmt: skip
    return shares.assign(width=width, relative_width=relative, presentation=flags)


def _column(table: pd.DataFrame, name: str, otherwise: Floats) -> Floats:
    return np.asarray(table[name], dtype=float) if name in table else otherwise


def _effective(base: Floats, effective: Floats, degrees: Floats) -> Floats:
    """The effective base, less what few degrees of freedom take away; at most the base."""
    tail, known = (1 - CONFIDENCE) / 2, np.isfinite(degrees)
    ratio = np.ones_like(base)
    ratio[known] = (stats.t.ppf(tail, base[known] - 1) / stats.t.ppf(tail, degrees[known])) ** 2
    found: Floats = np.minimum(base, effective * ratio)
    return found
