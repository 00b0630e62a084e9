"""Each form of claim says what the evidence holds, in the language and the block that it stands in."""

import dataclasses
from types import MappingProxyType

import pytest

from analysis.disclosure.evidence import Evidence
from analysis.exhibits.blocks import Text
from analysis.exhibits.blocks_json import as_json
from analysis.narrative import markdown
from analysis.narrative.claims.resolving import resolve_prose
from analysis.study.rows import Option
from analysis.study.study import Study
from tests.support.asked import CONTENT, said

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


def test_claims_travel_with_the_block_they_stand_in(evidence: Evidence) -> None:
    text = "## {name_short}\n\n- {if available value}{percent value}{end}\n- b {Word value} {quoted leeds_raised}\n"
    heading, listed = markdown.text_blocks(resolve_prose(text, evidence, "en", "front.md"))
    told = [[*heading.claims], *([*item[0].claims] for item in listed.items)]
    assert [[(claim["kind"], claim["claim"], claim["line"], claim["said"]) for claim in part] for part in told] == [
        [("name", "name_short", 1, "Isle of Anglesey")],
        [("computed", "percent value", 3, "67%"), ("judged", "if available value", 3, "67%")],
        [("judged", "Word value", 4, "Most"), ("quoted", "quoted leeds_raised", 4, "£883,000")],
    ]
    key = "C1/proportion/value/total/top2"
    assert [told[1][0][name] for name in ("key", "value", "base")] == [key, "0.6666666667", 30]
    assert [told[2][0][name] for name in ("key", "value", "base")] == [key, "0.6666666667", 30]


def test_a_claim_broken_over_two_lines_is_answered(evidence: Evidence) -> None:
    assert said("Here {percent\nvalue} agree.", evidence) == "Here 67% agree."


HOSTILE = "**[x](javascript:y)** <script>alert(1)</script> {percent value} `c` $x$ & \\ _u_ {{7*7}}"


def test_a_name_or_label_full_of_mark_up_stays_the_text_it_is(study: Study) -> None:
    council = dataclasses.replace(study.councils["C1"], name_en=HOSTILE)
    option = Option("barriers", "money", "", None, HOSTILE, "x")
    tables = {
        "councils.csv": (council, *study.tables["councils.csv"][1:]),
        "answer_scales.csv": (option, *(row for row in study.tables["answer_scales.csv"] if row.code != "money")),
    }
    hostile = Evidence(dataclasses.replace(study, tables=MappingProxyType({**study.tables, **tables})), CONTENT)
    resolved = resolve_prose("At {name}: {label barriers money}.", hostile, "en")
    (block,) = markdown.text_blocks(resolved)
    assert block.children == tuple(map(Text, ("At ", HOSTILE, ": ", HOSTILE, ".")))


def test_a_number_keeps_what_it_is_made_of(evidence: Evidence) -> None:
    (note,) = resolve_prose("{percent value officers}", evidence, "en").nodes
    told, node = note.claim, as_json(note.children[0])
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
