"""Weights of a sample, and what they do to its figures: raking, standard errors, cross-tabulations."""

from analysis.weights.raking import Cells, diagnostics, effective_base, margins_of, rake, weigh
from analysis.weights.replicates import Replicates, bootstrap, jackknife, replicated, reraked
from analysis.weights.tables import RaoScott, rao_scott
from analysis.weights.variance import Design, Estimate, logit_interval, mean, ratio, total

__all__ = [
    "Cells", "Design", "Estimate", "RaoScott", "Replicates", "bootstrap", "diagnostics", "effective_base", "jackknife",
    "logit_interval", "margins_of", "mean", "rake", "rao_scott", "ratio", "replicated", "reraked", "total", "weigh",
]  # fmt: skip
