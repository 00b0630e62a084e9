"""Claims: each form says what the evidence holds, and nothing else can be said."""

import dataclasses
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from analysis import claims, conditions, markup, prose
from analysis.definition import Option
from analysis.evidence import Evidence
from analysis.outputs import Output
from analysis.study import Study, load_study

SMALL = Path(__file__).parent / "returns" / "small"

# what passed the gate for C1: statistic, item, group, option, printed, numerator, denominator, flag
OWN: list[list[Any]] = [
    ["invited", "", "officers", "", 40, 40, None, ""],
    ["returned", "", "officers", "", 25, 25, None, ""],
    ["response_rate", "", "officers", "", 63, 25, 40, ""],
    ["invited", "", "total", "", 1060, 1060, None, ""],
    ["returned", "", "total", "", 32, 32, None, ""],
    ["response_rate", "", "total", "", 3, 32, 1060, ""],
    ["proportion", "value", "total", "strongly_agree", 27, 8, 30, ""],
    ["proportion", "value", "total", "agree", 40, 12, 30, ""],
    ["proportion", "value", "total", "top2", 67, 20, 30, ""],
    ["proportion", "value", "total", "bottom2", 33, 10, 30, ""],
    ["proportion", "value", "officers", "top2", 72, 18, 25, "low base"],
    ["proportion", "barriers", "total", "skills", 40, 12, 30, ""],
    ["proportion", "barriers", "total", "money", 60, 18, 30, ""],
    ["proportion", "barriers", "total", "other", 40, 12, 30, ""],
    ["proportion", "leads", "total", "chief", 29, 29, 100, ""],
    ["level", "culture", "total", "", 2, 18.5, 30, ""],
]
REST = [["proportion", "value", "total", "top2", 41], ["proportion", "barriers", "total", "money", 33]]
WHOLE = [
    ["proportion", "value", "total", "top2", 55],
    ["public_proportion", "told", "public", "", 25],
    ["public_base", "told", "public", "", 1200],
    ["councils_at", "culture", "total", "2", 2],
    ["levels", "", "total", "", 3],
    ["low_levels", "", "total", "", 2],
    ["low_levels_share", "", "total", "", 67],
    ["level", "culture", "total", "", 1],
    ["proportion", "barriers", "total", "money", 35],
    ["proportion", "barriers", "total", "skills", 38],
]
CONTENT: dict[str, Any] = {
    "unit": "C1",
    "illustrative": True,
    "own": OWN,
    "rest": REST,
    "whole": WHOLE,
    "withheld": [["averse", "total"]],
    "verdicts": [["value", "top2", "higher"], ["leads", "chief", "lower"]],
}


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


@pytest.fixture(scope="module")
def evidence(study: Study) -> Evidence:
    return Evidence(study, CONTENT)


def said(text: str, evidence: Evidence, language: str = "en") -> str:
    """The words of a text with its claims answered."""
    blocks = prose.blocks(claims.resolve(text, evidence, language, "front.md"))
    return "\n".join(markup.plain(block["children"]) for block in blocks)


def page(text: str, evidence: Evidence) -> str:
    """A text as HTML."""
    content = {"blocks": prose.blocks(claims.resolve(text, evidence, "en", "front.md"))}
    return markup.blocks(Output("text", "front", "C1", {"en": content}).contents["en"]["blocks"])


def failed(text: str, evidence: Evidence) -> list[dict[str, Any]]:
    """What a text's failed claims tell."""
    told = (node["claim"] for node in claims.resolve(text, evidence, "en", "front.md").nodes if "claim" in node)
    return [claim for claim in told if claim["verdict"] == "fails"]


def refusal(text: str, evidence: Evidence) -> str:
    """The first claim of a text that fails: where, what, how to mend."""
    claim = failed(text, evidence)[0]
    return f"{claim['file']}, line {claim['line']}: {claim['what']}. {claim['mend']}"


FORMS = {
    "percent value": "67%",
    "percent value agree": "40%",
    "percent value officers": "72%",
    "percent value top2 officers": "72%",
    "percent value rest": "41%",
    "percent value whole": "55%",
    "percent barriers money rest": "33%",
    "count value": "20",
    "count value agree": "12",
    "base value": "30",
    "base value officers": "25",
    "percent response_rate": "3%",
    "percent response_rate officers": "63%",
    "count invited": "1,060",
    "count invited officers": "40",
    "count returned officers": "25",
    "percent told": "25%",
    "base told": "1,200",
    "level culture": "2",
    "level culture whole": "1",
    "count councils_at culture 2": "2",
    "count low_levels": "2",
    "percent low_levels": "67%",
    "count levels": "3",
    "count councils": "3",
    "count tools": "2",
    "count themes": "1",
    "count characteristics": "1",
    "quoted leeds_raised": "£883,000",
    "quoted priorities": "three",
    "setting minimum_base": "10",
    "setting confidence": "95%",
    "setting level_from 3": "65%",
    "word value": "most",
    "Word value": "Most",
    "word value agree": "about half",
    "word leads chief": "few",
    "divided value": "a difference of opinion",
    "label barriers money": "Too little time, money or staff",
    "label barriers other": "Other",
    "named barriers 1": "Too little time, money or staff",
    "named barriers 2": "A lack of skills",
    "named barriers 3": "Other",
    "named barriers 1 whole": "A lack of skills",
    "name": "Isle of Anglesey County Council",
    "name_short": "Isle of Anglesey",
    "whole": "All",
    "title": "A small study",
    "date": "31 January 2020",
}


@pytest.mark.parametrize(("claim", "words"), FORMS.items(), ids=FORMS)
def test_a_claim_says(evidence: Evidence, claim: str, words: str) -> None:
    assert said(f"So: {{{claim}}}.", evidence) == f"So: {words}."


def test_claims_are_answered_in_the_language_of_the_text(evidence: Evidence) -> None:
    text = "{name}, {label barriers skills}, {word value}, {date}, {quoted priorities}, {percent value}"
    expected = "Cyngor Sir Ynys Môn, Diffyg sgiliau, y rhan fwyaf, 31 Ionawr 2020, tair, 67%"
    assert said(text, evidence, "cy") == expected


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
    "level openness < 3": False,
    "available value": True,
    "available averse": False,
    "available value officers": True,
    "available value members": False,
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


def test_options_named_equally_often_stand_or_fall_together(evidence: Evidence) -> None:
    # money 18, skills 12, other 12: the second and the third are one place
    assert conditions.most_named(evidence, "barriers", 1) == ["money"]
    assert conditions.most_named(evidence, "barriers", 2) == ["money", "skills", "other"]


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


REFUSED = {
    "an unknown claim": (
        "one\ntwo {percnt value}",
        "front.md, line 2: {percnt value}: no claim begins with 'percnt'; docs/methods.md lists them.",
    ),
    "an unknown word": (
        "{councils}",
        "front.md, line 1: {councils}: no claim begins with 'councils'; docs/methods.md lists them.",
    ),
    "an unknown item": (
        "{percent valeu}",
        "front.md, line 1: {percent valeu}: there is no item 'valeu' in questionnaire.csv.",
    ),
    "an unknown option": (
        "{percent value agreed}",
        "front.md, line 1: {percent value agreed}: C1: there is no proportion value agreed total own;",
    ),
    "no option where one is needed": (
        "{percent leads}",
        "front.md, line 1: {percent leads}: leads has no top two; name an option of its answer scale.",
    ),
    "a number withheld": (
        "a\n\nb {percent averse}",
        (
            "front.md, line 3: {percent averse}: C1: proportion averse top2 total own is withheld: too few replies; "
            "ask `available averse` first."
        ),
    ),
    "a number that nobody has": (
        "{percent value members}",
        "front.md, line 1: {percent value members}: C1: there is no proportion value top2 members own;",
    ),
    "an unknown quotation": ("{quoted nobody}", "front.md, line 1: {quoted nobody}: quoted.csv has no 'nobody'."),
    "an unknown test": (
        "{if maybe}a{end}",
        "front.md, line 1: {if maybe}: no test begins with 'maybe'; docs/methods.md lists them.",
    ),
    "an unknown comparison": ("{if percent value ~ 3}a{end}", "front.md, line 1: {if percent value ~ 3}: "),
    "a test without an end": (
        "a\n{if available value}\nb\n{name}\nc",
        "front.md, line 2: {if available value}: no {end} closes it.",
    ),
    "a seed without an end": ("a\n{seed 3}\nb\n{name}\nc", "front.md, line 2: {seed 3}: no {end} closes it."),
    "an end without a start": ("a\n\nb{end}", "front.md, line 3: {end}: it closes nothing."),
    "an else without a test": ("{seed 1}a{else}b{end}", "front.md, line 1: {seed 1}: no {end} closes it."),
    "a test on a number withheld": (
        "a\n{if percent averse > 50}b{end}",
        "front.md, line 2: {if percent averse > 50}: C1: proportion averse top2 total own is withheld: ",
    ),
    "a count that is a percent": (
        "{count response_rate}",
        "front.md, line 1: {count response_rate}: response_rate is a percent; write percent response_rate.",
    ),
    "a base that is a percent": ("{base response_rate}", "front.md, line 1: {base response_rate}: "),
    "a percent that is a count": ("{percent invited}", "front.md, line 1: {percent invited}: "),
    "nothing": ("{}", "front.md, line 1: {}: "),
    "a place too far": ("{named barriers 9}", "front.md, line 1: {named barriers 9}: "),
    "a salt": ("{setting salt}", "front.md, line 1: {setting salt}: "),
}


@pytest.mark.parametrize(("text", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_said_is_marked_with_file_and_line(evidence: Evidence, text: str, told: str) -> None:
    found = refusal(text, evidence)
    assert told in found
    assert found.endswith("Mend the sentence, or ask for what the evidence has.")


# No claim reaches Python: names of attributes, calls and templates are words that nothing answers.
EVIL = [
    "{__class__}",
    "{name.__class__}",
    "{name.upper()}",
    "{7*7}",
    "{{7*7}}",
    "{evidence}",
    "{import os}",
    "{title!r}",
    "{0}",
]


@pytest.mark.parametrize("text", EVIL)
def test_nothing_is_evaluated(evidence: Evidence, text: str) -> None:
    assert "no claim begins with" in refusal(text, evidence)


UNCAUGHT = {
    "an unknown label": "a\n{label barriers nothing}",
    "an unknown setting": "a\n{setting nothing}",
    "a setting that is a list": "a\n{setting groups}",
    "a list of cut-points": "a\n{setting level_from}",
    "a cut-point of no level": "a\n{setting level_from 1}",
    "an attribute that is no setting": "a\n{setting __class__}",
}


@pytest.mark.parametrize("text", UNCAUGHT.values(), ids=UNCAUGHT)
def test_this_too_is_marked_with_file_and_line(evidence: Evidence, text: str) -> None:
    assert "front.md, line 2" in refusal(text, evidence)


def test_the_place_of_a_claim_that_fails_is_marked_and_the_rest_is_said(evidence: Evidence) -> None:
    children = prose.blocks(claims.resolve("So {percent averse} of {base value}.", evidence, "en", "front.md"))[0]
    mark, *rest = children["children"][1:]
    assert (mark["type"], mark["gate"], mark["text"]) == ("gate", "claim", "{percent averse}")
    assert [node.get("shown", node.get("text")) for node in rest] == [" of ", "30", "."]
    html = page("So {percent averse} of {base value}.", evidence)
    assert '<mark class="gate"><span class="why" lang="en">[claim: {percent averse}: C1: ' in html
    assert html.count("{percent averse}</mark> of ") == 1


def test_both_wordings_of_a_test_that_cannot_be_answered_are_left_out(evidence: Evidence) -> None:
    assert said("a {if percent averse > 50}most{else}few{end} b", evidence) == "a {if percent averse > 50} b"


def test_words_after_an_end_too_many_are_not_lost(evidence: Evidence) -> None:
    assert said("a{end} b {name_short}{end} c", evidence) == "a{end} b Isle of Anglesey{end} c"


ASSERTED = {  # a test that holds, and one that does not, with what the evidence has on it
    "percent": ("percent value > 60", "percent value > 70", "C1/proportion/value/total/top2 67%"),
    "count": ("count value = 20", "count value = 21", "C1/count/value/total/top2 20"),
    "base": ("base value >= 30", "base value >= 31", "C1/base/value/total 30"),
    "level": ("level culture = 2", "level culture = 3", "C1/level/culture/total 2"),
    "level not known": ("not level openness = 3", "level openness < 3", "level not known"),
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
    "verdict not known": ("not verdict averse is higher", "verdict averse is higher", "verdict none: too few replies"),
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


def test_claims_travel_with_the_block_they_stand_in(evidence: Evidence) -> None:
    text = "## {name_short}\n\n- {if available value}{percent value}{end}\n- b {Word value} {quoted leeds_raised}\n"
    heading, listed = prose.blocks(claims.resolve(text, evidence, "en", "front.md"))
    told = [heading["claims"], *(item[0]["claims"] for item in listed["items"])]
    assert [[(claim["kind"], claim["claim"], claim["line"], claim["said"]) for claim in part] for part in told] == [
        [("name", "name_short", 1, "Isle of Anglesey")],
        [("computed", "percent value", 3, "67%"), ("judged", "if available value", 3, "67%")],
        [("judged", "Word value", 4, "Most"), ("quoted", "quoted leeds_raised", 4, "£883,000")],
    ]
    key = "C1/proportion/value/total/top2"
    assert [told[1][0][name] for name in ("key", "value", "base")] == [key, "0.6666666667", 30]
    assert [told[2][0][name] for name in ("key", "value", "base")] == [key, "0.6666666667", 30]


def test_a_percent_of_all_levels_is_refused(evidence: Evidence) -> None:
    assert "front.md, line 1" in refusal("{percent levels}", evidence)


def test_a_claim_broken_over_two_lines_is_answered(evidence: Evidence) -> None:
    assert said("Here {percent\nvalue} agree.", evidence) == "Here 67% agree."


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


HOSTILE = "**[x](javascript:y)** <script>alert(1)</script> {percent value} `c` $x$ & \\ _u_ {{7*7}}"


def test_a_name_or_label_full_of_mark_up_stays_the_text_it_is(study: Study) -> None:
    council = dataclasses.replace(study.councils["C1"], name_en=HOSTILE)
    option = Option("barriers", "money", "", None, HOSTILE, "x")
    tables = {
        "councils.csv": (council, *study.tables["councils.csv"][1:]),
        "answer_scales.csv": (option, *(row for row in study.tables["answer_scales.csv"] if row.code != "money")),
    }
    hostile = Evidence(dataclasses.replace(study, tables=MappingProxyType({**study.tables, **tables})), CONTENT)
    resolved = claims.resolve("At {name}: {label barriers money}.", hostile, "en")
    children = prose.blocks(resolved)[0]["children"]
    assert [node["text"] for node in children] == ["At ", HOSTILE, ": ", HOSTILE, "."]
    assert {node["type"] for node in children} == {"text"}


def test_a_number_keeps_what_it_is_made_of(evidence: Evidence) -> None:
    node = claims.resolve("{percent value officers}", evidence, "en").nodes[0]
    told = node.pop("claim")
    assert (told["key"], told["value"], told["base"], told["flag"]) == (node["key"], "0.72", 25, "low base")
    assert node == {
        "type": "number",
        "key": "C1/proportion/value/officers/top2",
        "council": "C1",
        "statistic": "proportion",
        "item": "value",
        "group": "officers",
        "option": "top2",
        "shown": "72%",
        "printed": 72,
        "base": 25,
        "numerator": 18,
        "denominator": 25,
        "value": 0.72,
        "row_set": "C1/officers/value",
        "flag": "low base",
    }
