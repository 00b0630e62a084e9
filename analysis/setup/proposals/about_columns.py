"""Columns that describe a return: its id, when it began and ended, as mapping.csv or their names say."""

import re
from collections.abc import Collection, Iterable, Iterator

from analysis.matching import normal_text
from analysis.returns.readers.platforms import PLATFORMS
from analysis.setup.proposals.headings import Export, Heading
from analysis.setup.proposals.id_names import is_known_id, says_id
from analysis.setup.proposals.placed_columns import Placed
from analysis.study.loading import MAPPING
from analysis.study.rows import ABOUT
from analysis.study.study import Study

ID, MOMENTS = "return_id", ("started", "ended")
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}\b.*", re.DOTALL)
NAMES = {  # what any platform calls them
    field: {normal_text(platform.about[field]) for platform in PLATFORMS.values() if field in platform.about}
    for field in MOMENTS
}


def about_columns(study: Study, tool: str, export: Export) -> list[Placed]:
    """The columns that mapping.csv names for a tool; and those that bear a name known for what the platform lacks."""
    everything = (*export.headings, *export.own)
    declared = {normal_text(row.column): row.item for row in study.tables[MAPPING]
                if row.tool == tool and row.item in ABOUT}  # fmt: skip
    found = [Placed(heading, declared[name], "", "mapping") for name, heading in _by_name(everything)
             if name in declared]  # fmt: skip
    return [*found, *_by_habit(export, everything, {column.item for column in found})]


def _by_habit(export: Export, everything: Iterable[Heading], known: Collection[str]) -> Iterator[Placed]:
    """The one column that a platform would call so, where the file's own platform has none, and its cells agree."""
    about = PLATFORMS[export.platform].about
    there = dict(_by_name(everything))
    for field in (ID, *MOMENTS):
        named = [heading for name, heading in there.items() if _is_called(field, name) and _agrees(field, heading)]
        has_own = normal_text(about.get(field, "")) in there
        may_have = field in about or field in MOMENTS  # a platform that writes no id is read by its lines
        if may_have and not has_own and field not in known and len(named) == 1:
            yield Placed(named[0], field, "", "name")


def _is_called(field: str, name: str) -> bool:
    return is_known_id(name) if field == ID else name in NAMES[field]


def likely_id(export: Export, about: Iterable[Placed], headings: Iterable[Heading]) -> list[Placed]:
    """The column of ids where none is known: the one called an id in other words, a number in each cell, none twice."""
    if not export.lacking or any(column.item == ID for column in about):
        return []
    called = [heading for heading in headings if heading.is_plain and says_id(heading.column)]
    found = [heading for heading in called if _agrees(ID, heading) and all(map(str.isdecimal, heading.answers))]
    return [Placed(heading, ID, "", "likely") for heading in found if len(found) == 1]


def is_an_id(heading: Heading) -> bool:
    """Whether a column is called an id as platforms call it, or is one by its cells: no question."""
    return is_known_id(heading.column) or (says_id(heading.column) and _agrees(ID, heading))


def _by_name(headings: Iterable[Heading]) -> Iterator[tuple[str, Heading]]:
    return ((normal_text(heading.column), heading) for heading in headings if heading.is_plain)


def _agrees(field: str, heading: Heading) -> bool:
    """Whether the cells are what the name says: each return its own id; dates."""
    if field == ID:
        return heading.is_full and all(many == 1 for many in heading.answers.values())
    return bool(heading.answers) and all(DATE.fullmatch(answer) for answer in heading.answers)
