"""Chart of councils on one answer: dots with their limits, and the ranks each may have."""

from functools import partial

import pandas as pd

from analysis.exhibits.blocks import Inlines
from analysis.exhibits.charts.chart import WORKING, Chart, working_chart
from analysis.exhibits.charts.chart_words import SAID
from analysis.exhibits.charts.drawing import (
    BLUE,
    GREY,
    LINE,
    MARGIN,
    PALE,
    SMALL,
    Entry,
    Picture,
    draw_dots,
    label_bands,
)
from analysis.exhibits.outputs import Output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import say
from analysis.numbers import percent_of_share
from analysis.study.study import Study

LEFT, RIGHT = MARGIN + 12, 440.0  # nought and a hundred percent


def ranks_chart(study: Study, league: pd.DataFrame, item: str, *, illustrative: bool) -> Output:
    """Councils on one answer, highest first, each share with its limits; from statistics.league."""
    return working_chart(study, f"chart-ranks-{item}", partial(_ranks, study, league, item), illustrative=illustrative)


def _ranks(study: Study, league: pd.DataFrame, item: str, remark: str) -> Chart:
    names = [
        SAID["ranks_row"].format(name=study.name_of(unit, WORKING, short=True), base=base)
        for unit, base in zip(league["council"], league["base"], strict=True)
    ]
    shown = [
        tuple(f"{percent_of_share(row[name])}%" for name in ("drawn", "low", "high")) for _, row in league.iterrows()
    ]
    places = [
        SAID["ranks_places"].format(low=int(row["rank_low"]), high=int(row["rank_high"]))
        for _, row in league.iterrows()
    ]
    placed, end = label_bands(names, start=MARGIN, body=14)
    picture = Picture(end + LINE, remark)
    for band, place, (_, row) in zip(placed, places, league.iterrows(), strict=True):
        picture.label(band)
        picture.page.plot((_at(0), _at(1)), (band.middle, band.middle), color=PALE, linewidth=2, zorder=1)
        picture.page.plot(
            (_at(row["low"]), _at(row["high"])), (band.middle, band.middle), color=BLUE, linewidth=4, zorder=2
        )
        picture.write(RIGHT + 18, band.middle, place, size=SMALL)
    draw_dots(
        picture.page,
        [(_at(share), band.middle) for share, band in zip(league["drawn"], placed, strict=True)],
        Entry("", BLUE, "o"),
    )
    for share, words in ((0.0, "0%"), (1.0, "100%")):
        picture.write(_at(share), end + LINE / 2, words, size=SMALL, color=GREY, ha="center")
    columns = [cells.column_header(say("Council", WORKING))]
    columns += [cells.column_header(SAID[name], True) for name in ("ranks_value", "ranks_limits", "ranks_column")]
    rows = [
        [*map(cells.text_cell, (name, value, f"{low} to {high}", place))]
        for name, (value, low, high), place in zip(names, shown, places, strict=True)
    ]
    text = study.text(study.items[item], "text", WORKING)
    return Chart(_title(league), SAID["ranks_measure"].format(text=text), columns, rows, picture)


def _at(share: float) -> float:
    return LEFT + (RIGHT - LEFT) * share


def _title(league: pd.DataFrame) -> Inlines:
    """How many councils have all their possible ranks above, or below, the middle."""
    middle = (len(league) + 1) / 2
    high, low = int((league["rank_high"] < middle).sum()), int((league["rank_low"] > middle).sum())
    if not high and not low:
        return sentence_nodes(SAID["ranks_none"])
    return sentence_nodes(SAID["ranks_apart"], high=str(high), low=str(low))
