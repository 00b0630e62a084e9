"""What was published must come out of the shipped returns, counted; nothing here knows a figure."""

import csv

import pandas as pd
import pytest

from analysis.cleaning import clean
from analysis.disclosure import gate
from analysis.returns import read
from analysis.returns.invited import read_invited
from analysis.statistics import estimates, response
from analysis.statistics.weights import raking
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import ROOT

RAW = ROOT / "data" / "raw" / "data_maturity_2018"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(ROOT / "analysis" / "studies" / "data_maturity_2018")


@pytest.fixture(scope="module")
def cleaned(study: Study) -> clean.Cleaned:
    received, notices = read.read_returns(study, RAW)
    return clean.clean_returns(study, received, notices, read_invited(study, RAW))


def rates_of(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    found = response.response_rates(invited, answers, whole=study.whole)
    return gate.release_response(study, found).set_index(["council", "group"])


def test_published_response_rates_come_out_of_the_returns(study: Study, cleaned: clean.Cleaned) -> None:
    rates = rates_of(study, cleaned.answers, cleaned.invited)
    wanted = [row for row in study.tables["published.csv"] if row.measure == "response_rate"]
    assert len(wanted) == 3
    for row in wanted:
        found = rates.loc[(row.unit, row.group)]
        assert (found["invited"], found["returned"], found["percent"]) == (
            row.invited,
            row.responses,
            row.printed_percent,
        )


def test_published_public_percentages_come_out_weighted_and_unweighted(study: Study, cleaned: clean.Cleaned) -> None:
    public = cleaned.public.assign(weight=raking.public_weights(study, cleaned.public))
    found = gate.release_public(study, estimates.public_estimates(study, public)).set_index(["item", "measure"])
    wanted = [row for row in study.tables["published.csv"] if row.group == "public"]
    assert len(wanted) == 2
    for row in wanted:
        for measure in ("weighted", "unweighted"):
            shown = found.loc[(row.measure, measure)]
            assert (shown["base"], shown["percent"]) == (row.invited, row.printed_percent)


def test_a_deleted_return_moves_its_council_and_no_other(study: Study, cleaned: clean.Cleaned) -> None:
    row = next(r for r in study.tables["published.csv"] if r.measure == "response_rate" and r.group == study.groups[0])
    theirs = (cleaned.answers["council"] == row.unit) & (cleaned.answers["group"] == row.group)
    less = cleaned.answers.drop(index=cleaned.answers.index[theirs][0])
    before, after = (rates_of(study, answers, cleaned.invited) for answers in (cleaned.answers, less))
    moved = before.index[(before["returned"] != after["returned"])]
    assert set(moved) == {(unit, group) for unit in (row.unit, study.whole) for group in (row.group, "total")}
    # half up, by hand: (200 * returned + invited) // (2 * invited)
    assert after.loc[(row.unit, row.group), "percent"] == (200 * (row.responses - 1) + row.invited) // (2 * row.invited)


def test_the_shipped_files_are_those_that_are_called_illustrative(study: Study) -> None:
    listed = (study.folder / "illustrative.sha256").read_text(encoding="utf-8")
    assert listed == (RAW / "SHA256SUMS").read_text(encoding="utf-8")
    with (study.folder / "published.csv").open(encoding="utf-8", newline="") as rows:
        assert len(list(csv.DictReader(rows))) == 5
