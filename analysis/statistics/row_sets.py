"""Which lines of which raw files a number comes from."""

from collections.abc import Iterable, Iterator

import pandas as pd

from analysis.statistics.response import TOTAL, with_totals
from analysis.study.study import Study


def line_ranges(lines: Iterable[int]) -> str:
    """Lines as ranges: `1-5;9;12`."""
    found: list[list[int]] = []
    for line in sorted(lines):
        if found and line == found[-1][1] + 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    return ";".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


def row_sets(study: Study, answers: pd.DataFrame, invited: pd.DataFrame, public: pd.DataFrame) -> pd.DataFrame:
    """Row sets of all that a report may print: row_set, file, lines.

    <council>/<group>/response: the returns that count, and the lines of those invited. <council>/<group>/<item>: the
    returns that answered it. <council>/rest/<item>: those of every other council. <council>/total/<characteristic>: the
    returns that answered one of its items.
    """
    parts = [_of("response", pd.concat([answers, invited]), study.whole)]
    for item in study.items.values():
        if item.item in answers and item.kind != "comment":
            based = {said: study.in_base(item.item, said) for said in answers[item.item].unique()}
            answered = _reported(study, item.is_core, answers[answers[item.item].map(based)])
            parts.append(_of(item.item, answered, study.whole))
            if item.is_core:
                parts.append(pd.DataFrame(_rest(item.item, answered), columns=["row_set", "file", "lines"]))
        if item.item in public:
            parts.append(_of(item.item, public[public[item.item] != ""], study.whole))
    for name in study.characteristics:
        items = [
            item.item
            for item in study.items.values()
            if item.is_core and item.characteristic == name and item.item in answers
        ]
        parts.append(_of(name, answers[(answers[items] != "").any(axis="columns")], study.whole, groups=(TOTAL,)))
    return pd.concat(parts).drop_duplicates(["row_set", "file"]).sort_values(["row_set", "file"], ignore_index=True)


def _reported(study: Study, core: bool, answered: pd.DataFrame) -> pd.DataFrame:
    """Items of one tool are reported for the whole only."""
    return answered if core else answered.assign(council=study.whole)


def _rest(name: str, answered: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    for council in sorted(answered["council"].unique()):
        for file, found in answered[answered["council"] != council].groupby("file"):
            yield f"{council}/rest/{name}", str(file), line_ranges(found["line"])


def _of(name: str, rows: pd.DataFrame, whole: str, groups: tuple[str, ...] = ()) -> pd.DataFrame:
    return pd.DataFrame(_lines(name, rows, whole, groups), columns=["row_set", "file", "lines"])


def _lines(name: str, rows: pd.DataFrame, whole: str, groups: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    placed = with_totals(rows[["council", "group", "file", "line"]], whole).reset_index().drop_duplicates()
    for (council, group, file), found in placed.groupby(["council", "group", "file"]):
        if not groups or group in groups:
            yield f"{council}/{group}/{name}", str(file), line_ranges(found["line"])
