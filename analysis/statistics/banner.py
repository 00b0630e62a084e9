"""Banner tables: answers in columns side by side with a Total, and letters where one column is clearly higher."""

from collections.abc import Sequence
from string import ascii_uppercase

import pandas as pd

from analysis.statistics.comparisons import DifferenceRule, compared_shares, paired_rows
from analysis.statistics.estimates import NET
from analysis.statistics.response import TOTAL
from analysis.statistics.significance import METHODS, TESTS
from analysis.study.study import Study

RULE = (
    "A letter says that this share is higher than that of the column with the letter: {test}, two-sided, "
    "at {level}%, adjusted by {method} over all pairs of columns and answers of the question. "
    "No letter, and no share, where fewer than {minimum} answered; the Total is compared with nothing."
)


def column_letters(
    counts: pd.DataFrame, rule: DifferenceRule, *, column: str = "column", order: Sequence[str]
) -> pd.DataFrame:
    """Answers of several columns with the letters of a banner table: the rows of counts, and letter, letters.

    counts: column, option, base, count, one row a column and answer. order: the columns that have letters, A first; any
    other (a total, too small a base) has none and is compared with nothing. letters: of the columns whose share is
    clearly lower than this one. All pairs of columns and answers are one family. For weighted shares: the z-test, base
    the effective one, count the share times it.
    """
    named = letters_of(order)
    pairs = compared_shares(paired_rows(counts, column, order, on=["option"]), rule)
    higher = pairs[pairs["verdict"] == "higher"][[column, "option", f"other_{column}"]]
    lower = pairs[pairs["verdict"] == "lower"][[f"other_{column}", "option", column]]
    found: dict[tuple[str, str], str] = {}
    for above, option, under in sorted([*higher.itertuples(index=False), *lower.itertuples(index=False)]):
        found[above, option] = found.get((above, option), "") + named[under]
    told = ["".join(sorted(found.get(key, ""))) for key in zip(counts[column], counts["option"], strict=True)]
    return counts.assign(letter=counts[column].map(named).fillna(""), letters=told)


def letters_of(columns: Sequence[str]) -> dict[str, str]:
    """The letter of each column, A first. Raises ValueError where there are more columns than letters."""
    if len(columns) > len(ascii_uppercase):
        raise ValueError(f"{len(columns)} columns; letters do for {len(ascii_uppercase)}. Show fewer side by side.")
    return dict(zip(columns, ascii_uppercase, strict=False))


def banner_table(
    study: Study, estimates: pd.DataFrame, item: str, council: str, *, test: str = "fisher"
) -> pd.DataFrame:
    """A question's answers at a place, groups side by side with their Total.

    estimates: rows of item_estimates. One row per column and answer, columns in the order of study.toml, the Total
    last: column, letter, option, base, count, value (0-1), letters. Under the minimum base only the base stands.
    For the analyst: groups beside a total can give a small group away, and the disclosure gate decides on print.
    """
    here = estimates[(estimates["item"] == item) & (estimates["council"] == council) & (estimates["option"] != NET)]
    table = here[["group", "option", "base", "count", "value"]].rename(columns={"group": "column"})
    clear = table["base"] >= study.settings.disclosure.minimum_base
    rule = DifferenceRule(study.settings.statistics.confidence, test=test)
    letters = column_letters(table[clear], rule, order=study.groups)["letters"]
    table["letter"] = table["column"].map(letters_of(study.groups)).fillna("")
    table["letters"] = letters.reindex(table.index).fillna("")
    table["count"] = table["count"].astype("Int64").where(clear)
    table["value"] = table["value"].where(clear)
    order = [*study.base_options(item), "top2", "bottom2", *study.groups, TOTAL]
    table = table.sort_values(["option", "column"], key=lambda held: held.map(order.index), ignore_index=True)
    return table[["column", "letter", "option", "base", "count", "value", "letters"]]


def banner_rule(study: Study, *, test: str = "fisher") -> str:
    """The rule of the letters, to be printed under the table."""
    level = f"{100 * (1 - study.settings.statistics.confidence):g}"
    minimum = study.settings.disclosure.minimum_base
    return RULE.format(test=TESTS[test], level=level, method=METHODS["holm"], minimum=minimum)
