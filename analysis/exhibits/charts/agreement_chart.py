"""Chart of agreement: how many agree and disagree with each statement, as bars around the middle of the scale."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from analysis.exhibits.blocks import Cell, Column, Inlines
from analysis.exhibits.charts.chart import Chart, answers_notice, chart_output, leading_value, with_base
from analysis.exhibits.charts.drawing import (  # fmt: skip
    BLUE,
    FAINT,
    GREY,
    MARGIN,
    PALE,
    PLUM,
    SMALL,
    WIDTH,
    Band,
    Entry,
    Picture,
    colour_tints,
    draw_bar,
    ink_on,
    key_places,
    label_bands,
)
from analysis.exhibits.outputs import Output, empty_output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import message, say
from analysis.numbers import Number

if TYPE_CHECKING:
    from analysis.disclosure.evidence import Evidence
    from analysis.study.rows import Item

MEASURE = message("Percentage of those who answered, for each statement")
MEASURE_OF_TOLD = message(
    "Percentage of those who answered, for each statement; an answer that too few people gave is not shown"
)
LABEL_FROM = 6  # percent from which a part of a bar is wide enough for its number
APART = 14.0  # gap before the answers that lie on no scale
NUMBER = 34.0  # room for the number after them

# by whether more than one statement has it
HIGHEST = {
    False: message("Agreement was highest, at {number}, with “{text}”"),
    True: message("Agreement was highest, at {number}, with more than one statement"),
}
HIGHEST_SHOWN = {
    False: message("Of the statements with enough replies, agreement was highest, at {number}, with “{text}”"),
    True: message("Of the statements with enough replies, agreement was highest, at {number}, with more than one"),
}


@dataclass(frozen=True)
class Scale:
    """Codes of an answer scale as drawn: the strongest disagreement first, the strongest agreement last."""

    bottom: list[str]
    middle: list[str]
    top: list[str]
    apart: list[str]

    @property
    def codes(self) -> list[str]:
        return self.bottom + self.middle + self.top + self.apart

    @property
    def colours(self) -> dict[str, str]:
        """Colour of each answer in the order of the key; an end told together lies between its two."""
        ends = {"bottom2": colour_tints(PLUM, 4)[2], "top2": colour_tints(BLUE, 4)[2]}
        shades = [
            *colour_tints(PLUM, len(self.bottom))[::-1],
            ends["bottom2"],
            *[PALE] * len(self.middle),
            ends["top2"],
        ]
        shades += [*colour_tints(BLUE, len(self.top)), *[FAINT] * len(self.apart)]
        codes = [*self.bottom, "bottom2", *self.middle, "top2", *self.top, *self.apart]
        return dict(zip(codes, shades, strict=True))


@dataclass(frozen=True)
class Statement:
    """A statement and what was answered; a number that is withheld is None."""

    text: str
    base: Number | None
    answers: dict[str, Number | None]

    sides: dict[str, Number | None]

    def share(self, codes: list[str]) -> int:
        """Printed percent of these answers together, as far as they are told."""
        return sum(number.printed for number in map(self.answers.get, codes) if number)

    def side(self, name: str, codes: list[str]) -> int:
        """Printed percent of one end of the scale: of its answers together where they are told together alone."""
        number = self.sides[name]
        return number.printed if number and not all(self.answers[code] for code in codes) else self.share(codes)

    @property
    def shown(self) -> bool:
        """Whether enough is told to draw: at least one end of the scale."""
        return any(self.sides.values())


def agreement_chart(evidence: "Evidence", theme: str) -> Output:
    """How many agree and disagree with each statement of a theme."""
    if not _items(evidence, theme):
        return empty_output(f"chart-agreement-{theme}", evidence.unit, evidence.languages)
    return chart_output(evidence, f"chart-agreement-{theme}", partial(_agreement, evidence, theme))


def _agreement(evidence: "Evidence", theme: str, language: str) -> Chart:
    items = _items(evidence, theme)
    scale = _scale(evidence, items[0])
    statements = [
        Statement(
            cells.question_text(evidence, item.item, language),
            evidence.find("base", item.item),
            {code: evidence.find("proportion", item.item, option=code) for code in scale.codes},
            {side: evidence.find("proportion", item.item, option=side) for side in ("bottom2", "top2")},
        )
        for item in items
    ]
    labels = {code: cells.option_label(evidence, items[0].item, code, language) for code in scale.codes}
    columns, rows = _table(statements, labels, language)
    labels |= {side: cells.answer_label(evidence, items[0], side, language) for side in ("bottom2", "top2")}
    picture = _picture(statements, scale, labels, (language, answers_notice(evidence, language)))
    return Chart(
        _title(evidence, items, language),
        say(MEASURE if all(all(each.answers.values()) for each in statements) else MEASURE_OF_TOLD, language),
        columns,
        rows,
        picture,
        of_answers=True,
    )


def _items(evidence: "Evidence", theme: str) -> "list[Item]":
    """Statements of a theme to agree with (an answer scale with two answers at either end), all on one scale."""
    found = [
        item
        for item in cells.theme_questions(evidence, theme)
        if min(len(evidence.study.roles(item.item, role)) for role in ("top", "bottom")) > 1
    ]
    return [item for item in found if item.answer_scale == found[0].answer_scale]


def _scale(evidence: "Evidence", item: "Item") -> Scale:
    bottom, middle, top, apart = (
        evidence.study.roles(item.item, role) for role in ("bottom", "middle", "top", "dont_know")
    )
    apart = [code for code in apart if code in evidence.study.base_options(item.item)]
    first = evidence.study.options(item.item)[0].code
    if first in top:  # the file begins with the strongest agreement
        return Scale(bottom[::-1], middle[::-1], top[::-1], apart)
    return Scale(bottom, middle, top, apart)


def _title(evidence: "Evidence", items: "list[Item]", language: str) -> Inlines:
    found = [(item, evidence.find("proportion", item.item, option="top2")) for item in items]
    shown = [(cells.question_text(evidence, item.item, language), number) for item, number in found if number]
    if not shown:
        return sentence_nodes(say("Too few replies to report", language))
    place, tied = leading_value([number.printed for _, number in shown])
    text, number = shown[place]
    highest = HIGHEST if len(shown) == len(items) else HIGHEST_SHOWN  # one that is withheld may be higher
    return sentence_nodes(say(highest[tied], language), number=number, text=text)


def _table(statements: list[Statement], labels: dict[str, str], language: str) -> tuple[list[Column], list[list[Cell]]]:
    columns = [
        cells.column_header(say("Question", language)),
        *(cells.column_header(label, True) for label in labels.values()),
    ]
    rows = [
        [
            cells.text_cell(statement.text),
            *(cells.number_cell(number, language) for number in statement.answers.values()),
            cells.base_cell(statement.base, language),
        ]
        for statement in statements
    ]
    return [*columns, cells.column_header(say("Number who answered", language), True)], rows


def _picture(statements: list[Statement], scale: Scale, labels: dict[str, str], words: tuple[str, str]) -> Picture:
    language, remark = words
    drawn = {code for each in statements if each.shown for code, _, _ in _parts(each, scale)}
    key = [Entry(labels[code], colour) for code, colour in scale.colours.items() if code in drawn]
    rows, end = label_bands(
        [with_base(statement.text, statement.base, language) for statement in statements],
        start=key_places(key)[1],
        body=30,
    )
    picture = Picture(end, remark)
    picture.key(key)
    places = _places(statements, scale)
    for band, statement in zip(rows, statements, strict=True):
        picture.label(band)
        if statement.shown:
            _bars(picture, band, statement, scale, places)
        else:
            picture.write(MARGIN, band.middle, cells.verdict_words("too_few", language), color=GREY, style="italic")
    return picture


@dataclass(frozen=True)
class Places:
    """Where the bars of all statements lie: the middle of the scale, the answers apart, and units a percent."""

    middle: float
    apart: float
    unit: float


def _places(statements: list[Statement], scale: Scale) -> Places:
    left = max(statement.side("bottom2", scale.bottom) + statement.share(scale.middle) / 2 for statement in statements)
    right = max(statement.side("top2", scale.top) + statement.share(scale.middle) / 2 for statement in statements)
    apart = max(statement.share(scale.apart) for statement in statements)
    unit = (WIDTH - 2 * MARGIN - APART - NUMBER) / max(left + right + apart, 1)
    return Places(MARGIN + unit * left, MARGIN + unit * (left + right) + APART, unit)


def _bars(picture: Picture, band: Band, statement: Statement, scale: Scale, places: Places) -> None:
    x = places.middle - places.unit * (statement.side("bottom2", scale.bottom) + statement.share(scale.middle) / 2)
    for code, percent, apart in _parts(statement, scale):
        colour = scale.colours[code]
        x = max(x, places.apart) if apart else x
        draw_bar(picture.page, band.middle, (x, places.unit * percent), 30, colour)
        x += places.unit * percent
        if apart:
            picture.write(x + 4, band.middle, str(percent), size=SMALL, color=GREY)
        elif percent >= LABEL_FROM:
            picture.write(
                x - places.unit * percent / 2, band.middle, str(percent), size=SMALL, color=ink_on(colour), ha="center"
            )


def _parts(statement: Statement, scale: Scale) -> list[tuple[str, int, bool]]:
    """Bars from left to right: answer, percent, whether apart. An end told together alone is one bar."""
    found = []
    for name, codes in (("bottom2", scale.bottom), ("", scale.middle), ("top2", scale.top), ("", scale.apart)):
        told = [code for code in codes if statement.answers[code]]
        if name and statement.sides[name] and len(told) < len(codes):
            found.append((name, statement.side(name, codes), False))
        else:
            found += [(code, statement.share([code]), codes is scale.apart) for code in told]
    return found
