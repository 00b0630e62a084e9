"""Charts of a report: what the evidence holds, selected, ordered and drawn. Nothing is computed here.

Each function returns one chart for every language of the report, with its data table and its text alternative.
"""

from analysis.charts.agreement import agreement
from analysis.charts.answers import choices, named
from analysis.charts.comparisons import comparison
from analysis.charts.councils import levels, response

__all__ = ["agreement", "choices", "comparison", "levels", "named", "response"]
