"""How long all statistics take, for the shipped study and as councils grow to 2,200; run by `make bench-statistics`.

Seconds of processor time; more councils are copies of the shipped ones under other codes, with their returns.
"""

import argparse
import dataclasses
import time
from types import MappingProxyType

import pandas as pd

from analysis import statistics
from analysis.clean import clean
from analysis.paths import PACKAGE, SHIPPED_STUDY, project_root
from analysis.returns import read_invited, read_returns
from analysis.study import Study, load_study

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


def timed(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> dict[str, float]:
    """Seconds of each kind of statistics."""
    seconds = {}
    begun = time.process_time()

    def lap(name: str) -> None:
        nonlocal begun
        seconds[name], begun = time.process_time() - begun, time.process_time()

    found = statistics.item_estimates(study, answers, invited)
    lap("estimates")
    statistics.verdicts(study, found)
    lap("council against rest")
    statistics.group_differences(study, found)
    statistics.ordinal_tests(study, answers)
    statistics.banner(study, found, study.findings[0].item, study.whole)
    lap("group against group")
    for finding in study.findings:
        statistics.league(study, found, finding.item, finding.option)
    lap("leagues")
    statistics.weighted_totals(study, answers, invited)
    lap("weighted totals")
    statistics.maturity_levels(study, answers)
    lap("levels")
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="*", default=TIMES)
    study = load_study(PACKAGE / "studies" / SHIPPED_STUDY)
    raw = project_root() / "data" / "raw" / study.name
    received, notices = read_returns(study, raw)
    cleaned = clean(study, received, notices, read_invited(study, raw))
    timed(study, cleaned.answers, cleaned.invited)  # libraries loaded
    for times in parser.parse_args().times:
        held = copied(study, times)
        seconds = timed(held, grown(cleaned.answers, times), grown(cleaned.invited, times))
        parts = ", ".join(f"{name} {took:.2f}" for name, took in seconds.items())
        print(f"{len(held.councils):>5,} councils, {times * len(cleaned.answers):>7,} returns: ", end="")
        print(f"{sum(seconds.values()):.2f} s ({parts})", flush=True)


if __name__ == "__main__":
    main()
