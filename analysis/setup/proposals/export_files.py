"""How mapping.csv names files: each by its name; those of one tool that differ in council or date by one pattern."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.matching import normal_text
from analysis.returns.raw_files import COUNCIL, name_expression
from analysis.setup.proposals.placed_columns import Placing

DATED = re.compile(r"[\s_-]*\(?\d+(?:[-_.:\s]\d+)*\)?")  # a date, or the number of a download


@dataclass(frozen=True)
class Named:
    """A file that has a tool, as it will stand below the raw folder."""

    name: str
    placing: Placing


def file_patterns(files: Sequence[Named], others: Collection[str], councils: Collection[str]) -> dict[str, str]:
    """File -> the name or pattern that mapping.csv gives it. others: files that a pattern must not take in.

    councils: every known way to write one, normal.
    """
    named = _by_council(files, councils)
    for group in _alike(files, named).values():
        starred = [_starred(named[file.name]) for file in group]
        pattern = max(starred, key=lambda text: (text.count("*"), text))
        strangers = {*others, *(file.name for file in files)} - {file.name for file in group}
        if _takes(pattern, [file.name for file in group]) and not any(_takes(pattern, [name]) for name in strangers):
            named |= {file.name: pattern for file in group}
    return named


def _by_council(files: Iterable[Named], councils: Collection[str]) -> dict[str, str]:
    """File -> its name, {council} for the council in it. A file by itself with a column for it keeps its own name."""
    found = {file.name: _council_in(file.name, councils) for file in files}
    alike = Counter((file.placing.tool, found[file.name]) for file in files)
    alone = [f for f in files if f.placing.council is not None and alike[f.placing.tool, found[f.name]] == 1]
    return found | {file.name: file.name for file in alone}


def _council_in(name: str, councils: Collection[str]) -> str:
    *folders, last = name.split("/")
    for number, folder in enumerate(folders):
        if _is_council(folder, councils):
            return "/".join((*folders[:number], COUNCIL, *folders[number + 1 :], last))
    stem, dot, ending = last.rpartition(".")
    return "/".join((*folders, _council_in_words(stem, councils) + dot + ending))


def _starred(name: str) -> str:
    """A file's name with `*` for dates and numbers."""
    folder, slash, last = name.rpartition("/")
    return folder + slash + DATED.sub("*", last)


def _council_in_words(stem: str, councils: Collection[str]) -> str:
    """A name with {council} instead of the longest run of words that is one."""
    parts = re.split(r"([\s_.-]+)", stem)  # words, and what stands between them
    runs = [(begin, end) for begin in range(0, len(parts), 2) for end in range(begin + 1, len(parts) + 1, 2)]
    for begin, end in sorted(runs, key=lambda run: run[0] - run[1]):
        if _is_council("".join(parts[begin:end]), councils):
            return "".join((*parts[:begin], COUNCIL, *parts[end:]))
    return stem


def _is_council(text: str, councils: Collection[str]) -> bool:
    return normal_text(text) in councils or normal_text(text.replace("_", " ")) in councils


def _alike(files: Iterable[Named], named: Mapping[str, str]) -> dict[object, list[Named]]:
    """Files of one tool with the same columns whose names differ in dates and numbers alone; two or more."""
    groups: dict[object, list[Named]] = {}
    for file in files:
        folder, _, last = named[file.name].rpartition("/")
        columns = frozenset((one.heading.column, one.item, one.option) for one in file.placing.placed)
        groups.setdefault((file.placing.tool, folder, DATED.sub("", last), columns), []).append(file)
    return {key: group for key, group in groups.items() if len({named[file.name] for file in group}) > 1}


def _takes(pattern: str, names: Iterable[str]) -> bool:
    return all(fits_file(pattern, name) for name in names)


def fits_file(pattern: str, name: str) -> bool:
    """Whether a file is one that mapping.csv's name or pattern is for."""
    return name_expression(pattern).fullmatch(name) is not None
