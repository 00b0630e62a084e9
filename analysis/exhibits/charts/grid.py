"""Chart of maturity: each council's level of each characteristic, and which levels are borderline."""

from functools import partial

import pandas as pd

from analysis.exhibits.charts.chart import WORKING, Chart, working_chart
from analysis.exhibits.charts.chart_words import SAID
from analysis.exhibits.charts.drawing import (  # fmt: skip
    BLUE,
    FAINT,
    GREY,
    LINE,
    MARGIN,
    SMALL,
    WIDTH,
    Picture,
    colour_tints,
    draw_bar,
    ink_on,
    wrapped_words,
)
from analysis.exhibits.outputs import Output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import say
from analysis.study.study import Study

LEFT, HEAD, HIGH, TALL = 158.0, 10.0, 12.0, 22.0  # right of the names; letters of a heading, its line; a row
BORDERLINE, MARK, NONE = "borderline", "~", "–"


def maturity_chart(study: Study, levels: pd.DataFrame, *, illustrative: bool) -> Output:
    """Councils by characteristics, from statistics.maturity_levels or past the gate: level, `~` where borderline."""
    return working_chart(study, "chart-maturity-grid", partial(_grid, study, levels), illustrative=illustrative)


def _grid(study: Study, levels: pd.DataFrame, remark: str) -> Chart:
    printed = _said(levels)
    units = [study.whole, *sorted(study.councils, key=lambda unit: study.name_of(unit, WORKING, short=True))]
    names = [study.name_of(unit, WORKING, short=True) for unit in units]
    said = [[printed.get((unit, each), NONE) for each in study.characteristics] for unit in units]
    known = levels["level"].notna()
    title = sentence_nodes(
        SAID["grid_title"], many=str(int((known & (levels["stable"] == BORDERLINE)).sum())), all=str(int(known.sum()))
    )
    heads = [study.text(each, "name", WORKING) for each in study.characteristics.values()]
    columns = [cells.column_header(say("Council", WORKING)), *(cells.column_header(head) for head in heads)]
    rows = [[*map(cells.text_cell, (name, *marks))] for name, marks in zip(names, said, strict=True)]
    return Chart(title, SAID["grid_measure"], columns, rows, _picture(study, heads, names, said, remark))


def _said(levels: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Each level as it is printed, by council and characteristic; a dash where there is none."""
    marks = levels["stable"].eq(BORDERLINE).map({True: MARK, False: ""})
    printed = [
        NONE if pd.isna(level) else f"{int(level)}{mark}" for level, mark in zip(levels["level"], marks, strict=True)
    ]
    return dict(zip(zip(levels["council"], levels["characteristic"], strict=True), printed, strict=True))


def _picture(study: Study, heads: list[str], names: list[str], said: list[list[str]], remark: str) -> Picture:
    wide = (WIDTH - MARGIN - LEFT) / len(heads)
    lines = [wrapped_words(head, wide - 4, HEAD) for head in heads]
    top = MARGIN + HIGH * max(map(len, lines)) + 6
    picture = Picture(top + TALL * len(names) + LINE, remark)
    shades = dict(zip(map(str, study.level_numbers), colour_tints(BLUE, len(study.level_numbers)), strict=True))
    for place, words in enumerate(lines):
        for turn, line in enumerate(words):
            picture.write(LEFT + wide * (place + 0.5), MARGIN + HIGH * (turn + 0.5), line, size=HEAD, ha="center")
    for row, (name, marks) in enumerate(zip(names, said, strict=True)):
        middle = top + TALL * (row + 0.5)
        picture.write(MARGIN, middle, name, size=SMALL, weight="bold" if row == 0 else "normal")
        for place, mark in enumerate(marks):
            shade = shades.get(mark.rstrip(MARK), FAINT)
            draw_bar(picture.page, middle, (LEFT + wide * place, wide), TALL, shade)
            ink = ink_on(shade)
            picture.write(LEFT + wide * (place + 0.5), middle, mark, size=SMALL, color=ink, ha="center")
    picture.write(MARGIN, top + TALL * len(names) + LINE / 2, SAID["grid_key"], size=HEAD, color=GREY)
    return picture
