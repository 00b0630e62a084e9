"""Findings: which way each falls, what is weak, and what advice follows."""

from typing import Any

import pytest

from analysis.disclosure.evidence import Evidence
from analysis.narrative import findings
from analysis.narrative.findings import Found
from analysis.numbers import Number
from analysis.study.loading import load_study
from analysis.study.study import Study
from analysis.study.wordings import Finding
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    """The small study: `leaders` is good when higher, `caution` when lower."""
    return load_study(SMALL)


def evidence(
    study: Study, value: int | None, averse: int | None, *verdicts: tuple[str, str, str], why: str = "too_few"
) -> Evidence:
    """A council's two shares in percent of a hundred, None where withheld, and its verdicts."""
    shares = {"value": value, "averse": averse}
    own = [["proportion", item, "total", "top2", n, n, 100, ""] for item, n in shares.items() if n is not None]
    content: dict[str, Any] = {
        "unit": "C1",
        "illustrative": True,
        "own": own,
        "rest": [],
        "whole": [],
        "withheld": [["own", "proportion", item, "total", "top2", why] for item, n in shares.items() if n is None],
        "verdicts": list(verdicts),
    }
    return Evidence(study, content)


HIGHER, LOWER = ("value", "top2", "higher"), ("value", "top2", "lower")
SIMILAR = ("value", "top2", "similar")


def test_each_finding_has_the_outcome_of_its_comparison_in_the_order_of_the_definition(study: Study) -> None:
    found = findings.council_findings(evidence(study, 60, 40, ("averse", "top2", "lower"), HIGHER))
    assert [(each.finding.id, each.outcome) for each in found] == [("leaders", "higher"), ("caution", "lower")]
    assert [each.number.shown for each in found if each.number] == ["60%", "40%"]


@pytest.mark.parametrize("why", ["too_few", "protected"])
def test_a_finding_on_what_is_withheld_has_the_reason_whatever_is_known_of_it(study: Study, why: str) -> None:
    found = findings.council_findings(evidence(study, None, 40, HIGHER, why=why))[0]
    assert (found.outcome, found.number, found.differs, found.is_weak) == (why, None, False, False)


def test_a_finding_that_nothing_could_be_compared_with_has_too_few(study: Study) -> None:
    assert findings.council_findings(evidence(study, 60, 40))[0].outcome == "too_few"


def test_findings_of_another_theme_are_left_out(study: Study) -> None:
    assert findings.council_findings(evidence(study, 60, 40), "skills") == []
    assert len(findings.council_findings(evidence(study, 60, 40), "vision")) == 2


# better when higher: weak if clearly lower, or under half; better when lower: weak if clearly higher, or half and over
WEAK = [
    ("higher", "similar", 50, False),
    ("higher", "similar", 49, True),
    ("higher", "lower", 80, True),
    ("higher", "higher", 80, False),
    ("higher", "higher", 20, True),
    ("lower", "similar", 49, False),
    ("lower", "similar", 50, True),
    ("lower", "higher", 20, True),
    ("lower", "lower", 20, False),
    ("lower", "lower", 80, True),
]


@pytest.mark.parametrize(("better", "outcome", "percent", "weak"), WEAK)
def test_a_finding_is_weak_where_it_is_clearly_worse_or_the_better_answer_has_no_half(
    better: str, outcome: str, percent: int, weak: bool
) -> None:
    number = Number("C1", "proportion", "a", "total", "top2", f"{percent}%", percent)
    found = Found(Finding("a", "vision", "a", "top2", better, {}), outcome, number)
    assert found.is_weak is weak
    assert found.is_worse is (outcome in ("higher", "lower") and outcome != better)


def test_advice_is_what_a_weak_finding_calls_for_and_then_what_always_stands(study: Study) -> None:
    strong = evidence(study, 60, 40, SIMILAR, ("averse", "top2", "similar"))
    weak = evidence(study, 60, 40, LOWER, ("averse", "top2", "similar"))
    both = evidence(study, 30, 70, SIMILAR, ("averse", "top2", "similar"))
    given = [
        [row.recommendation for row in findings.called_recommendations(each, "vision")] for each in (strong, weak, both)
    ]
    assert given == [["always"], ["if_weak", "always"], ["if_weak", "if_averse", "always"]]


def test_the_weakest_findings_are_advised_on_first_and_then_what_always_stands(study: Study) -> None:
    # averse 80: 20 on the better side; value 30 is weak as well, and second
    given = findings.first_advice(evidence(study, 30, 80, SIMILAR, ("averse", "top2", "similar")), 3)
    assert [row.recommendation for row in given] == ["if_averse", "if_weak", "always"]
    # clearly worse comes before weaker
    given = findings.first_advice(evidence(study, 30, 80, LOWER, ("averse", "top2", "similar")), 2)
    assert [row.recommendation for row in given] == ["if_weak", "if_averse"]


def test_advice_of_another_theme_is_not_given(study: Study) -> None:
    assert findings.called_recommendations(evidence(study, 30, 70), "skills") == []
