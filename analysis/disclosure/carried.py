"""Figures as they were published, put in the place of those counted now; the whole made the sum of what stands."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from analysis.disclosure.earlier_releases import EarlierRelease
from analysis.disclosure.vintages import CARRIED, level_questions
from analysis.errors import ReleaseError
from analysis.statistics.coders import coded_themes
from analysis.statistics.estimates import item_counts, people_asked
from analysis.study.study import Study

PLACE = ["council", "item"]
COUNTS, LEVELS, CODES = "held_counts", "held_levels", "held_codes"
# of each table: what one row is beside its council, and the numbers that add up over councils
KINDS = {
    COUNTS: (["item", "group", "option"], ["base", "count", "frame"]),
    LEVELS: (["item", "way"], ["points", "scored", "base"]),
    CODES: (["item", "group", "code"], ["base", "count", "unsettled"]),
}


def council_tables(
    study: Study, answers: pd.DataFrame, invited: pd.DataFrame, codes: pd.DataFrame, ways: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """What each council's figures are made of, by name: counts of answers, of levels' ways, of comments' codes.

    ways: rows of level_sensitivity. Every item stands for its council here, those too that are told for the whole only;
    so these stay inside.
    """
    told = _told_for_councils(study)
    reported = [item.item for item in study.items.values() if item.item in answers and item.kind != "comment"]
    counts = item_counts(told, answers, *reported).merge(people_asked(study, invited), on=["council", "group", "item"])
    found = {
        COUNTS: counts,
        LEVELS: ways.rename(columns={"characteristic": "item"}),
        CODES: coded_themes(told, codes, answers),
    }
    columns = {name: ["council", *place, *numbers] for name, (place, numbers) in KINDS.items()}
    return {
        name: table.loc[table["council"] != study.whole, columns[name]].reset_index(drop=True)
        for name, table in found.items()
    }


def _told_for_councils(study: Study) -> Study:
    """The study as if every item were asked in all its tools: each is counted for every council then."""
    items = tuple(replace(item, tools=("all",)) for item in study.tables["questionnaire.csv"])
    return replace(study, tables=MappingProxyType({**study.tables, "questionnaire.csv": items}))


def standing_tables(
    study: Study, earlier: Sequence[EarlierRelease], standing: pd.DataFrame, now: dict[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Tables of council_tables as they stand: what is carried from the last release that kept them, the rest as now."""
    carried = standing.loc[standing["carried"] == CARRIED, PLACE]
    if carried.empty:
        return now
    last = [each for each in earlier if each.is_followed][-1]
    levels = level_questions(study, standing)
    places = {COUNTS: carried, LEVELS: levels.loc[levels["carried"] == CARRIED, PLACE], CODES: carried}
    for item in carried["item"].unique():
        _refuse_other_answers(study, last, item, now[COUNTS])
    return {name: _replaced(now[name], last.held[f"{name}.csv"], places[name]) for name in KINDS}


def _replaced(now: pd.DataFrame, before: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    wanted = pd.MultiIndex.from_frame(places)
    kept = now[~pd.MultiIndex.from_frame(now[PLACE]).isin(wanted)]
    taken = before[pd.MultiIndex.from_frame(before[PLACE]).isin(wanted)]
    return pd.concat([kept, taken[now.columns]], ignore_index=True).sort_values([*now.columns[:4]], ignore_index=True)


def _refuse_other_answers(study: Study, last: EarlierRelease, item: str, now: pd.DataFrame) -> None:
    """Raises ReleaseError where a question's answers have other names than when it was published."""
    held = last.held[f"{COUNTS}.csv"]
    was, known = (set(table.loc[table["item"] == item, "option"]) for table in (held, now))
    if was and known and was != known:
        raise ReleaseError(
            f"{item}: its answers were {', '.join(sorted(was))} in release {last.name}, and are "
            f"{', '.join(sorted(known))} now; a figure is carried forward under the names it has. Give the answers "
            "those names, or the question another name: it is published anew then."
        )


def with_standing(
    study: Study, table: pd.DataFrame, name: str, now: pd.DataFrame, stands: pd.DataFrame
) -> pd.DataFrame:
    """A table of councils and the whole, with what stands in the place of what is counted now.

    table: rows of item_frames, level_sensitivity or coded_themes, each with `item`. now, stands: the councils' own rows
    (council_tables, standing_tables). By what a council's row differs, the whole's differs too.
    """
    place, numbers = KINDS[name]
    keys = ["council", *place]
    change = stands.set_index(keys)[numbers].sub(now.set_index(keys)[numbers], fill_value=0)
    change = change[(change != 0).any(axis="columns")].reset_index()
    core = [each.item for each in study.items.values() if each.is_core] + list(study.characteristics)
    moved = pd.concat([change[change["item"].isin(core)], change.assign(council=study.whole)]).groupby(keys)[numbers]
    found = table.set_index(keys)[numbers].add(moved.sum(), fill_value=0).round(10)
    found = found[(found != 0).any(axis="columns")]
    return found.reset_index().astype({number: "int64" for number in numbers if number != "points"})
