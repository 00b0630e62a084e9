"""What the evidence cannot answer is marked in its place with file and line; nothing is evaluated."""

import pytest

from analysis.disclosure.evidence import Evidence
from analysis.narrative import markdown
from analysis.narrative.claims import grammar
from tests.support.asked import page, refusal, said

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
    children = markdown.blocks(grammar.resolve("So {percent averse} of {base value}.", evidence, "en", "front.md"))[0]
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


def test_a_percent_of_all_levels_is_refused(evidence: Evidence) -> None:
    assert "front.md, line 1" in refusal("{percent levels}", evidence)
