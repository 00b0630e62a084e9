"""Several exports of one survey: a later one holds the returns of an earlier one again, and each counts once."""

import re

import pandas as pd

Notice = tuple[str, str, str, str, str]


def mark_superseded(received: pd.DataFrame, moment: str) -> tuple[pd.DataFrame, list[Notice]]:
    """Returns with a mark on each that the same survey holds again, later; and what is to be told.

    Of two exports the later is the one with the later last return (ended, in format moment), or the later name. A
    return that an earlier export holds and the last one does not, though they share others, is reported (`vanished`)
    and kept. Two returns under one id that are not the same both count, the second under its own (`id_shared`).
    """
    there = received["mark"] != "withdrawn"
    order = _order(received[there], moment)
    rank = received.loc[there, "file"].astype(str).map(order)
    ranked = received[there].assign(rank=rank).sort_values(["rank", "line"])
    again = ranked.duplicated(["survey", "key"], keep="last")
    marked = received.copy()
    marked.loc[again.index[again], "mark"] = "superseded"
    counting = ranked[~again]
    shared = counting[counting.duplicated("return_id")]
    if len(shared):
        nth = counting.groupby("return_id").cumcount().loc[shared.index] + 1
        marked.loc[shared.index, "return_id"] = shared["return_id"] + "." + nth.astype(str)
    return marked, [*_shared(shared), *_vanished(ranked, counting)]


def _order(received: pd.DataFrame, moment: str) -> dict[str, int]:
    """File -> its place among all, by its last return, then by its name with numbers as numbers."""
    ended = pd.to_datetime(received["ended"], format=moment, errors="coerce")
    last = ended.groupby(received["file"].astype(str)).max().dt.strftime("%Y%m%d%H%M%S").fillna("")
    in_order = sorted(last.index, key=lambda file: (last[file], _natural(file)))
    return {file: place for place, file in enumerate(in_order)}


def _natural(name: str) -> list[tuple[str, int]]:
    stem = name.rpartition(".")[0]
    return [(text, int(number or 0)) for text, number in re.findall(r"(\D*)(\d*)", stem)]


def _shared(shared: pd.DataFrame) -> list[Notice]:
    return [
        (str(file), str(line), "id_shared", str(name), "another return has this id; both count")
        for file, line, name in zip(shared["file"], shared["line"], shared["return_id"], strict=True)
    ]


def _vanished(ranked: pd.DataFrame, counting: pd.DataFrame) -> list[Notice]:
    notices: list[Notice] = []
    for _, survey in ranked.groupby("survey", observed=True):
        last = survey[survey["rank"] == survey["rank"].max()]
        known = set(last["key"])
        for _, export in survey[survey["rank"] < survey["rank"].max()].groupby("rank"):
            if known.isdisjoint(export["key"]):
                continue  # another part of the survey, not an earlier state of it
            gone = export[~export["key"].isin(known) & export.index.isin(counting.index)]
            action = f"kept; the later export {last['file'].iloc[0]} is without it"
            notices += [
                (str(file), str(line), "vanished", str(name), action)
                for file, line, name in zip(gone["file"], gone["line"], gone["return_id"], strict=True)
            ]
    return notices
