"""Carrying forward: a question stands as it was published until enough people have changed.

A vintage is the release whose returns a council's figures of one question rest on: all its groups, options, bases and
totals together. It moves on only where of each group none, or at least the minimum base, came, left or answered
otherwise, since every vintage that was published of it. The whole is always the sum of its councils' vintages, so that
no sum tells what a part does not.

*By hand.* Of thirty officers twenty said yes, ten no, and the release says so. One is erased. Twenty of 29 beside it
would say that this one had said no. So the council keeps 20 of 30, and so does the sum at the whole, until ten officers
came, left or were corrected; then all is counted anew.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis.disclosure.changed_returns import changed_people
from analysis.disclosure.earlier_releases import EarlierRelease
from analysis.errors import ReleaseError
from analysis.statistics.maturity import items_of
from analysis.study.study import Study

PLACE = ["council", "item"]
COLUMNS = [*PLACE, "release", "date", "carried"]
CARRIED = "carried"


class Changes(NamedTuple):
    """Of each release how many people changed since, and of each what its questions stand on.

    people: release, council, group, item, changed. stands: release, council, item, and stands_on, a release.
    """

    people: pd.DataFrame
    stands: pd.DataFrame


def changes_since(earlier: Sequence[EarlierRelease], returns: pd.DataFrame) -> Changes:
    """Changes since each earlier release that can be followed. returns: rows of hashed_returns, as they are now."""
    followed = [each for each in earlier if each.is_followed]
    people = [_changed(each, returns).assign(release=each.name) for each in followed]
    stands = [_stands(each, found) for each, found in zip(followed, people, strict=True)]
    empty = Changes(
        pd.DataFrame(columns=["release", "council", "group", "item", "changed"]),
        pd.DataFrame(columns=["release", *PLACE, "stands_on"]),
    )
    return Changes(pd.concat(people), pd.concat(stands)) if followed else empty


def _changed(release: EarlierRelease, returns: pd.DataFrame) -> pd.DataFrame:
    try:
        return changed_people(release.held["held_returns.csv"], returns)
    except ReleaseError as error:
        raise ReleaseError(f"release {release.name}: {error}") from error


def _stands(release: EarlierRelease, people: pd.DataFrame) -> pd.DataFrame:
    """What each question that can be compared stands on in a release: itself, or an earlier one."""
    listed = release.held["vintages.csv"].rename(columns={"release": "stands_on"})
    found = people[PLACE].drop_duplicates().merge(listed[[*PLACE, "stands_on"]], on=PLACE, how="outer")
    return found.assign(stands_on=found["stands_on"].fillna(release.name), release=release.name)


def standing_questions(study: Study, earlier: Sequence[EarlierRelease], changes: Changes) -> pd.DataFrame:
    """Questions that do not move on: council, item, release, date, carried.

    release, date: the last vintage that was published. carried: `carried` where people changed since, too few of them;
    blank where nobody did, and what is counted now is what was published.
    """
    latest = [each for each in earlier if each.is_followed][-1:]
    if not latest:
        return pd.DataFrame(columns=COLUMNS, dtype=str)
    dates = {each.name: each.date for each in earlier}
    since = changes.stands[[*PLACE, "stands_on"]].drop_duplicates()
    if lost := sorted(set(since["stands_on"]) - set(dates)):
        raise ReleaseError(
            f"release {latest[0].name} carries figures of {', '.join(lost)}, not among the releases; each is needed to "
            "know who changed since. Put it back beside the others."
        )
    people = changes.people.rename(columns={"release": "stands_on"}).merge(since, on=[*PLACE, "stands_on"])
    least = study.settings.disclosure.minimum_base
    people = people.assign(few=people["changed"].between(1, least - 1), some=people["changed"] > 0)
    place = people.groupby(PLACE)["few"].any()
    last = changes.stands[changes.stands["release"] == latest[0].name].set_index(PLACE)["stands_on"]
    of_last = people.set_index([*PLACE, "stands_on"])["some"].groupby(level=[*PLACE, "stands_on"]).any()
    table = last.rename("release").to_frame().join(place).reset_index()
    keys = pd.MultiIndex.from_frame(table[[*PLACE, "release"]])
    some = of_last.reindex(keys).fillna(False).to_numpy(dtype=bool)
    few = table["few"].fillna(False).to_numpy(dtype=bool)
    table = table.assign(date=table["release"].map(dates), carried=pd.Series(few).map({True: CARRIED, False: ""}))
    return table.loc[few | ~some, COLUMNS].sort_values(PLACE, ignore_index=True)


def level_questions(study: Study, questions: pd.DataFrame) -> pd.DataFrame:
    """Levels that do not move on, as rows of standing_questions: `item` is the characteristic. With any of its items a
    level is carried; it stands on the last release that one of them stands on."""
    of_level = pd.DataFrame(
        [(name, item) for name in study.characteristics for item in items_of(study, name)], columns=["level", "item"]
    )
    rows = questions.merge(of_level, on="item").sort_values("date").groupby(["council", "level"], as_index=False)
    table = rows.agg({"item": "size", "release": "last", "date": "last", "carried": "max"})
    every = table["level"].map(of_level["level"].value_counts())
    kept = table[(table["carried"] == CARRIED) | (table["item"] == every)]
    return kept.drop(columns="item").rename(columns={"level": "item"})[COLUMNS].reset_index(drop=True)
