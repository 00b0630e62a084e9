"""Whole columns that read like a mistake of reading: told for a person to look at; nothing is dropped for them."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from analysis.study.rows import Item
from analysis.study.study import Study

LOOK, LATE = "look_at_this", "mostly_late"
LEAST = 5  # answers of an item, or returns of a tool, under which one alike says nothing
MANY = 50  # returns of a tool from which one month for all is worth a look
SINGLE = ("single", "scale", "level")
ISSUE = ["file", "item", "found", "rule", "action"]
Seen = tuple[str, str, str]  # item, what was found, what to look at


def column_issues(study: Study, coded: pd.DataFrame) -> pd.DataFrame:
    """What stands out in whole columns of each tool, as issues: `look_at_this`, and `mostly_late` of a file.

    coded: returns with their rule, and the moment each ended. Looked at are the returns that count: an option of a
    multi-select item that all or none chose, an item with one answer throughout, one month or one day of the month for
    all, one council, no return that counts. No line says more of people than how many there are.
    """
    rows = [*_late_files(study, coded)]
    for tool in study.tools.values():
        files = " ".join(dict.fromkeys(row.file for row in study.tables["mapping.csv"] if row.tool == tool.tool))
        mine = coded[coded["tool"] == tool.tool]
        kept = mine[mine["rule"] == ""]
        seen = [*_none_kept(mine, kept), *_one_council(study, kept), *_dates(kept), *_items(study, tool.tool, kept)]
        rows += [(files, item, found, LOOK, action) for item, found, action in seen]
    return pd.DataFrame(rows, columns=ISSUE, dtype=str)


def _late_files(study: Study, coded: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """Files of which the cut-off drops more than half of the returns that reach it."""
    reach = coded[~coded["rule"].isin(["withdrawn", "superseded", "test"])]
    late = (reach["rule"] == "late").groupby(reach["file"].astype(str)).agg(["sum", "size"])
    for file, many, of in late.itertuples():
        if 2 * many > of:
            found = f"{many} of {of} returns ended after {study.settings.cleaning.cut_off}"
            yield (
                str(file),
                "",
                found,
                LATE,
                "dropped; look at cut_off of study.toml, and at day and month in the dates",
            )


def _none_kept(mine: pd.DataFrame, kept: pd.DataFrame) -> Iterator[Seen]:
    if len(mine) and not len(kept):
        why = ", ".join(f"{rule} {many}" for rule, many in sorted(Counter(mine["rule"]).items()))
        yield "", f"none of {len(mine)} returns counts ({why})", "look at why they are dropped"


def _one_council(study: Study, kept: pd.DataFrame) -> Iterator[Seen]:
    of_group = kept["group"].isin(study.groups).all()
    if len(kept) >= LEAST and of_group and len(study.councils) > 1 and kept["council"].nunique() == 1:
        yield "council", f"all {len(kept)} returns are of one council", "look at the column of the council"


def _dates(kept: pd.DataFrame) -> Iterator[Seen]:
    """One month for all; or one day of the month in several months, which day and month in turned places come to."""
    days = kept["moment"].dropna()
    months = days.dt.strftime("%Y-%m").nunique()
    if len(days) >= MANY and months == 1:
        yield "", f"all {len(days)} dates are in one month, {days.iloc[0]:%Y-%m}", "look at day and month in the dates"
    if len(days) >= LEAST and months > 1 and days.dt.day.nunique() == 1:
        found = f"all {len(days)} dates are on day {days.iloc[0].day} of a month, in {months} months"
        yield "", found, "look at day and month in the dates"


def _items(study: Study, tool: str, kept: pd.DataFrame) -> Iterator[Seen]:
    for item in study.asked_by(tool):
        answers = kept.loc[kept[item.item] != "", item.item].astype(str).value_counts()
        many = int(answers.sum())
        if many >= LEAST and item.kind == "multi":
            yield from _options(study, item, answers, many)
        elif many >= LEAST and item.kind in SINGLE and len(answers) == 1:
            yield item.item, f"all {many} answers are {answers.index[0]}", "look at the column"


def _options(study: Study, item: Item, answers: "pd.Series[int]", many: int) -> Iterator[Seen]:
    """Options of a multi-select item that all chose who answered it, or nobody."""
    chosen: Counter[str] = Counter()
    for codes, times in answers.items():
        chosen.update(dict.fromkeys(str(codes).split(";"), int(times)))
    for option in study.options(item.item):
        if chosen[option.code] in (0, many):
            who = "nobody" if not chosen[option.code] else "all"
            yield item.item, f"{who} of {many} who answered chose {option.code}", "look at its ticks"
