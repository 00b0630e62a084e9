"""The public survey beside earlier releases: a measure stands as published until enough people came or left.

Its respondents are known by nothing that could be followed. So a measure stands where its base moved by fewer than the
minimum base since any release, or its base did not and its unweighted share did: somebody answered otherwise.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.disclosure.dated import with_vintage
from analysis.disclosure.earlier_releases import EarlierRelease
from analysis.disclosure.told_between import Telling
from analysis.study.study import Study

MEASURE = ["item", "measure"]
PRECISION = 1e-9  # shares are published with ten significant digits


def standing_public(study: Study, released: pd.DataFrame, earlier: Sequence[EarlierRelease]) -> pd.DataFrame:
    """Rows of release_public, those of a measure that few have moved as the last release told them, with its date."""
    table, told = with_vintage(released), [(each, each.public) for each in earlier if each.public is not None]
    held = {item for _, before in told for item in _few_moved(study, before, table)}
    if not held:
        return table
    last, before = told[-1]
    dated = with_vintage(before)
    own = dated["vintage"] == ""
    stood = dated.assign(
        vintage=dated["vintage"].mask(own, last.name), vintage_date=dated["vintage_date"].mask(own, last.date)
    )
    kept = pd.concat([table[~table["item"].isin(held)], stood[stood["item"].isin(held)][table.columns]])
    percent = pd.to_numeric(kept["percent"]).astype("Int64")
    return kept.assign(percent=percent).sort_values(MEASURE, ignore_index=True)


def public_told(study: Study, earlier: Sequence[EarlierRelease], now: pd.DataFrame) -> Iterator[Telling]:
    """Measures that a new release tells otherwise than an earlier one, though few have moved them."""
    for each in earlier:
        for item in sorted(_few_moved(study, each.public, now)) if each.public is not None else ():
            what = f"moved by fewer than {study.settings.disclosure.minimum_base} respondents of the public survey"
            yield Telling(each.name, study.whole, item, what)


def _few_moved(study: Study, before: pd.DataFrame, now: pd.DataFrame) -> set[str]:
    """Measures moved by at least one person and fewer than the minimum base, for all that the figures say."""
    both = now.merge(before, on=MEASURE, suffixes=("", "_before"))
    base = (both["base"] - both["base_before"]).abs()
    other = (both["value"] - both["value_before"]).abs() > PRECISION
    answered = (both["measure"] == "unweighted") & (base == 0) & other
    few = base.between(1, study.settings.disclosure.minimum_base - 1) | answered
    return set(both.loc[few, "item"])
