"""Passages: which finding leads, which share a list, and in which of their wordings each is told."""

from typing import Any

import pytest

from analysis.disclosure.evidence import Evidence
from analysis.narrative.claims.prose_tree import complete_wording
from analysis.narrative.findings import council_findings
from analysis.narrative.passages import theme_passages
from analysis.study.loading import load_study
from analysis.study.study import Study
from analysis.study.wordings import Finding, Thresholds, Wording
from tests.support.places import ROOT, TESTS

SHIPPED = ROOT / "analysis" / "studies" / "data_maturity_2018"
SMALL = TESTS / "samples" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SHIPPED)


def evidence(study: Study, shares: dict[str, tuple[int, int, str]], *, base: int = 100, flag: str = "") -> Evidence:
    """Shares of each finding's answer in percent, here and in the rest, and how they compare."""
    options = {finding.item: finding.option for finding in study.findings}
    own_entries, rest = [], []
    for item, (here, elsewhere, _) in shares.items():
        own_entries.append(["proportion", item, "total", options[item], here, here * base // 100, base, flag])
        rest.append(["proportion", item, "total", options[item], elsewhere])
    content: dict[str, Any] = {
        "unit": next(iter(study.councils)), "illustrative": True, "own": own_entries, "rest": rest, "whole": [],
        "withheld": [], "verdicts": [[item, options[item], verdict] for item, (_, _, verdict) in shares.items()],
    }  # fmt: skip
    return Evidence(study, content)


def items(study: Study, many: int) -> list[str]:
    """Questions of the first theme, all of which are better when higher or lower as the definition says."""
    return [finding.item for finding in study.findings if finding.theme == next(iter(study.themes))][:many]


def where(study: Study, report: Evidence) -> list[str]:
    return [passage.where for passage in theme_passages(report, "en", next(iter(study.themes)))]


def test_a_clear_difference_leads_the_widest_first_and_two_others_share_a_list(study: Study) -> None:
    first, second, third, fourth = items(study, 4)
    shares = {
        first: (50, 40, "higher"), second: (44, 40, "similar"), third: (20, 45, "lower"), fourth: (44, 40, "similar"),
    }  # fmt: skip
    said = where(study, evidence(study, shares))
    assert said[1:3] == [f"{third}, lower", f"{first}, higher"]
    assert said[0].endswith(", both")


def test_without_clear_differences_the_weakest_leads_and_the_middle_is_listed(study: Study) -> None:
    first, second, third, fourth = items(study, 4)  # second and fourth are better when lower
    shares = {
        first: (60, 62, "similar"),
        second: (55, 40, "similar"),
        third: (20, 45, "similar"),
        fourth: (45, 41, "similar"),
    }
    said = where(study, evidence(study, shares))
    # better sides: 60, 45, 20, 55
    assert said[1:3] == [f"{third}, low and below", f"{first}, high and close"]
    assert said[-1] == f"findings {second}, {fourth}, brief"
    assert said[0].endswith(", none")


def test_few_replies_are_said_once_in_a_report_and_not_where_there_are_enough(study: Study) -> None:
    shares = {finding.item: (50, 50, "similar") for finding in study.findings}
    small, large = evidence(study, shares, base=20, flag="low base"), evidence(study, shares)

    def remarks(report: Evidence) -> int:
        told = [passage.where for theme in study.themes for passage in theme_passages(report, "en", theme)]
        return told.count("wording, low_base")

    assert (remarks(small), remarks(large)) == (1, 0)


def test_what_may_not_be_told_is_named_in_a_list(study: Study) -> None:
    first, second = items(study, 2)
    said = theme_passages(evidence(study, {first: (50, 40, "higher")}), "en", next(iter(study.themes)))
    assert said[-1].is_list
    assert len(said[-1].lines) == len(items(study, 99)) - 1
    held = next(finding for finding in study.findings if finding.item == second)
    assert held.wording["en"]["topic"] in said[-1].lines


def test_a_study_with_one_sentence_an_outcome_is_told_finding_by_finding() -> None:
    small = load_study(SMALL)
    shares = {finding.item: (50, 50, "similar") for finding in small.findings}
    assert where(small, evidence(small, shares)) == ["leaders, similar", "caution, similar"]


def test_this_stands_for_the_findings_own_question_and_answer() -> None:
    finding = Finding("a", "t", "q", "yes", "higher", {})
    wording = "{percent this} of {base this}, {percent this rest}; {percent this bottom2}: {divided this} {Word this}"
    expected = "{percent q yes} of {base q}, {percent q yes rest}; {percent q bottom2}: {divided q} {Word q yes}"
    assert complete_wording(finding, Wording(wording, 7)) == Wording(expected, 7)
    assert complete_wording(finding, Wording("what this says stays as it is")).text == "what this says stays as it is"


def test_every_wording_of_every_finding_can_be_said(study: Study) -> None:
    bands = {"low": 20, "middle": 40, "high": 70}
    for band, share in bands.items():
        report = evidence(study, {finding.item: (share, share, "similar") for finding in study.findings})
        told = [passage.where for theme in study.themes for passage in theme_passages(report, "en", theme)]
        assert any(f", {band} and close" in each for each in told)


def test_limits_of_findings_are_those_of_the_definition(study: Study) -> None:
    assert study.thresholds == Thresholds(low_under=35, high_from=55, close_within=3, weak_under=50)
    assert {each.thresholds for each in council_findings(evidence(study, {}))} == {study.thresholds}
