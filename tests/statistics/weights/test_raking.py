"""Weights: the sample's margins become the population's, within limits, and what that costs is told."""

import dataclasses
from types import MappingProxyType

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import WeightError
from analysis.paths import PACKAGE, SHIPPED_STUDY
from analysis.statistics.weights.raking import effective_base, public_weights, rake_margins, weight_diagnostics
from analysis.study.loading import load_study
from analysis.study.rows import Share
from tests.support.definitions import with_settings
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"
FREE = {"low": 0.001, "high": 1000.0}

# R survey 4.1-1, rake() of its data apiclus1 to stype and sch.wide: schools in each cell, and the weight it prints
# (tests/rakecheck.R of that package). The margins are in schools of the population.
APICLUS1 = {
    ("E", "Yes"): (132, 29.870675),
    ("E", "No"): (12, 39.839236),
    ("M", "Yes"): (17, 36.791025),
    ("M", "No"): (8, 49.069072),
    ("H", "Yes"): (11, 50.329401),
    ("H", "No"): (3, 67.125529),
}
SCHOOLS = {"stype": {"E": 4421, "H": 755, "M": 1018}, "wide": {"No": 1072, "Yes": 5122}}


def share(weights: pd.Series, holds: pd.Series) -> float:
    return float(weights[holds].sum() / weights.sum())


def test_one_margin_weighs_each_category_by_its_share_over_its_part_of_the_sample() -> None:
    # by hand: half the people are North, three quarters of the sample: 0.5 / 0.75 = 2/3; South 0.5 / 0.25 = 2
    sample = pd.DataFrame({"region": ["North", "North", "North", "South"]})
    weights = rake_margins(sample, {"region": {"North": 0.5, "South": 0.5}}, **FREE)
    assert weights.tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2])


def test_raking_to_two_margins_gives_the_weights_that_r_survey_prints() -> None:
    cells = [cell for cell, (many, _) in APICLUS1.items() for _ in range(many)]
    sample = pd.DataFrame(cells, columns=["stype", "wide"])
    margins = {name: {category: many / 6194 for category, many in held.items()} for name, held in SCHOOLS.items()}
    weights = rake_margins(sample, margins, **FREE) * 6194 / len(sample)
    found = weights.groupby([sample["stype"], sample["wide"]]).first()
    printed = {cell: weight for cell, (_, weight) in APICLUS1.items()}
    assert {cell: found[cell] for cell in printed} == pytest.approx(printed, rel=1e-4)
    # the same source prints Kish's design effect and effective base
    assert effective_base(weights) == pytest.approx(174.0111586, rel=1e-5)


COUNTS = st.tuples(*[st.integers(1, 40)] * 4)


@settings(max_examples=25, deadline=None)
@given(COUNTS, st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_whatever_the_sample_the_margins_are_met_and_weights_have_mean_one(
    counts: tuple[int, ...], north: float, female: float
) -> None:
    cells = [("North", "f"), ("North", "m"), ("South", "f"), ("South", "m")]
    rows = [cell for cell, many in zip(cells, counts, strict=True) for _ in range(many)]
    sample = pd.DataFrame(rows, columns=["region", "sex"])
    margins = {"region": {"North": north, "South": 1 - north}, "sex": {"f": female, "m": 1 - female}}
    weights = rake_margins(sample, margins, **FREE)
    assert weights.mean() == pytest.approx(1)
    assert share(weights, sample["region"] == "North") == pytest.approx(north, abs=1e-6)
    assert share(weights, sample["sex"] == "f") == pytest.approx(female, abs=1e-6)


def trimmed_sample() -> tuple[pd.DataFrame, dict[str, dict[str, float]]]:
    """Untrimmed, the one man of the South weighs over 3. Within 0.2..3 by hand: he 3, the others 0.25, 1.875, 1.875."""
    rows = [("North", "f")] * 12 + [("North", "m")] * 4 + [("South", "f")] * 4 + [("South", "m")]
    margins = {"region": {"North": 0.5, "South": 0.5}, "sex": {"f": 0.5, "m": 0.5}}
    return pd.DataFrame(rows, columns=["region", "sex"]), margins


def test_trimmed_weights_lie_within_the_limits_and_still_meet_the_margins_where_they_can() -> None:
    sample, margins = trimmed_sample()
    assert rake_margins(sample, margins, **FREE).max() > 3
    weights = rake_margins(sample, margins, low=0.2, high=3.0)
    by_cell = weights.groupby([sample["region"], sample["sex"]], sort=False).first()
    assert by_cell.tolist() == pytest.approx([0.25, 1.875, 1.875, 3], abs=1e-3)
    assert weights.between(0.2, 3 + 1e-6).all()


def test_trimming_lowers_the_design_effect() -> None:
    sample, margins = trimmed_sample()
    assert effective_base(rake_margins(sample, margins, low=0.2, high=3.0)) > effective_base(
        rake_margins(sample, margins, **FREE)
    )


def test_a_category_of_the_population_without_a_respondent_is_refused_by_name() -> None:
    sample = pd.DataFrame({"region": ["North", "North"]})
    expected = r"^region: no respondent in South; each category needs one. Merge categories.$"
    with pytest.raises(WeightError, match=expected):
        rake_margins(sample, {"region": {"North": 0.5, "South": 0.5}}, **FREE)


def test_margins_that_contradict_each_other_are_refused() -> None:
    # every woman is in the North and every man in the South: half North and a fifth women cannot both hold
    sample = pd.DataFrame({"region": ["North", "North", "South", "South"], "sex": ["f", "f", "m", "m"]})
    expected = (
        r"^region North: its share 0.5 cannot be met by any weights while the other margins hold; 0.2 to 0.2 can "
        r"\(no respondent in it is sex m\). Merge categories of population.csv.$"
    )
    with pytest.raises(WeightError, match=expected):
        rake_margins(sample, {"region": {"North": 0.5, "South": 0.5}, "sex": {"f": 0.2, "m": 0.8}}, **FREE)


def test_margins_met_only_by_weights_of_nought_are_refused_within_limits_above_it() -> None:
    # no man is in the North. Men 0.5, North 0.5: the women of the South, of whom there are two, would get nothing
    sample = pd.DataFrame({"region": ["North", "North", "South", "South", "South"], "sex": ["f", "f", "f", "f", "m"]})
    with pytest.raises(WeightError, match=r"^region North: its share 0.5 cannot be met by weights from 0.3 to 3.0"):
        rake_margins(sample, {"region": {"North": 0.5, "South": 0.5}, "sex": {"f": 0.5, "m": 0.5}}, low=0.3, high=3.0)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"North": 0.5, "South": 0.4}, "^region: shares add up to 0.9000; 1 in all"),
        ({"North": 1.2, "South": -0.2}, "^region: South has a share under nought; 1 in all"),
    ],
)
def test_a_margin_that_is_no_shares_is_refused_by_name(shares: dict[str, float], expected: str) -> None:
    with pytest.raises(WeightError, match=expected):
        rake_margins(pd.DataFrame({"region": ["North", "South"]}), {"region": shares}, **FREE)


def test_limits_that_keep_the_margins_from_holding_are_refused() -> None:
    # one in ten is South and should be half: a weight of 5 is wanted, 2 is allowed
    sample = pd.DataFrame({"region": ["North"] * 9 + ["South"]})
    # two in ten at most, of a sum of one; North keeps 0.8 to 0.95 (South at least half of its tenth)
    expected = (
        r"^region North: its share 0.5 cannot be met by weights from 0.5 to 2.0 .*; 0.8 to 0.95 can. "
        "Widen weight_low or weight_high in study.toml.$"
    )
    with pytest.raises(WeightError, match=expected):
        rake_margins(sample, {"region": {"North": 0.5, "South": 0.5}}, low=0.5, high=2.0)


def test_a_respondent_in_a_category_that_the_population_does_not_have_is_refused_by_name() -> None:
    sample = pd.DataFrame({"region": ["North", "South", "Abroad"]})
    expected = r"^region: respondents in Abroad; population.csv has North, South. Add its share.$"
    with pytest.raises(WeightError, match=expected):
        rake_margins(sample, {"region": {"North": 0.5, "South": 0.5}}, **FREE)


# Kish (1965): (sum w)^2 / sum w^2. By hand: four equal 16/4 = 4; 1, 1, 2: 16/6; 3, 1: 16/10
BY_HAND = [([1.0, 1.0, 1.0, 1.0], 4.0), ([1.0, 1.0, 2.0], 16 / 6), ([3.0, 1.0], 1.6)]


@pytest.mark.parametrize(("weights", "effective"), BY_HAND)
def test_the_effective_base_is_kishs(weights: list[float], effective: float) -> None:
    assert effective_base(pd.Series(weights)) == pytest.approx(effective)


def test_the_two_groups_of_the_published_report_would_have_an_effective_base_of_23() -> None:
    # each return weighing the invited that it stands for: design effect 1.955, effective base 23 (statistics page)
    rows = load_study(PACKAGE / "studies" / SHIPPED_STUDY).tables["published.csv"]
    groups = [row for row in rows if row.responses and row.group != "total"]
    weights = [row.invited / row.responses for row in groups for _ in range(row.responses)]
    row = weight_diagnostics(pd.Series(weights)).iloc[0]
    assert row["respondents"] == len(weights)
    assert round(row["design_effect"], 3) == 1.955
    assert round(row["effective_base"]) == 23
    # design effect = 1 + squared coefficient of variation (Kish 1965)
    assert row["design_effect"] == pytest.approx(1 + row["variation"] ** 2)


def test_the_public_survey_is_weighed_to_the_studys_population() -> None:
    # the small study: half North, half South; three in four of the sample are North: 0.5 / 0.75 and 0.5 / 0.25
    study = load_study(SMALL)
    public = pd.DataFrame({"region": ["North"] * 3 + ["South"], "told": ["yes"] * 4})
    assert public_weights(study, public).tolist() == pytest.approx([2 / 3] * 3 + [2])


def test_the_public_survey_is_trimmed_to_the_studys_limits() -> None:
    study = load_study(SMALL)
    sample, margins = trimmed_sample()
    rows = tuple(
        Share(margin, name, part, "", "", "") for margin, held in margins.items() for name, part in held.items()
    )
    population = MappingProxyType({**study.tables, "population.csv": rows})
    trimmed = with_settings(dataclasses.replace(study, tables=population), weight_low=0.2, weight_high=3.0)
    assert public_weights(trimmed, sample).max() == pytest.approx(3, abs=1e-3)


def test_without_margins_everybody_counts_as_one() -> None:
    assert rake_margins(pd.DataFrame({"told": ["yes", "no"]}), {}, **FREE).tolist() == [1.0, 1.0]
