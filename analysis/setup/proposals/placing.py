"""Which item of a tool each column of an export is: for certain, or near to one in other words."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.matching import normal_text
from analysis.setup.proposals.headings import Heading
from analysis.setup.proposals.question_columns import NEAR, Guess, Questions, Target
from analysis.setup.proposals.wording import holds_words_beside, normal_words
from analysis.study.rows import COUNCIL, Item
from analysis.study.study import Study

MOSTLY = 0.5  # of a column's cells
RENAMED = 0.6  # alike enough, to a column of mapping.csv that is gone
CLEARLY = 0.05  # better than the next
LIKE = 0.5  # alike enough to be told
COUNCIL_WORDS = normal_words("council authority cyngor awdurdod")
BESIDE = normal_words("local name of your the which do does you work for represent lleol enw eich")


@dataclass(frozen=True)
class Placed:
    """A column with its item. how: text, mapping, code, council or near; guess: where it is near, what to."""

    heading: Heading
    item: str
    option: str
    how: str
    guess: Guess | None = None


@dataclass(frozen=True)
class Unplaced:
    """A column without an item. like: what it comes nearest to; option_of: the item whose question it begins with.

    twice: the column that has its item already.
    """

    heading: Heading
    like: tuple[Guess, ...] = ()
    option_of: str = ""
    twice: str = ""


@dataclass(frozen=True)
class Placing:
    """Where an export's columns go if a tool asked them. asked: all that the tool asks."""

    tool: str
    asked: tuple[Item, ...]
    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def without_column(self) -> list[Item]:
        found = {column.item for column in self.placed}
        return [item for item in self.asked if item.item not in found]

    @property
    def near(self) -> list[Placed]:
        return [column for column in self.placed if column.how == "near"]

    @property
    def council(self) -> Heading | None:
        return next((column.heading for column in self.placed if column.item == COUNCIL), None)

    @property
    def share(self) -> float:
        """Share of what the tool asks that has a column."""
        return 1 - len(self.without_column) / max(len(self.asked), 1)


def certain_columns(study: Study, tool: str, headings: Iterable[Heading]) -> int:
    """How many of an export's columns are a tool's for certain."""
    return len(_exact(Questions(study, tool), headings)[0])


def place_columns(study: Study, tool: str, headings: Sequence[Heading]) -> Placing:
    """An export's columns placed as if a tool had asked them."""
    questions = Questions(study, tool)
    placed, twice = _exact(questions, headings)
    if study.tools[tool].group in study.groups and all(column.item != COUNCIL for column in placed):
        placed += _council(study, _others(headings, placed))
    left = [heading for heading in _others(headings, placed) if heading.column not in twice]
    gone = questions.gone(heading.column for heading in headings)
    guesses = {heading.column: questions.guesses(heading, gone) for heading in left}
    asking = [heading for heading in left if heading.is_plain and not heading.is_personal]
    placed += _near(asking, guesses, set(map(_target, placed)))
    taken = {column.item for column in placed}
    unplaced = tuple(
        Unplaced(
            heading,
            like=_like(guesses.get(heading.column, ()), taken),
            option_of=questions.option_of(heading.text),
            twice=twice.get(heading.column, ""),
        )
        for heading in _others(headings, placed)
    )
    return Placing(tool, questions.asked, tuple(sorted(placed, key=lambda one: headings.index(one.heading))), unplaced)


def _others(headings: Iterable[Heading], placed: Iterable[Placed]) -> list[Heading]:
    known = [column.heading for column in placed]
    return [heading for heading in headings if heading not in known]


def _target(column: Placed) -> Target:
    return column.item, column.option


def _exact(questions: Questions, headings: Iterable[Heading]) -> tuple[list[Placed], dict[str, str]]:
    """Columns that are certain; and of two that are the same, the second with the first."""
    first: dict[tuple[Target, bool], Placed] = {}
    twice: dict[str, str] = {}
    for heading in headings:
        found = questions.exactly(heading) if heading.is_plain else None
        if found:
            target, how = found
            key = target, holds_words_beside(heading.text)
            if key in first:
                twice[heading.column] = first[key].heading.column
            first.setdefault(key, Placed(heading, *target, how))
    return list(first.values()), twice


def _council(study: Study, headings: Iterable[Heading]) -> list[Placed]:
    """The column that names the council: by what stands in it, else by its heading."""
    shares = {heading: _share_of_councils(study, heading) for heading in headings if heading.is_plain}
    naming = [heading for heading, share in shares.items() if share >= MOSTLY]
    naming = naming or [heading for heading in shares if _says_council(heading)]
    return [Placed(heading, COUNCIL, "", "council") for heading in sorted(naming, key=lambda one: -shares[one])[:1]]


def _share_of_councils(study: Study, heading: Heading) -> float:
    known = sum(many for answer, many in heading.answers.items() if normal_text(answer) in study.council_names)
    return known / max(heading.answers.total(), 1)


def _says_council(heading: Heading) -> bool:
    asked = normal_words(heading.text)
    return bool(asked & COUNCIL_WORDS) and asked <= COUNCIL_WORDS | BESIDE


def _near(headings: Iterable[Heading], guesses: dict[str, list[Guess]], taken: set[Target]) -> list[Placed]:
    """Columns that come clearly near to one target that is free; the likeliest chooses first."""
    left = {heading.column: heading for heading in headings}
    placed: list[Placed] = []
    while sure := list(_sure(left, guesses, taken)):
        column, guess = max(sure, key=lambda one: one[1].score)
        placed.append(Placed(left.pop(column), *guess.target, "near", guess))
        taken = taken | {guess.target}
    return placed


def _sure(columns: Iterable[str], guesses: dict[str, list[Guess]], taken: set[Target]) -> Iterator[tuple[str, Guess]]:
    for column in columns:
        free = [guess for guess in guesses[column] if guess.target not in taken]
        if free and free[0].score >= (RENAMED if free[0].renamed else NEAR):
            rivals = (guess.score for guess in free[1:] if not _same_question(guess, free[0]))
            if free[0].score - max(rivals, default=0.0) >= CLEARLY:
                yield column, free[0]


def _same_question(one: Guess, other: Guess) -> bool:
    """A question against an option of it: no rivals."""
    return one.target[0] == other.target[0] and "" in (one.target[1], other.target[1])


def _like(guesses: Iterable[Guess], taken: Collection[str]) -> tuple[Guess, ...]:
    """The two items that a column is likest to, if it is like any; one that has a column only where it is near."""
    best: dict[str, Guess] = {}
    for guess in guesses:
        if guess.score >= (NEAR if guess.target[0] in taken else LIKE):
            best.setdefault(guess.target[0], guess)
    return tuple(best.values())[:2]
