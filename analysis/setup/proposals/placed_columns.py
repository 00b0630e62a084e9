"""What has become of an export's columns: which have an item, which have none and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.setup.proposals.heading_cuts import Cut
from analysis.setup.proposals.headings import Heading
from analysis.setup.proposals.question_columns import Target
from analysis.study.rows import COUNCIL, Item


@dataclass(frozen=True)
class Guess:
    """A target that a column may mean. known: the text it is alike; renamed: a column of mapping.csv that is gone."""

    score: float
    target: Target
    known: str
    renamed: bool = False


@dataclass(frozen=True)
class Placed:
    """A column with its item, or with what of a return it describes.

    how: text, grid, mapping, code, name or council; likely, where it is called an id in other words; near, where it is
    like its question and not that: guess says what it is like; incomplete, where it is an option's and the item's other
    options are not all placed. cut: where its heading was cut into question and option, or into grid and row.
    """

    heading: Heading
    item: str
    option: str
    how: str
    guess: Guess | None = None
    cut: Cut | None = None

    @property
    def target(self) -> Target:
        return self.item, self.option


@dataclass(frozen=True)
class Unplaced:
    """A column without an item. like: what it comes nearest to; option_of: the item whose question it begins with.

    cut: where its heading is cut into that question and the option; twice: the column that has its item already;
    is_sum: whether it holds together what the columns of an item's options hold; is_id: whether it is an id, and not
    the one that tells returns apart.
    """

    heading: Heading
    like: tuple[Guess, ...] = ()
    option_of: str = ""
    cut: Cut | None = None
    twice: str = ""
    is_sum: bool = False
    is_id: bool = False


@dataclass(frozen=True)
class Placing:
    """Where an export's columns go if a tool asked them.

    asked: all that the tool asks. lacking: item whose options have columns -> those of them that have none. unsplit:
    columns of several options a cell, put together in a way that is not read.
    """

    tool: str
    asked: tuple[Item, ...]
    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    lacking: Mapping[str, tuple[str, ...]]
    unsplit: tuple[Placed, ...]

    @property
    def without_column(self) -> list[Item]:
        found = {column.item for column in self.placed}
        return [item for item in self.asked if item.item not in found]

    @property
    def absent(self) -> list[Item]:
        """Items of which there is no column, not even of an option that is not known."""
        begun = {column.option_of for column in self.unplaced}
        return [item for item in self.without_column if item.item not in begun]

    @property
    def near(self) -> list[Placed]:
        return [column for column in self.placed if column.how == "near"]

    @property
    def likely_id(self) -> list[Placed]:
        return [column for column in self.placed if column.how == "likely"]

    @property
    def council(self) -> Heading | None:
        return self.of_field(COUNCIL)

    @property
    def share(self) -> float:
        """Share of what the tool asks that has a column, be it of an option that is not known."""
        return 1 - len(self.absent) / max(len(self.asked), 1)

    def of_field(self, field: str) -> Heading | None:
        """The column that is what mapping.csv calls a field: council, return_id, ended."""
        return next((column.heading for column in self.placed if column.item == field), None)
