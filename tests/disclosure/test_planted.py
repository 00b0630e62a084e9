"""A count planted where a figure is withheld is found nowhere: in no table, in no evidence that a report reads."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure import cut, gate
from analysis.disclosure.earlier import told_earlier
from analysis.disclosure.rules import withholding_reasons
from analysis.statistics import comparisons, estimates, maturity
from analysis.statistics.response import response_rates
from analysis.study.loading import load_study
from analysis.study.store import write_csv
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"
PLANTED, SHARE = 31337, 0.31337
SAID = {
    "value": ["strongly_agree", "agree", "neither", "disagree", "strongly_disagree", "dont_know", ""],
    "averse": ["agree", "disagree", "dont_know"],
    "barriers": ["skills", "money", "skills;money", "other", ""],
    "leads": ["chief", "other"],
}
REPLIED = {("C1", "officers"): 31, ("C1", "members"): 24, ("C2", "officers"): 22, ("C2", "members"): 6,
           ("C3", "officers"): 8, ("C3", "members"): 14}  # fmt: skip
PUBLIC = pd.DataFrame(
    [["told", "weighted", 8, 7.5, SHARE, SHARE, SHARE], ["told", "unweighted", 8, 8.0, SHARE, SHARE, SHARE]],
    columns=["item", "measure", "base", "effective_base", "value", "low", "high"],
)


@pytest.fixture(scope="module")
def study() -> Study:
    """The small study, with counts under five withheld."""
    held = load_study(SMALL)
    return with_settings(held, threshold=5)


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    chance = np.random.default_rng(20181206)
    rows = [
        {"return_id": f"{council}-{group}-{at}", "council": council, "group": group, "comment": "", "ward": "",
         "tool": "staff" if group == "officers" else "members", "file": "f.csv", "line": at}
        | {item: str(chance.choice(said)) for item, said in SAID.items()}
        for (council, group), many in REPLIED.items() for at in range(many)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def invited() -> pd.DataFrame:
    rows = [
        ("staff" if group == "officers" else "members", group, council, 40, "i.csv", 2) for council, group in REPLIED
    ]
    return pd.DataFrame(rows, columns=["tool", "group", "council", "invited", "file", "line"])


def everything(study: Study, answers: pd.DataFrame, invited: pd.DataFrame, found: pd.DataFrame, place: Path) -> str:
    """All that is public of these estimates, or read by a report, as one text."""
    items = gate.release_items(study, found)
    levels = gate.gated_levels(study, maturity.maturity_levels(study, answers), items)
    verdicts = comparisons.council_verdicts(study, gate.published_rows(items))
    rates = gate.release_response(study, response_rates(invited, answers, whole=study.whole))
    public = gate.release_public(study, PUBLIC)
    tables = [gate.items_table(study, items), gate.barriers_table(study, items), rates, public]
    for number, table in enumerate([*tables, gate.release_levels(study, levels, items)]):
        write_csv(place / f"{number}.csv", table)
    evidence = cut.build_evidence(study, cut.Released(rates, items, levels, verdicts, public, True))
    return json.dumps(evidence) + "".join(path.read_text(encoding="utf-8") for path in sorted(place.glob("*.csv")))


def test_a_planted_count_is_found_nowhere(
    study: Study, answers: pd.DataFrame, invited: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = estimates.item_estimates(study, answers, invited).reset_index(drop=True)
    why, sake = withholding_reasons(study, found, told_earlier(study, found, None))
    held = why != ""
    assert set(why) >= {"", "minimum base", "group small", "threshold", "secondary"}
    planted = found.assign(count=found["count"].mask(held, PLANTED))
    for column in ("value", "low", "high"):
        planted[column] = planted[column].mask(held, SHARE)
    monkeypatch.setattr(gate, "withholding_reasons", lambda *_: (why, sake))
    text = everything(study, answers, invited, planted, tmp_path)
    assert str(PLANTED) not in text
    assert everything(study, answers, invited, found, tmp_path) == text


def test_a_count_planted_where_it_is_told_is_found(
    study: Study, answers: pd.DataFrame, invited: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = estimates.item_estimates(study, answers, invited).reset_index(drop=True)
    why, sake = withholding_reasons(study, found, told_earlier(study, found, None))
    monkeypatch.setattr(gate, "withholding_reasons", lambda *_: (why, sake))
    at = found.index[(why == "") & (found["item"] == "leads")][0]
    told = found.assign(count=found["count"].mask(found.index == at, PLANTED))
    assert str(PLANTED) in everything(study, answers, invited, told, tmp_path)
