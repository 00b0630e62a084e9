"""Chart of comparison: one council beside the rest of Wales; for the whole, its groups beside each other."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from analysis.exhibits.blocks import Cell, Column, Inlines
from analysis.exhibits.charts.chart import Chart, answers_notice, chart_output, leading_value, with_base
from analysis.exhibits.charts.drawing import (  # fmt: skip
    BLUE,
    GREY,
    INK,
    LINE,
    MARGIN,
    ORANGE,
    SMALL,
    WIDTH,
    Entry,
    Limits,
    Picture,
    Row,
    key_places,
    label_bands,
    wrapped_words,
)
from analysis.exhibits.outputs import Output, empty_output, sentence_nodes
from analysis.exhibits.tables import cells
from analysis.language import message, say
from analysis.numbers import Number

if TYPE_CHECKING:
    from analysis.disclosure.evidence import Evidence
    from analysis.study.rows import Item

SPAN = (58.0, 400.0)  # nought and a hundred percent
REMARK, REMARK_LINE = 452.0, 17.0  # where the words of comparison begin, and how high a line of them is
CLEAR = ("higher", "lower")
ONE_CLEAR = {
    "higher": message("Clearly higher than the rest of {whole} on “{text}”"),
    "lower": message("Clearly lower than the rest of {whole} on “{text}”"),
}
MANY_CLEAR = {
    "higher": message("{theme}: clearly higher than the rest of {whole} on more than one question"),
    "lower": message("{theme}: clearly lower than the rest of {whole} on more than one question"),
}
BOTH_CLEAR = message("{theme}: clearly higher than the rest of {whole} on some questions, clearly lower on others")
NONE_CLEAR = message("{theme}: no clear difference from the rest of {whole}")
NONE_CLEAR_SHOWN = message("{theme}: no clear difference from the rest of {whole} on the questions with enough replies")
ANSWERING = message("Percentage answering “{answer}”, of those who answered each question")
ANSWERING_WITHIN = message(
    "Percentage answering “{answer}”, of those who answered each question; "
    "the bar: where it may lie if everyone invited had replied"
)
FOLLOWING = message("Percentage giving the answer that follows each question, of those who answered it")
FOLLOWING_WITHIN = message(
    "Percentage giving the answer that follows each question, of those who answered it; "
    "the bar: where it may lie if everyone invited had replied"
)
# by whether more than one question has it
APART = {
    False: message("The two groups are furthest apart on “{text}”"),
    True: message("The two groups are equally far apart on more than one question"),
}
APART_SHOWN = {
    False: message("Of the questions with enough replies, the two groups are furthest apart on “{text}”"),
    True: message("Of the questions with enough replies, the two groups are equally far apart on more than one"),
}
MARKERS = ((BLUE, "o"), (ORANGE, "D"))


@dataclass(frozen=True)
class Question:
    """A question as compared: the two numbers, None where withheld, and the verdict (blank where there is none)."""

    text: str
    answer: str
    base: Number | None
    numbers: tuple[Number | None, ...]
    verdict: str
    limits: tuple[Limits, ...] = ()


def comparison_chart(evidence: "Evidence", theme: str) -> Output:
    """This council beside the rest of Wales on each question of a theme; for Wales, its groups."""
    if not cells.theme_questions(evidence, theme):
        return empty_output(f"chart-comparison-{theme}", evidence.unit, evidence.languages)
    return chart_output(evidence, f"chart-comparison-{theme}", partial(_comparison, evidence, theme))


def _comparison(evidence: "Evidence", theme: str, language: str) -> Chart:
    questions = [_question(evidence, item, language) for item in cells.theme_questions(evidence, theme)]
    labels = _series(evidence, language)
    whole = evidence.study.name_of(evidence.study.whole, language)
    names = {"whole": whole, "theme": evidence.study.text(evidence.study.themes[theme], "name", language)}
    title = _gap_title(questions, language) if evidence.is_whole else _title(questions, names, language)
    columns, rows = _table(questions, labels, language, compared=not evidence.is_whole)
    key = [Entry(label, *marker) for label, marker in zip(labels, MARKERS, strict=False)]
    picture = _picture(questions, key, language, answers_notice(evidence, language))
    return Chart(title, _measure(questions, language), columns, rows, picture, of_answers=True)


def _series(evidence: "Evidence", language: str) -> list[str]:
    if evidence.is_whole:
        return [cells.group_label(evidence, group, language) for group in evidence.study.groups[:2]]
    return [cells.own_label(evidence, language), cells.rest_label(evidence, language)]


def _question(evidence: "Evidence", item: "Item", language: str) -> Question:
    option = cells.compared_option(evidence, item)
    if evidence.is_whole:
        found = [evidence.find("proportion", item.item, group, option) for group in evidence.study.groups[:2]]
    else:
        found = [evidence.find("proportion", item.item, option=option, place=place) for place in ("own", "rest")]
    return Question(
        cells.question_text(evidence, item.item, language),
        cells.answer_label(evidence, item, option, language),
        evidence.find("base", item.item),
        tuple(found),
        evidence.verdict(item.item, option) if all(found) and not evidence.is_whole else "",
        _limits(evidence, item.item, option),
    )


def _limits(evidence: "Evidence", item: str, option: str) -> tuple[Limits, ...]:
    """Limits of the groups' shares, or of this council's: the rest stands as printed alone."""
    if not evidence.is_whole:
        return (evidence.limits(item, option),)
    return tuple(evidence.limits(item, option, group) for group in evidence.study.groups[:2])


def _title(questions: list[Question], names: dict[str, str], language: str) -> Inlines:
    clear = {verdict: [question for question in questions if question.verdict == verdict] for verdict in CLEAR}
    found = [verdict for verdict in CLEAR if clear[verdict]]
    if not any(question.verdict for question in questions):
        pattern = message("Too few replies to report")
    elif not found:
        pattern = NONE_CLEAR if all(question.verdict for question in questions) else NONE_CLEAR_SHOWN
    elif len(found) > 1:
        pattern = BOTH_CLEAR
    else:
        pattern = (MANY_CLEAR if len(clear[found[0]]) > 1 else ONE_CLEAR)[found[0]]
    text = clear[found[0]][0].text if found else ""
    return sentence_nodes(say(pattern, language), text=text, **names)


def _gap_title(questions: list[Question], language: str) -> Inlines:
    shown = [
        (question.text, [n.printed for n in question.numbers if n]) for question in questions if all(question.numbers)
    ]
    if not shown:
        return sentence_nodes(say("Too few replies to report", language))
    place, tied = leading_value([abs(first - second) for _, (first, second) in shown])
    apart = APART if len(shown) == len(questions) else APART_SHOWN  # two that are withheld may be further
    return sentence_nodes(say(apart[tied], language), text=shown[place][0])


def _table(
    questions: list[Question], labels: list[str], language: str, *, compared: bool
) -> tuple[list[Column], list[list[Cell]]]:
    columns = [cells.column_header(say("Question", language)), cells.column_header(say("Answer counted", language))]
    columns += [cells.column_header(label, True) for label in (*labels, say("Number who answered", language))]
    columns += [cells.column_header(say("How this council compares", language))] * compared
    rows = [
        [
            cells.text_cell(question.text),
            cells.text_cell(question.answer),
            *(cells.number_cell(number, language) for number in question.numbers),
            cells.base_cell(question.base, language),
            *[cells.text_cell(cells.verdict_words(question.verdict or "too_few", language))] * compared,
        ]
        for question in questions
    ]
    return columns, rows


def _picture(questions: list[Question], key: list[Entry], language: str, remark: str) -> Picture:
    labels = [_label(question, language, named=not _one_answer(questions)) for question in questions]
    verdicts = [_verdict(question, language) for question in questions]
    placed, end = label_bands(
        labels, start=key_places(key)[1], body=max(26, *(REMARK_LINE * len(lines) for lines, _ in verdicts))
    )
    picture = Picture(end + LINE, remark)
    picture.key(key)
    rows = [Row(band.middle, each.numbers, each.limits) for band, each in zip(placed, questions, strict=True)]
    picture.pairs(rows, key, SPAN)
    for band, (lines, look) in zip(placed, verdicts, strict=True):
        picture.label(band)
        for turn, line in enumerate(lines):
            y = band.middle + REMARK_LINE * (turn - (len(lines) - 1) / 2)
            picture.write(REMARK, y, line, size=SMALL, **look)
    return picture


def _one_answer(questions: list[Question]) -> bool:
    """Whether one answer is counted for all questions, so that the subtitle can say it once."""
    return len({question.answer for question in questions}) == 1


def _label(question: Question, language: str, *, named: bool) -> str:
    text = (
        say("{text} Answer: {answer}", language).format(text=question.text, answer=question.answer)
        if named
        else question.text
    )
    return with_base(text, question.base, language)


def _measure(questions: list[Question], language: str) -> str:
    drawn = any(held for question in questions for held in question.limits)
    if _one_answer(questions):
        pattern = ANSWERING_WITHIN if drawn else ANSWERING
        return say(pattern, language).format(answer=questions[0].answer)
    return say(FOLLOWING_WITHIN if drawn else FOLLOWING, language)


def _verdict(question: Question, language: str) -> tuple[list[str], dict[str, str]]:
    """Lines of the verdict beside the dots, or that there are too few replies for one; and their look."""
    withheld = not all(question.numbers)
    if not withheld and not question.verdict:
        return [], {}
    look = {"weight": "bold", "color": INK} if question.verdict in CLEAR else {"color": GREY}
    words = cells.verdict_words("too_few" if withheld else question.verdict, language)
    return wrapped_words(words, WIDTH - MARGIN - REMARK, SMALL, look.get("weight", "normal")), look
