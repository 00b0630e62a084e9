"""Rows for questionnaire.csv and answer_scales.csv that columns without a question call for."""

import csv
import dataclasses
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from analysis.matching import normal_text, without_accents
from analysis.returns.readers.platform import Platform
from analysis.returns.readers.platforms import PLATFORMS
from analysis.setup.proposals.heading_cuts import heading_cuts
from analysis.setup.proposals.headings import Heading
from analysis.setup.proposals.near_columns import stems_of
from analysis.setup.proposals.placed_columns import Unplaced
from analysis.setup.proposals.question_columns import is_other
from analysis.setup.proposals.whole_cells import split_cell
from analysis.setup.proposals.wording import normal_words, one_line, without_number
from analysis.study.rows import COUNCIL, Item, Option
from analysis.study.study import Study

FEW, OFTEN = 12, 3  # different answers, and how often each stands there on average: a choice, not one's own words
LONGEST_NAME = 40
IDLE = normal_words(
    "a an and are as at be by do does for from has have how i in is it my of on or our that the their this to we "
    "what when where which who will with you your"
)


@dataclass(frozen=True)
class Addition:
    """Rows that would place columns. question: of questionnaire.csv, blank where an item is there and lacks options.

    options: of answer_scales.csv; text: what is asked; is_choice: the study has no scale for answers that recur.
    """

    text: str
    columns: tuple[str, ...]
    tools: tuple[str, ...]
    question: str
    options: tuple[str, ...]
    is_choice: bool = False


@dataclass
class Asked:
    """A question without a place. options: labels, where each has a column; item: the item whose options they are."""

    text: str
    platform: Platform
    item: str = ""
    headings: list[Heading] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    tools: dict[str, None] = field(default_factory=dict)


def proposed_additions(study: Study, files: Iterable[tuple[str, str, tuple[Unplaced, ...]]]) -> list[Addition]:
    """What would place the columns that are left. files: tool, platform and unplaced columns of each."""
    asked: dict[str, Asked] = {}
    for tool, platform, unplaced in files:
        for column, text, option in _cut_up(PLATFORMS[platform], [one for one in unplaced if _may_ask(one)]):
            question = asked.setdefault(normal_text(text), Asked(text, PLATFORMS[platform], column.option_of))
            question.headings.append(column.heading)
            question.options |= {normal_text(option): option} if option else {}
            question.tools[tool] = None
    names = {COUNCIL, *map(normal_text, study.items), *map(normal_text, study.scales)}
    return [_addition(study, question, names) for question in asked.values()]


def _may_ask(column: Unplaced) -> bool:
    return column.heading.is_plain and not (column.twice or column.is_sum or column.is_id or column.heading.is_personal)


def _cut_up(platform: Platform, unplaced: list[Unplaced]) -> Iterator[tuple[Unplaced, str, str]]:
    """Each column with its question and, where it is an option of one, the option."""
    shared = stems_of(column.heading for column in unplaced)
    asked = Counter(normal_text(column.heading.asked) for column in unplaced)
    for column in unplaced:
        cuts = [column.cut] if column.cut else [
            cut
            for cut in heading_cuts(column.heading.asked)
            if shared[normal_text(cut.question)] > 1 and _holds_ticks(platform, column.heading, cut.option)
        ]  # fmt: skip
        cut = max(cuts, key=lambda cut: len(cut.question), default=None)
        if cut:
            yield column, without_number(cut.question), cut.option
        else:  # `Question 1 - Ward` and `Question 2 - Ward` are two
            alone = asked[normal_text(column.heading.asked)] == 1
            yield column, column.heading.asked if alone else column.heading.text, ""


def _holds_ticks(platform: Platform, heading: Heading, option: str) -> bool:
    marks = {normal_text(mark) for mark in (*platform.ticked, *platform.not_ticked, option)}
    return all(normal_text(answer) in marks for answer in heading.answers) or is_other(option)


def _addition(study: Study, asked: Asked, names: set[str]) -> Addition:
    columns, tools = tuple(dict.fromkeys(heading.column for heading in asked.headings)), tuple(asked.tools)
    if asked.item:
        options = _options(study.items[asked.item].answer_scale, study.options(asked.item), asked.options.values())
        return Addition(asked.text, columns, tools, "", options)
    item = _name(asked.text, names)
    scale, kind = (item, "multi") if asked.options else _scale(study, asked)
    row = {"item": item, "tools": _tools(study, tools), "kind": kind, "answer_scale": scale, "text_en": asked.text}
    options = _options(scale, (), asked.options.values())
    return Addition(asked.text, columns, tools, _row(Item, row), options, kind == "comment" and _recurs(asked))


def _options(scale: str, there: Iterable[Option], labels: Iterable[str]) -> tuple[str, ...]:
    names = {normal_text(option.code) for option in there}
    found = []
    for label in labels:
        role = "other" if is_other(label) else ""
        row = {"answer_scale": scale, "code": _name(role or label, names), "role": role}
        found.append(_row(Option, row | {"label_en": label, "label_cy": label}))
    return tuple(found)


def _name(text: str, names: set[str]) -> str:
    """A name from the first telling words of a text; not one of those there, to which it is added."""
    found = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", without_accents(text)))
    telling = [word for word in found if word not in IDLE] or found or ["question"]
    name = str(telling[0])
    for word in telling[1:4]:
        name = f"{name}_{word}" if len(name) + len(word) < LONGEST_NAME else name
    free = next(one for one in (name, *(f"{name}_{number}" for number in range(2, len(names) + 3))) if one not in names)
    names.add(free)
    return free


def _tools(study: Study, tools: Collection[str]) -> str:
    everyone = [tool.tool for tool in study.tools.values() if tool.group in study.groups]
    return "all" if len(everyone) > 1 and set(everyone) == set(tools) else " ".join(tools)


def _scale(study: Study, asked: Asked) -> tuple[str, str]:
    """Answer scale and kind: the scale of fewest options that has all answers; a comment where none has."""
    used = Counter(item.answer_scale for item in study.items.values())
    fitting = [
        (len(options), -used[scale], scale)
        for scale, options in study.scales.items()
        if _answers(asked) and _parts(asked, options) <= set(map(normal_text, _labels(options)))
    ]
    if not fitting:
        return "", "comment"
    scale = min(fitting)[2]
    if any(len(split_cell(asked.platform, answer, study.scales[scale])) > 1 for answer in _answers(asked)):
        return scale, "multi"
    kinds = Counter(item.kind for item in study.items.values() if item.answer_scale == scale)
    return scale, kinds.most_common(1)[0][0] if kinds else "single"


def _answers(asked: Asked) -> Counter[str]:
    return sum((heading.answers for heading in asked.headings), Counter())


def _parts(asked: Asked, options: Iterable[Option]) -> set[str]:
    return {normal_text(part) for answer in _answers(asked) for part in split_cell(asked.platform, answer, options)}


def _labels(options: Iterable[Option]) -> list[str]:
    return [text for option in options for text in (option.label_en, option.label_cy, option.code) if text]


def _recurs(asked: Asked) -> bool:
    answers = _answers(asked)
    return 1 < len(answers) <= FEW and answers.total() >= OFTEN * len(answers)


def _row(kind: type, values: dict[str, str]) -> str:
    """A row of a definition file, its other cells blank."""
    line = io.StringIO()
    cells = [one_line(values.get(column.name, "")) for column in dataclasses.fields(kind)]
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
