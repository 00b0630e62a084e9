"""What two releases beside each other would tell of the few who changed between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.disclosure.earlier_releases import EarlierRelease
from analysis.disclosure.known import looks_of
from analysis.disclosure.sequence import Look, stands_on, told_by_sequence
from analysis.disclosure.vintages import Changes
from analysis.study.study import Study

PLACE = ["council", "item"]
KEYS = ["council", "group", "item", "option"]


@dataclass(frozen=True)
class Telling:
    """What would be told beside an earlier release: of whom, on which question, and why."""

    release: str
    council: str
    item: str
    what: str


def told_between(study: Study, earlier: Sequence[EarlierRelease], new: Look, changes: Changes) -> Iterator[Telling]:
    """All that a new release would tell beside the earlier ones. changes: since each of them, by its returns."""
    looks = looks_of(earlier)
    new = replace(new, stands=_unchanged(study, looks[-1:], changes) | new.stands)
    for look in looks:
        yield from _of_few(study, look, new, changes)
        yield from _of_method(study, look, new)
    for each in (each for each in earlier if not each.is_followed):
        yield from _of_small_moves(study, each, new)
    items = sorted(new.published["item"].unique())
    for row in _records(told_by_sequence(study, [*looks, new], *items)):
        held = row["release"] or "this release"
        what = f"{row['group']} {row['option']}, withheld in {held}, can be worked out from them all"
        yield Telling(looks[-1].release if looks else "", row["council"], row["item"], what)


def _unchanged(study: Study, last: Sequence[Look], changes: Changes) -> dict[tuple[str, str], str]:
    """Questions of which no return changed since the last release, and what they stand on in it."""
    if not last:
        return {}
    stands = changes.stands[changes.stands["release"] == last[0].release]
    people = changes.people.rename(columns={"release": "stands_on"}).groupby([*PLACE, "stands_on"])["changed"].max()
    keys = pd.MultiIndex.from_frame(stands[[*PLACE, "stands_on"]])
    same = stands[people.reindex(keys).eq(0).to_numpy()]
    return stands_on(same.rename(columns={"release": "at", "stands_on": "release"}))


def _of_few(study: Study, look: Look, new: Look, changes: Changes) -> Iterator[Telling]:
    """Questions published otherwise than in an earlier release, though too few people of a group changed between."""
    least = study.settings.disclosure.minimum_base
    since = changes.stands[changes.stands["release"] == look.release][[*PLACE, "stands_on"]]
    people = changes.people.rename(columns={"release": "stands_on"}).merge(since, on=[*PLACE, "stands_on"])
    few = people[people["changed"].between(1, least - 1)]
    differing = _differing(look.published, new.published)
    for place, rows in few.groupby(PLACE):
        council, item = map(str, place)
        if (council, item) in new.stands:  # it stands on a release that was itself looked at so
            continue
        if {(council, item), (study.whole, item)} & differing:
            said = "; ".join(f"{row['changed']} of {row['group']}" for row in _records(rows))
            what = f"published otherwise, and since then {said} came, left or answered otherwise, fewer than {least}"
            yield Telling(look.release, council, item, what)


def _differing(before: pd.DataFrame, now: pd.DataFrame) -> set[tuple[str, str]]:
    """Councils and questions with a figure that is told now, and was not told then or told otherwise."""
    told = now[now["count"].notna()]
    both = told.merge(before, on=KEYS, how="left", suffixes=("", "_before"))
    other = both[(both["base"] != both["base_before"]) | (both["count"] != both["count_before"])]
    return set(other[PLACE].itertuples(index=False, name=None))


def _of_method(study: Study, look: Look, new: Look) -> Iterator[Telling]:
    """Figures of the same returns by another method whose difference is a count that the threshold withholds."""
    for row in _records(_moved(look.published, new.published)):
        place = row["council"], row["item"]
        same = look.vintage(study, *place) == new.vintage(study, *place)
        if same and row["moved"] < study.settings.disclosure.threshold:
            what = f"{row['group']} moved by {row['moved']:.0f} though no return changed: a count under the threshold"
            yield Telling(look.release, *place, what)


def _of_small_moves(study: Study, release: EarlierRelease, new: Look) -> Iterator[Telling]:
    """Figures that moved by fewer than the minimum base, where nothing says how many people changed."""
    least = study.settings.disclosure.minimum_base
    for row in _records(_moved(release.published, new.published)):
        if row["moved"] < least:
            moved = f"{row['group']} moved by {row['moved']:.0f}, fewer than {least}"
            yield Telling(
                release.name, row["council"], row["item"], f"{moved}, and nothing says how many people changed"
            )


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _moved(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Places whose figures, told in both, moved: council, group, item, moved, the most of their bases and counts."""
    both = now.merge(before, on=KEYS, suffixes=("", "_before")).dropna(subset=["count", "count_before"])
    base, count = ((both[name] - both[f"{name}_before"]).abs() for name in ("base", "count"))
    table = both.assign(moved=pd.concat([base, count], axis="columns").max(axis="columns"))
    most = table.groupby(["council", "group", "item"])["moved"].max().reset_index()
    return most[most["moved"] > 0]
