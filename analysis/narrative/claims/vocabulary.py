"""The words that a study's definition has for each place of a claim."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from analysis.study.rows import Word
from analysis.study.study import Study
from analysis.study.table_faults import TOTAL

Allowed = Iterable[str] | re.Pattern[str]


class Slot(NamedTuple):
    """A place of a claim: what stands there, the field of `Claim` it fills, and the words allowed after an item."""

    meaning: str
    field: str
    words: Callable[[Study, str], Allowed]


def sides_of(study: Study, item: str) -> list[str]:
    """Ends of an item's scale that two options make up, which have a share of their own."""
    return [side for side, role in (("top2", "top"), ("bottom2", "bottom")) if len(study.roles(item, role)) == 2]


def words_of_kind(study: Study, *kinds: str) -> list[Word]:
    """Rows of words.csv of some kinds: share, neutral, division."""
    return [row for row in study.tables["words.csv"] if row.kind in kinds]


def numeric_settings(study: Study) -> dict[str, Any]:
    """Settings that are numbers or lists of cut-points, by name, whatever table of study.toml they stand in."""
    return {
        name: value
        for name, value in study.settings.by_name.items()
        if type(value) in (int, float) or (isinstance(value, tuple) and value and type(value[0]) is float)
    }


def _asked(study: Study, *, public: bool) -> list[str]:
    """Items with answers to count, of the public's or of the councils' own tools; margins are weighted to."""
    outside = {tool.tool for tool in study.tools.values() if tool.group not in study.groups}
    items = [row for row in study.items.values() if row.answer_scale and (outside >= set(row.tools)) == public]
    margins = {row.margin for row in study.tables["population.csv"]}
    return [row.item for row in items if row.item not in margins]


def _counted(study: Study, item: str) -> list[str]:
    """Options of an item that have a share."""
    sides = sides_of(study, item)
    return [*study.base_options(item), *sides, *(["net"] if len(sides) == 2 else [])]


def _settings(study: Study, *kinds: type) -> list[str]:
    return [name for name, value in numeric_settings(study).items() if isinstance(value, kinds)]


def _words(*kinds: str) -> Callable[[Study, str], list[str]]:
    return lambda study, _: [row.word for row in words_of_kind(study, *kinds)]


def _numbered(first: int, things: Iterable[Any]) -> list[str]:
    return [str(number) for number, _ in enumerate(things, first)]


SLOTS = {
    "ITEM": Slot("a question", "item", lambda study, _: _asked(study, public=False)),
    "MEASURE": Slot("a question of the public survey", "item", lambda study, _: _asked(study, public=True)),
    "SIDED": Slot("a question with two answers at each end", "item",
                  lambda study, _: [item for item in _asked(study, public=False) if len(sides_of(study, item)) == 2]),
    "QUESTION": Slot("a question", "item",
                     lambda study, _: [row.item for row in study.items.values() if row.answer_scale]),
    "OPTION": Slot("an option of {}", "option", _counted),
    "ANSWER": Slot("an option of {}", "option", _counted),
    "LABEL": Slot("an option of {}", "option", lambda study, item: [row.code for row in study.options(item)]),
    "GROUP": Slot("a group", "group", lambda study, _: [*study.groups, TOTAL]),
    "PLACE": Slot("`rest` or `whole`", "place", lambda *_: ["rest", "whole"]),
    "WHOLE": Slot("`whole`", "place", lambda *_: ["whole"]),
    "CHARACTERISTIC": Slot("a characteristic", "item", lambda study, _: study.characteristics),
    "LEVEL": Slot("a level", "at", lambda study, _: map(str, study.level_numbers)),
    "QUOTED": Slot("a row of quoted.csv", "item", lambda study, _: [row.quoted for row in study.tables["quoted.csv"]]),
    "SETTING": Slot("a number of study.toml", "item", lambda study, _: _settings(study, int, float)),
    "CUTS": Slot("a list of cut-points of study.toml", "item", lambda study, _: _settings(study, tuple)),
    "CUT": Slot("a level that begins at a cut-point", "at",
                lambda study, name: _numbered(2, numeric_settings(study)[name])),
    "RANK": Slot("a place from the top", "at", lambda study, item: _numbered(1, study.options(item))),
    "MANY": Slot("a whole number from one", "at", lambda *_: re.compile(r"[1-9]\d*")),
    "SHARE": Slot("a word of quantity", "wanted", _words("share", "neutral")),
    "DIVISION": Slot("the word of a division", "wanted", _words("division")),
    "OUTCOME": Slot("an outcome", "wanted", lambda *_: ["higher", "lower", "similar"]),
}  # fmt: skip
