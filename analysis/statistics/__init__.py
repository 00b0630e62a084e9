"""Statistics of the returns: counts and shares, comparisons, levels. They draw nothing and read no file."""

from analysis.statistics.agreement import code_agreement, coded_themes
from analysis.statistics.comparisons import verdicts
from analysis.statistics.estimates import item_counts, item_estimates, public_estimates
from analysis.statistics.maturity import judged_levels, level_sensitivity, maturity_levels
from analysis.statistics.nonresponse import item_nonresponse
from analysis.statistics.themes import scale_reliability

__all__ = [
    "code_agreement", "coded_themes", "item_counts", "item_estimates", "item_nonresponse",
    "judged_levels", "level_sensitivity", "maturity_levels",
    "public_estimates", "scale_reliability", "verdicts",
]  # fmt: skip
