"""A difference from the rest is told only where chance would not make it, among all that is looked at."""

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from analysis.statistics.comparisons import verdicts
from analysis.study import Finding, Study, load_study

SMALL = Path(__file__).parent.parent / "returns" / "small"
Counts = tuple[int, int, int, int]  # count and base here, count and base elsewhere

# Fisher's exact test, two-sided, by hand: all here and none elsewhere, of n and n, has 2 / C(2n, n):
# 3: 2/20 = 0.1; 4: 2/70 = 0.0286; 5: 2/252 = 0.0079; 6: 2/924 = 0.0022
SIX: Counts = (6, 6, 0, 6)
FIVE_LOWER: Counts = (0, 5, 5, 5)
FOUR: Counts = (4, 4, 0, 4)
THREE: Counts = (3, 3, 0, 3)
TEA: Counts = (3, 4, 1, 4)  # Fisher's tea: 17/35 = 0.4857 (Agresti, Categorical Data Analysis, 3.5.2)


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


def of_findings(study: Study, *names: str) -> Study:
    """The study with these findings alone, each on an item of its own name."""
    return dataclasses.replace(study, findings=tuple(Finding(name, "", name, "top2", "higher", {}) for name in names))


def estimated(rows: list[tuple[str, str, int, int]]) -> pd.DataFrame:
    """Estimates from rows of council, item, count, base."""
    table = pd.DataFrame(rows, columns=["council", "item", "count", "base"])
    return table.assign(group="total", option="top2")


def told(study: Study, *tables: Counts) -> dict[str, str]:
    """Verdicts at C1 of findings a, b, c ..., each with its table."""
    rows = []
    for name, (count, base, rest_count, rest_base) in zip("abcd", tables, strict=False):
        rows += [("C1", name, count, base), ("ALL", name, count + rest_count, base + rest_base)]
    found = verdicts(of_findings(study, *"abcd"[: len(tables)]), estimated(rows))
    return dict(zip(found["item"], found["verdict"], strict=True))


def test_p_values_are_fishers(study: Study) -> None:
    rows = [("C1", "a", 3, 4), ("ALL", "a", 4, 8), ("C1", "b", 6, 6), ("ALL", "b", 6, 12)]
    found = verdicts(of_findings(study, "a", "b"), estimated(rows))
    assert found["p"].tolist() == pytest.approx([17 / 35, 2 / 924])
    assert found[["count", "base", "rest_count", "rest_base"]].to_numpy().tolist() == [[3, 4, 1, 4], [6, 6, 0, 6]]


def test_one_finding_alone_is_told_at_five_percent(study: Study) -> None:
    assert told(study, FOUR) == {"a": "higher"}
    assert told(study, THREE) == {"a": "similar"}


def test_among_four_findings_a_second_p_of_three_percent_is_not_enough(study: Study) -> None:
    # Benjamini-Hochberg, limits 0.0125, 0.025, 0.0375, 0.05; p 0.0022, 0.0286, 0.1, 0.4857: the first alone
    expected = {"a": "higher", "b": "similar", "c": "similar", "d": "similar"}
    assert told(study, SIX, FOUR, THREE, TEA) == expected


def test_a_later_finding_under_its_limit_carries_the_earlier_ones(study: Study) -> None:
    # p 0.0022, 0.0286, 0.0286, 0.4857: the third is under 0.0375, and so are told all three (it steps up)
    expected = {"a": "higher", "b": "higher", "c": "higher", "d": "similar"}
    assert told(study, SIX, FOUR, FOUR, TEA) == expected


def test_a_clearly_smaller_share_is_lower(study: Study) -> None:
    assert told(study, FIVE_LOWER) == {"a": "lower"}


def test_each_councils_findings_are_a_family_of_their_own(study: Study) -> None:
    # `a`: C1 4 of 4, the others none of 4, p 0.0286. `b`, `c`, `d`: C1 like the rest, C2 and C3 far from it.
    # Among C1's four 0.0286 is over 0.0125. In one family of all twelve it would be seventh, under 0.0292, and told.
    counts = {"a": [(4, 4), (0, 2), (0, 2)]} | {name: [(5, 10), (10, 10), (0, 10)] for name in "bcd"}
    rows = [
        (unit, name, *many)
        for name, held in counts.items()
        for unit, many in zip(("C1", "C2", "C3"), held, strict=True)
    ]
    rows += [("ALL", name, sum(x for x, _ in held), sum(n for _, n in held)) for name, held in counts.items()]
    found = verdicts(of_findings(study, *counts), estimated(rows)).set_index(["council", "item"])["verdict"]
    assert found["C1"].to_dict() == dict.fromkeys("abcd", "similar")
    assert found["C2"].to_dict() == {"a": "similar"} | dict.fromkeys("bcd", "higher")


def test_a_council_that_is_all_there_is_has_no_rest_to_be_compared_with(study: Study) -> None:
    assert told(study, (3, 4, 0, 0)) == {}
