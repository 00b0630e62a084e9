"""A word of quantity follows the percent by the limits of words.csv."""

from analysis.disclosure.evidence import Evidence
from analysis.study.study import Study
from tests.support.asked import CONTENT, said


def test_a_word_is_neutral_under_its_base_floor(study: Study) -> None:
    # words.csv: a floor of ten
    for base, word in ((9, "an unstated share"), (10, "most")):
        own = [["proportion", "value", "total", "top2", 60, 6, base, "low base"]]
        assert said("{word value}", Evidence(study, CONTENT | {"own": own})) == word


def test_a_word_of_the_rest_is_that_of_the_percent_printed(evidence: Evidence) -> None:
    # 41%: about half, of the whole 55%: most; their bases passed the gate
    assert said("{word value rest}, {word value whole}", evidence) == "about half, most"


def test_a_word_changes_at_its_limit_and_not_before(study: Study) -> None:
    # words.csv: few under 0.35, about half under 0.55, most from there; of 100
    for count, word in ((34, "few"), (35, "about half"), (54, "about half"), (55, "most"), (100, "most")):
        own = [["proportion", "value", "total", "top2", count, count, 100, ""]]
        assert said("{word value}", Evidence(study, CONTENT | {"own": own})) == word


def test_opinion_is_divided_where_both_sides_reach_the_limit(study: Study) -> None:
    # words.csv: 0.3 on each side
    for bottom, divided in ((30, "yes"), (29, "no")):
        own = [
            ["proportion", "value", "total", option, n, n, 100, ""] for option, n in (("top2", 50), ("bottom2", bottom))
        ]
        text = "{if word value is divided}yes{else}no{end}"
        assert said(text, Evidence(study, CONTENT | {"own": own})) == divided
