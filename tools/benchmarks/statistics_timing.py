"""How long all statistics take, for the shipped study and as councils grow to 2,200; run by `make bench-statistics`.

Seconds of processor time; more councils are copies of the shipped ones under other codes, with their returns.
"""

import argparse
import dataclasses
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType

import pandas as pd

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.disclosure import audit
from analysis.disclosure.attackers import attackers_table
from analysis.disclosure.gate import gated_levels, release_items
from analysis.paths import PACKAGE, SHIPPED_STUDY, project_root
from analysis.returns.comments import read_codes
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.statistics import (
    banner,
    bounds,
    coders,
    comparisons,
    estimates,
    league,
    maturity,
    nonresponse,
    pooled,
    public_survey,
    reliability,
    representativeness,
    response,
)
from analysis.statistics.weights import raking
from analysis.study.loading import load_study
from analysis.study.study import Study

TIMES = (1, 10, 100)


def copied(study: Study, times: int) -> Study:
    """The study with its councils so many times over."""
    councils = [
        dataclasses.replace(row, gss_code=f"{row.gss_code}{turn or ''}")
        for turn in range(times)
        for row in study.tables["councils.csv"]
    ]
    return dataclasses.replace(study, tables=MappingProxyType({**study.tables, "councils.csv": tuple(councils)}))


def grown(table: pd.DataFrame, times: int) -> pd.DataFrame:
    """Rows of councils so many times over."""
    codes = table["council"].astype(str)
    return pd.concat([table.assign(council=codes + str(turn or "")) for turn in range(times)], ignore_index=True)


def timed(study: Study, cleaned: Cleaned, codes: pd.DataFrame) -> dict[str, float]:
    """Seconds of each kind of statistics."""
    seconds: dict[str, float] = {}
    answers, invited = cleaned.answers, cleaned.invited

    @contextmanager
    def lap(name: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        seconds[name] = time.process_time() - begun

    with lap("estimates"):
        found = estimates.item_estimates(study, answers, invited)
    with lap("council against rest"):
        comparisons.council_verdicts(study, found)
    with lap("group against group"):
        comparisons.group_differences(study, found)
        comparisons.ordinal_tests(study, answers)
        banner.banner_table(study, found, study.findings[0].item, study.whole)
    with lap("a league"):
        league.league_table(study, found, study.findings[0].item, study.findings[0].option)
    with lap("weighted totals"):
        pooled.weighted_totals(study, answers, invited)
    with lap("levels and their stability"):
        maturity.maturity_levels(study, answers)
    with lap("response"):
        of_response(study, cleaned)
    with lap("public survey"):
        of_public(study, cleaned.public)
    with lap("scales and coders"):
        reliability.scale_reliability(study, answers)
        coders.code_agreement(study, codes, answers)
        coders.coded_themes(study, codes, answers)
    return seconds


def of_response(study: Study, cleaned: Cleaned) -> None:
    """Rates, outcomes, funnel, frame, early against late, bounds, blank questions."""
    answers, invited = cleaned.answers, cleaned.invited
    rates = response.response_rates(invited, answers, whole=study.whole)
    response.aapor_rates(response.outcome_counts(study, invited, cleaned.dispositions), eligible=1.0)
    representativeness.response_funnel(rates, whole=study.whole, group="total")
    classes = representativeness.frame_classes(study, invited, answers)
    representativeness.response_by_frame(classes)
    representativeness.r_indicator(classes)
    bounds.early_and_late(study, answers, cleaned.dispositions)
    bounds.worst_case_bounds(study, bounds.headline_counts(study, answers), invited)
    nonresponse.item_nonresponse(study, answers)


def of_public(study: Study, public: pd.DataFrame) -> None:
    """Weights, shares, errors by each method, tests."""
    weighted = public.assign(weight=raking.public_weights(study, public))
    estimates.public_estimates(study, weighted)
    public_survey.public_errors(study, weighted)
    public_survey.public_tests(study, weighted)


def larger(cleaned: Cleaned, times: int) -> Cleaned:
    """Cleaned returns of so many times the councils; the public survey and who was seen stay as they are."""
    return dataclasses.replace(cleaned, answers=grown(cleaned.answers, times), invited=grown(cleaned.invited, times))


def gate(study: Study, cleaned: Cleaned) -> None:
    """Seconds of the disclosure gate, and of the audit of all it releases; then what is left to each attacker."""
    found = estimates.item_estimates(study, cleaned.answers, cleaned.invited)
    begun = time.process_time()
    released = release_items(study, found)
    chosen = time.process_time()
    told = gated_levels(study, maturity.maturity_levels(study, cleaned.answers), released)
    levels = time.process_time()
    narrowed = audit.narrowed_figures(study, released)
    ended = time.process_time()
    print(
        f"gate: figures to withhold {chosen - begun:.1f} s, levels {levels - chosen:.1f} s; audit of the release ",
        end="",
    )
    print(f"{ended - levels:.1f} s, {len(narrowed)} narrowed", flush=True)
    print(attackers_table(study, told, released).to_string(index=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="*", default=TIMES)
    study = load_study(PACKAGE / "studies" / SHIPPED_STUDY)
    raw = project_root() / "data" / "raw" / study.name
    received, notices = read_returns(study, raw)
    cleaned, codes = clean_returns(study, received, notices, read_invited(study, raw)), read_codes(study, raw)
    timed(study, cleaned, codes)  # libraries loaded
    for times in parser.parse_args().times:
        held = copied(study, times)
        seconds = timed(held, larger(cleaned, times), codes)
        parts = ", ".join(f"{name} {took:.2f}" for name, took in seconds.items())
        print(f"{len(held.councils):>5,} councils, {times * len(cleaned.answers):>7,} returns: ", end="")
        print(f"{sum(seconds.values()):.2f} s ({parts})", flush=True)
    gate(study, cleaned)


if __name__ == "__main__":
    main()
