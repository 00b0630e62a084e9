"""Agreement of coders against published examples, and counts of codes by hand."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.returns.comments import ADJUDICATED
from analysis.statistics.coders import alpha_mark, code_agreement, coded_themes, cohen_kappa, krippendorff_alpha
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"
NAN = float("nan")


def values(*coders: str) -> list[list[float]]:
    """A row a coder, a sign a unit: a digit or letter names a value, a dot says that there is none."""
    return [[NAN if sign == "." else float(ord(sign)) for sign in coder] for coder in coders]


@pytest.mark.parametrize(
    ("coders", "alpha", "digits"),
    [
        # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: A, two coders, yes or no (cases.json)
        (values("0100000010", "1110010000"), 0.095238095, 5e-10),
        # B, two coders, five names; C, four coders of whom some left units out
        (values("aabbdcccedda", "babbbccceddd"), 0.692, 5e-4),
        (values("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743, 5e-4),
    ],
)
def test_alpha_as_printed(coders: list[list[float]], alpha: float, digits: float) -> None:
    assert krippendorff_alpha(coders) == pytest.approx(alpha, abs=digits)


def test_alpha_by_hand() -> None:
    # 1,1 and 0,0 and 1,0: six values, three of each. Observed 2 of 6 pairs differ; by chance 2 * 3 * 3 / (6 * 5) = 0.6.
    # 1 - (1/3) / 0.6 = 4/9
    assert krippendorff_alpha([[1, 0, 1], [1, 0, 0]]) == pytest.approx(4 / 9)


def test_alpha_is_one_where_all_agree_and_is_none_where_nothing_differs() -> None:
    assert krippendorff_alpha([[1, 0], [1, 0]]) == 1
    assert np.isnan(krippendorff_alpha([[1, 1], [1, 1]]))
    assert np.isnan(krippendorff_alpha([[1, NAN], [NAN, 0]]))  # no unit has two values


def test_a_unit_of_one_coder_changes_nothing() -> None:
    assert krippendorff_alpha([[1, 0, 1, 1], [1, 0, 0, NAN]]) == pytest.approx(4 / 9)


@pytest.mark.parametrize(
    ("alpha", "said"),
    [(0.666, "unreliable"), (0.667, "tentative"), (0.799, "tentative"), (0.80, "reliable"), (NAN, "")],
)
def test_an_alpha_has_its_mark(alpha: float, said: str) -> None:
    assert alpha_mark(alpha) == said


def test_kappa_and_its_errors_as_printed() -> None:
    # Fleiss, Levin & Paik (2003), tables 18.1 and 18.3 (cases.json, cohen_75_1_4)
    kappa, ase, by_chance = cohen_kappa([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert kappa == pytest.approx(0.6764706, abs=5e-8)
    assert ase == pytest.approx(0.08770295, abs=5e-9)
    assert by_chance == pytest.approx(0.07618726, abs=5e-9)
    half = 1.959963984540054 * ase
    assert (kappa - half, kappa + half) == pytest.approx((0.504576, 0.8483652), abs=5e-7)


def test_kappa_of_two_by_two_as_printed() -> None:
    # cases.json, cohen_2x2: 35 of 50 alike, 0.5 by chance: 0.2 / 0.5
    assert cohen_kappa([[20, 5], [10, 15]])[0] == pytest.approx(0.4)


def test_kappa_is_none_where_chance_explains_all() -> None:
    assert np.isnan(cohen_kappa([[5, 0], [0, 0]])).all()


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The small study with a second code."""
    import shutil

    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("study") / "small"))
    with (folder / "comment_codes.csv").open("a", encoding="utf-8") as rows:
        rows.write("comment,money,Money,Arian\n")
    return load_study(folder)


def codes(*rows: str) -> pd.DataFrame:
    """`r1 training a`: a return, a code, a coder (+ for what was adjudicated)."""
    told = [(return_id, "comment", code, coder) for return_id, code, coder in map(str.split, rows)]
    table = pd.DataFrame(told, columns=["return", "item", "code", "coder"])
    return table.replace({"coder": {"+": ADJUDICATED}})


def test_each_code_is_compared_on_the_comments_that_two_coded(study: Study) -> None:
    # r1 both training; r2 both money; r3 training against money; r4 one coder only; r3 was settled later;
    # r9 is a return that does not count
    table = codes(
        "r1 training a", "r1 training b", "r2 money a", "r2 money b", "r3 training a", "r3 money b", "r3 money +",
        "r4 money a", "r9 money a", "r9 training b",
    )  # fmt: skip
    found = code_agreement(study, table, KEPT)
    columns = ["item", "code", "coders", "comments", "named", "mark"]
    assert found[columns].to_numpy().tolist() == [
        ["comment", "training", 2, 3, 3, "unreliable"],
        ["comment", "money", 2, 3, 3, "unreliable"],
    ]
    # as above by hand, 4/9; kappa: 2 of 3 alike, chance 2/3 * 1/3 + 1/3 * 2/3 = 4/9: (2/3 - 4/9) / (5/9) = 0.4
    assert found["alpha"].tolist() == pytest.approx([4 / 9, 4 / 9])
    assert found["kappa"].tolist() == pytest.approx([0.4, 0.4])


def test_without_codes_there_is_no_agreement_and_no_count(study: Study) -> None:
    kept = pd.DataFrame({"return_id": ["r1"], "council": ["C1"], "group": ["officers"]})
    assert code_agreement(study, codes(), kept)["alpha"].isna().all()
    assert coded_themes(study, codes(), kept).empty


KEPT = pd.DataFrame(
    [("r1", "C1", "officers"), ("r2", "C1", "officers"), ("r3", "C1", "members"), ("r4", "C2", "members")],
    columns=["return_id", "council", "group"],
)


def counted(study: Study, table: pd.DataFrame) -> dict[tuple[str, str, str], tuple[int, int, int]]:
    found = coded_themes(study, table, KEPT).set_index(["council", "group", "code"])
    return {key: tuple(row) for key, row in found[["base", "count", "unsettled"]].iterrows()}


def test_a_comment_counts_by_what_its_coders_agree_on(study: Study) -> None:
    # r1: both training; r2: one coder, both codes; r3: coders differ; r4: differ, and money was agreed
    # r9 is a return that does not count: withdrawn, or dropped
    table = codes(
        "r1 training a", "r1 training b", "r2 money a", "r2 training a", "r3 training a", "r3 money b",
        "r4 training a", "r4 money b", "r4 money +", "r9 money a",
    )  # fmt: skip
    found = counted(study, table)
    assert found["C1", "officers", "training"] == (2, 2, 0)
    assert found["C1", "officers", "money"] == (2, 1, 0)
    assert found["C1", "members", "training"] == (0, 0, 1)
    assert found["C1", "total", "training"] == (2, 2, 1)
    assert found["C2", "members", "money"] == (1, 1, 0)
    assert found["ALL", "total", "money"] == (3, 2, 1)
    assert found["ALL", "total", "training"] == (3, 2, 1)
    assert len(found) == 2 * 8  # C1 3 groups, C2 2, the whole 3


def test_codes_in_another_order_are_the_same_codes(study: Study) -> None:
    table = codes("r1 training a", "r1 money a", "r1 money b", "r1 training b")
    assert counted(study, table)["C1", "officers", "money"] == (1, 1, 0)


# SAS/STAT, PROC FREQ, "Agreement": two dermatologists on 88 patients; R vcd, ?Kappa: SexualFun, 91 couples
SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]


@pytest.mark.parametrize(
    ("table", "weights", "kappa", "ase", "digits"),
    [
        (SKIN, "", 0.3449, 0.0724, 5e-5),
        (SKIN, "linear", 0.5082, 0.0655, 5e-5),
        (COUPLES, "", 0.1293, 0.06860, 5e-5),
        (COUPLES, "linear", 0.2374, 0.07832, 5e-5),
    ],
)
def test_weighted_kappa_as_printed(
    table: list[list[int]], weights: str, kappa: float, ase: float, digits: float
) -> None:
    assert cohen_kappa(table, weights=weights)[:2] == pytest.approx((kappa, ase), abs=digits)


def test_weighted_kappa_by_hand() -> None:
    # three names, 4 alike of 6, one a step apart, one two steps: half a step counts 1/2 linear, 3/4 quadratic.
    # rows 2, 2, 2; columns 2, 3, 1. Linear: agreed (4 + 1/2) / 6 = 3/4; chance (2 x 2 + 2 x 3 + 2 x 1) / 36 = 12/36
    # alike, a step apart 2 x 3 + 2 x 2 + 2 x 1 + 2 x 3 = 18 by half, 21/36 in all: (27/36 - 21/36) / (15/36) = 0.4
    table = [[1, 1, 0], [0, 2, 0], [1, 0, 1]]
    assert cohen_kappa(table, weights="linear")[0] == pytest.approx(0.4)
    # quadratic: agreed (4 + 3/4) / 6 = 28.5/36; chance (12 + 18 x 3/4) / 36 = 25.5/36; 3 / 10.5
    assert cohen_kappa(table, weights="quadratic")[0] == pytest.approx(3 / 10.5)


def test_of_two_names_weights_change_nothing() -> None:
    table = [[20, 5], [10, 15]]
    assert cohen_kappa(table, weights="linear") == pytest.approx(cohen_kappa(table))


def test_weights_that_are_not_known_are_refused() -> None:
    with pytest.raises(ValueError, match=r"weights is 'square'; linear, quadratic or blank is expected\."):
        cohen_kappa([[1, 0], [0, 1]], weights="square")


def test_ordinal_alpha_as_printed() -> None:
    # Krippendorff (2011), part D: the data of C in order
    coders = values("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert krippendorff_alpha(coders, ordered=True) == pytest.approx(0.815, abs=5e-4)


def test_ordinal_alpha_by_hand() -> None:
    # 1,1 and 2,3: 1 twice, 2 once, 3 once; middles 1, 2.5, 3.5. Squared: 1-2 2.25, 1-3 6.25, 2-3 1.
    # Observed: one pair each way, 2 x 1. Expected: 2 x (2 x 2.25 + 2 x 6.25 + 1) = 36. 1 - 3 x 2 / 36 = 5/6
    assert krippendorff_alpha([[1, 2], [1, 3]], ordered=True) == pytest.approx(5 / 6)
    # as names: all pairs alike: 2 observed, expected 2 x (2 + 2 + 1) = 10: 1 - 3 x 2 / 10
    assert krippendorff_alpha([[1, 2], [1, 3]]) == pytest.approx(0.4)
