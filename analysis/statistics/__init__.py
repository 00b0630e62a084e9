"""Statistics of the returns: counts and shares, comparisons, levels. They draw nothing and read no file."""

from analysis.statistics.comparisons import verdicts
from analysis.statistics.estimates import item_counts, item_estimates, public_estimates
from analysis.statistics.maturity import judged_levels, level_sensitivity, maturity_levels
from analysis.statistics.nonresponse import item_nonresponse

__all__ = ["item_counts", "item_estimates", "item_nonresponse", "maturity_levels", "public_estimates", "verdicts"]
