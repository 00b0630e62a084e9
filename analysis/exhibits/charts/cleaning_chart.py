"""Charts of what cleaning means: questions left blank, and headline figures under other ways of cleaning."""

from functools import partial

import pandas as pd

from analysis.exhibits.blocks import Inlines
from analysis.exhibits.charts.chart import WORKING, Chart, working_chart
from analysis.exhibits.charts.chart_words import SAID
from analysis.exhibits.charts.drawing import (  # fmt: skip
    BLUE,
    GREY,
    LINE,
    MARGIN,
    PALE,
    SMALL,
    WHITE,
    WIDTH,
    Band,
    Entry,
    Picture,
    draw_bar,
    draw_dots,
    label_bands,
    width_of,
)
from analysis.exhibits.outputs import Output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import say
from analysis.numbers import percent
from analysis.study.study import Study

LONGEST = 12  # questions with a row of their own
BAR_ROOM = 170.0  # for the number behind a bar
DECLARED = "as_declared"


def nonresponse_chart(study: Study, table: pd.DataFrame, *, illustrative: bool) -> Output:
    """The questions most often left blank, worst first; from statistics.item_nonresponse."""
    return working_chart(study, "chart-nonresponse", partial(_nonresponse, study, table), illustrative=illustrative)


def _nonresponse(study: Study, table: pd.DataFrame, remark: str) -> Chart:
    asked = table[(table["kind"] != "comment") & (table["asked"] > 0)]
    shown = asked.head(LONGEST)
    texts = [study.text(study.items[item], "text", WORKING) for item in shown["item"]]
    shares = [f"{percent(*pair)}%" for pair in zip(shown["blank"], shown["asked"], strict=True)]
    placed, end = label_bands(texts, start=MARGIN, body=24)
    picture = Picture(end, remark)
    unit = (WIDTH - 2 * MARGIN - BAR_ROOM) / max(float(shown["unanswered"].max()) if len(shown) else 0, 0.01)
    for band, share, (_, row) in zip(placed, shares, shown.iterrows(), strict=True):
        picture.label(band)
        length = unit * row["unanswered"]
        draw_bar(picture.page, band.middle, (MARGIN, length), 24, BLUE)
        said = SAID["unanswered_bar"].format(share=share, blank=f"{row['blank']:,}", asked=f"{row['asked']:,}")
        picture.write(MARGIN + length + 6, band.middle, said, size=SMALL)
    columns = [cells.column_header(say("Question", WORKING))]
    columns += [cells.column_header(SAID[name], True) for name in ("asked", "blank", "share")]
    rows = [
        [*map(cells.text_cell, (text, f"{row['asked']:,}", f"{row['blank']:,}", share))]
        for text, share, (_, row) in zip(texts, shares, shown.iterrows(), strict=True)
    ]
    none = shown.empty or not shown["blank"].any()
    title = SAID["unanswered_none"] if none else SAID["unanswered"].format(text=texts[0], share=shares[0])
    measure = SAID["unanswered_most" if len(asked) > len(shown) else "unanswered_measure"]
    return Chart(
        sentence_nodes("{title}", title=title), measure.format(many=len(shown), all=len(asked)), columns, rows, picture
    )


def ways_chart(study: Study, table: pd.DataFrame, *, illustrative: bool) -> Output:
    """How far each headline figure moves under each other way of cleaning; from alternatives.ways_of_cleaning."""
    return working_chart(study, "chart-ways", partial(_ways, study, table), illustrative=illustrative)


def _ways(study: Study, table: pd.DataFrame, remark: str) -> Chart:
    moved = table[(table["way"] != DECLARED) & table["points"].notna()]
    names = dict.fromkeys(table.loc[table["way"] != DECLARED, "way"])
    held = {way: moved[moved["way"] == way] for way in names}
    farthest = {way: _farthest(study, rows) for way, rows in held.items()}
    reach = max(float(moved["points"].abs().max()) if len(moved) else 0, 0.05)
    placed, end = label_bands([SAID.get(way, way) for way in names], start=MARGIN, body=2 * LINE)
    picture = Picture(end + LINE + MARGIN, remark)
    for band, (way, rows) in zip(placed, held.items(), strict=True):
        picture.label(band)
        _movements(picture, band, rows["points"].tolist(), reach)
        _name_farthest(picture, band, farthest[way], reach)
    for side, words in ((-1, _signed(-reach)), (0, "as declared"), (1, f"{_signed(reach)} points")):
        where = {-1: "left", 0: "center", 1: "right"}[side]
        x = {-1: MARGIN, 0: WIDTH / 2, 1: WIDTH - MARGIN}[side]
        picture.write(x, end + LINE / 2 + 4, words, size=SMALL, color=GREY, ha=where)
    columns = [
        cells.column_header(SAID["way"]),
        cells.column_header(SAID["moved"], True),
        cells.column_header(SAID["farthest"]),
    ]
    rows = [
        [*map(cells.text_cell, (SAID.get(way, way), f"{int((held[way]['points'] != 0).sum())}", *farthest[way][:2]))]
        for way in names
    ]
    many = len(table[["figure", "group"]].drop_duplicates())
    measure = SAID["ways_measure"].format(many=many, whole=study.name_of(study.whole, WORKING))
    return Chart(_ways_title(moved), measure, [*columns, cells.column_header(SAID["movement"], True)], rows, picture)


def _place(points: float, reach: float) -> float:
    return WIDTH / 2 + points / reach * (WIDTH / 2 - MARGIN - 10)


def _movements(picture: Picture, band: Band, points: list[float], reach: float) -> None:
    y = band.middle - LINE / 2
    picture.page.plot((MARGIN, WIDTH - MARGIN), (y, y), color=PALE, linewidth=2, zorder=1, solid_capstyle="round")
    picture.page.plot((WIDTH / 2, WIDTH / 2), (y - 12, y + 12), color=GREY, linewidth=2, zorder=2)
    draw_dots(picture.page, [(_place(moved, reach), y) for moved in sorted(points)], Entry("", BLUE, "o"))


def _name_farthest(picture: Picture, band: Band, farthest: tuple[str, str, float], reach: float) -> None:
    name, shown, points = farthest
    words = f"{name} {shown}" if points else name
    half = width_of(words, SMALL) / 2
    x = min(max(_place(points, reach), MARGIN + half), WIDTH - MARGIN - half)
    clear = {"facecolor": WHITE, "edgecolor": "none", "pad": 1}
    picture.write(x, band.middle + LINE / 2 + 4, words, size=SMALL, color=GREY, ha="center", bbox=clear)


def _farthest(study: Study, rows: pd.DataFrame) -> tuple[str, str, float]:
    """The figure that moves most, by how much as shown, and exactly."""
    if rows.empty or not rows["points"].any():
        return SAID["unmoved"], "0.0", 0.0
    row = rows.iloc[int(rows["points"].abs().argmax())]
    return figure_name(study, row), _signed(row["points"]), float(row["points"])


def _signed(points: float) -> str:
    """A movement with its sign, to a tenth of a point."""
    return f"{points:+.1f}".replace("-", "−")


def figure_name(study: Study, row: pd.Series) -> str:
    """A headline figure in words: whose response, or a question in short."""
    if not row["item"]:
        group = study.group_name(row["group"], WORKING)
        return SAID["response_rate"].format(group=group.lower())
    return str(row["figure"]).replace("_", " ")


def _ways_title(moved: pd.DataFrame) -> Inlines:
    most = float(moved["points"].abs().max()) if len(moved) else 0.0
    if not most:
        return sentence_nodes(SAID["ways_none"])
    # Shown upwards: 'not by more than' must hold of the exact figure too.
    return sentence_nodes(SAID["ways_title"], points=f"{-(-most * 10 // 1) / 10:.1f}")
