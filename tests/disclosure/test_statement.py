"""disclosure.json: what protects a release, and why rows are withheld, no more closely than the public may know."""

import json
from importlib.metadata import version

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.gate import barriers_table, items_table, release_items
from analysis.disclosure.reasons import PROTECTED, PUBLIC_REASONS, SMALL_GROUP, TOO_FEW
from analysis.disclosure.statement import disclosure_statement
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS
from tests.support.surveys import Survey, survey

ATTACKS = pd.DataFrame([("who reads", 3, 1)], columns=["attacker", "withheld", "narrowed"])


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(TESTS / "samples" / "small")


def reasons_by_bases(study: Survey, table: pd.DataFrame) -> pd.Series:
    """The public reasons as anyone can work them out from the bases and flags of a public table."""
    base = {(row.council, row.group): row.base for row in table.itertuples()}
    small = {
        council: any(base.get((council, group), 0) < study.minimum_base for group in study.groups)
        for council in table["council"]
    }
    in_small = table["council"].map(small) & (table["group"] != "total")
    found = np.where(table["base"] < study.minimum_base, TOO_FEW, np.where(in_small, SMALL_GROUP, PROTECTED))
    return pd.Series(np.where(table["flag"] == "suppressed", found, ""), index=table.index, name="reason")


@pytest.mark.parametrize("seed", range(12))
def test_a_public_reason_tells_nothing_that_bases_and_flags_do_not(seed: int) -> None:
    asked, estimates = survey(seed)
    released = release_items(asked, estimates)  # type: ignore[arg-type]
    table = pd.concat([make(asked, released) for make in (items_table, barriers_table)])  # type: ignore[arg-type]
    pd.testing.assert_series_equal(table["reason"], reasons_by_bases(asked, table), check_dtype=False)


def test_a_count_under_the_threshold_and_one_that_protects_it_have_the_same_reason() -> None:
    # of 30 in each group 3 are under five; one of 9 and 18 has to protect them
    asked = Survey(("a", "b", "c"), several=False)
    rows = [
        (council, group, "item", option, 30 * many, count * many, 0.1, 0.0, 1.0)
        for council, times in (("C1", 1), ("C2", 1), ("ALL", 2))
        for group, many in (("officers", times), ("members", times), ("total", 2 * times))
        for option, count in (("a", 3), ("b", 9), ("c", 18))
    ]
    estimates = pd.DataFrame(
        rows, columns=["council", "group", "item", "option", "base", "count", "value", "low", "high"]
    )
    released = release_items(asked, estimates)  # type: ignore[arg-type]
    inside = set(released.loc[released["flag"] == "suppressed", "reason"])
    assert inside == {"threshold", "secondary"}
    assert set(items_table(asked, released)["reason"]) == {"", PROTECTED}  # type: ignore[arg-type]


def test_the_statement_counts_by_public_reason_and_group(study: Study) -> None:
    items = pd.DataFrame(
        [("officers", TOO_FEW), ("officers", PROTECTED), ("total", PROTECTED), ("total", ""), ("total", "")],
        columns=["group", "reason"],
    )
    told = disclosure_statement(study, ATTACKS, {"items": items, "maturity": pd.DataFrame({"reason": ["", TOO_FEW]})})
    assert told["withheld"] == [
        {"table": "items", "group": "officers", "rows": 2, "told": 0, TOO_FEW: 1, SMALL_GROUP: 0, PROTECTED: 1},
        {"table": "items", "group": "total", "rows": 3, "told": 2, TOO_FEW: 0, SMALL_GROUP: 0, PROTECTED: 1},
        {"table": "maturity", "group": "total", "rows": 2, "told": 1, TOO_FEW: 1, SMALL_GROUP: 0, PROTECTED: 0},
    ]


def test_the_statement_names_rules_versions_and_attackers_and_no_inner_reason(study: Study) -> None:
    told = disclosure_statement(study, ATTACKS, {})
    assert set(told) == {"study", "versions", "rules", "reasons", "withheld", "attackers"}
    limits = study.settings.disclosure
    assert (told["rules"]["minimum_base"], told["rules"]["threshold"]) == (limits.minimum_base, limits.threshold)
    assert told["versions"]["cyfrif"] == version("cyfrif")
    assert told["attackers"] == [{"attacker": "who reads", "withheld": 3, "narrowed": 1}]
    assert set(told["reasons"]) == set(PUBLIC_REASONS)
    assert "secondary" not in json.dumps(told)
