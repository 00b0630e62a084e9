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

    sums: columns that hold together what an item's columns of options hold. unclear: column -> the item that it and
    another column are alike, rows of two grids.
    """

    placed: tuple[Placed, ...]
    twice: dict[str, str]
    sums: frozenset[str]
    unclear: dict[str, Guess]

    @property
    def settled(self) -> dict[str, list[Guess]]:
        """Column -> what it may mean, where nothing else is looked for."""
        known = {column: list[Guess]() for column in (*self.twice, *self.sums)}
        return known | {column: [guess] for column, guess in self.unclear.items()}


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
    sums = _sums(questions, placed)
    return Exact(tuple(column for column in placed if column.heading.column not in sums), twice, sums, unclear)


def _sums(questions: Questions, placed: list[Placed]) -> frozenset[str]:
    """Columns that hold all options of an item whose options have columns: read too, they would count twice."""
    split = {column.item for column in placed if is_tick(questions, column)}
    return frozenset(column.heading.column for column in placed if not column.option and column.item in split)


def is_tick(questions: Questions, column: Placed) -> bool:
    """Whether a column holds an option's ticks, and not the words beside a whole answer."""
    others = [option.code for option in questions.options.get(column.item, ()) if option.role == "other"]
    return column.item in questions.multi and bool(column.option) and column.option not in others
