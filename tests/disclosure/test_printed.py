"""A table whose suppression is printed: z1 of Statistics Norway, as in R's SSBtools and GaussSuppression (MIT)."""

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.attack import Attack, Keep
from analysis.disclosure.figures import Figures, by_item
from analysis.disclosure.suppression import withheld_cells
from tests.support.surveys import Survey

# Number of people by region (A to H) and main income (hovedint); every margin is published.
Z1 = {
    "annet": (11, 7, 5, 13, 9, 12, 6, 9),
    "arbeid": (11, 1, 8, 2, 14, 9, 4, 3),
    "soshjelp": (55, 29, 35, 17, 63, 24, 22, 38),
    "trygd": (36, 18, 25, 13, 52, 22, 8, 15),
}
PRIMARY = ["B arbeid", "D arbeid", "H arbeid"]  # counts of three or fewer
SECONDARY = ["B annet", "D annet", "H annet"]


@pytest.fixture(scope="module")
def table() -> tuple[Figures, pd.Series]:
    study = Survey(tuple(Z1), several=False, groups=("people",))
    rows = [
        (unit, group, "item", income, sum(counts[at] for counts in Z1.values()), Z1[income][at])
        for at, unit in enumerate("ABCDEFGH")
        for group in ("people", "total")
        for income in Z1
    ]
    rows += [
        ("ALL", group, "item", income, sum(map(sum, Z1.values())), sum(counts))
        for group in ("people", "total")
        for income, counts in Z1.items()
    ]
    made = pd.DataFrame(rows, columns=["council", "group", "item", "option", "base", "count"])
    made = made[made["group"] == "people"].reset_index(drop=True)
    return next(iter(by_item(study, made))), made.set_index(made["council"] + " " + made["option"])["count"]  # type: ignore[arg-type]


def attack(table: tuple[Figures, pd.Series], withheld: list[str]) -> dict[str, tuple[int, int]]:
    figures, counts = table
    at = counts.index.get_indexer(withheld)
    low, high = Attack(figures, counts.to_numpy(float), ~counts.index.isin(withheld)).ranges(at)
    return dict(zip(withheld, zip(low.round().astype(int), high.round().astype(int), strict=True), strict=True))


def test_small_counts_alone_follow_by_subtraction(table: tuple[Figures, pd.Series]) -> None:
    assert attack(table, PRIMARY) == {"B arbeid": (1, 1), "D arbeid": (2, 2), "H arbeid": (3, 3)}


def test_the_printed_suppression_leaves_the_printed_ranges(table: tuple[Figures, pd.Series]) -> None:
    assert attack(table, PRIMARY + SECONDARY) == {
        "B arbeid": (0, 6), "D arbeid": (0, 6), "H arbeid": (0, 6),
        "B annet": (2, 8), "D annet": (9, 15), "H annet": (6, 12),
    }  # fmt: skip


def test_as_few_are_withheld_as_in_the_printed_suppression(table: tuple[Figures, pd.Series]) -> None:
    figures, counts = table
    first = Attack(figures, counts.to_numpy(float), ~counts.index.isin(PRIMARY))
    told, _ = withheld_cells(first, Keep(np.ones(len(counts)), np.full(len(counts), np.inf)), np.ones(len(counts)))
    assert int((first.told & ~told).sum()) == len(SECONDARY)
