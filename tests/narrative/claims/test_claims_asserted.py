"""A sentence that its author asserts stands only while the evidence bears it out."""

import pytest

from analysis.disclosure.evidence import Evidence
from analysis.study.study import Study
from tests.support.asked import CONTENT, failed, page, refusal, said

ASSERTED = {  # a test that holds, and one that does not, with what the evidence has on it
    "percent": ("percent value > 60", "percent value > 70", "C1/proportion/value/total/top2 67%"),
    "count": ("count value = 20", "count value = 21", "C1/count/value/total/top2 20"),
    "base": ("base value >= 30", "base value >= 31", "C1/base/value/total 30"),
    "level": ("level culture = 2", "level culture = 3", "C1/level/culture/total 2"),
    "two numbers": (
        "percent value > percent barriers money", "percent value < percent barriers money",
        "C1/proportion/value/total/top2 67%, C1/proportion/barriers/total/money 60%",
    ),
    "own and rest": (
        "percent value > percent value rest", "percent value <= percent value rest",
        "C1/proportion/value/total/top2 67%, C1/rest_proportion/value/total/top2 41%",
    ),
    "two levels": (
        "level culture > level culture whole", "level culture < level culture whole",
        "C1/level/culture/total 2, ALL/level/culture/total 1",
    ),
    "response": ("percent response_rate < 50", "percent response_rate >= 50", "C1/response_rate/total 3%"),
    "counts": (
        "count returned officers < count invited officers", "count returned officers >= count invited officers",
        "C1/returned/officers 25, C1/invited/officers 40",
    ),
    "named": ("named barriers money in 1", "named barriers skills in 1", "barriers: money 60%, skills 40%, other 40%"),
    "word": ("word value is most", "word value is few", "67% is 'most'"),
    "verdict": ("verdict value is higher", "verdict value is similar", "verdict higher"),
    "verdict not known": ("not verdict averse is higher", "verdict averse is higher", "verdict none"),
}  # fmt: skip


@pytest.mark.parametrize(("holds", "holds_not", "has"), ASSERTED.values(), ids=ASSERTED)
def test_what_is_asserted_stands_while_its_test_holds(evidence: Evidence, holds: str, holds_not: str, has: str) -> None:
    sentence = "It is *so*, at {percent value}."
    assert failed(f"{{claim {holds}}}{sentence}{{end}}", evidence) == []
    assert said(f"{{claim {holds}}}{sentence}{{end}} Then.", evidence) == "It is so, at 67%. Then."
    found = refusal(f"\n{{claim {holds_not}}}{sentence}{{end}}", evidence)
    assert found.startswith(
        f"front.md, line 2: “It is so, at 67%.” stands only while {holds_not}; the evidence has {has}. "
    )


def test_what_is_asserted_of_a_withheld_number_fails_and_says_why(evidence: Evidence) -> None:
    found = refusal("{claim percent averse > 50}Most are wary.{end}", evidence)
    assert "“Most are wary.” stands only while percent averse > 50; C1: proportion averse top2 total own is " in found


def test_a_sentence_that_fails_is_marked_with_its_numbers_in_place(evidence: Evidence) -> None:
    text = "{seed 4}{claim percent value > 90}Nearly all, {percent value}, agree.{end}{end} Next."
    html = page(text, evidence)
    number = '<span data-number="C1/proportion/value/total/top2@C1.front">67%</span>'
    assert html.startswith('<p><span data-seed="4"><mark class="gate">')
    assert html.endswith(f"</span> Nearly all, {number}, agree.</mark></span> Next.</p>")


def test_every_test_of_an_assertion_must_hold(evidence: Evidence) -> None:
    assert failed("{claim percent value > 60 and level culture = 2}So.{end}", evidence) == []
    assert "and level culture = 3" in refusal("{claim percent value > 60 and level culture = 3}So.{end}", evidence)


def test_a_number_told_only_as_printed_is_compared_as_printed(study: Study) -> None:
    # 411 of 1,000 is 41.1%, printed 41%: no more than the rest's 41%
    own = [["proportion", "value", "total", "top2", 41, 411, 1000, ""]]
    (claim,) = failed("{claim percent value > percent value rest}More.{end}", Evidence(study, CONTENT | {"own": own}))
    assert claim["said"] == "More."
