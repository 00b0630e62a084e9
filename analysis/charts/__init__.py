"""Charts of a report, and those of the account of returns: selected, ordered and drawn. Nothing is computed here.

Each function returns one chart for every language of the report, with its data table and its text alternative.
"""

from analysis.charts.agreement import agreement
from analysis.charts.answers import choices, named
from analysis.charts.arrivals import account, arrivals
from analysis.charts.cleaning import nonresponse, ways
from analysis.charts.comparisons import comparison
from analysis.charts.councils import levels, response
from analysis.charts.funnel import funnel, response_funnel
from analysis.charts.grid import maturity_grid
from analysis.charts.ranks import ranks
from analysis.charts.replies import early_and_late, outcomes, public_shares, worst_case

__all__ = [
    "account", "agreement", "arrivals", "choices", "comparison", "early_and_late", "funnel", "levels", "maturity_grid",
    "named", "nonresponse", "outcomes", "public_shares", "ranks", "response", "response_funnel", "ways", "worst_case",
]  # fmt: skip
