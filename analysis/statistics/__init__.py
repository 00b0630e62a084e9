"""Statistics of the returns: counts and shares, comparisons, levels. They draw nothing and read no file."""

from analysis.statistics.agreement import code_agreement, coded_themes
from analysis.statistics.banner import banner
from analysis.statistics.banner import rule as banner_rule
from analysis.statistics.comparisons import group_differences, ordinal_tests, verdicts
from analysis.statistics.estimates import item_counts, item_estimates, public_estimates
from analysis.statistics.frame import frame_classes, r_indicator, response_by_frame, response_funnel
from analysis.statistics.headlines import early_and_late, headline_counts, same_items, wave_against_wave, worst_case
from analysis.statistics.league import league
from analysis.statistics.maturity import judged_levels, level_sensitivity, maturity_levels
from analysis.statistics.nonresponse import item_nonresponse
from analysis.statistics.pooled import weighted_totals
from analysis.statistics.public import public_crosstab, public_errors, public_tests
from analysis.statistics.themes import scale_reliability

__all__ = [
    "banner", "banner_rule", "code_agreement", "coded_themes", "early_and_late", "frame_classes", "group_differences",
    "headline_counts", "item_counts", "item_estimates", "item_nonresponse", "judged_levels", "league",
    "level_sensitivity", "maturity_levels", "ordinal_tests", "public_crosstab", "public_errors", "public_estimates",
    "public_tests", "r_indicator", "response_by_frame", "response_funnel", "same_items", "scale_reliability",
    "verdicts", "wave_against_wave", "weighted_totals", "worst_case",
]  # fmt: skip
