"""How often the printed interval holds the true share, for every true share, beside Wald's; by enumeration.

Run by `make coverage`. Nothing is drawn: each sample has its exact chance. Widths are compared with tail inversion
in exact fractions, so that nobody covers by being vague.
"""

import sys
from fractions import Fraction
from math import comb

import numpy as np
from scipy import stats

from analysis.statistics.intervals import Floats, hypergeometric_limits

CASES = ((37, 61), (8, 75))  # replies and frame of the two groups of the published report
LEVEL, WIDEST = 0.95, 1.02


def covered(base: int, frame: int, low: Floats, high: Floats) -> Floats:
    """Chance that the interval drawn holds the true number, for each true number from none to all of the frame."""
    found, held = np.arange(base + 1)[None, :], np.arange(frame + 1)[:, None]
    share = held / frame
    inside = (low - 1e-9 <= share) & (share <= high + 1e-9)
    return np.asarray((stats.hypergeom.pmf(found, frame, held, base) * inside).sum(axis=1))


def wald(base: int) -> tuple[Floats, Floats]:
    """Share plus and minus 1.96 standard errors: what is not to be used."""
    share = np.arange(base + 1) / base
    half = stats.norm.ppf((1 + LEVEL) / 2) * np.sqrt(share * (1 - share) / base)
    return share - half, share + half


def inverted(count: int, base: int, frame: int) -> tuple[int, int]:
    """Least and greatest number held under which neither tail is under its share, in exact fractions."""
    tail, ways = (1 - Fraction(str(LEVEL))) / 2, comb(frame, base)
    fits = []
    for held in range(count, frame - base + count + 1):
        few = sum(comb(held, x) * comb(frame - held, base - x) for x in range(count + 1))
        many = ways - few + comb(held, count) * comb(frame - held, base - count)
        if min(few, many) >= tail * ways:
            fits.append(held)
    return min(fits), max(fits)


def measured(base: int, frame: int) -> dict[str, float]:
    """Least and mean coverage, the widest interval over strict inversion's, and Wald's least coverage."""
    found = np.arange(base + 1)
    low, high = hypergeometric_limits(found, np.full(base + 1, base), np.full(base + 1, frame), confidence=LEVEL)
    strict = [inverted(count, base, frame) for count in range(base + 1)]
    ratios = [(h - lo) * frame / (most - least) for lo, h, (least, most) in zip(low, high, strict, strict=True)]
    ours, theirs = covered(base, frame, low, high), covered(base, frame, *wald(base))
    return {
        "least": ours.min(),
        "mean": ours.mean(),
        "width": max(ratios),
        "wald": theirs.min(),
        "wald_at": float(theirs.argmin()),
    }


def main() -> None:
    failed = False
    for base, frame in CASES:
        row = measured(base, frame)
        kept = row["least"] >= LEVEL and row["width"] <= WIDEST
        failed |= not kept
        print(
            f"{base} of {frame} replied, {frame + 1} true values: covers at least {row['least']:.4f}, on average "
            f"{row['mean']:.4f}; widest {row['width']:.4f} times strict inversion. "
            f"Wald's least {row['wald']:.3f} (where {row['wald_at']:.0f} hold it). {'ok' if kept else 'FAILED'}"
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
