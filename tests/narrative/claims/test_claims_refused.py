"""What the evidence cannot answer is marked in its place with file and line; nothing is evaluated."""

import pytest

from analysis.disclosure.evidence import Evidence
from analysis.exhibits import markup
from analysis.exhibits.blocks import Held
from analysis.narrative import markdown
from analysis.narrative.claims.resolving import resolve_prose
from analysis.study.study import Study
from tests.support.asked import CONTENT, failed, page, refusal, said

REFUSED = {
    "an unknown claim": (
        "one\ntwo {percnt value}",
        "front.md, line 2: {percnt value}: 'percnt' is not the first word of a claim; allowed there: 'percent', ",
    ),
    "an unknown word": (
        "{councils}",
        "front.md, line 1: {councils}: 'councils' is not the first word of a claim; allowed there: 'count', ",
    ),
    "an unknown item": (
        "{percent valeu}",
        "a question of the public survey or a question; allowed there: 'value', ",
    ),
    "an unknown option": (
        "{percent value agreed}",
        "'agreed' is not an option of value or a group or `rest` or `whole`; allowed there: 'agree', ",
    ),
    "no option where one is needed": (
        "{percent leads}",
        "{percent leads}: a word is missing at the end: an option of leads; allowed there: 'chief', 'other'.",
    ),
    "a number withheld": (
        "a\n\nb {percent averse}",
        (
            "front.md, line 3: {percent averse}: C1: proportion averse top2 total own is withheld: fewer than the "
            "minimum base answered; ask `available averse` first."
        ),
    ),
    "a number that nobody has": (
        "{percent value members}",
        "front.md, line 1: {percent value members}: C1: there is no proportion value top2 members own;",
    ),
    "an unknown quotation": (
        "{quoted nobody}",
        "'nobody' is not a row of quoted.csv; allowed there: 'leeds_raised', 'priorities'.",
    ),
    "an unknown test": (
        "{if maybe}a{end}",
        "front.md, line 1: {if maybe}: 'maybe' is not `not` or the first word of a test; allowed there: 'not', ",
    ),
    "an unknown comparison": ("{if percent value ~ 3}a{end}", "front.md, line 1: {if percent value ~ 3}: "),
    "a test without an end": (
        "a\n{if available value}\nb\n{name}\nc",
        "front.md, line 2: {if available value}: no {end} closes it.",
    ),
    "a seed without an end": ("a\n{seed 3}\nb\n{name}\nc", "front.md, line 2: {seed 3}: no {end} closes it."),
    "an end without a start": ("a\n\nb{end}", "front.md, line 3: {end}: it closes nothing."),
    "an else without a test": (
        "{seed 1}a{else}b{end}",
        "front.md, line 1: {else}: it stands in no {if}, or is not its first.",
    ),
    "a test on a number withheld": (
        "a\n{if percent averse > 50}b{end}",
        "front.md, line 2: {if percent averse > 50}: C1: proportion averse top2 total own is withheld: ",
    ),
    "a count that is a percent": (
        "{count response_rate}",
        "{count response_rate}: 'response_rate' is not a word of `count` or a question; allowed there: 'invited', ",
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
    assert any("is not the first word of a claim" in claim["what"] for claim in failed(text, evidence))


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
    resolved = resolve_prose("So {percent averse} of {base value}.", evidence, "en", "front.md")
    ((_, mark, *rest),) = (block.children for block in markdown.text_blocks(resolved))
    assert (type(mark), mark.gate, mark.text) == (Held, "claim", "{percent averse}")
    assert [markup.plain_words((node,)) for node in rest] == [" of ", "30", "."]
    html = page("So {percent averse} of {base value}.", evidence)
    assert '<mark class="gate"><span class="why" lang="en">[claim: {percent averse}: C1: ' in html
    assert html.count("{percent averse}</mark> of ") == 1


def test_both_wordings_of_a_test_that_cannot_be_answered_are_left_out(evidence: Evidence) -> None:
    assert said("a {if percent averse > 50}most{else}few{end} b", evidence) == "a {if percent averse > 50} b"


def test_words_after_an_end_too_many_are_not_lost(evidence: Evidence) -> None:
    assert said("a{end} b {name_short}{end} c", evidence) == "a{end} b Isle of Anglesey{end} c"


def test_a_percent_of_all_levels_is_refused(evidence: Evidence) -> None:
    assert "front.md, line 1" in refusal("{percent levels}", evidence)


def test_a_place_beyond_the_answers_that_may_be_told_is_marked(study: Study) -> None:
    own = [entry for entry in CONTENT["own"] if entry[3] != "other"]
    found = refusal("{named barriers 3}", Evidence(study, CONTENT | {"own": own}))
    assert "{named barriers 3}: C1: 2 answers to barriers may be told; there is no 3. " in found
