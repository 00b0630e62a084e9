"""Statistics of the returns: counts and shares, comparisons, levels. They draw nothing and read no file."""

from analysis.statistics.comparisons import verdicts
from analysis.statistics.estimates import item_estimates, public_estimates
from analysis.statistics.maturity import maturity_levels

__all__ = ["item_estimates", "maturity_levels", "public_estimates", "verdicts"]
