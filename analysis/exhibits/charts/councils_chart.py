"""Charts of councils and groups: who was invited and replied, and how many councils are at each level."""

from functools import partial
from typing import TYPE_CHECKING

from analysis.exhibits.blocks import Inlines
from analysis.exhibits.charts.chart import Chart, chart_output, picture_notice
from analysis.exhibits.charts.drawing import (  # fmt: skip
    BLUE,
    LINE,
    MARGIN,
    ORANGE,
    PALE,
    SMALL,
    WIDTH,
    Entry,
    Picture,
    Row,
    colour_tints,
    draw_bar,
    ink_on,
    key_places,
    label_bands,
    width_of,
)
from analysis.exhibits.outputs import Output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import say, say_many
from analysis.numbers import Number

if TYPE_CHECKING:
    from analysis.disclosure.evidence import Evidence

PITCH = 30.0  # height of one council's row
MARKERS = ((BLUE, "o"), (ORANGE, "D"))
Rates = dict[str, dict[str, Number]]


def response_chart(evidence: "Evidence") -> Output:
    """For a council, invited and returned of each group; for the whole, the response rates of every council."""
    return chart_output(evidence, "chart-response", partial(_of_whole if evidence.is_whole else _of_council, evidence))


def _of_council(evidence: "Evidence", language: str) -> Chart:
    groups = (*evidence.study.groups, "total")
    numbers = {
        cells.group_label(evidence, group, language): [
            evidence.find(name, group=group) for name in ("invited", "returned", "response_rate")
        ]
        for group in groups
    }
    columns = [cells.column_header(say("Data tool recipients", language))]
    columns += cells.response_columns(language)
    rows = [
        [
            cells.text_cell(name),
            *(cells.number_cell(number, say("none invited", language)) for number in found),
        ]
        for name, found in numbers.items()
    ]
    picture = _replies(numbers, language, picture_notice(evidence, language))
    return Chart(
        _replies_title(numbers, language),
        say("Replies out of people invited, by group", language),
        columns,
        rows,
        picture,
    )


def _replies_title(numbers: dict[str, list[Number | None]], language: str) -> Inlines:
    shown = [number for number in list(numbers.values())[-1] if number]
    if len(shown) < 3:
        return sentence_nodes(say("Nobody was invited", language))
    return sentence_nodes(
        say("{returned} of the {invited} people invited replied: {rate}", language),
        invited=shown[0],
        returned=shown[1],
        rate=shown[2],
    )


def _replies(numbers: dict[str, list[Number | None]], language: str, remark: str) -> Picture:
    placed, end = label_bands(list(numbers), start=MARGIN, body=28)
    picture = Picture(end, remark)
    unit = (WIDTH - 2 * MARGIN) / max([found[0].printed for found in numbers.values() if found[0]], default=1)
    for band, found in zip(placed, numbers.values(), strict=True):
        picture.label(band)
        shown = [number for number in found if number]
        for number, colour in zip(shown[:2], (PALE, BLUE), strict=False):
            draw_bar(picture.page, band.middle, (MARGIN, unit * number.printed), 28, colour)
        said = say("none invited", language)
        if len(shown) == 3:
            parts = dict(zip(("invited", "returned", "rate"), (number.shown for number in shown), strict=True))
            said = say("{returned} of {invited} replied: {rate}", language).format(**parts)
        picture.write(WIDTH - MARGIN, band.top + LINE / 2, said, ha="right")
    return picture


def _of_whole(evidence: "Evidence", language: str) -> Chart:
    groups = evidence.study.groups[:2]
    found = {group: {code: rate for code, of, _, _, rate in evidence.response() if of == group} for group in groups}
    names = {code: evidence.study.name_of(code, language, short=True) for group in groups for code in found[group]}
    codes = sorted(names, key=lambda code: names[code].casefold())  # by name: overlapping rates are no league table
    columns = [
        cells.column_header(say("Council", language)),
        *(cells.column_header(cells.group_label(evidence, group, language), True) for group in groups),
    ]
    rows = [
        [
            cells.text_cell(names[code]),
            *(cells.number_cell(found[group].get(code), say("none invited", language)) for group in groups),
        ]
        for code in codes
    ]
    rate = evidence.number("response_rate")
    title = sentence_nodes(
        say("Across {whole}, {rate} of the people invited replied", language), whole=evidence.name(language), rate=rate
    )
    key = [
        Entry(cells.group_label(evidence, group, language), *marker)
        for group, marker in zip(groups, MARKERS, strict=False)
    ]
    picture = Picture(key_places(key)[1] + PITCH * len(codes) + LINE + MARGIN, picture_notice(evidence, language))
    picture.key(key)
    _rates(picture, [(names[code], [found[group].get(code) for group in groups]) for code in codes], key)
    return Chart(
        title,
        say("Percentage of those invited who replied, by council in order of name", language),
        columns,
        rows,
        picture,
    )


def _rates(picture: Picture, rows: list[tuple[str, list[Number | None]]], key: list[Entry]) -> None:
    """One row a council: its name, and a dot for each group's rate with the number beside it."""
    left = MARGIN + max(width_of(name) for name, _ in rows) + 60
    top = key_places(key)[1] + PITCH / 2
    for turn, (name, _) in enumerate(rows):
        picture.write(MARGIN, top + PITCH * turn, name)
    placed = [Row(top + PITCH * turn, rates) for turn, (_, rates) in enumerate(rows)]
    picture.pairs(placed, key, (left, WIDTH - MARGIN - 50))


def levels_chart(evidence: "Evidence") -> Output:
    """How many councils are at each level of each characteristic."""
    return chart_output(evidence, "chart-levels", partial(_levels, evidence))


def _levels(evidence: "Evidence", language: str) -> Chart:
    shown = cells.levels_of(evidence)
    named = [
        (evidence.study.text(row, "name", language), row.characteristic)
        for row in evidence.study.characteristics.values()
    ]
    counts = {name: [evidence.councils_at(code, level) for level in shown] for name, code in named}
    labels = [say("Level {level}", language).format(level=level) for level in shown]
    key = [Entry(label, colour) for label, colour in zip(labels, colour_tints(BLUE, len(shown)), strict=True)]
    placed, end = label_bands(list(counts), start=key_places(key)[1], body=28)
    picture = Picture(end, picture_notice(evidence, language))
    picture.key(key)
    unit = (WIDTH - 2 * MARGIN) / len(evidence.study.councils)
    for band, held in zip(placed, counts.values(), strict=True):
        picture.label(band)
        _stack(picture, band.middle, [unit * number.printed for number in held], list(zip(key, held, strict=True)))
    columns = [
        cells.column_header(say("Key characteristic", language)),
        *(cells.column_header(label, True) for label in labels),
    ]
    rows = [
        [cells.text_cell(name), *(cells.number_cell(number, "") for number in held)] for name, held in counts.items()
    ]
    return Chart(
        _levels_title(evidence, language),
        say("Number of councils at each level; a gap at the end is councils without enough evidence", language),
        columns,
        rows,
        picture,
    )


def _stack(picture: Picture, y: float, widths: list[float], parts: list[tuple[Entry, Number]]) -> None:
    x = MARGIN
    for width, (entry, number) in zip(widths, parts, strict=True):
        draw_bar(picture.page, y, (x, width), 28, entry.colour)
        if width > width_of(number.shown, SMALL) + 4:
            picture.write(x + width / 2, y, number.shown, size=SMALL, color=ink_on(entry.colour), ha="center")
        x += width


def _levels_title(evidence: "Evidence", language: str) -> Inlines:
    """How many of all levels are below the highest."""
    low, levels = (evidence.number(name, place="whole") for name in ("low_levels", "levels"))
    pattern = say_many(
        "{low} of the {levels} levels worked out is below the highest",
        "{low} of the {levels} levels worked out are below the highest",
        low.printed,
        language,
    )
    return sentence_nodes(pattern, low=low, levels=levels)
