"""Ways of cleaning compared: how far the headline figures of the whole move under each other way.

Nothing is printed from these: they say what a declared rule is worth. A return dropped as a speeder or a straight-liner
is taken out of those kept; no other return of the same person comes in for it.
"""

import dataclasses
from collections.abc import Iterator

import pandas as pd

from analysis.cleaning import clean
from analysis.errors import WeightError
from analysis.numbers import percent, percent_of_share
from analysis.statistics import estimates
from analysis.statistics.response import TOTAL, with_totals
from analysis.statistics.weights import raking
from analysis.study.study import Study

DECLARED = "as_declared"
FLAGGED = {"speeders_out": "speeder", "straight_liners_out": "straight_line"}
WAYS = (DECLARED, "partials_out", "break_offs_count", "repeats_stay", *FLAGGED)
RESPONSE, PUBLIC = "response_rate", "public"
ANY_ANSWER = 1e-9  # a share of the items asked that one answer reaches
Kept = tuple[str, pd.DataFrame, pd.DataFrame]  # the way, and its kept returns of the tools and of the public survey


def ways_of_cleaning(
    study: Study, received: pd.DataFrame, invited: pd.DataFrame, cleaned: clean.Cleaned
) -> pd.DataFrame:
    """One row a headline figure and way: figure, item, option, group, way, count, base, value, percent, points.

    Figures, of the whole only: the response rate of each group and in total, each finding of findings.toml in total,
    each measure of the public survey (weighted, so without a count). value (0-1); points: how far it lies from the
    figure as declared, in percentage points. A figure that a way leaves without a base, or cannot weight, has none.
    """
    ways = list(_ways(study, received, invited, cleaned))
    found = pd.concat(
        [_response(study, cleaned.invited, ways), _findings(study, ways), _public(study, ways)], ignore_index=True
    )
    declared = found[found["way"] == DECLARED].set_index(["figure", "group"])["value"]
    places = pd.MultiIndex.from_frame(found[["figure", "group"]])
    found["points"] = 100 * (found["value"] - declared.reindex(places).to_numpy())
    return found


def headline_movements(table: pd.DataFrame) -> pd.DataFrame:
    """ways_of_cleaning to be read: one row a figure - percent as declared, and each other way's points, to a tenth."""
    keys = ["figure", "group"]
    declared = table.loc[table["way"] == DECLARED, [*keys, "base", "percent"]]
    points = table.pivot(index=keys, columns="way", values="points").reindex(columns=list(WAYS[1:])).round(1).add(0.0)
    return declared.merge(points, left_on=keys, right_index=True, how="left").reset_index(drop=True)


def _ways(study: Study, received: pd.DataFrame, invited: pd.DataFrame, cleaned: clean.Cleaned) -> Iterator[Kept]:
    """Each way's kept returns, in the order of WAYS."""
    notices = pd.DataFrame(columns=["file", "line", "rule", "found", "action"], dtype=str)
    cleaning = dataclasses.replace(study.settings.cleaning, partial_from=ANY_ANSWER)
    settings = dataclasses.replace(study.settings, cleaning=cleaning)
    lenient = clean.clean_returns(dataclasses.replace(study, settings=settings), received, notices, invited)
    repeated = clean.clean_returns(study, received, notices, invited, keep=("repeat",))
    answers, public = cleaned.answers, cleaned.public
    yield DECLARED, answers, public
    # The same as cleaning with partial_from = complete_from: a partial never stands in for a complete return.
    yield "partials_out", answers[answers["status"] == "complete"], public[public["status"] == "complete"]
    yield "break_offs_count", lenient.answers, lenient.public
    yield "repeats_stay", repeated.answers, repeated.public
    for way, rule in FLAGGED.items():
        flagged = cleaned.issues.loc[cleaned.issues["rule"] == rule, ["file", "return_id"]]
        yield way, _without(answers, flagged), _without(public, flagged)


def _without(kept: pd.DataFrame, flagged: pd.DataFrame) -> pd.DataFrame:
    keys = pd.MultiIndex.from_frame(kept[["file", "return_id"]].astype(str))
    return kept[~keys.isin(pd.MultiIndex.from_frame(flagged.astype(str)))]


def _stacked(ways: list[Kept]) -> pd.DataFrame:
    """Kept returns of the tools under every way, the way in the council's place: one count serves all ways."""
    return pd.concat([answers.assign(council=way) for way, answers, _ in ways], ignore_index=True)


def _response(study: Study, invited: pd.DataFrame, ways: list[Kept]) -> pd.DataFrame:
    """Response rates of the whole; with repeats kept, more may return than were invited."""
    people = with_totals(invited, study.whole)["invited"].groupby(level=["council", "group"]).sum()
    returned = with_totals(_stacked(ways)[["council", "group"]], study.whole).groupby(level=["council", "group"]).size()
    rows = [
        (RESPONSE, "", "", group, way, int(returned.get((way, group), 0)), int(people.get((study.whole, group), 0)))
        for group in (*study.groups, TOTAL)
        for way, _, _ in ways
    ]
    return _shared(rows)


def _findings(study: Study, ways: list[Kept]) -> pd.DataFrame:
    """The share behind each finding, of all who answered."""
    stacked, rows = _stacked(ways), []
    for finding in study.findings:
        counted = estimates.item_counts(study, stacked[["council", "group", finding.item]], finding.item)
        of_total = counted[(counted["group"] == TOTAL) & (counted["option"] == finding.option)]
        held = dict(zip(of_total["council"], zip(of_total["count"], of_total["base"], strict=True), strict=True))
        for way, _, _ in ways:
            count, base = held.get(way, (0, 0))
            rows.append((finding.id, finding.item, finding.option, TOTAL, way, int(count), int(base)))
    return _shared(rows)


def _shared(rows: list[tuple[str, str, str, str, str, int, int]]) -> pd.DataFrame:
    """Counts with their share, exact and as it would be printed."""
    table = pd.DataFrame(rows, columns=["figure", "item", "option", "group", "way", "count", "base"])
    printed = [
        percent(count, base) if base else None for count, base in zip(table["count"], table["base"], strict=True)
    ]
    shown = pd.Series(printed, index=table.index, dtype="Int64")
    return table.assign(
        count=table["count"].astype("Int64"),
        value=table["count"] / table["base"].where(table["base"] > 0),
        percent=shown,
    )


def _public(study: Study, ways: list[Kept]) -> pd.DataFrame:
    """Weighted shares of the public survey, weighted anew under each way."""
    held: dict[tuple[str, ...], pd.DataFrame] = {}
    parts = []
    for way, _, public in ways:
        key = tuple(public["return_id"])
        if key not in held:
            held[key] = _weighted(study, public)
        parts.append(held[key].assign(way=way))
    table = pd.concat(parts, ignore_index=True).assign(option="", group=PUBLIC, count=float("nan"))
    table["figure"] = table["item"]
    table["percent"] = table["value"].map(percent_of_share, na_action="ignore").astype("Int64")
    columns = ["figure", "item", "option", "group", "way", "count", "base", "value", "percent"]
    order = table["item"].map({item: place for place, item in enumerate(study.items)})
    return table.loc[order.sort_values(kind="stable").index, columns].astype({"count": "Int64"})


def _weighted(study: Study, public: pd.DataFrame) -> pd.DataFrame:
    """item, base, value; no value where these respondents cannot be weighted to the population."""
    columns = ["item", "base", "value"]
    if public.empty:
        return pd.DataFrame(columns=columns)
    try:
        weighed = public.assign(weight=raking.public_weights(study, public))
    except WeightError:
        return estimates.public_estimates(study, public).drop_duplicates("item")[columns].assign(value=float("nan"))
    shares = estimates.public_estimates(study, weighed)
    return shares.loc[shares["measure"] == "weighted", columns]
