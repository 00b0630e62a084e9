"""Banner tables: answers in columns side by side with a Total, and letters where one column is clearly higher."""

from itertools import combinations
from string import ascii_uppercase

import pandas as pd

from analysis.statistics.estimates import NET
from analysis.statistics.response import TOTAL
from analysis.statistics.significance import METHODS, adjusted_p, fisher_exact
from analysis.study.study import Study

RULE = (
    "A letter says that this share is higher than that of the column with the letter: Fisher's exact test, two-sided, "
    "at {level}%, adjusted by {method} over all pairs of columns and answers of the question. "
    "No letter, and no share, where fewer than {minimum} answered; the Total is compared with nothing."
)


def banner_table(study: Study, estimates: pd.DataFrame, item: str, council: str) -> pd.DataFrame:
    """A question's answers at a place, groups side by side with their Total.

    estimates: rows of item_estimates. One row per column and answer, columns in the order of study.toml, the Total
    last: column, letter, option, base, count, value (0-1), letters. Under the minimum base only the base stands.
    For the analyst: groups beside a total can give a small group away, and the disclosure gate decides on print.
    """
    here = estimates[(estimates["item"] == item) & (estimates["council"] == council) & (estimates["option"] != NET)]
    table = here[["group", "option", "base", "count", "value"]].rename(columns={"group": "column"})
    table["letter"] = table["column"].map(dict(zip(study.groups, ascii_uppercase, strict=False))).fillna("")
    clear = table["base"] >= study.settings.disclosure.minimum_base
    letters = _letters(table[clear & (table["column"] != TOTAL)], 1 - study.settings.statistics.confidence)
    table["letters"] = [letters.get(key, "") for key in zip(table["letter"], table["option"], strict=True)]
    table["count"] = table["count"].astype("Int64").where(clear)
    table["value"] = table["value"].where(clear)
    order = [*study.base_options(item), "top2", "bottom2", *study.groups, TOTAL]
    table = table.sort_values(["option", "column"], key=lambda held: held.map(order.index), ignore_index=True)
    return table[["column", "letter", "option", "base", "count", "value", "letters"]]


def banner_rule(study: Study) -> str:
    """The rule of the letters, to be printed under the table."""
    level = f"{100 * (1 - study.settings.statistics.confidence):g}"
    return RULE.format(level=level, method=METHODS["holm"], minimum=study.settings.disclosure.minimum_base)


def _letters(columns: pd.DataFrame, level: float) -> dict[tuple[str, str], str]:
    """By column and answer, the letters of the columns that it is clearly higher than."""
    held = columns[["letter", "option", "base", "count"]]
    many = sorted(held["letter"].unique())
    pairs = [
        held[held["letter"] == first].merge(held[held["letter"] == second], on="option", suffixes=("", "_other"))
        for first, second in combinations(many, 2)
    ]
    if not pairs:
        return {}
    table = pd.concat(pairs, ignore_index=True)
    p = fisher_exact(table["count"], table["base"], table["count_other"], table["base_other"])[0]
    told = table[adjusted_p(p, method="holm") <= level]
    first_higher = told["count"] / told["base"] > told["count_other"] / told["base_other"]
    above = told["letter"].where(first_higher, told["letter_other"])
    under = told["letter_other"].where(first_higher, told["letter"])
    found: dict[tuple[str, str], str] = {}
    for letter, option, other in sorted(zip(above, told["option"], under, strict=True)):
        found[letter, option] = found.get((letter, option), "") + other
    return found
