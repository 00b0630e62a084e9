"""Invited and returned -> outcomes and response rates, by council and group; and when the returns arrived."""

import pandas as pd

from analysis.errors import CountError
from analysis.returns.moments import study_format
from analysis.study.study import Study

TOTAL = "total"
OUTCOMES = ("complete", "partial", "refusal", "non_contact", "other", "unknown", "not_eligible")
RETURNED = ("complete", "partial")


def response_rate(invited: pd.Series, returned: pd.Series) -> pd.DataFrame:
    """Response rate of each council.

    invited, returned: counts with one index; returned never exceeds invited.
    Result: one row per entry of the index - invited, returned, rate (0-1).
    Where none were invited there is no rate (NaN), not zero.
    Raises CountError if more returned than were invited.

    Source: AAPOR Standard Definitions (2023), RR2: complete and partial returns over all invited.
    """
    table = pd.DataFrame({"invited": invited, "returned": returned}).fillna(0).astype(int)
    over = table[table["returned"] > table["invited"]]
    if len(over):
        where, row = over.index[0], over.iloc[0]
        raise CountError(
            f"{where}: {row['returned']} returned of {row['invited']} invited; no more can return than were invited. "
            "Correct the invited list, or find the repeats."
        )
    return table.assign(rate=table["returned"] / table["invited"].where(table["invited"] > 0))


def response_rates(invited: pd.DataFrame, answers: pd.DataFrame, *, whole: str) -> pd.DataFrame:
    """Response by council and group, with each council's total and the whole's rows.

    invited: lines of the frame (council, group, invited); answers: kept returns (council, group).
    Result: council, group, invited, returned, rate; a total is pooled, never a mean of rates.
    """
    people = with_totals(invited, whole)["invited"].groupby(level=["council", "group"]).sum()
    returned = with_totals(answers, whole).groupby(level=["council", "group"]).size()
    return response_rate(people, returned).reset_index().sort_values(["council", "group"], ignore_index=True)


def outcome_counts(study: Study, invited: pd.DataFrame, dispositions: pd.DataFrame) -> pd.DataFrame:
    """Of those invited, how many came to each outcome, by council and group: council, group, invited, OUTCOMES.

    dispositions: one row a person who was seen. What a break-off, a blank or late return and no return at all count as
    is the study's (`break_off_is`, `blank_is`, `late_is`, `silent_is`). Outcomes add up to the invited: where returns
    without an e-mail address are more than were invited, those that do not count are taken for second tries.
    """
    keys, outcomes = ["council", "group"], study.settings.outcomes
    means = {"break_off": outcomes.break_off_is, "blank": outcomes.blank_is, "late": outcomes.late_is}
    people = with_totals(invited, study.whole)["invited"].groupby(level=keys).sum()
    placed = with_totals(dispositions, study.whole)
    counted = placed.groupby([*keys, "disposition"]).size().unstack(fill_value=0)
    counted = counted.reindex(index=people.index, columns=[*RETURNED, *means], fill_value=0)
    table = pd.DataFrame(0, index=people.index, columns=list(OUTCOMES))
    table[list(RETURNED)] = counted[list(RETURNED)]
    room = people - counted[list(RETURNED)].sum(axis="columns")
    for name, outcome in means.items():
        fitting = counted[name].clip(upper=room.clip(lower=0))
        table[outcome] += fitting
        room = room - fitting
    table[outcomes.silent_is] += room.clip(lower=0)
    return table.assign(invited=people)[["invited", *OUTCOMES]].reset_index().sort_values(keys, ignore_index=True)


def aapor_rates(counts: pd.DataFrame, *, eligible: float) -> pd.DataFrame:
    """Response, cooperation, refusal and contact rates (0-1) of each row of OUTCOMES; nothing over nothing is NaN.

    eligible: the share of the unknown that is eligible (e). RR1, RR3, RR5: complete alone; RR2, RR4, RR6: partial too.

    Source: AAPOR, Standard Definitions (10th ed., 2023), section on outcome rates.
    """
    of = {name: counts[name].astype(float) for name in OUTCOMES}
    full, both = of["complete"], of["complete"] + of["partial"]
    asked = both + of["refusal"]
    reached = asked + of["other"]
    known = reached + of["non_contact"]
    all_in, likely = known + of["unknown"], known + eligible * of["unknown"]
    rates = {
        "RR1": (full, all_in), "RR2": (both, all_in), "RR3": (full, likely), "RR4": (both, likely),
        "RR5": (full, known), "RR6": (both, known),
        "COOP1": (full, reached), "COOP2": (both, reached), "COOP3": (full, asked), "COOP4": (both, asked),
        "REF1": (of["refusal"], all_in), "REF2": (of["refusal"], likely), "REF3": (of["refusal"], known),
        "CON1": (reached, all_in), "CON2": (reached, likely), "CON3": (reached, known),
    }  # fmt: skip
    return pd.DataFrame({name: part / whole.where(whole > 0) for name, (part, whole) in rates.items()})


def with_totals(rows: pd.DataFrame, whole: str) -> pd.DataFrame:
    """Rows four times over: for their council and the whole, by their group and in total; indexed by council, group."""
    places = [rows["council"], pd.Series(whole, index=rows.index)]
    groups = [rows["group"], pd.Series(TOTAL, index=rows.index)]
    parts = [rows.assign(council=council, group=group) for council in places for group in groups]
    return pd.concat(parts).set_index(["council", "group"])


def returns_by_day(study: Study, received: pd.DataFrame) -> pd.DataFrame:
    """One row a day and tool on which returns arrived: day (2018-04-09; blank where unknown), tool, received."""
    moment = study_format(study.settings.cleaning.date_format)
    ended = pd.to_datetime(received["ended"].astype(str), format=moment, errors="coerce")
    dated = pd.DataFrame({"day": ended.dt.strftime("%Y-%m-%d").fillna(""), "tool": received["tool"].astype(str)})
    return dated.groupby(["day", "tool"], as_index=False).size().rename(columns={"size": "received"})
