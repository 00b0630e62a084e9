"""The table of the words of quantity: the range that each stands for."""

from typing import TYPE_CHECKING, Any

from analysis.exhibits.blocks import Cell, Inlines
from analysis.exhibits.outputs import Content, Output, sentence_nodes
from analysis.exhibits.tables.cells import column_header, text_cell
from analysis.language import message, say
from analysis.numbers import Number

if TYPE_CHECKING:
    from analysis.disclosure.evidence import Evidence

LEAST = message("under {high}")
BETWEEN = message("from {low} to under {high}")
MOST = message("{low} and over")
DIVISION = message("{low} or more at each end of the scale")
NEUTRAL = message("any share, where fewer than {floor} people answered")


def words_table(evidence: "Evidence") -> Output:
    """How the report uses words of quantity, from words.csv."""
    contents = {language: _words(evidence, language) for language in evidence.languages}
    return Output("table", "words", evidence.unit, contents)


def _words(evidence: "Evidence", language: str) -> Content:
    rows = evidence.study.tables["words.csv"]
    floor = next((row.base_floor for row in rows if row.base_floor), 0)
    shown = [
        [text_cell(f"“{getattr(row, language)}”"), Cell(_range(row, floor, language))]
        for row in rows
        if row.kind != "neutral" or floor
    ]
    return {
        "caption": sentence_nodes(say("How we use words", language)),
        "columns": [column_header(say("Word", language)), column_header(say("Share of those who answered", language))],
        "rows": shown,
        "note": [],
        "source": "",
    }


def _range(row: Any, floor: int, language: str) -> Inlines:
    """What a row of words.csv stands for, in words."""
    low, high = (_limit(row.word, end, share) for end, share in (("low", row.low), ("high", row.high)))
    if row.kind == "neutral":
        people = Number(
            "", "word_limit", row.word, "", "base_floor", f"{floor:,}", floor, None, floor, None, float(floor)
        )
        return sentence_nodes(say(NEUTRAL, language), floor=people)
    if row.kind == "division":
        return sentence_nodes(say(DIVISION, language), low=low)
    pattern = LEAST if not row.low else MOST if row.high > 1 else BETWEEN
    return sentence_nodes(say(pattern, language), low=low, high=high)


def _limit(word: str, end: str, share: float | None) -> Number:
    """An end of a range as printed: a share in whole percent."""
    value = share or 0.0
    percent = round(value * 100)
    return Number("", "word_limit", word, "", end, f"{percent}%", percent, None, value, None, value)
