"""What tables and charts share: their furniture in words, cells of numbers and words, and what is selected."""

from typing import TYPE_CHECKING

from analysis.disclosure.reasons import PROTECTED, SMALL_GROUP, TOO_FEW
from analysis.exhibits.blocks import Cell, Column, Printed, Text
from analysis.language import message, say
from analysis.numbers import Number
from analysis.statistics.response import TOTAL

if TYPE_CHECKING:
    from analysis.disclosure.evidence import Evidence
    from analysis.study.rows import Item

VERDICTS = {
    "higher": message("clearly higher"),
    "lower": message("clearly lower"),
    "similar": message("no clear difference"),
    "": message("not compared"),
}
REASONS = {
    TOO_FEW: message("too few replies to report"),
    SMALL_GROUP: message("not shown: one group is small"),
    PROTECTED: message("withheld, so that nobody can be made out"),
}
FLAGS = {"low base": message("low base")}


def column_header(label: str, numeric: bool = False) -> Column:
    """A column's header."""
    return Column(label, numeric)


def text_cell(text: str) -> Cell:
    """A cell of plain words."""
    return Cell((Text(text),))


def number_cell(number: Number | None, otherwise: str) -> Cell:
    """A cell with a number; where there is none, words that say why."""
    return text_cell(otherwise) if number is None else Cell((Printed(number),))


def share_cell(number: Number | None, reason: str, language: str) -> Cell:
    """A cell with a share; where it is withheld, why."""
    return number_cell(number, reason_words(reason, language) if reason else "")


def base_cell(number: Number | None, language: str) -> Cell:
    """A cell with a base, its flag beside it."""
    cell = number_cell(number, say("nobody answered", language))
    if number is None or not number.flag:
        return cell
    return Cell((*cell.children, Text(f" ({say(FLAGS[number.flag], language)})")))


def verdict_words(verdict: str, language: str) -> str:
    """How a council compares, or that it is not compared."""
    return say(VERDICTS[verdict], language)


def reason_words(reason: str, language: str) -> str:
    """Why a result is not shown."""
    return say(REASONS[reason], language)


def compared_words(evidence: "Evidence", item: str, option: str, language: str) -> str:
    """How a council compares on an answer, or why that is not said."""
    reasons = (evidence.reason("proportion", item, option=option, place=place) for place in ("own", "rest"))
    reason = first_reason(*reasons)
    return reason_words(reason, language) if reason else verdict_words(evidence.verdict(item, option), language)


def first_reason(*reasons: str) -> str:
    """Why results that stand together are not compared: the first reason that holds; blank where all are told."""
    return next((reason for reason in reasons if reason), "")


def group_label(evidence: "Evidence", group: str, language: str) -> str:
    """What a group of people is called."""
    return evidence.study.group_name(group, language)


def theme_questions(evidence: "Evidence", theme: str) -> "list[Item]":
    """Core questions of a theme that have one answer and are no level."""
    return [item for item in evidence.study.core_items(theme) if item.kind in ("scale", "single")]


def table_questions(evidence: "Evidence", theme: str) -> "list[Item]":
    """Core questions of a theme that have one answer, those on levels too."""
    return [item for item in evidence.study.core_items(theme) if item.kind in ("scale", "single", "level")]


def question_text(evidence: "Evidence", item: str, language: str) -> str:
    """What was asked."""
    return evidence.study.text(evidence.study.items[item], "text", language)


def compared_option(evidence: "Evidence", item: "Item") -> str:
    """The answer an item is compared on: the first, where there are several."""
    return evidence.study.compared_options(item.item)[0]


def answer_label(evidence: "Evidence", item: "Item", option: str, language: str) -> str:
    """What was answered: an option's label, or the labels of the answers counted together."""
    roles = {"top2": "top", "bottom2": "bottom"}
    codes = evidence.study.roles(item.item, roles[option]) if option in roles else [option]
    return " / ".join(option_label(evidence, item.item, code, language) for code in codes)


def response_columns(language: str) -> list[Column]:
    """Columns of how many were invited, how many replied and in what share."""
    labels = (
        say("Number invited", language),
        say("Responses received", language),
        say("Percentage responded", language),
    )
    return [column_header(label, True) for label in labels]


def answer_rows(
    evidence: "Evidence", item: str, codes: list[str], language: str
) -> tuple[list[Column], list[list[Cell]]]:
    """Columns and rows of one question's answers in the order given: here, and in the rest of Wales."""
    places = ("own",) if evidence.is_whole else ("own", "rest")
    rows = []
    for code in codes:
        keys = [("proportion", item, TOTAL, code, place) for place in places]
        shares = [share_cell(evidence.find(*key), evidence.reason(*key), language) for key in keys]
        rows.append([text_cell(option_label(evidence, item, code, language)), *shares])
    labels = [own_label(evidence, language)] + [rest_label(evidence, language)] * (len(places) - 1)
    return [column_header(say("Answer counted", language)), *(column_header(label, True) for label in labels)], rows


def option_label(evidence: "Evidence", item: str, code: str, language: str) -> str:
    """The label of one answer."""
    option = next(option for option in evidence.study.options(item) if option.code == code)
    return evidence.study.text(option, "label", language)


def ranked_options(evidence: "Evidence", item: str) -> list[str]:
    """Answers of a question with several answers: most named first, then those that may not be shown."""
    shown = [code for code, _ in evidence.named(item)]
    return shown + [code for code in evidence.study.base_options(item) if code not in shown]


def own_label(evidence: "Evidence", language: str) -> str:
    """What this report's own column is called."""
    return evidence.name(language) if evidence.is_whole else say("This council", language)


def rest_label(evidence: "Evidence", language: str) -> str:
    """What the column of all other councils is called."""
    return say("Rest of {whole}", language).format(whole=evidence.study.name_of(evidence.study.whole, language))


def levels_of(evidence: "Evidence") -> list[int]:
    """The levels of the study, lowest first."""
    return sorted({row.level for row in evidence.study.levels})
