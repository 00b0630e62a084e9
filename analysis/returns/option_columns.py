"""A question's options, each in a column of its own -> which of them each return chose, and in what words."""

from collections.abc import Iterable, Iterator, Sequence

from analysis.errors import RawFileError
from analysis.matching import known_text, normal_text
from analysis.returns.readers.platform import Platform
from analysis.returns.readers.sheet import Column, Remark, Sheet
from analysis.returns.ticks import OptionColumn, Pair, mark_of, strange_texts, tick_pairs
from analysis.study import rows
from analysis.study.files import columns_of
from analysis.study.rows import Option
from analysis.study.study import Study
from analysis.texts import csv_text
from analysis.unmatched import UNSHOWN, shown_text

MANY = 6  # values that are shown


def chosen_options(
    study: Study, platform: Platform, sheet: Sheet, mapped: Sequence[tuple[rows.Column, Column]]
) -> tuple[list[Column], list[Remark]]:
    """The columns of one item's options, each cell the option's label or a person's words where it is chosen.

    mapped: rows of mapping.csv with their cells, blank where nothing is said. Where several may be chosen, labels and
    words end in `;`, and words hold none. Beside them what was found out about ticks.
    Raises RawFileError where it is neither declared nor to be seen what a tick is.
    """
    if not mapped:
        return [], []
    item = mapped[0][0].item
    labels = {normal_text(label) for option in study.options(item) for label in _labels(option)}
    columns = list(_option_columns({option.code: option for option in study.options(item)}, mapped))
    pairs = tick_pairs(
        columns, Pair(frozenset(map(mark_of, platform.ticked)), frozenset(map(mark_of, platform.not_ticked)))
    )
    strange = [text for column, pair in zip(columns, pairs, strict=True) for text in strange_texts(column, pair)]
    if strange:
        raise RawFileError(_refusal(sheet, columns[0].row, labels, sorted(set(strange))))
    found = dict.fromkeys(
        f"{_either(pair.ticked)} is a tick, {_either(pair.not_ticked)} is none: {pair.found}"
        for pair in pairs
        if pair.found
    )
    remarks = [Remark("", "ticks_found", f"{item}: {said}", "read so; mapping.csv may declare it") for said in found]
    end = ";" if study.items[item].kind == "multi" else ""
    return [_chosen(column, pair, labels, end) for column, pair in zip(columns, pairs, strict=True)], remarks


def _option_columns(options: dict[str, Option], mapped: Iterable[tuple[rows.Column, Column]]) -> Iterator[OptionColumn]:
    seen = set[str]()
    for row, cells in mapped:
        option, is_other = options[row.option], options[row.option].role == "other"
        names = dict.fromkeys(map(normal_text, _labels(option)), row.option)
        labelled = frozenset(text for text in cells.texts if known_text(text, names).name)
        yield OptionColumn(row, option.label_en, cells, labelled, is_other, words=is_other and row.option in seen)
        seen.add(row.option)


def _labels(option: Option) -> list[str]:
    """What an option is called in a cell; a code that is a number says nothing: it may be another's, or a tick."""
    return [label for label in (option.label_en, option.label_cy, option.code) if label and not label.isdecimal()]


def _chosen(column: OptionColumn, pair: Pair, labels: set[str], end: str) -> Column:
    def chosen(text: str) -> str:
        if text in column.labelled:
            return text + end
        if mark_of(text) in pair.not_ticked or not mark_of(text):
            return ""
        if mark_of(text) in pair.ticked:
            return column.label + end
        words = text.replace(end, ",") if end else text
        return f'"{words}"{end}' if normal_text(words) in labels else words + end  # not to be taken for another option

    return column.cells.changed(chosen)


def _refusal(sheet: Sheet, row: rows.Column, labels: Iterable[str], strange: Sequence[str]) -> str:
    """What to say of values of which nobody told what they mean; those that may be anybody's words are not shown."""
    shown = [text for text in strange if shown_text(text, labels) != UNSHOWN]
    told = ", ".join(f"'{text}'" for text in shown[:MANY]) or "none of them shown, since they may be anybody's words"
    many = f"{len(strange)} value{'' if len(strange) == 1 else 's'}"
    names = ",".join(columns_of(rows.Column))
    example = csv_text([(row.file, row.column, row.tool, row.item, row.option, "TICK", "NO TICK")]).strip()
    return (
        f"{sheet.path}: question {row.item}: {many} in its options' columns ({told}), beside blank and labels; what "
        "ticks an option and what does not must be declared. Write both into its rows of mapping.csv, in "
        f"columns ticked and not_ticked, `|` between several. They are then {names}, for example {example}."
    )


def _either(marks: Iterable[str]) -> str:
    return " or ".join(f"'{mark}'" for mark in sorted(marks)) or "the option's label"
