"""A test in a text chooses its wording by what the evidence holds; tests and seeds stand in each other."""

import pytest

from analysis.disclosure.evidence import Evidence
from analysis.narrative.claims.conditions import most_named
from analysis.study.study import Study
from tests.support.asked import CONTENT, failed, refusal, said

TESTS = {
    "percent value > 50": True,
    "percent value > 67": False,
    "percent value >= 66.6": True,
    "percent value < 67": True,
    "percent value <= 66": False,
    "percent value agree = 40": True,
    "percent value rest < 41": False,
    "percent response_rate officers > 62": True,
    "percent told < 50": True,
    "percent low_levels > 50": True,
    "level culture = 2": True,
    "level culture >= 3": False,
    "level culture < 3": True,
    "available value": True,
    "available averse": False,
    "available value officers": True,
    "available value members": False,
    "available told": True,
    "named barriers money in 1": True,
    "named barriers skills in 1": False,
    "named barriers skills in 2": True,
    "named barriers other in 2": True,
    "named barriers other in 9": True,
    "word value is most": True,
    "word value is few": False,
    "word value is divided": True,
    "verdict value is higher": True,
    "verdict value top2 is lower": False,
    "verdict leads chief is lower": True,
    "verdict averse is higher": False,
    "illustrative": True,
    "example": False,
    "not example": True,
    "not available value": False,
    "not not available value": True,
    "available value and percent value > 50": True,
    "available averse and percent averse > 50": False,
    "percent value > 50 and level culture = 3": False,
    "not example and not available averse": True,
}


@pytest.mark.parametrize(("test", "holds"), TESTS.items(), ids=TESTS)
def test_a_test_holds_or_not(evidence: Evidence, test: str, holds: bool) -> None:
    assert said(f"{{if {test}}}yes{{else}}no{{end}}", evidence) == ("yes" if holds else "no")


def test_an_example_is_the_council_that_good_practice_names(study: Study) -> None:
    text = "{if example}yes{else}no{end}"
    assert said(text, Evidence(study, CONTENT | {"unit": "C2"})) == "yes"


def test_a_test_against_the_exact_percent_holds_at_the_limit(evidence: Evidence) -> None:
    # 29 of 100
    assert said("{if percent leads chief >= 29}yes{else}no{end}", evidence) == "yes"


def test_a_level_that_is_not_known_passes_no_test(study: Study) -> None:
    unknown = Evidence(study, CONTENT | {"own": [entry for entry in CONTENT["own"] if entry[0] != "level"]})
    assert said("{if level culture < 3}yes{else}no{end}", unknown) == "no"
    assert said("{if level culture >= 1}yes{else}no{end}", unknown) == "no"
    found = refusal("{claim level culture < 3}So.{end}", unknown)
    assert found.startswith(
        "front.md, line 1: “So.” stands only while level culture < 3; the evidence has level not known. "
    )


def test_options_named_equally_often_stand_or_fall_together(evidence: Evidence) -> None:
    # money 18, skills 12, other 12: the second and the third are one place
    assert most_named(evidence, "barriers", 1) == ["money"]
    assert most_named(evidence, "barriers", 2) == ["money", "skills", "other"]


def test_a_test_without_an_else_says_nothing_where_it_fails(evidence: Evidence) -> None:
    assert said("a{if percent value > 90} never{end}b", evidence) == "ab"


NESTED = {
    "a test in a seed": ("{seed 7}x{if available value}y{else}z{end}w{end}.", "xyw."),
    "a failed test in a seed": ("{seed 7}x{if available averse}y{else}z{end}w{end}.", "xzw."),
    "a seed in a test": ("{if available value}{seed 7}x{end}{else}y{end}.", "x."),
    "a seed in a failed test": ("{if available averse}{seed 7}x{end}{else}y{end}.", "y."),
    "a test in a test": ("{if available value}{if available averse}a{else}b{end}c{else}d{end}.", "bc."),
    "a test in the else of a test": ("{if available averse}a{else}{if available value}b{end}c{end}.", "bc."),
    "a test in a test that fails": ("{if available averse}{if available value}a{else}b{end}c{end}.", "."),
    "a seed in Welsh in a seed": ("{seed 1}a{cy}b{end}c{end}.", "abc."),
}


@pytest.mark.parametrize(("text", "words"), NESTED.values(), ids=NESTED)
def test_constructs_stand_in_each_other(evidence: Evidence, text: str, words: str) -> None:
    assert said(text, evidence) == words


def test_a_claim_in_a_branch_not_taken_is_not_asked_for(evidence: Evidence) -> None:
    texts = (
        "{if available averse}{percent averse}{else}not told{end}",
        "{if not available averse}not told{else}{percent averse}{end}",
    )
    for text in texts:
        assert said(text, evidence) == "not told"
        assert failed(text, evidence) == []
