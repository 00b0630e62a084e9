"""The toy's survey of the public: weights by raking, and weighted shares with their effective base."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.weights import raking
from tests.support.toy_flow import Flow


def test_raking_to_one_margin_gives_population_share_over_sample_share(flow: Flow) -> None:
    # Three women and a man, half and half in the population: a woman weighs 0.5 / 0.75 = 2/3, a man 0.5 / 0.25 = 2.
    weighed = raking.public_weights(flow.study, flow.cleaned.public)
    assert dict(zip(flow.cleaned.public["return_id"], weighed, strict=True)) == pytest.approx(
        {"public-P1": 2 / 3, "public-P2": 2 / 3, "public-P4": 2 / 3, "public-P5": 2.0}
    )


def test_weighted_share_stands_beside_the_unweighted_one_with_its_effective_base(flow: Flow) -> None:
    # A woman and the man of four are satisfied: 2/4; weighted (2/3 + 2) / 4 = 2/3. Effective base: 16 over
    # 3 x 4/9 + 4 = 16/3 is 3. Wilson at 95%, z squared = 3.8415:
    #   2/4 of 4: half 1.96 / (1 + .96037) x sqrt(.25/4 + 3.8415/64) = .34996 round .5
    #   2/3 of 3: middle (.66667 + .64024) / 2.28049 = .57308; half .85945 x sqrt(.074074 + .106707) = .36542
    shown = [line.split(",") for line in flow.outputs("public/tables/public_survey").splitlines()]
    assert [(*row[:2], row[2], row[-1]) for row in shown] == [
        ("item", "measure", "base", "percent"),
        ("satisfied", "unweighted", "4", "50"),
        ("satisfied", "weighted", "4", "67"),
    ]
    assert [float(cell) for cell in shown[1][3:7]] == pytest.approx([4, 0.5, 0.15004, 0.84996], abs=1e-5)
    assert [float(cell) for cell in shown[2][3:7]] == pytest.approx([3, 2 / 3, 0.20766, 0.93850], abs=2e-5)


SHARE = st.floats(min_value=0.2, max_value=0.8)


@given(extra=st.lists(st.tuples(st.sampled_from("fm"), st.sampled_from("yo")), max_size=30), women=SHARE, young=SHARE)
@settings(deadline=None, max_examples=50)
def test_weights_add_up_to_the_sample_and_meet_the_margins(
    extra: list[tuple[str, str]], women: float, young: float
) -> None:
    # One respondent in each cell at least, so that the margins can be met.
    sample = pd.DataFrame([("f", "y"), ("f", "o"), ("m", "y"), ("m", "o"), *extra], columns=["sex", "age"])
    margins = {"sex": {"f": women, "m": 1 - women}, "age": {"y": young, "o": 1 - young}}
    raked = raking.rake_margins(sample, margins, low=0, high=1e9)
    assert raked.sum() == pytest.approx(len(sample))
    for margin, shares in margins.items():
        held = raked.groupby(sample[margin]).sum() / len(sample)
        assert held.to_dict() == pytest.approx(shares, abs=1e-6)
