"""The same people asked twice: McNemar's test and Newcombe's paired limits, as printed and by hand."""

import pandas as pd
import pytest

from analysis.statistics.intervals import newcombe_paired
from analysis.statistics.pairs import mcnemar_p, paired_changes

COLUMNS = ["base", "both", "lost", "gained", "neither"]


def test_p_by_hand() -> None:
    # 6 gained, 1 lost: 7 who changed; (1 + 7) x 2 of 128 ways are as uneven. Nobody changed: nothing to say.
    assert mcnemar_p([6, 1, 0, 2], [1, 6, 0, 2]).tolist() == pytest.approx([0.125, 0.125, 1, 1])


def test_p_and_limits_as_statsdirect_prints_them() -> None:
    # Armitage & Berry (1994), p. 127: 20 both, 12 and 2 one alone, 16 neither. StatsDirect: exact P 0.0129 (McNemar,
    # Liddell); paired proportions, score-based (Newcombe) 0.056156 to 0.329207
    assert mcnemar_p(2, 12)[0] == pytest.approx(0.0129, abs=5e-5)
    limits = newcombe_paired(20, 12, 2, 16, confidence=0.95)
    assert [float(end) for end in limits] == pytest.approx([0.056156, 0.329207], abs=5e-7)


def test_limits_without_anybody_of_one_kind_stay_limits() -> None:
    low, high = newcombe_paired([10, 0], [0, 0], [0, 0], [0, 10], confidence=0.95)
    assert (low < 0).all()
    assert (high > 0).all()


def test_a_change_stands_by_place_with_those_who_answered_twice() -> None:
    # North: 1 stays yes, 3 gain, 1 loses, 1 stays no; one answered once. 4 changed, 1 and 3: 2 x (1 + 4) / 16 = 0.625
    said = ["y y", "n y", "n y", "d y", "y n", "n n", "y -", "- -"]
    people = pd.DataFrame([text.replace("-", "").split(" ") for text in said], columns=["then", "now"])
    found = paired_changes(people.assign(region="North"), "then", "now", yes=["y"], by=["region"]).iloc[0]
    assert found[COLUMNS].tolist() == [6, 1, 1, 3, 1]
    assert found[["before", "after", "difference", "p"]].tolist() == pytest.approx([2 / 6, 4 / 6, 2 / 6, 0.625])
    limits = newcombe_paired(1, 3, 1, 1, confidence=0.95)
    assert found[["low", "high"]].tolist() == pytest.approx([float(end) for end in limits])


def test_where_nobody_answered_twice_there_is_no_row() -> None:
    people = pd.DataFrame({"then": ["y", None], "now": ["", "n"]})
    assert paired_changes(people, "then", "now", yes=["y"]).empty
