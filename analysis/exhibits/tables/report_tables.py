"""Tables of a report: what the evidence holds, selected, ordered and shown. Nothing is computed here.

A number that may not be published is shown as words, never as a blank or a zero.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis.exhibits.blocks import Cell, Code, Column, Emphasis, Strong, Text
from analysis.exhibits.outputs import Content, Output
from analysis.exhibits.standing_words import dated_question
from analysis.exhibits.tables.cells import (
    answer_label,
    base_cell,
    column_header,
    compared_option,
    group_label,
    levels_of,
    number_cell,
    own_label,
    question_text,
    response_columns,
    rest_label,
    text_cell,
    theme_questions,
    verdict_words,
)
from analysis.language import message, say
from analysis.numbers import Number

if TYPE_CHECKING:
    from analysis.disclosure.evidence import Evidence
    from analysis.study.rows import Item

BORDERLINE, UNTESTED = "borderline", "untested"  # how firm a level is
THEME_NOTE = message("Percentages are of those who answered the question. “Don’t know” is an answer; a blank is not.")


def response_table(evidence: "Evidence", *, seeds: tuple[str, ...] = ()) -> Output:
    """How many of each group were invited and replied, with their total."""
    return _output(evidence, "response-rates", {lang: _response(evidence, lang) for lang in evidence.languages}, seeds)


def _response(evidence: "Evidence", language: str) -> Content:
    columns = [column_header(say("Data tool recipients", language)), *response_columns(language)]
    rows = []
    for group in (*evidence.study.groups, "total"):
        numbers = [evidence.find(name, group=group) for name in ("invited", "returned", "response_rate")]
        cells = [number_cell(number, language, say("none invited", language)) for number in numbers]
        rows.append([text_cell(group_label(evidence, group, language)), *cells])
    return _content(evidence, language, say("Response rates by group", language), columns, rows)


def theme_table(evidence: "Evidence", theme: str) -> Output:
    """Each core question of a theme: this council's percentage and base, the rest of Wales, and how they compare."""
    describe = _theme_of_whole if evidence.is_whole else _theme_of_council
    contents = {}
    for language in evidence.languages:
        name = evidence.study.text(evidence.study.themes[theme], "name", language)
        columns, rows = describe(evidence, theme, language)
        caption = say("{theme}: answers to each question", language).format(theme=name)
        contents[language] = _content(evidence, language, caption, columns, rows) | {
            "note": (Text(say(THEME_NOTE, language)),)
        }
    return _output(evidence, f"answers-{theme}", contents)


def _theme_of_council(evidence: "Evidence", theme: str, language: str) -> tuple[list[Column], list[list[Cell]]]:
    rest = rest_label(evidence, language)
    columns = [
        column_header(say("Question", language)),
        column_header(say("Answer counted", language)),
        column_header(say("This council", language), True),
        column_header(say("Number who answered", language), True),
    ]
    columns += [column_header(rest, True), column_header(say("How this council compares", language))]
    return columns, [_compared(evidence, item, language) for item in theme_questions(evidence, theme)]


def _compared(evidence: "Evidence", item: "Item", language: str) -> list[Cell]:
    option = compared_option(evidence, item)
    own, rest = (evidence.find("proportion", item.item, option=option, place=place) for place in ("own", "rest"))
    verdict = evidence.verdict(item.item, option) if own and rest else ""
    return [
        text_cell(dated_question(question_text(evidence, item.item, language), evidence, item.item, language)),
        text_cell(answer_label(evidence, item, option, language)),
        number_cell(own, language),
        base_cell(evidence.find("base", item.item), language),
        number_cell(rest, language),
        text_cell(verdict_words(verdict or ("not_compared" if own and rest else "too_few"), language)),
    ]


def _theme_of_whole(evidence: "Evidence", theme: str, language: str) -> tuple[list[Column], list[list[Cell]]]:
    groups = ("total", *evidence.study.groups)
    columns = [
        column_header(say("Question", language)),
        column_header(say("Answer counted", language)),
        column_header(say("Number who answered", language), True),
    ]
    columns += [column_header(group_label(evidence, group, language), True) for group in groups]
    rows = []
    for item in theme_questions(evidence, theme):
        option = compared_option(evidence, item)
        found = [evidence.find("proportion", item.item, group=group, option=option) for group in groups]
        rows.append(
            [
                text_cell(dated_question(question_text(evidence, item.item, language), evidence, item.item, language)),
                text_cell(answer_label(evidence, item, option, language)),
                base_cell(evidence.find("base", item.item), language),
                *(number_cell(number, language) for number in found),
            ]
        )
    return columns, rows


def matrix_table(evidence: "Evidence") -> Output:
    """The maturity matrix in words, the level that this report's evidence points to marked."""
    return _output(
        evidence, "maturity-matrix", {lang: _matrix(evidence, lang) for lang in evidence.languages}, style="matrix"
    )


def _matrix(evidence: "Evidence", language: str) -> Content:
    study = evidence.study
    columns = [
        column_header(say("Key characteristic", language)),
        *(column_header(say("Level {level}", language).format(level=level)) for level in levels_of(evidence)),
    ]
    descriptors = {(row.characteristic, row.level): study.text(row, "descriptor", language) for row in study.levels}
    rows = []
    for row in study.characteristics.values():
        name = dated_question(study.text(row, "name", language), evidence, row.characteristic, language)
        found, firm = evidence.level(row.characteristic), evidence.stability(row.characteristic) or UNTESTED
        cells = [
            _level_cell(
                evidence,
                descriptors[row.characteristic, level],
                language,
                current=firm if found is not None and found.printed == level else "",
            )
            for level in levels_of(evidence)
        ]
        rows.append(
            [
                _characteristic_cell(name, row.seed, "" if found else say("not enough evidence", language)),
                *cells,
            ]
        )
    return _content(
        evidence, language, say("The maturity matrix: each characteristic at each level", language), columns, rows
    )


def _characteristic_cell(name: str, seeds: str, remark: str) -> Cell:
    remarked = (Text(" "), Emphasis((Text(f"({remark})"),))) if remark else ()
    return Cell((Text(name), *remarked), tuple(seeds.split()))


def _level_cell(evidence: "Evidence", descriptor: str, language: str, *, current: str) -> Cell:
    """A level's words; current: how firm this report's level is, where it is this one."""
    if not current:
        return text_cell(descriptor)
    tag = own_label(evidence, language)
    if current == BORDERLINE:
        tag = say("{name}: borderline", language).format(name=tag)
    return Cell((Strong((Text(tag),)), Text(f" {descriptor}")), current=True)


def council_response_table(evidence: "Evidence") -> Output:
    """Response of every council, in order of name: the rates are not a league table."""
    return _output(
        evidence, "response-by-council", {lang: _response_by_council(evidence, lang) for lang in evidence.languages}
    )


def _response_by_council(evidence: "Evidence", language: str) -> Content:
    groups = evidence.study.groups
    columns = [column_header(say("Council", language)), *response_columns(language)]
    columns += [column_header(group_label(evidence, group, language), True) for group in groups]
    held: dict[str, dict[str, tuple[Number, ...]]] = {}
    for code, group, *numbers in evidence.response():
        held.setdefault(evidence.study.name_of(code, language, short=True), {})[group] = tuple(numbers)
    rows = []
    for name in sorted(held, key=str.casefold):
        shown = [*held[name]["total"], *(held[name][group][-1] if group in held[name] else None for group in groups)]
        rows.append(
            [text_cell(name), *(number_cell(number, language, say("none invited", language)) for number in shown)]
        )
    return _content(evidence, language, say("Response rate by council, in order of name", language), columns, rows)


def provenance_table(evidence: "Evidence", rows: Iterable[tuple[str, str]]) -> Output:
    """What the report was made from: messages that name it, and hashes."""
    return _output(evidence, "how-made", {lang: _made(evidence, list(rows), lang) for lang in evidence.languages})


def _made(evidence: "Evidence", rows: list[tuple[str, str]], language: str) -> Content:
    columns = [column_header(say("What", language)), column_header(say("SHA-256 of its content", language))]
    given = [[text_cell(say(name, language)), Cell((Code(code),))] for name, code in rows]
    caption = say("What this report was made from", language)
    return _content(evidence, language, caption, columns, given) | {"source": ""}


def _content(
    evidence: "Evidence", language: str, caption: str, columns: list[Column], rows: list[list[Cell]]
) -> Content:
    source = evidence.study.text(evidence.study.settings, "source", language)
    return {"caption": (Text(caption),), "columns": columns, "rows": rows, "note": [], "source": source}


def _output(
    evidence: "Evidence", identity: str, contents: dict[str, Content], seeds: tuple[str, ...] = (), style: str = ""
) -> Output:
    return Output("table", identity, evidence.unit, contents, style=style, seeds=seeds)
