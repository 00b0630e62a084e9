"""Chart of response rates over people invited, with the limits of chance."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from analysis.exhibits.blocks import Column
from analysis.exhibits.charts.chart import WORKING, Chart, chart_output, picture_notice, working_chart
from analysis.exhibits.charts.drawing import (
    BLUE,
    GREY,
    LINE,
    MARGIN,
    PALE,
    SMALL,
    WHITE,
    WIDTH,
    Entry,
    Picture,
    draw_dots,
    width_of,
)
from analysis.exhibits.outputs import Output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import message, say, say_many
from analysis.numbers import percent, percent_of_share
from analysis.study.study import Study

if TYPE_CHECKING:
    from analysis.disclosure.evidence import Evidence

HEIGHT = 330.0
BETWEEN, DOT = 10.0, 15.0  # room beside a name, and above or below it to a dot
LIMITS = (("998", PALE, "99.8%"), ("95", GREY, "95%"))
OPTIONS = {"many": "95", "far": "99.8", "all": "all"}  # of the numbers of councils in its headline
NONE_OUTSIDE = message("None of {all} councils lies outside the 95% limits of chance")


def funnel_chart(study: Study, table: pd.DataFrame, *, illustrative: bool) -> Output:
    """Response rates of councils over people invited, with the limits of chance; from statistics.response_funnel."""
    return working_chart(study, "chart-funnel", partial(_working, study, table), illustrative=illustrative)


def response_funnel_chart(evidence: "Evidence") -> Output:
    """The same for the report of the whole, from its evidence."""
    return chart_output(evidence, "chart-funnel", partial(_of_whole, evidence))


def _working(study: Study, table: pd.DataFrame, remark: str) -> Chart:
    rows = [
        [
            cells.text_cell(study.name_of(row["council"], WORKING, short=True)),
            cells.text_cell(f"{int(row['invited']):,}"),
            cells.text_cell(f"{percent(row['returned'], row['invited'])}%"),
            cells.text_cell(row["outside"] or say("within", WORKING)),
        ]
        for _, row in table.iterrows()
    ]
    beyond, far = int((table["outside"] != "").sum()), int((table["outside"] == "99.8%").sum())
    title = sentence_nodes(_pattern(beyond, WORKING), many=f"{beyond:,}", all=f"{len(table):,}", far=f"{far:,}")
    return Chart(title, _measure(WORKING), _columns(WORKING), rows, _picture(study, table, WORKING, remark))


def _of_whole(evidence: "Evidence", language: str) -> Chart:
    study, table = evidence.study, pd.DataFrame(evidence.funnel())
    told = {code: (invited, rate) for code, group, invited, _, rate in evidence.response() if group == "total"}
    outside = {row["council"]: row["outside"] for row in evidence.funnel()}
    names = {code: study.name_of(code, language, short=True) for code in outside}
    rows = [
        [
            cells.text_cell(names[code]),
            *(cells.number_cell(number, say("none invited", language)) for number in told[code]),
            cells.text_cell(outside[code] or say("within", language)),
        ]
        for code in sorted(names, key=lambda code: names[code].casefold())
    ]
    parts = {name: evidence.number("outside_limits", option=option) for name, option in OPTIONS.items()}
    title = sentence_nodes(_pattern(parts["many"].printed, language), **parts)
    picture = _picture(study, table, language, picture_notice(evidence, language))
    return Chart(title, _measure(language), _columns(language), rows, picture)


def _pattern(outside: int, language: str) -> str:
    if outside == 0:
        return say(NONE_OUTSIDE, language)
    return say_many(
        "{many} of {all} councils lies outside the 95% limits of chance, {far} outside 99.8%",
        "{many} of {all} councils lie outside the 95% limits of chance, {far} outside 99.8%",
        outside,
        language,
    )


def _measure(language: str) -> str:
    return say("Percentage of those invited who replied, by people invited; chance puts 1 in 20 outside 95%", language)


def _columns(language: str) -> list[Column]:
    columns = [
        cells.column_header(say("Council", language)),
        cells.column_header(say("Number invited", language), True),
    ]
    columns.append(cells.column_header(say("Percentage responded", language), True))
    return [*columns, cells.column_header(say("Outside the limits of", language))]


def _picture(study: Study, table: pd.DataFrame, language: str, remark: str) -> Picture:
    """The limits, the rate of all, each council's dot, and the names of those outside."""
    picture = Picture(HEIGHT + 2 * LINE + MARGIN, remark)
    if table.empty:
        return picture
    ordered = table.sort_values(["invited", "council"])
    least, most = int(ordered["invited"].min()), int(ordered["invited"].max())
    left, right = MARGIN + 46, WIDTH - MARGIN - 90
    across = [left + (right - left) * (many - least) / max(most - least, 1) for many in ordered["invited"]]
    top = min(1.0, max(float(ordered["high_998"].max()), float(ordered["rate"].max())) + 0.05)

    def height(share: float) -> float:
        return MARGIN + LINE + (HEIGHT - LINE) * (1 - share / top)

    for name, colour, words in LIMITS:
        for side in ("low", "high"):
            ends = [height(share) for share in ordered[f"{side}_{name}"]]
            picture.page.plot(across, ends, color=colour, linewidth=2, zorder=1)
        picture.write(right + 6, height(float(ordered[f"high_{name}"].iloc[-1])), words, size=SMALL, color=GREY)
    shares = [float(ordered["centre"].iloc[0]), 0.0, top]
    picture.page.plot((left, right), (height(shares[0]), height(shares[0])), color=BLUE, linewidth=1.5, zorder=1)
    placed = list(zip(across, map(height, ordered["rate"]), strict=True))
    draw_dots(picture.page, placed, Entry("", BLUE, "o"))
    names = [study.name_of(code, language, short=True) for code in ordered["council"]]
    _name_outside(picture, names, ordered, placed)
    for share in shares:
        picture.write(left - 10, height(share), f"{percent_of_share(share)}%", size=SMALL, color=GREY, ha="right")
    foot = height(0) + LINE
    for x, words in ((left, f"{least:,}"), (right, f"{most:,}"), ((left + right) / 2, say("people invited", language))):
        picture.write(x, foot, words, size=SMALL, color=GREY, ha="center")
    return picture


def _name_outside(
    picture: Picture, names: Sequence[str], ordered: pd.DataFrame, places: Sequence[tuple[float, float]]
) -> None:
    """The councils beyond the limits by name, each clear of the dots and of the names before it."""
    taken = [(x, y, 0.0, DOT) for x, y in places]
    for name, (x, y), (_, row) in zip(names, places, ordered.iterrows(), strict=True):
        if not row["outside"]:
            continue
        half, step = width_of(name, SMALL) / 2, LINE / 2 * (-1 if row["rate"] >= row["centre"] else 1)
        x, y = min(max(x, MARGIN + half), WIDTH - MARGIN - half), y + 1.6 * step
        while any(abs(x - at) < half + wide + BETWEEN and abs(y - level) < high for at, level, wide, high in taken):
            y += step
        taken.append((x, y, half, LINE - 1))
        picture.write(x, y, name, size=SMALL, ha="center", bbox={"facecolor": WHITE, "edgecolor": "none", "pad": 1})
