"""Charts of one question's answers: one answer of several, and several answers of several."""

from functools import partial
from typing import TYPE_CHECKING

from analysis.exhibits.blocks import Inlines
from analysis.exhibits.charts.chart import Chart, answers_notice, chart_output, leading_value
from analysis.exhibits.charts.drawing import (  # fmt: skip
    BLUE,
    GREY,
    MARGIN,
    ORANGE,
    SMALL,
    TEAL,
    WIDTH,
    Band,
    Entry,
    Picture,
    colour_tints,
    draw_bar,
    draw_dots,
    key_places,
    label_bands,
)
from analysis.exhibits.outputs import Output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import message, say
from analysis.numbers import Number

if TYPE_CHECKING:
    from analysis.disclosure.evidence import Evidence

MOST = {
    "chosen": message("Most often chosen: “{text}”, by {number} of those who answered"),
    "named": message("Most often named: “{text}”, by {number} of those who answered"),
}
TIED = {
    "chosen": message("More than one answer was chosen most often, each by {number} of those who answered"),
    "named": message("More than one answer was named most often, each by {number} of those who answered"),
}
EMPHASISED = 2  # how many of the answers most named stand out; those named as often stand out with them
UNIT = (WIDTH - 2 * MARGIN - 50) / 100  # units a percent: bars of a hundred leave room for their number
NAMED_FROM = MARGIN + 58  # bars that begin after their number
NAMED_UNIT = (WIDTH - MARGIN - 8 - NAMED_FROM) / 100


def choices_chart(evidence: "Evidence", item: str) -> Output:
    """How many gave each answer to a question with one answer, here and in the rest of Wales."""
    return chart_output(evidence, f"chart-choices-{item}", partial(_choices, evidence, item))


def _choices(evidence: "Evidence", item: str, language: str) -> Chart:
    codes = evidence.study.base_options(item)
    columns, rows = cells.answer_rows(evidence, item, codes, language)
    title = _title(evidence, item, "chosen", language)
    measure = say("{text} Percentage of those who answered", language).format(
        text=cells.question_text(evidence, item, language)
    )
    entries = _entries(evidence, language, ("s", "s"))
    placed, end = label_bands(
        [_label(evidence, item, code, language) for code in codes], start=_start(entries), body=44
    )
    picture = Picture(end, answers_notice(evidence, language))
    _key(picture, entries)
    for band, code in zip(placed, codes, strict=True):
        picture.label(band)
        for entry, place, (offset, height) in zip(entries, _places(evidence), ((-9, 24), (13, 16)), strict=False):
            _bar(
                picture,
                (band.middle + offset, height),
                evidence.find("proportion", item, option=code, place=place),
                entry.colour,
                language,
            )
    return Chart(title, measure, columns, rows, picture, of_answers=True)


def _bar(picture: Picture, place: tuple[float, float], number: Number | None, colour: str, language: str) -> None:
    y, height = place
    if number is None:
        picture.write(MARGIN, y, cells.verdict_words("too_few", language), size=SMALL, color=GREY, style="italic")
        return
    draw_bar(picture.page, y, (MARGIN, UNIT * number.printed), height, colour)
    picture.write(MARGIN + UNIT * number.printed + 6, y, number.shown, size=SMALL)


def named_chart(evidence: "Evidence", item: str) -> Output:
    """How many named each answer to a question with several answers, most named first."""
    return chart_output(evidence, f"chart-named-{item}", partial(_named, evidence, item))


def _named(evidence: "Evidence", item: str, language: str) -> Chart:
    codes = cells.ranked_options(evidence, item)
    columns, rows = cells.answer_rows(evidence, item, codes, language)
    measure = say("{text} Percentage of those who answered; several answers could be named", language).format(
        text=cells.question_text(evidence, item, language)
    )
    entries = _entries(evidence, language, ("s", "d"))
    placed, end = label_bands(
        [_label(evidence, item, code, language) for code in codes], start=_start(entries), body=24
    )
    picture = Picture(end, answers_notice(evidence, language))
    _key(picture, entries)
    for band, code in zip(placed, codes, strict=True):
        _named_answer(evidence, picture, band, (item, code), language)
    _marks(evidence, picture, item, dict(zip(codes, placed, strict=True)))
    return Chart(_title(evidence, item, "named", language), measure, columns, rows, picture, of_answers=True)


def _named_answer(evidence: "Evidence", picture: Picture, band: Band, answer: tuple[str, str], language: str) -> None:
    own = evidence.find("proportion", answer[0], option=answer[1])
    stands_out = own is not None and own.printed >= _emphasised_from(evidence, answer[0])
    weight = "bold" if stands_out else "normal"
    picture.label(band, weight=weight)
    if own is None:
        picture.write(
            MARGIN, band.middle, cells.verdict_words("too_few", language), size=SMALL, color=GREY, style="italic"
        )
        return
    # The number stands before the bar, where no mark can be taken for its own.
    picture.write(NAMED_FROM - 8, band.middle, own.shown, size=SMALL, weight=weight, ha="right")
    draw_bar(
        picture.page,
        band.middle,
        (NAMED_FROM, NAMED_UNIT * own.printed),
        24,
        BLUE if stands_out else colour_tints(BLUE, 3)[0],
    )


def _marks(evidence: "Evidence", picture: Picture, item: str, placed: dict[str, Band]) -> None:
    """Where the rest of Wales stands on each answer."""
    if evidence.is_whole:
        return
    found = [(band, evidence.find("proportion", item, option=code, place="rest")) for code, band in placed.items()]
    places = [(NAMED_FROM + NAMED_UNIT * number.printed, band.middle) for band, number in found if number]
    draw_dots(picture.page, places, Entry("", ORANGE, "d"))


def _emphasised_from(evidence: "Evidence", item: str) -> int:
    """Printed percent from which an answer stands out."""
    return evidence.named(item)[:EMPHASISED][-1][1].printed


def _title(evidence: "Evidence", item: str, how: str, language: str) -> Inlines:
    """The answer given most, in words; `how` says whether it was chosen or named."""
    found = [(option, evidence.find("proportion", item, option=option.code)) for option in evidence.study.options(item)]
    shown = [(evidence.study.text(option, "label", language), number) for option, number in found if number]
    if not shown:
        return sentence_nodes(say("Too few replies to report", language))
    place, tied = leading_value([number.printed for _, number in shown])
    text, number = shown[place]
    if how == "chosen" and number.printed <= 100 - sum(each.printed for _, each in shown):
        # one that is withheld may have been chosen more often
        return sentence_nodes(say("Too few replies to say which answer was chosen most often", language))
    if tied:
        return sentence_nodes(say(TIED[how], language), number=number)
    return sentence_nodes(say(MOST[how], language), text=text, number=number)


def _label(evidence: "Evidence", item: str, code: str, language: str) -> str:
    return cells.option_label(evidence, item, code, language)


def _places(evidence: "Evidence") -> tuple[str, ...]:
    return ("own",) if evidence.is_whole else ("own", "rest")


def _entries(evidence: "Evidence", language: str, markers: tuple[str, str]) -> list[Entry]:
    """The key; a chart of the whole alone needs none, and has one entry."""
    own = Entry(cells.own_label(evidence, language), BLUE, markers[0])
    rest = Entry(cells.rest_label(evidence, language), ORANGE if markers[1] == "d" else TEAL, markers[1])
    return [own] if evidence.is_whole else [own, rest]


def _start(entries: list[Entry]) -> float:
    return key_places(entries)[1] if len(entries) > 1 else MARGIN


def _key(picture: Picture, entries: list[Entry]) -> None:
    if len(entries) > 1:
        picture.key(entries)
