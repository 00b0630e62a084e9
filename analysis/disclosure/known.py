"""What earlier releases tell of the figures that one is about to publish."""

from collections.abc import Sequence

import pandas as pd

from analysis.disclosure.earlier_releases import EarlierRelease
from analysis.disclosure.sequence import Look, stands_on
from analysis.study.study import Study

KEYS = ["council", "group", "item", "option"]
PLACE = KEYS[:3]
COUNTED = [*KEYS, "base", "count"]


def looks_of(earlier: Sequence[EarlierRelease]) -> list[Look]:
    """The earlier releases that can be followed, as their readers have them."""
    return [
        Look(each.name, each.published, stands_on(each.held["vintages.csv"])) for each in earlier if each.is_followed
    ]


def known_counts(
    study: Study, earlier: Sequence[EarlierRelease], questions: pd.DataFrame, now: pd.DataFrame
) -> pd.DataFrame:
    """What earlier releases told of these figures, of the same returns: council, group, item, option, base, count.

    questions: rows of standing_questions; now: the figures as they stand. Of a release that can be followed, only
    questions on one vintage with it: elsewhere at least the minimum base of people stand between. What it told
    otherwise of the same returns was by another method. Of other releases, all that they told.
    """
    stands = stands_on(questions)
    parts = [each.published[COUNTED] for each in earlier if not each.is_followed]
    for look in looks_of(earlier):
        parts.append(_by_one_method(_of_one_vintage(study, look, stands), now))
    told = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COUNTED)
    return told[told["count"].notna()].drop_duplicates(KEYS, ignore_index=True)


def _of_one_vintage(study: Study, look: Look, stands: dict[tuple[str, str], str]) -> pd.DataFrame:
    table = look.published
    now = Look("", table, stands)
    places = table[["council", "item"]].drop_duplicates().itertuples(index=False, name=None)
    same = [place for place in places if look.vintage(study, *place) == now.vintage(study, *place)]
    return table[pd.MultiIndex.from_frame(table[["council", "item"]]).isin(same)][COUNTED]


def _by_one_method(told: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Rows of the places where what was told is what is counted now."""
    both = told.merge(now[COUNTED], on=KEYS, how="left", suffixes=("", "_now"))
    differs = (both["base"] != both["base_now"]) | (both["count"].notna() & (both["count"] != both["count_now"]))
    return told[~differs.groupby([both[name] for name in PLACE]).transform("any").to_numpy()]
