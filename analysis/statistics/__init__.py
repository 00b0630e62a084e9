"""Statistics of the returns: counts and shares, comparisons, levels. They draw nothing and read no file."""

from analysis.statistics.banner import banner
from analysis.statistics.banner import rule as banner_rule
from analysis.statistics.comparisons import group_differences, ordinal_tests, verdicts
from analysis.statistics.estimates import item_counts, item_estimates, public_estimates
from analysis.statistics.league import funnel_limits, league
from analysis.statistics.maturity import maturity_levels
from analysis.statistics.nonresponse import item_nonresponse
from analysis.statistics.pooled import weighted_totals

__all__ = [
    "banner", "banner_rule", "funnel_limits", "group_differences", "item_counts", "item_estimates", "item_nonresponse",
    "league", "maturity_levels", "ordinal_tests", "public_estimates", "verdicts", "weighted_totals",
]  # fmt: skip
