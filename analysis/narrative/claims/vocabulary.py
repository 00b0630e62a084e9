"""The words that a study's definition has for each place of a claim."""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from analysis.disclosure.reasons import PUBLIC_REASONS
from analysis.study.rows import Word
from analysis.study.study import Study
from analysis.study.table_faults import TOTAL

Allowed = Iterable[str] | re.Pattern[str]


class Slot(NamedTuple):
    """A place of a claim: what stands there, the field of `Claim` it fills, and the words allowed after an item."""

    meaning: str
    field: str
    words: Callable[[Study, str], Allowed]


def words_of_kind(study: Study, *kinds: str) -> list[Word]:
    """Rows of words.csv of some kinds: share, neutral, division."""
    return [row for row in study.tables["words.csv"] if row.kind in kinds]


def _asked(*, public: bool) -> Callable[[Study, str], list[str]]:
    return lambda study, _: [row.item for row in study.counted_items(public=public)]


def _sided(study: Study, _: str) -> list[str]:
    return [row.item for row in study.counted_items(public=False) if len(study.sides(row.item)) == 2]


def _counted(study: Study, item: str) -> list[str]:
    return study.counted_options(item) + (["net"] if len(study.sides(item)) == 2 else [])


def _numbers(study: Study, _: str) -> list[str]:
    return [name for name, value in study.settings.by_name.items() if type(value) in (int, float)]


def _cuts(study: Study, _: str) -> list[str]:
    held = study.settings.by_name.items()
    return [name for name, value in held if isinstance(value, tuple) and value and type(value[0]) is float]


def _words(*kinds: str) -> Callable[[Study, str], list[str]]:
    return lambda study, _: [row.word for row in words_of_kind(study, *kinds)]


def _numbered(first: int, things: Iterable[Any]) -> list[str]:
    return [str(number) for number, _ in enumerate(things, first)]


SLOTS = {
    "ITEM": Slot("a question", "item", _asked(public=False)),
    "MEASURE": Slot("a question of the public survey", "item", _asked(public=True)),
    "SIDED": Slot("a question with two answers at each end", "item", _sided),
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
    "SETTING": Slot("a number of study.toml", "item", _numbers),
    "CUTS": Slot("a list of cut-points of study.toml", "item", _cuts),
    "CUT": Slot("a level that begins at a cut-point", "at",
                lambda study, name: _numbered(2, study.settings.named(name))),
    "RANK": Slot("a place from the top", "at", lambda study, item: _numbered(1, study.options(item))),
    "MANY": Slot("a whole number from one", "at", lambda *_: re.compile(r"[1-9]\d*")),
    "SHARE": Slot("a word of quantity", "wanted", _words("share", "neutral")),
    "DIVISION": Slot("the word of a division", "wanted", _words("division")),
    "REASON": Slot("a reason", "wanted", lambda *_: [*PUBLIC_REASONS]),
    "OUTCOME": Slot("an outcome", "wanted", lambda *_: ["higher", "lower", "similar"]),
}  # fmt: skip
