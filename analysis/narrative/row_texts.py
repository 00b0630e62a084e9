"""Texts of the definition's rows and wordings -> blocks, each knowing the file and line it stands on."""

from analysis.disclosure.evidence import Evidence
from analysis.exhibits.outputs import Content
from analysis.narrative import markdown
from analysis.narrative.claims.resolving import resolve_prose
from analysis.study.lines import line_of_row, line_of_words
from analysis.study.rows import Example, Recommendation


def worded(evidence: Evidence, language: str, words: str) -> list[Content]:
    """The blocks of a wording of findings.toml."""
    path = evidence.study.folder / "findings.toml"
    return markdown.blocks(
        resolve_prose(words, evidence, language, evidence.study.place(path), line_of_words(path, words))
    )


def row_blocks(
    evidence: Evidence, language: str, row: Recommendation | Example, *, carried: bool = True
) -> list[Content]:
    """The text of a row; it carries its ledger entries in one place of the report."""
    wording, (file, key) = evidence.study.text(row, "text", language), _home(row)
    wrapped = f"{{seed {row.seed}}}{wording}{{end}}" if row.seed and carried else wording
    path = evidence.study.folder / file
    return markdown.blocks(
        resolve_prose(wrapped, evidence, language, evidence.study.place(path), line_of_row(path, key))
    )


def _home(row: Recommendation | Example) -> tuple[str, str]:
    """The file that a row stands in, and its key there."""
    if isinstance(row, Example):
        return "good_practice.csv", row.example
    return "recommendations.csv", row.recommendation
