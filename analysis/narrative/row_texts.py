"""Texts of the definition's rows and wordings -> blocks, each knowing the file and line it stands on."""

from analysis.disclosure.evidence import Evidence
from analysis.exhibits.blocks import Blocks
from analysis.narrative import markdown
from analysis.narrative.claims.resolving import resolve_prose
from analysis.study.rows import Example, Recommendation
from analysis.study.wordings import Wording


def worded_blocks(evidence: Evidence, language: str, words: Wording) -> Blocks:
    """The blocks of a wording of findings.toml."""
    place = evidence.study.place("findings.toml")
    return markdown.text_blocks(resolve_prose(words.text, evidence, language, place, words.line))


def row_blocks(evidence: Evidence, language: str, row: Recommendation | Example, *, carried: bool = True) -> Blocks:
    """The text of a row; it carries its ledger entries in one place of the report."""
    wording, file = evidence.study.text(row, "text", language), _home(row)
    wrapped = f"{{seed {row.seed}}}{wording}{{end}}" if row.seed and carried else wording
    line = evidence.study.line_of(file, row, f"text_{language}")
    return markdown.text_blocks(resolve_prose(wrapped, evidence, language, evidence.study.place(file), line))


def _home(row: Recommendation | Example) -> str:
    """The file that a row stands in."""
    return "good_practice.csv" if isinstance(row, Example) else "recommendations.csv"
