"""A claim with a word that is not understood is refused by `check`, marked in the draft, and prints no number."""

import dataclasses
from types import MappingProxyType

import pytest

from analysis.disclosure.evidence import Evidence
from analysis.exhibits.blocks import Held, Text
from analysis.narrative.claims import claim_answers
from analysis.narrative.claims.prose_tree import faults_of, read_prose
from analysis.narrative.claims.resolving import resolve_prose
from analysis.study.rows import Quoted
from analysis.study.study import Study
from tests.support.asked import CONTENT, failed, refusal

# a claim; the word it is refused for, blank where one is missing; what is offered first, blank where nothing may follow
WRONG = [
    # a word misspelt: statistic, item, option, group, place, characteristic, source, setting
    ("percnt value", "percnt", "percent"),
    ("Percent value", "Percent", "percent"),
    ("percent respnse_rate", "respnse_rate", "response_rate"),
    ("count counsils", "counsils", "councils"),
    ("percent valeu", "valeu", "value"),
    ("base barrier", "barrier", "barriers"),
    ("percent value agreed", "agreed", "agree"),
    ("label barriers skils", "skils", "skills"),
    ("percent value oficers", "oficers", "officers"),
    ("percent response_rate member", "member", "members"),
    ("count returned oficers", "oficers", "officers"),
    ("percent response_rate hole", "hole", "whole"),
    ("percent tolled", "tolled", "told"),
    ("level cultur", "cultur", "culture"),
    ("quoted leeds_rised", "leeds_rised", "leeds_raised"),
    ("setting minimum_bas", "minimum_bas", "minimum_base"),
    ("Word valu", "valu", "value"),
    # a word too many
    ("percent value rest whole", "whole", ""),
    ("percent value agree disagree", "disagree", "officers"),
    ("count invited foo bar", "foo", "officers"),
    ("count invited officers whole members", "members", ""),
    ("count councils 3", "3", ""),
    ("percent told officers", "officers", ""),
    ("base value agree", "agree", "officers"),
    ("name officers", "officers", ""),
    ("setting confidence 2", "2", ""),
    ("level culture rest", "rest", "whole"),
    # a word too few
    ("percent", "", "response_rate"),
    ("percent leads", "", "chief"),
    ("count councils_at culture", "", "1"),
    ("level", "", "culture"),
    ("setting", "", "level_from"),
    ("setting level_from", "", "2"),
    ("quoted", "", "leeds_raised"),
    ("label barriers", "", "skills"),
    ("named barriers", "", "1"),
    ("", "", "percent"),
    # a word in the wrong place, or of another kind
    ("value percent", "value", "percent"),
    ("percent value officers top2", "top2", "rest"),
    ("percent officers value", "officers", "response_rate"),
    ("count councils_at 2 culture", "2", "culture"),
    ("count councils_at culture 4", "4", "1"),
    ("percent invited", "invited", "response_rate"),
    ("percent region", "region", "response_rate"),
    ("count told", "told", "tools"),
    ("divided barriers", "barriers", "value"),
    ("setting salt", "salt", "level_from"),
    # tests
    ("if maybe", "maybe", "not"),
    ("if", "", "not"),
    ("if available valeu", "valeu", "value"),
    ("if available value oficers", "oficers", "officers"),
    ("if illustrative now", "now", "and"),
    ("if named barriers mony in 1", "mony", "money"),
    ("if named barriers money of 1", "of", "in"),
    ("if word value is mots", "mots", "most"),
    ("if word barriers is divided", "is", "skills"),
    ("if verdict value is better", "better", "higher"),
    ("if level culture", "", "whole"),
    ("if count councils_at culture 9 > 1", "9", "1"),
    ("if percent value > percent valu", "valu", "value"),
    ("if percent value > 50%", "50%", "percent"),
    ("if percent value > 50 or illustrative", "or", "and"),
    ("claim percent response_rate oficers > 30", "oficers", "officers"),
    ("claim percent value > 50 and", "", "not"),
    ("claim count retruned = 3", "retruned", "returned"),
    ("claim level culture >= 2 3", "3", "and"),
    ("claim not", "", "not"),
]
WRAPPING = ("if", "claim")


def written(claim: str) -> str:
    """A claim as it stands in prose."""
    return f"{{{claim}}}" + ("So.{end}" if claim.split(" ")[0] in WRAPPING else "")


@pytest.mark.parametrize(("claim", "word", "offered"), WRONG, ids=[claim for claim, _, _ in WRONG])
def test_a_wrong_claim_is_refused_without_evidence(study: Study, claim: str, word: str, offered: str) -> None:
    ((line, fault),) = faults_of(read_prose(f"one\n{written(claim)}", study))
    assert line == 2
    assert fault.startswith(f"{{{claim}}}: " + (f"'{word}' is " if word else "a word is missing at the end: "))
    assert f"allowed there: '{offered}'" in fault if offered else fault.endswith("is one word too many")


@pytest.mark.parametrize("claim", [claim for claim, _, _ in WRONG])
def test_a_wrong_claim_is_marked_in_the_draft_and_prints_no_number(evidence: Evidence, claim: str) -> None:
    ((_, fault),) = faults_of(read_prose(written(claim), evidence.study))
    assert fault.removeprefix(f"{{{claim}}}: ") in refusal(written(claim), evidence)
    nodes = resolve_prose(written(claim), evidence, "en").nodes
    assert [type(node.children[0]) for node in nodes] == [Held]


def test_a_refusal_names_the_nearest_words_first_and_says_how_many_more_there_are(study: Study) -> None:
    ((_, fault),) = faults_of(read_prose("{percent value stongly_agree}", study))
    # six options, three sides, two groups and their total, two places: fourteen, of which twelve are named
    assert "allowed there: 'strongly_agree', 'strongly_disagree', 'agree', 'neither', " in fault
    assert fault.endswith(" and 2 more, or nothing")


OPEN = {
    "an if without an end": ("a\n{if illustrative}b", (2, "{if illustrative}: no {end} closes it")),
    "a claim without an end": ("{claim illustrative}b", (1, "{claim illustrative}: no {end} closes it")),
    "a seed without an end": ("a {seed 1}\n\nb", (1, "{seed 1}: no {end} closes it")),
    "words in a language without an end": ("{cy}b", (1, "{cy}: no {end} closes it")),
    "an end too many": ("{seed 1}a{end}\n{end}", (2, "{end}: it closes nothing")),
    "an else in no if": ("\n{else}", (2, "{else}: it stands in no {if}, or is not its first")),
    "an else in a claim": (
        "{claim illustrative}\n{else}{end}", (2, "{else}: it stands in no {if}, or is not its first"),
    ),
    "a second else": (
        "{if example}a{else}b\n{else}c{end}", (2, "{else}: it stands in no {if}, or is not its first"),
    ),
    "an end with a word more": ("{if illustrative}\na{end if}", (2, "{end if}: 'if' is one word too many")),
    "a brace that is not closed": (
        "a\n{percent value agree", (2, "{: a claim stands between two braces, and no brace stands alone"),
    ),
    "a brace that is not opened": (
        "percent value} agree", (1, "}: a claim stands between two braces, and no brace stands alone"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), OPEN.values(), ids=OPEN)
def test_a_construct_that_is_not_closed_is_refused(evidence: Evidence, text: str, fault: tuple[int, str]) -> None:
    assert list(faults_of(read_prose(text, evidence.study))) == [fault]
    (claim,) = failed(text, evidence)
    assert (claim["line"], claim["what"]) == fault


def test_what_follows_a_second_else_is_not_lost(evidence: Evidence) -> None:
    nodes = resolve_prose("{if example}a{else}b{else}{name_short}{end}", evidence, "en").nodes
    assert [[type(said) for said in node.children] for node in nodes] == [[Held], [Text], []]


BUGS = [KeyError("x"), IndexError("x"), ValueError("x"), AttributeError("x"), TypeError("x"), ZeroDivisionError("x")]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: type(bug).__name__)
@pytest.mark.parametrize(
    "text", ["{percent value}", "{if percent value > 3}a{end}", "{claim word value is most}a{end}"]
)
def test_a_bug_of_ours_surfaces_as_a_bug(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch, text: str, bug: Exception
) -> None:
    def number(*_: object) -> None:
        raise bug

    monkeypatch.setattr(Evidence, "number", number)
    with pytest.raises(type(bug)):
        resolve_prose(text, evidence, "en")


def test_a_bug_in_an_answer_surfaces_as_a_bug(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(claim_answers.PLAIN, "name", lambda evidence, _: evidence.naem)
    with pytest.raises(AttributeError, match="naem"):
        resolve_prose("{name}", evidence, "en")


def test_a_quotation_that_is_no_number_is_refused(study: Study) -> None:
    quoted = MappingProxyType({**study.tables, "quoted.csv": (Quoted("many", "a lot", "", "many", "llawer", ""),)})
    odd = Evidence(dataclasses.replace(study, tables=quoted), CONTENT)
    found = refusal("{quoted many}", odd)
    assert found.startswith(
        "front.md, line 1: {quoted many}: value of many in quoted.csv is 'a lot'; a number is expected."
    )
