"""Tables of a report: what the evidence holds, selected, ordered and shown. Nothing is computed here.

A number that may not be published is shown as words, never as a blank or a zero.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis.numbers import Number
from analysis.outputs import Content, Output, text_node
from analysis.tables.cells import (
    WORDS,
    answer_label,
    answer_rows,
    asked,
    base_cell,
    column,
    levels_of,
    measured,
    number_cell,
    question,
    ranked,
    rest_label,
    text_cell,
)
from analysis.tables.listing import listing

if TYPE_CHECKING:
    from analysis.definition import Item
    from analysis.evidence import Evidence

__all__ = [
    "levels", "listing", "made", "matrix", "named", "response", "response_by_council", "theme",
]  # fmt: skip


def response(evidence: "Evidence", *, seeds: tuple[str, ...] = ()) -> Output:
    """How many of each group were invited and replied, with their total."""
    return _output(evidence, "response-rates", {lang: _response(evidence, lang) for lang in evidence.languages}, seeds)


def _response(evidence: "Evidence", language: str) -> Content:
    words = WORDS[language]
    columns = [column(words["recipients"]), *(column(words[name], True) for name in ("invited", "returned", "percent"))]
    rows = []
    for group in (*evidence.study.groups, "total"):
        numbers = [evidence.find(name, group=group) for name in ("invited", "returned", "response_rate")]
        cells = [number_cell(number, words, words["none_invited"]) for number in numbers]
        rows.append([text_cell(words.get(group, group)), *cells])
    return _content(evidence, language, words["response_caption"], columns, rows)


def theme(evidence: "Evidence", theme: str) -> Output:
    """Each core question of a theme: this council's percentage and base, the rest of Wales, and how they compare."""
    describe = _theme_of_whole if evidence.is_whole else _theme_of_council
    contents = {}
    for language in evidence.languages:
        name = evidence.study.text(evidence.study.themes[theme], "name", language)
        columns, rows = describe(evidence, theme, language)
        caption = WORDS[language]["theme_caption"].format(theme=name)
        contents[language] = _content(evidence, language, caption, columns, rows) | {
            "note": [text_node(WORDS[language]["theme_note"])]
        }
    return _output(evidence, f"answers-{theme}", contents)


def _theme_of_council(evidence: "Evidence", theme: str, language: str) -> tuple[list[Content], list[list[Content]]]:
    words = WORDS[language]
    rest = rest_label(evidence, language)
    columns = [
        column(words["question"]),
        column(words["answer"]),
        column(words["own"], True),
        column(words["base"], True),
    ]
    columns += [column(rest, True), column(words["compares"])]
    return columns, [_compared(evidence, item, language) for item in asked(evidence, theme)]


def _compared(evidence: "Evidence", item: "Item", language: str) -> list[Content]:
    words, option = WORDS[language], measured(evidence, item)
    own, rest = (evidence.find("proportion", item.item, option=option, place=place) for place in ("own", "rest"))
    verdict = evidence.verdict(item.item, option) if own and rest else ""
    return [
        text_cell(question(evidence, item.item, language)),
        text_cell(answer_label(evidence, item, option, language)),
        number_cell(own, words),
        base_cell(evidence.find("base", item.item), words),
        number_cell(rest, words),
        text_cell(words[verdict or ("not_compared" if own and rest else "too_few")]),
    ]


def _theme_of_whole(evidence: "Evidence", theme: str, language: str) -> tuple[list[Content], list[list[Content]]]:
    words, groups = WORDS[language], ("total", *evidence.study.groups)
    columns = [column(words["question"]), column(words["answer"]), column(words["base"], True)]
    columns += [column(words.get(group, group), True) for group in groups]
    rows = []
    for item in asked(evidence, theme):
        option = measured(evidence, item)
        found = [evidence.find("proportion", item.item, group=group, option=option) for group in groups]
        rows.append(
            [
                text_cell(question(evidence, item.item, language)),
                text_cell(answer_label(evidence, item, option, language)),
                base_cell(evidence.find("base", item.item), words),
                *(number_cell(number, words) for number in found),
            ]
        )
    return columns, rows


def matrix(evidence: "Evidence") -> Output:
    """The maturity matrix in words, the level that this report's evidence points to marked."""
    return _output(
        evidence, "maturity-matrix", {lang: _matrix(evidence, lang) for lang in evidence.languages}, style="matrix"
    )


def _matrix(evidence: "Evidence", language: str) -> Content:
    words, study = WORDS[language], evidence.study
    columns = [
        column(words["characteristic"]),
        *(column(words["level"].format(level=level)) for level in levels_of(evidence)),
    ]
    descriptors = {(row.characteristic, row.level): study.text(row, "descriptor", language) for row in study.levels}
    rows = []
    for row in study.characteristics.values():
        found = evidence.level(row.characteristic)
        cells = [
            _level_cell(
                evidence,
                descriptors[row.characteristic, level],
                language,
                current=found is not None and found.printed == level,
            )
            for level in levels_of(evidence)
        ]
        rows.append(
            [
                _characteristic_cell(study.text(row, "name", language), row.seed, "" if found else words["no_level"]),
                *cells,
            ]
        )
    return _content(evidence, language, words["matrix_caption"], columns, rows)


def _characteristic_cell(name: str, seeds: str, remark: str) -> Content:
    children: list[Content] = [text_node(name)]
    if remark:
        children += [text_node(" "), {"type": "emphasis", "children": [text_node(f"({remark})")]}]
    return {"children": children} | ({"seeds": seeds.split()} if seeds else {})


def _level_cell(evidence: "Evidence", descriptor: str, language: str, *, current: bool) -> Content:
    if not current:
        return text_cell(descriptor)
    tag = evidence.name(language) if evidence.is_whole else WORDS[language]["tag"]
    return {
        "children": [{"type": "strong", "children": [text_node(tag)]}, text_node(f" {descriptor}")],
        "current": True,
    }


def levels(evidence: "Evidence") -> Output:
    """The level of each characteristic here and in Wales; for Wales, how many councils are at each level."""
    return _output(evidence, "maturity-levels", {lang: _levels(evidence, lang) for lang in evidence.languages})


def _levels(evidence: "Evidence", language: str) -> Content:
    words, study = WORDS[language], evidence.study
    whole = study.name_of(study.whole, language)
    labels = (
        [words["councils_at"].format(level=level) for level in levels_of(evidence)]
        if evidence.is_whole
        else [words["own"]]
    )
    rows = []
    for row in study.characteristics.values():
        held: list[Number | None] = [evidence.level(row.characteristic)]
        if evidence.is_whole:
            held = [evidence.councils_at(row.characteristic, level) for level in levels_of(evidence)]
        held.append(evidence.level(row.characteristic, place="whole"))
        cells = [number_cell(number, words, words["no_level"]) for number in held]
        rows.append([text_cell(study.text(row, "name", language)), *cells])
    columns = [column(words["characteristic"]), *(column(label, True) for label in (*labels, whole))]
    return _content(evidence, language, words["levels_caption"], columns, rows)


def named(evidence: "Evidence", item: str) -> Output:
    """Answers to a question with several answers, most often named first."""
    contents = {}
    for language in evidence.languages:
        columns, rows = answer_rows(evidence, item, ranked(evidence, item), language)
        caption = question(evidence, item, language)
        contents[language] = _content(evidence, language, caption, columns, rows) | {
            "note": [text_node(WORDS[language]["named_note"])]
        }
    return _output(evidence, f"named-{item}", contents)


def response_by_council(evidence: "Evidence") -> Output:
    """Response of every council, in order of name: the rates are not a league table."""
    return _output(
        evidence, "response-by-council", {lang: _response_by_council(evidence, lang) for lang in evidence.languages}
    )


def _response_by_council(evidence: "Evidence", language: str) -> Content:
    words, groups = WORDS[language], evidence.study.groups
    columns = [column(words["council"]), *(column(words[name], True) for name in ("invited", "returned", "percent"))]
    columns += [column(words.get(group, group), True) for group in groups]
    held: dict[str, dict[str, tuple[Number, ...]]] = {}
    for code, group, *numbers in evidence.response():
        held.setdefault(evidence.study.name_of(code, language, short=True), {})[group] = tuple(numbers)
    rows = []
    for name in sorted(held, key=str.casefold):
        shown = [*held[name]["total"], *(held[name][group][-1] if group in held[name] else None for group in groups)]
        rows.append([text_cell(name), *(number_cell(number, words, words["none_invited"]) for number in shown)])
    return _content(evidence, language, words["councils_caption"], columns, rows)


def made(evidence: "Evidence", rows: Iterable[tuple[str, str]]) -> Output:
    """What the report was made from: names and hashes as given."""
    given = [[text_cell(name), {"children": [{"type": "code", "text": code}]}] for name, code in rows]
    contents = {}
    for language in evidence.languages:
        words = WORDS[language]
        columns = [column(words["what"]), column(words["hash"])]
        contents[language] = _content(evidence, language, words["made_caption"], columns, given) | {"source": ""}
    return _output(evidence, "how-made", contents)


def _content(
    evidence: "Evidence", language: str, caption: str, columns: list[Content], rows: list[list[Content]]
) -> Content:
    source = evidence.study.text(evidence.study.settings, "source", language)
    return {"caption": [text_node(caption)], "columns": columns, "rows": rows, "note": [], "source": source}


def _output(
    evidence: "Evidence", identity: str, contents: dict[str, Content], seeds: tuple[str, ...] = (), style: str = ""
) -> Output:
    return Output("table", identity, evidence.unit, contents, style=style, seeds=seeds)
