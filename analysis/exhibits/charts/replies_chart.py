"""Charts of who replied and what that leaves open: outcomes, the funnel, bounds, early and late, the public."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from analysis.exhibits.blocks import Cell, Inlines
from analysis.exhibits.charts.chart import WORKING, Chart, working_chart
from analysis.exhibits.charts.chart_words import SAID
from analysis.exhibits.charts.drawing import (  # fmt: skip
    BLUE,
    GREY,
    LINE,
    MARGIN,
    ORANGE,
    PALE,
    SMALL,
    WIDTH,
    Entry,
    Picture,
    colour_tints,
    draw_bar,
    draw_dots,
    ink_on,
    key_places,
    label_bands,
    width_of,
)
from analysis.exhibits.outputs import Output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import say
from analysis.numbers import percent_of_share
from analysis.study.study import Study

TOTAL = "total"


def outcomes_chart(study: Study, table: pd.DataFrame, *, illustrative: bool) -> Output:
    """What became of those invited, by group of the whole; from response.outcomes."""
    return working_chart(study, "chart-outcomes", partial(_outcomes, study, table), illustrative=illustrative)


def _outcomes(study: Study, table: pd.DataFrame, remark: str) -> Chart:
    mine = table[table["council"] == study.whole].set_index("group").drop(columns="council").astype(int)
    whole = {str(group): {str(name): int(many) for name, many in row.items()} for group, row in mine.iterrows()}
    groups = [group for group in (*study.groups, TOTAL) if group in whole]
    names = [str(name) for name in mine.columns if name != "invited" and mine[name].any()]
    words = {name: SAID[f"outcome_{name}"] for name in names}
    key = [Entry(words[name], colour) for name, colour in zip(names, colour_tints(BLUE, len(names))[::-1], strict=True)]
    placed, end = label_bands([study.group_name(group, WORKING) for group in groups], start=key_places(key)[1], body=28)
    picture = Picture(end, remark)
    picture.key(key)
    for band, group in zip(placed, groups, strict=True):
        picture.label(band)
        unit, x = (WIDTH - 2 * MARGIN) / max(whole[group]["invited"], 1), MARGIN
        for name, entry in zip(names, key, strict=True):
            many = whole[group][name]
            draw_bar(picture.page, band.middle, (x, unit * many), 28, entry.colour)
            if unit * many > width_of(f"{many:,}", SMALL) + 4:
                picture.write(
                    x + unit * many / 2, band.middle, f"{many:,}", size=SMALL, color=ink_on(entry.colour), ha="center"
                )
            x += unit * many
    columns = [cells.column_header(SAID["group"]), cells.column_header(SAID["invited"], True)]
    columns += [cells.column_header(words[name], True) for name in names]
    rows = [
        [cells.text_cell(band.lines[0]), *(_whole(whole[group][name]) for name in ("invited", *names))]
        for band, group in zip(placed, groups, strict=True)
    ]
    last = whole[TOTAL]
    said = {"invited": f"{last['invited']:,}", "returned": f"{last['complete'] + last['partial']:,}"}
    return Chart(
        _said("outcomes_title", complete=f"{last['complete']:,}", **said),
        SAID["outcomes_measure"], columns, rows, picture,
    )  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row of marks: for each entry of the key, a share and the ends of its line (0-1); none where there is none."""

    label: str
    marks: Sequence[tuple[float, float, float]]


def worst_case_chart(study: Study, table: pd.DataFrame, *, illustrative: bool) -> Output:
    """Each headline figure of the whole between its bounds; from statistics.worst_case."""
    return working_chart(study, "chart-bounds", partial(_bounds, study, table), illustrative=illustrative)


def _bounds(study: Study, table: pd.DataFrame, remark: str) -> Chart:
    mine = table[(table["council"] == study.whole) & (table["group"] == TOTAL)]
    rows = [
        Row(_question(study, row["item"], row["option"]), [(row["value"], row["lowest"], row["highest"])])
        for _, row in mine.iterrows()
    ]
    narrowest = f"{int(100 * mine['width'].min())}" if len(mine) else "0"  # downwards: "not within" must hold
    names = ("of_those", "at_least", "at_most")
    return _marked(_said("bounds_title", points=narrowest), rows, [Entry(SAID["of_answers"], BLUE, "o")], names, remark)


def early_and_late_chart(study: Study, table: pd.DataFrame, *, illustrative: bool) -> Output:
    """Each headline figure among early and late returns; from statistics.early_and_late."""
    return working_chart(study, "chart-early-late", partial(_early, study, table), illustrative=illustrative)


def _early(study: Study, table: pd.DataFrame, remark: str) -> Chart:
    rows = [
        Row(
            _question(study, row["item"], row["option"]),
            [(row[side], row[side], row[side]) for side in ("early", "late")],
        )
        for _, row in table.iterrows()
    ]
    clear = int(((table["low"] > 0) | (table["high"] < 0)).sum())
    key = [Entry(SAID["early"], BLUE, "o"), Entry(SAID["late"], ORANGE, "D")]
    return _marked(_said("early_title", many=clear, all=len(table)), rows, key, ("early", "late"), remark)


def public_shares_chart(study: Study, shares: pd.DataFrame, errors: pd.DataFrame, *, illustrative: bool) -> Output:
    """Weighted and unweighted share of each measure of the public with its limits."""
    return working_chart(study, "chart-public", partial(_public, study, shares, errors), illustrative=illustrative)


def _public(study: Study, shares: pd.DataFrame, errors: pd.DataFrame, remark: str) -> Chart:
    plain = shares[shares["measure"] == "unweighted"].set_index("item")
    rows = []
    for _, row in errors.iterrows():
        beside = plain.loc[row["item"]]
        marks = [(row["value"], row["low"], row["high"]), (beside["value"], beside["low"], beside["high"])]
        rows.append(Row(study.text(study.items[row["item"]], "text", WORKING), marks))
    key = [Entry(SAID["weighted"], BLUE, "o"), Entry(SAID["unweighted"], ORANGE, "D")]
    moved = max((abs(row.marks[0][0] - row.marks[1][0]) for row in rows), default=0.0)
    title = _said("public_title", points=f"{-(-moved * 1000 // 1) / 10:.1f}")  # upwards: "not by more than" must hold
    return _marked(title, rows, key, ("weighted", "unweighted"), remark)


def _marked(title: Inlines, rows: Sequence[Row], key: Sequence[Entry], names: Sequence[str], remark: str) -> Chart:
    """Rows of marks on lines from nought to a hundred percent. names: of the columns of figures."""
    start = key_places(key)[1]
    placed, end = label_bands([row.label for row in rows], start=start, body=14 * len(key) + 8)
    picture = Picture(end + LINE, remark)
    picture.key(key)
    left, unit = MARGIN + 6, WIDTH - 2 * MARGIN - 60
    for band, row in zip(placed, rows, strict=True):
        picture.label(band)
        for turn, ((share, low, high), entry) in enumerate(zip(row.marks, key, strict=True)):
            y = band.middle + 20 * (turn - (len(key) - 1) / 2)
            picture.page.plot((left, left + unit), (y, y), color=PALE, linewidth=1, zorder=1)
            picture.page.plot(
                (left + unit * low, left + unit * high), (y, y), color=entry.colour, linewidth=5, zorder=2
            )
            draw_dots(picture.page, [(left + unit * share, y)], entry)
            picture.write(WIDTH - MARGIN, y, f"{percent_of_share(share)}%", size=SMALL, ha="right")
    for x, words in ((left, "0%"), (left + unit, "100%")):
        picture.write(x, end + 4, words, size=SMALL, color=GREY, ha="center")
    columns = [
        cells.column_header(say("Question", WORKING)),
        *(cells.column_header(SAID[name], True) for name in names),
    ]
    shown = [row.marks[0] if len(names) > len(row.marks) else [mark[0] for mark in row.marks] for row in rows]
    told = [
        [cells.text_cell(row.label), *(cells.text_cell(f"{percent_of_share(share)}%") for share in shares)]
        for row, shares in zip(rows, shown, strict=True)
    ]
    return Chart(title, SAID["marked_measure"], columns, told, picture)


def _question(study: Study, item: str, option: str) -> str:
    """What was asked, and the answer counted."""
    roles = {"top2": "top", "bottom2": "bottom"}
    codes = study.roles(item, roles[option]) if option in roles else [option]
    labels = [study.text(answer, "label", WORKING) for answer in study.options(item) if answer.code in codes]
    return SAID["question_answer"].format(
        text=study.text(study.items[item], "text", WORKING), answer=" / ".join(labels)
    )


def _whole(value: int) -> Cell:
    return cells.text_cell(f"{int(value):,}")


def _said(name: str, **parts: object) -> Inlines:
    return sentence_nodes("{title}", title=SAID[name].format(**parts))
