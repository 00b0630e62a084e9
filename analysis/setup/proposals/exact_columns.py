"""Columns that are certain, one for each question or option; of two that ask the same, the first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.setup.proposals.heading_cuts import holds_words_beside
from analysis.setup.proposals.headings import Heading
from analysis.setup.proposals.placed_columns import Guess, Placed
from analysis.setup.proposals.question_columns import Questions


@dataclass(frozen=True)
class Exact:
    """placed: columns that are certain. twice: column -> the one that has its item already.

    unclear: column -> the item that it and another column are alike, rows of two grids.
    """

    placed: tuple[Placed, ...]
    twice: dict[str, str]
    unclear: dict[str, Guess]


def exact_columns(questions: Questions, headings: Iterable[Heading]) -> Exact:
    """What of an export is certain."""
    alike: dict[object, list[Placed]] = defaultdict(list)
    for heading in headings:
        found = questions.exactly(heading) if heading.is_plain else None
        if found:
            beside = holds_words_beside(heading.text)
            alike[found.target, beside].append(Placed(heading, *found.target, found.how, cut=found.cut))
    placed, twice, unclear = [], dict[str, str](), dict[str, Guess]()
    for columns in alike.values():
        worded = [column for column in columns if column.how != "grid"]
        if len(columns) > 1 and not worded:
            unclear |= {c.heading.column: Guess(1.0, c.target, c.cut.option if c.cut else "") for c in columns}
            continue
        first = (worded or columns)[0]
        placed.append(first)
        twice |= {column.heading.column: first.heading.column for column in columns if column is not first}
    kept, summed = _without_sums(questions, placed)
    return Exact(tuple(kept), twice | summed, unclear)


def _without_sums(questions: Questions, placed: list[Placed]) -> tuple[list[Placed], dict[str, str]]:
    """Columns without those that hold all options of an item whose options have columns: they would count twice."""
    options = {column.item: column.heading.column for column in reversed(placed) if is_tick(questions, column)}
    summed = {c.heading.column: options[c.item] for c in placed if not c.option and c.item in options}
    return [column for column in placed if column.heading.column not in summed], summed


def is_tick(questions: Questions, column: Placed) -> bool:
    """Whether a column holds an option's ticks, and not the words beside a whole answer."""
    others = [option.code for option in questions.options.get(column.item, ()) if option.role == "other"]
    return column.item in questions.multi and bool(column.option) and column.option not in others
