"""Shares of answers in any table: one row a respondent, one column a question; who is counted together is `by`.

A study's own tables are made from these (estimates.py, public_survey.py); nothing here knows a study.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics.intervals import hypergeometric_limits, wilson_limits
from analysis.statistics.weights.variance import Design, logit_interval, weighted_means

Options = Mapping[str, Mapping[str, Sequence[str]]]  # question -> answer as it is told -> the codes that make it up


def answer_counts(
    answers: pd.DataFrame, options: Options, *, by: Sequence[str] = (), weights: str = ""
) -> pd.DataFrame:
    """How many gave each answer: one row a place of `by`, question and answer - *by, item, option, base, count.

    answers: codes as text, several ticked ones with `;` between, blank where none. options: {"q1": {"yes": ["yes"],
    "no": ["no"], "any": ["yes", "no"]}}. base: respondents who gave any code named for the question; who gave two codes
    of one answer counts once. Places where nobody is in the base have no row. weights: a column of answers; then count
    is a sum of weights, and beside it stand weight (that of the base) and effective_base (Kish 1965).
    """
    said = _said(answers, list(options), by, weights)
    told = pd.DataFrame(
        [(item, option, code) for item, held in options.items() for option, codes in held.items() for code in codes],
        columns=["item", "option", "code"],
    )
    chosen = said.assign(row=np.arange(len(said)), code=said["said"].str.split(";")).explode("code")
    chosen = chosen.merge(told, on=["item", "code"]).drop_duplicates(["row", "option"])
    keys = [*by, "item"]
    sums = ["many", "weight", "squares"] if weights else ["many"]
    base = chosen.drop_duplicates("row").groupby(keys)[sums].sum().reset_index().rename(columns={"many": "base"})
    counted = "weight" if weights else "many"
    count = chosen.groupby([*keys, "option"])[counted].sum().rename("count").reset_index()
    table = base.merge(told[["item", "option"]].drop_duplicates(), on="item").merge(
        count, how="left", on=[*keys, "option"]
    )
    table["count"] = table["count"].fillna(0).astype(float if weights else int)
    columns = [*keys, "option", "base", "count"]
    if not weights:
        return table[columns]
    return table.assign(effective_base=table["weight"] ** 2 / table["squares"])[[*columns, "weight", "effective_base"]]


def _said(answers: pd.DataFrame, items: Sequence[str], by: Sequence[str], weights: str) -> pd.DataFrame:
    """How many at each place said what, word for word: *by, item, said, many; with weights their sum and squares."""
    keys = answers[list(by)].astype(str) if by else pd.DataFrame({"": ""}, index=answers.index)
    place, places = pd.factorize(pd.MultiIndex.from_frame(keys))
    held = answers[weights].to_numpy(dtype=float) if weights else None
    parts = [pd.DataFrame(columns=["place", "said", "many", "item"])]
    for item in items:
        code, words = pd.factorize(answers[item].astype(str))
        cell = place * len(words) + code
        many = np.bincount(cell)
        found = np.flatnonzero(many)
        here = {"place": found // len(words), "said": words[found % len(words)], "many": many[found], "item": item}
        if held is not None:
            here |= {"weight": np.bincount(cell, held)[found], "squares": np.bincount(cell, held**2)[found]}
        parts.append(pd.DataFrame(here))
    table = pd.concat(parts[1:] or parts, ignore_index=True)
    rows = table["place"].to_numpy(dtype=np.int64)
    columns = {name: places.get_level_values(level).take(rows) for level, name in enumerate(by)}
    return table.drop(columns="place").assign(**columns)


def with_limits(counts: pd.DataFrame, *, confidence: float) -> pd.DataFrame:
    """Counts with value, low and high (0-1).

    counts: rows of answer_counts, and `frame` where it is known how many people were asked: then the limits are exact
    for that complete frame (Buonaccorsi 1987). Else respondents are a simple random sample of many, and the limits are
    Wilson's (Newcombe 1998), on the effective base where answers were weighted.
    """
    over, base = (counts.get(name, counts["base"]) for name in ("weight", "effective_base"))
    value = counts["count"] / over
    if "frame" in counts:
        low, high = hypergeometric_limits(counts["count"], counts["base"], counts["frame"], confidence=confidence)
    else:
        low, high = wilson_limits(value, base, confidence=confidence)
    return counts.assign(value=value, low=low, high=high)


def answer_shares(
    answers: pd.DataFrame,
    options: Options,
    *,
    by: Sequence[str] = (),
    weights: str = "",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Share of each answer: the columns of answer_counts, and value, low, high (0-1), as with_limits says.

    For a complete frame: with_limits(answer_counts(...).assign(frame=...)); for strata, clusters or raked weights:
    weighted_shares.
    """
    return with_limits(answer_counts(answers, options, by=by, weights=weights), confidence=confidence)


def weighted_shares(
    answers: pd.DataFrame,
    options: Options,
    design: Design,
    *,
    by: Sequence[str] = (),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Share of each answer with its standard error under a sample's design: strata, clusters, raked weights.

    answers, options, by: as in answer_counts; design: of the same respondents in the same order (sample_design). One
    row a place, question and answer: *by, item, option, base (respondents), value, error, low, high (0-1). error is
    Taylor's; a place is a part of the whole sample, whose strata and clusters all stand. The limits are on the logit
    scale with Student's t, none where the share is 0 or 1.

    Sources: Woodruff (1971), JASA 66:411-414; Korn & Graubard (1998), Survey Methodology 24:193-201.
    """
    rows = []
    for place, here in places_of(answers, by):
        for item, held in options.items():
            ticked = answers[item].astype(str).str.get_dummies(";").astype(bool)
            gave = [
                ticked.reindex(columns=list(codes), fill_value=False).any(axis="columns") for codes in held.values()
            ]
            base = here & np.logical_or.reduce(gave)
            if base.any():
                found = weighted_means(design, np.stack(gave, axis=1).astype(float), where=base)
                for option, value, error in zip(held, found.value.tolist(), found.error.tolist(), strict=True):
                    ends = logit_interval(value, error, design.degrees, confidence=confidence)
                    rows.append((*place, item, option, int(base.sum()), value, error, *ends))
    return pd.DataFrame(rows, columns=[*by, "item", "option", "base", "value", "error", "low", "high"])


def places_of(table: pd.DataFrame, by: Sequence[str]) -> Iterator[tuple[tuple[str, ...], NDArray[np.bool_]]]:
    """Each place of `by` in order, and which rows are of it; one place of all rows where `by` is empty."""
    if not by:
        yield (), np.ones(len(table), dtype=bool)
        return
    keys = pd.MultiIndex.from_frame(table[list(by)].astype(str))
    for place in sorted(set(keys)):
        yield place, np.asarray(keys == place)
