"""What tables and charts share: their furniture in words, cells of numbers and words, and what is selected."""

from string import Formatter
from typing import TYPE_CHECKING

from analysis.numbers import Number
from analysis.outputs import Content, text_node

if TYPE_CHECKING:
    from analysis.definition import Item
    from analysis.evidence import Evidence

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "officers": "Officers",
        "elected_members": "Elected members",
        "total": "Total",
        "low base": "low base",
        "too_few": "too few replies to report",
        "higher": "clearly higher",
        "lower": "clearly lower",
        "similar": "no clear difference",
        "none_invited": "none invited",
        "no_level": "not enough evidence",
        "question": "Question",
        "answer": "Answer counted",
        "own": "This council",
        "base": "Number who answered",
        "rest": "Rest of {whole}",
        "compares": "How this council compares",
        "council": "Council",
        "recipients": "Data tool recipients",
        "invited": "Number invited",
        "returned": "Responses received",
        "percent": "Percentage responded",
        "characteristic": "Key characteristic",
        "level": "Level {level}",
        "councils_at": "Councils at level {level}",
        "tag": "This council",
        "what": "What",
        "hash": "SHA-256 of its content",
        "response_caption": "Response rates by group",
        "theme_caption": "{theme}: answers to each question",
        "not_compared": "not compared",
        "theme_note": "Percentages are of those who answered the question. “Don’t know” is an answer; a blank is not.",
        "matrix_caption": "The maturity matrix: each characteristic at each level",
        "levels_caption": "Maturity level of each characteristic",
        "councils_caption": "Response rate by council, in order of name",
        "named_note": "Several answers could be named, so the percentages may add up to more than the whole.",
        "made_caption": "What this report was made from",
    },
}  # fmt: skip


def sentence(pattern: str, **parts: Number | str) -> list[Content]:
    """A whole sentence as inline nodes: numbers stay numbers, everything else is words."""
    nodes = []
    for words, name, _, _ in Formatter().parse(pattern):
        nodes += [text_node(words)] if words else []
        if name is not None:
            part = parts[name]
            nodes.append(part.node() if isinstance(part, Number) else text_node(part))
    return nodes


def column(label: str, numeric: bool = False) -> Content:
    """A column's header."""
    return {"label": label, "numeric": numeric}


def text_cell(text: str) -> Content:
    """A cell of plain words."""
    return {"children": [text_node(text)]}


def number_cell(number: Number | None, words: dict[str, str], otherwise: str = "") -> Content:
    """A cell with a number; where it is withheld, words that say so."""
    return text_cell(otherwise or words["too_few"]) if number is None else {"children": [number.node()]}


def base_cell(number: Number | None, words: dict[str, str]) -> Content:
    """A cell with a base, its flag beside it."""
    cell = number_cell(number, words)
    if number is not None and number.flag:
        cell["children"].append(text_node(f" ({words.get(number.flag, number.flag)})"))
    return cell


def asked(evidence: "Evidence", theme: str) -> "list[Item]":
    """Core questions of a theme that have one answer and are no level."""
    return [item for item in evidence.study.core_items(theme) if item.kind in ("scale", "single")]


def question(evidence: "Evidence", item: str, language: str) -> str:
    """What was asked."""
    return evidence.study.text(evidence.study.items[item], "text", language)


def measured(evidence: "Evidence", item: "Item") -> str:
    """The answer an item is compared on: its finding's, or else its top answers."""
    found: list[str] = [finding.option for finding in evidence.study.findings if finding.item == item.item]
    tops = evidence.study.roles(item.item, "top")
    return found[0] if found else "top2" if len(tops) > 1 else tops[0]


def answer_label(evidence: "Evidence", item: "Item", option: str, language: str) -> str:
    """What was answered: an option's label, or the labels of the answers counted together."""
    roles = {"top2": "top", "bottom2": "bottom"}
    codes = evidence.study.roles(item.item, roles[option]) if option in roles else [option]
    return " / ".join(option_label(evidence, item.item, code, language) for code in codes)


def answer_rows(
    evidence: "Evidence", item: str, codes: list[str], language: str
) -> tuple[list[Content], list[list[Content]]]:
    """Columns and rows of one question's answers in the order given: here, and in the rest of Wales."""
    words, places = WORDS[language], ("own",) if evidence.is_whole else ("own", "rest")
    rows = []
    for code in codes:
        numbers = [evidence.find("proportion", item, option=code, place=place) for place in places]
        rows.append(
            [
                text_cell(option_label(evidence, item, code, language)),
                *(number_cell(number, words) for number in numbers),
            ]
        )
    labels = [own_label(evidence, language)] + [rest_label(evidence, language)] * (len(places) - 1)
    return [column(words["answer"]), *(column(label, True) for label in labels)], rows


def option_label(evidence: "Evidence", item: str, code: str, language: str) -> str:
    """The label of one answer."""
    option = next(option for option in evidence.study.options(item) if option.code == code)
    return evidence.study.text(option, "label", language)


def ranked(evidence: "Evidence", item: str) -> list[str]:
    """Answers of a question with several answers: most named first, then those that may not be shown."""
    shown = [code for code, _ in evidence.named(item)]
    return shown + [code for code in evidence.study.base_options(item) if code not in shown]


def own_label(evidence: "Evidence", language: str) -> str:
    """What this report's own column is called."""
    return evidence.name(language) if evidence.is_whole else WORDS[language]["own"]


def rest_label(evidence: "Evidence", language: str) -> str:
    """What the column of all other councils is called."""
    return WORDS[language]["rest"].format(whole=evidence.study.name_of(evidence.study.whole, language))


def levels_of(evidence: "Evidence") -> list[int]:
    """The levels of the study, lowest first."""
    return sorted({row.level for row in evidence.study.levels})
