"""What texts may ask of one council's evidence, and what they say, show or are refused."""

from typing import Any

from analysis.disclosure.evidence import Evidence
from analysis.exhibits import markup
from analysis.exhibits.blocks import Note
from analysis.exhibits.blocks_json import read_blocks
from analysis.exhibits.outputs import Output
from analysis.narrative import markdown
from analysis.narrative.claims.resolving import resolve_prose

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
    "withheld": [
        ["own", "proportion", "averse", "total", option, "too_few"] for option in ("agree", "top2", "bottom2")
    ],
    "verdicts": [["value", "top2", "higher"], ["leads", "chief", "lower"]],
}


def said(text: str, evidence: Evidence, language: str = "en") -> str:
    """The words of a text with its claims answered."""
    blocks = markdown.text_blocks(resolve_prose(text, evidence, language, "front.md"))
    return "\n".join(markup.plain_words(block.children) for block in blocks)


def page(text: str, evidence: Evidence) -> str:
    """A text as HTML."""
    content = {"blocks": markdown.text_blocks(resolve_prose(text, evidence, "en", "front.md"))}
    return markup.blocks_html(read_blocks(Output("text", "front", "C1", {"en": content}).contents["en"]["blocks"]))


def failed(text: str, evidence: Evidence) -> list[dict[str, Any]]:
    """What a text's failed claims tell."""
    told = (node.claim for node in resolve_prose(text, evidence, "en", "front.md").nodes if isinstance(node, Note))
    return [claim for claim in told if claim["verdict"] == "fails"]


def refusal(text: str, evidence: Evidence) -> str:
    """The first claim of a text that fails: where, what, how to mend."""
    claim = failed(text, evidence)[0]
    return f"{claim['file']}, line {claim['line']}: {claim['what']}. {claim['mend']}"
