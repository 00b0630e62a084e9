"""Charts of what arrived: returns by day, and what was kept and dropped of each file."""

import datetime
from dataclasses import dataclass
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
    ORANGE,
    PALE,
    SMALL,
    WIDTH,
    Band,
    Entry,
    Picture,
    draw_bar,
    key_places,
    label_bands,
    wrapped_words,
)
from analysis.exhibits.outputs import Output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import day_and_month
from analysis.study.study import Study

BODY = 46.0  # height of a tool's row of days
LONGEST = 20  # files with a row of their own
DAY = 110.0  # room for a day in words at either end
DROPPED = "dropped_"


@dataclass(frozen=True)
class Days:
    """The days of a chart: the first, how many, and the cut-off where the study has one."""

    first: datetime.date
    count: int
    cut_off: datetime.date

    @property
    def unit(self) -> float:
        return (WIDTH - 2 * MARGIN) / self.count

    def place(self, day: str) -> float:
        """Where a day's bar begins."""
        return MARGIN + self.unit * (datetime.date.fromisoformat(day) - self.first).days


def arrivals_chart(study: Study, by_day: pd.DataFrame, *, illustrative: bool) -> Output:
    """Returns by day and tool, as response.by_day counts them, with the first and last day and the cut-off."""
    return working_chart(study, "chart-arrivals", partial(_arrivals, study, by_day), illustrative=illustrative)


def _arrivals(study: Study, by_day: pd.DataFrame, remark: str) -> Chart:
    dated = by_day[by_day["day"] != ""]
    held = {tool: by_day[by_day["tool"] == tool] for tool in study.tools}
    names = {tool: study.text(row, "recipients", WORKING) for tool, row in study.tools.items()}
    labels = [_arrived_label(names[tool], rows) for tool, rows in held.items()]
    placed, end = label_bands(labels, start=MARGIN, body=BODY)
    picture = Picture(end + LINE, remark)
    for band in placed:
        picture.label(band)
    if len(dated):
        days, scale = _days(study, dated), (BODY - SMALL) / int(dated["received"].max())
        for band, rows in zip(placed, held.values(), strict=True):
            _row_of_days(picture, band, rows[rows["day"] != ""], days, scale)
        _axis(picture, days, (placed[0].top + LINE, end))
    columns = [cells.column_header(SAID["tool"]), cells.column_header(SAID["received"], True)]
    columns += [cells.column_header(SAID[name]) for name in ("first_day", "last_day", "busiest_day")]
    told = [[*map(cells.text_cell, (names[tool], *_summary(rows)))] for tool, rows in held.items()]
    return Chart(_arrivals_title(study, by_day), SAID["arrived_measure"], columns, told, picture)


def _days(study: Study, dated: pd.DataFrame) -> Days:
    first, last = (datetime.date.fromisoformat(day) for day in (dated["day"].min(), dated["day"].max()))
    end = study.settings.cleaning.cut_off
    last = max(last, end)
    return Days(first, (last - first).days + 1, end)


def _arrived_label(name: str, rows: pd.DataFrame) -> str:
    undated = int(rows.loc[rows["day"] == "", "received"].sum())
    pattern = SAID["arrived_undated" if undated else "arrived_label"]
    return pattern.format(name=name, received=f"{rows['received'].sum():,}", undated=f"{undated:,}")


def _row_of_days(picture: Picture, band: Band, rows: pd.DataFrame, days: Days, scale: float) -> None:
    base = band.middle + BODY / 2
    picture.page.plot((MARGIN, WIDTH - MARGIN), (base, base), color=PALE, linewidth=2, zorder=1)
    gap = min(2.0, days.unit / 4)
    picture.page.bar(
        [days.place(day) for day in rows["day"]], [-scale * many for many in rows["received"]], days.unit - gap,
        bottom=base, align="edge", color=BLUE, linewidth=0, zorder=2,
    )  # fmt: skip
    if len(rows):
        day, most = _busiest(rows)
        x = min(max(days.place(day) + days.unit / 2, MARGIN + 12), WIDTH - MARGIN - 12)
        picture.write(x, base - scale * most - 9, f"{most:,}", size=SMALL, color=GREY, ha="center")


def _axis(picture: Picture, days: Days, span: tuple[float, float]) -> None:
    """The first and last day under the rows, and the cut-off through them."""
    y, end = span[1] + LINE / 2 - 4, days.cut_off
    x = None if end < days.first else days.place(end.isoformat()) + days.unit
    if x is None or x > MARGIN + DAY:
        picture.write(MARGIN, y, _short(days.first), size=SMALL, color=GREY)
    if x is None or x < WIDTH - MARGIN - DAY:
        last = days.first + datetime.timedelta(days=days.count - 1)
        picture.write(WIDTH - MARGIN, y, _short(last), size=SMALL, color=GREY, ha="right")
    if x is not None:
        picture.page.plot((x, x), (span[0], y - LINE / 2), color=ORANGE, linewidth=2, linestyle=(0, (4, 3)), zorder=3)
        words = SAID["cut_off"].format(day=_short(end))
        picture.write(x, y, words, size=SMALL, ha="right" if x > WIDTH / 2 else "left")


def _busiest(rows: pd.DataFrame) -> tuple[str, int]:
    """The day with most returns, the first of several, and how many they were."""
    by_day = rows.groupby("day")["received"].sum()
    return str(by_day.idxmax()), int(by_day.max())


def _summary(rows: pd.DataFrame) -> list[str]:
    dated = rows[rows["day"] != ""]
    if dated.empty:
        return [f"{rows['received'].sum():,}", *[SAID["unknown"]] * 3]
    day, most = _busiest(dated)
    return [f"{rows['received'].sum():,}", dated["day"].min(), dated["day"].max(), f"{day} ({most:,})"]


def _arrivals_title(study: Study, by_day: pd.DataFrame) -> Inlines:
    dated = by_day[by_day["day"] != ""]
    if dated.empty:
        return sentence_nodes(SAID["arrived_none"])
    (busiest, most), end = _busiest(dated), study.settings.cleaning.cut_off
    late = int(dated.loc[dated["day"] > end.isoformat(), "received"].sum())
    parts = {
        name: f"{many:,}" for name, many in (("received", dated["received"].sum()), ("most", most), ("late", late))
    }
    first, last, top = (datetime.date.fromisoformat(day) for day in (dated["day"].min(), dated["day"].max(), busiest))
    days = {"first": _short(first), "last": f"{_short(last)} {last.year}", "busiest": _short(top)}
    name = "arrived_late" if late else "arrived" if len(dated) == len(by_day) else "arrived_some"
    return sentence_nodes(SAID[name], **parts, **days)


def _short(day: datetime.date) -> str:
    """9 April."""
    return day_and_month(day, WORKING)


def account_chart(study: Study, reconciliation: pd.DataFrame, *, illustrative: bool) -> Output:
    """What was received in each file, kept and dropped by which rule; files with most dropped first."""
    return working_chart(study, "chart-account", partial(_account, reconciliation), illustrative=illustrative)


def _account(reconciliation: pd.DataFrame, remark: str) -> Chart:
    rules = [name for name in reconciliation.columns if name.startswith(DROPPED)]
    table = _longest(reconciliation.assign(dropped=reconciliation[rules].sum(axis="columns")))
    said = {row["file"]: [(_rule(rule), int(row[rule])) for rule in rules if row[rule]] for _, row in table.iterrows()}
    key = [Entry(SAID["kept"], BLUE), Entry(SAID["dropped"], ORANGE)]
    notes = [
        wrapped_words(_kept_words(row, said[row["file"]]), WIDTH - 2 * MARGIN, SMALL) for _, row in table.iterrows()
    ]
    body = LINE * (1 + max(map(len, notes), default=1))
    placed, end = label_bands(table["file"].tolist(), start=key_places(key)[1], body=body)
    picture = Picture(end, remark)
    picture.key(key)
    unit = (WIDTH - 2 * MARGIN) / max(int(table["received"].max()), 1)
    for band, note, (_, row) in zip(placed, notes, table.iterrows(), strict=True):
        picture.label(band)
        y = band.middle - body / 2 + LINE / 2
        draw_bar(picture.page, y, (MARGIN, unit * row["kept"]), LINE, BLUE)
        draw_bar(picture.page, y, (MARGIN + unit * row["kept"], unit * row["dropped"]), LINE, ORANGE)
        for turn, line in enumerate(note, start=1):
            picture.write(MARGIN, y + LINE * turn + 4, line, size=SMALL, color=GREY)
    columns = [
        cells.column_header(SAID["file"]),
        *(cells.column_header(SAID[name], True) for name in ("received", "kept", "dropped")),
    ]
    rows = [
        [*map(cells.text_cell, (row["file"], *(f"{row[name]:,}" for name in ("received", "kept", "dropped")))),
         cells.text_cell(_named(said[row["file"]]) or SAID["nothing"])]
        for _, row in table.iterrows()
    ]  # fmt: skip
    return Chart(
        _account_title(table, rules),
        SAID["account_measure"],
        [*columns, cells.column_header(SAID["why"])],
        rows,
        picture,
    )


def _longest(table: pd.DataFrame) -> pd.DataFrame:
    """The files with most dropped, and all others as one row."""
    ordered = table.sort_values(["dropped", "received", "file"], ascending=[False, False, True], ignore_index=True)
    if len(ordered) <= LONGEST + 1:
        return ordered
    rest = ordered.iloc[LONGEST:]
    counts = rest.drop(columns="file").sum().to_frame().T.assign(file=SAID["account_rest"].format(many=len(rest)))
    return pd.concat([ordered.head(LONGEST), counts], ignore_index=True)


def _kept_words(row: pd.Series, parts: list[tuple[str, int]]) -> str:
    words = SAID["account_kept"].format(kept=f"{row['kept']:,}", received=f"{row['received']:,}")
    return words + (f"; {SAID['account_dropped'].format(parts=_named(parts))}" if parts else "")


def _account_title(table: pd.DataFrame, rules: list[str]) -> Inlines:
    counts = {name: f"{int(table[name].sum()):,}" for name in ("received", "kept")}
    by_rule = table[rules].sum()
    if not by_rule.sum():
        return sentence_nodes(SAID["account_all"], **counts)
    worst = str(by_rule.idxmax())
    return sentence_nodes(SAID["account_title"], rule=_rule(worst), many=f"{int(by_rule[worst]):,}", **counts)


def _rule(name: str) -> str:
    """A rule's name as words."""
    return name.removeprefix(DROPPED).replace("_", " ")


def _named(parts: list[tuple[str, int]]) -> str:
    return ", ".join(f"{rule} {many:,}" for rule, many in parts)
