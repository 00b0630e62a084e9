"""What stands in an option's own column where it is ticked, and where it is not.

It is declared (`ticked` and `not_ticked` of mapping.csv), or the option's label, or what the platform writes, or found
over all the columns of the question together; never guessed. What is found is told, what cannot be is refused.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.matching import normal_text, whole_code
from analysis.returns.readers.sheet import Column
from analysis.study import rows

PAIRS = (  # that say themselves which of the two is the tick
    ("1", "0"), ("yes", "no"), ("y", "n"), ("true", "false"), ("x", "-"), ("ticked", "not ticked"),
    ("selected", "not selected"), ("checked", "unchecked"), ("checked", "not checked"), ("mentioned", "not mentioned"),
    ("chosen", "not chosen"), ("quoted", "not quoted"), ("ie", "na"), ("ydy", "nac ydy"), ("oes", "nac oes"),
)  # fmt: skip
NUMBERS = 3  # columns from which on their numbers are those of options: 1 and 2 alone may mean yes and no
MOST = 0.5  # of a column's answers: one text in more of them is nobody's own words
FEW = 3  # cells under which nothing is proved


@dataclass(frozen=True)
class OptionColumn:
    """An option's column. label: the option's; cells: blank where nothing is said.

    labelled: the texts that are the option's label, however their letters were spoilt. is_other: the option takes a
    person's own words; words: the column holds these alone, beside the one that is ticked.
    """

    row: rows.Column
    label: str
    cells: Column
    labelled: frozenset[str]
    is_other: bool
    words: bool

    @property
    def marks(self) -> set[str]:
        """What stands in it, as it is compared, beside blank and the option's label."""
        return {mark for text in self.cells.texts if text not in self.labelled and (mark := mark_of(text))}


@dataclass(frozen=True)
class Pair:
    """What ticks an option, and what does not, normal. found: how that is known, where it was found in the file."""

    ticked: frozenset[str]
    not_ticked: frozenset[str]
    found: str = ""

    @property
    def both(self) -> frozenset[str]:
        return self.ticked | self.not_ticked


NONE = Pair(frozenset(), frozenset())


def mark_of(text: str) -> str:
    """A cell as it is compared: normal, `1.0` as `1`."""
    return whole_code(normal_text(text))


def tick_pairs(columns: Sequence[OptionColumn], platform: Pair) -> list[Pair]:
    """What ticks each of a question's columns; NONE where only labels, words and blanks stand in it."""
    declared = [_declared(column.row) for column in columns]
    shared = _declared_together(declared)
    if shared.both:
        return [own if own.both else shared for own in declared]
    ticks = [column for column in columns if not column.words]
    plain = [column for column in ticks if not column.is_other]
    marks = set[str]().union(*(column.marks for column in plain))
    labelled = any(column.labelled for column in plain)
    if not plain or (labelled and not marks):
        return [NONE] * len(columns)
    if not labelled and not marks:  # nobody ticked a plain option: the column of `other` may say it all
        marks = set[str]().union(*(column.marks for column in ticks))
        marks = marks if marks <= platform.both or any(marks <= set(pair) for pair in PAIRS) else set()
    if marks <= platform.both:
        return [platform if marks else NONE] * len(columns)
    found = _saying_itself(marks, labelled) or _beside_labels(plain, marks, labelled) or _by_words(columns, marks)
    return [found] * len(columns) if found else _numbers(columns)


def _declared(row: rows.Column) -> Pair:
    return Pair(frozenset(map(mark_of, row.ticked_words)), frozenset(map(mark_of, row.not_ticked_words)))


def _declared_together(declared: Iterable[Pair]) -> Pair:
    """What the rows of one question declare: it holds for those of its columns that declare nothing themselves."""
    pairs = [pair for pair in declared if pair.both]
    return Pair(
        frozenset().union(*(one.ticked for one in pairs)), frozenset().union(*(one.not_ticked for one in pairs))
    )


def _saying_itself(marks: set[str], labelled: bool) -> Pair | None:
    """Two marks, or one of them, that any reader takes for yes and no; beside labels the `no` of them alone."""
    for ticked, not_ticked in PAIRS:
        if marks <= ({not_ticked} if labelled else {ticked, not_ticked}):
            return Pair(frozenset([ticked]), frozenset([not_ticked]), "the pair says itself which is the tick")
    return None


def _beside_labels(plain: Sequence[OptionColumn], marks: set[str], labelled: bool) -> Pair | None:
    """One mark that stands in several columns, where the options' own labels are the ticks."""
    holding = [column for column in plain if column.marks]
    if labelled and len(marks) == 1 and len(holding) > 1 and not marks & {ticked for ticked, _ in PAIRS}:
        return Pair(frozenset(), frozenset(marks), "labels are the ticks, and this stands beside them in each column")
    return None


def _by_words(columns: Sequence[OptionColumn], marks: set[str]) -> Pair | None:
    """Two marks of which one stands wherever a person wrote words beside `other`, and the other never."""
    beside = Counter[str]()
    for words in (column for column in columns if column.words):
        for column in (column for column in columns if not column.words and column.row.option == words.row.option):
            both = zip(column.cells, words.cells, strict=True)
            beside += Counter(mark_of(mark) for mark, said in both if said and mark)
    if len(marks) == 2 and len(beside) == 1 and set(beside) < marks and beside.total() >= FEW:
        ticked = frozenset(beside)
        return Pair(ticked, frozenset(marks - ticked), "it alone stands beside people's own words")
    return None


def _numbers(columns: Sequence[OptionColumn]) -> list[Pair]:
    """Each option's own number, rising from column to column, beside blank or 0."""
    own = [sorted(column.marks - {"0"}) for column in columns if not column.words]
    single = len(own) >= NUMBERS and all(len(marks) == 1 and marks[0].isdecimal() for marks in own)
    numbers = [int(marks[0]) for marks in own] if single else []
    if not numbers or numbers != sorted(set(numbers)):
        return [NONE] * len(columns)
    left = iter(numbers)
    found, never = "each column holds the number of its option", frozenset(["0"])
    return [NONE if column.words else Pair(frozenset([str(next(left))]), never, found) for column in columns]


def strange_texts(column: OptionColumn, pair: Pair) -> list[str]:
    """Texts of a column that are neither tick nor no tick, nor a person's own words beside `other`."""
    unknown = (text for text in column.cells.texts if text not in column.labelled)
    strange = [text for text in unknown if mark_of(text) and mark_of(text) not in pair.both]
    if not column.is_other:
        return strange
    if column.words and pair.both:
        return []
    counted = Counter(text for text in column.cells if text)
    return [text for text in strange if counted[text] >= FEW and counted[text] > MOST * counted.total()]
