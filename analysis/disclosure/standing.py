"""What is published of each question beside the earlier releases: anew, as it stood, or nothing (under correction)."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.disclosure.carried import CODES, COUNTS, LEVELS, council_tables, standing_tables, with_standing
from analysis.disclosure.changed_returns import hashed_returns
from analysis.disclosure.dated import dated_rows, question_dates
from analysis.disclosure.earlier_releases import EarlierRelease
from analysis.disclosure.gate import release_codes, release_items
from analysis.disclosure.known import known_counts, looks_of
from analysis.disclosure.sequence import Look, stands_on, told_by_sequence
from analysis.disclosure.under_correction import questions_corrected
from analysis.disclosure.vintages import CARRIED, PLACE, changes_since, level_questions, standing_questions
from analysis.statistics.coders import coded_themes
from analysis.statistics.estimates import estimates_of, item_frames
from analysis.statistics.maturity import items_of, level_sensitivity, levels_of, rescored_ways
from analysis.study.study import Study


@dataclass(frozen=True)
class Inputs:
    """What figures are counted from: the cleaned returns, the frame, the codes of comments."""

    answers: pd.DataFrame
    invited: pd.DataFrame
    codes: pd.DataFrame


@dataclass(frozen=True)
class Standing:
    """The figures as they stand.

    frames: rows of item_frames; ways: of level_sensitivity; themes: of coded_themes. questions: rows of
    standing_questions. held: the councils' own tables, which a release keeps inside. earlier: the releases themselves.
    """

    frames: pd.DataFrame
    ways: pd.DataFrame
    themes: pd.DataFrame
    questions: pd.DataFrame
    held: dict[str, pd.DataFrame]
    earlier: Sequence[EarlierRelease]

    @property
    def carried(self) -> pd.DataFrame:
        """Questions that stand as they were published though people changed: council, item, release, date."""
        return self.questions[self.questions["carried"] == CARRIED]


def standing_figures(study: Study, given: Inputs, earlier: Sequence[EarlierRelease], key: bytes) -> Standing:
    """What stands beside the earlier releases. A question moves on only if that tells nothing of a withheld figure:
    else it is carried at every council."""
    questions = pd.DataFrame(columns=[*PLACE, "release", "date", "carried"], dtype=str)
    if any(each.is_followed for each in earlier):
        changes = changes_since(earlier, hashed_returns(study, given.answers, given.codes, key))
        questions = standing_questions(study, earlier, changes)
    now = _counted(study, given)
    stands = _stands(study, now, earlier, questions)
    last = [each for each in earlier if each.is_followed][-1:]
    if not last or not (telling := _telling(study, stands)):
        return stands
    dates = {each.name: each.date for each in earlier}
    held = changes.stands[(changes.stands["release"] == last[0].name) & changes.stands["item"].isin(telling)]
    anew = held.assign(release=held["stands_on"], date=held["stands_on"].map(dates), carried=CARRIED)
    kept = questions[~questions["item"].isin(telling)]
    every = pd.concat([kept, anew[questions.columns]]).sort_values(PLACE, ignore_index=True)
    return _stands(study, now, earlier, every)


@dataclass(frozen=True)
class Counted:
    """Figures as counted now: of councils and the whole, and the councils' own tables."""

    frames: pd.DataFrame
    ways: pd.DataFrame
    themes: pd.DataFrame
    own: dict[str, pd.DataFrame]


def _counted(study: Study, given: Inputs) -> Counted:
    ways = level_sensitivity(study, given.answers)
    return Counted(
        item_frames(study, given.answers, given.invited),
        ways,
        coded_themes(study, given.codes, given.answers),
        council_tables(study, given.answers, given.invited, given.codes, ways),
    )


def _stands(study: Study, now: Counted, earlier: Sequence[EarlierRelease], questions: pd.DataFrame) -> Standing:
    held = standing_tables(study, earlier, questions, now.own)
    if held is now.own:
        return Standing(now.frames, now.ways, now.themes, questions, held, earlier)
    named = now.ways.rename(columns={"characteristic": "item"})
    tables = {COUNTS: now.frames, LEVELS: named, CODES: now.themes}
    stood = {name: with_standing(study, table, name, now.own[name], held[name]) for name, table in tables.items()}
    ways = rescored_ways(study, stood[LEVELS].rename(columns={"item": "characteristic"}))
    return Standing(stood[COUNTS], ways, stood[CODES], questions, held, earlier)


def _telling(study: Study, stands: Standing) -> list[str]:
    """Questions that move on somewhere, and would tell a withheld figure beside the earlier releases."""
    still = set(stands.questions[PLACE].itertuples(index=False, name=None))
    places = pd.concat([stands.held[name][PLACE] for name in (COUNTS, CODES)]).drop_duplicates()
    moved = sorted(
        {item for council, item in places.itertuples(index=False, name=None) if (council, item) not in still}
    )
    if not moved:
        return []
    released = pd.concat(released_figures(study, stands, *moved), ignore_index=True)
    looks = [*looks_of(stands.earlier), new_look(released, stands.questions)]
    return sorted(told_by_sequence(study, looks, *moved)["item"].unique())


def released_figures(study: Study, stands: Standing, *items: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Answers and codes of comments as they may be published beside the earlier releases, each with its vintage: all,
    or those of some items."""
    answers, themes = standing_estimates(study, stands), stands.themes
    if items:
        answers, themes = (table[table["item"].isin(items)] for table in (answers, themes))
    tables = answers, themes.rename(columns={"code": "option"})
    known = [known_counts(study, stands.earlier, stands.questions, table) for table in tables]
    corrected, dates = questions_corrected(study, stands.questions), question_dates(study, stands.questions)
    released = release_items(study, answers, known[0], corrected), release_codes(study, themes, known[1], corrected)
    return dated_rows(released[0], dates), dated_rows(released[1], dates)


def standing_estimates(study: Study, stands: Standing) -> pd.DataFrame:
    """Estimates of what stands: rows of item_estimates."""
    return estimates_of(study, stands.frames)


def standing_levels(study: Study, stands: Standing) -> pd.DataFrame:
    """Maturity levels of what stands, each with its vintage: rows of maturity_levels. None where a question that it
    rests on is under correction."""
    levels, corrected = levels_of(stands.ways), questions_corrected(study, stands.questions)
    wrong = {
        (council, name)
        for name in study.characteristics
        for council in corrected.loc[corrected["item"].isin(items_of(study, name)), "council"]
    }
    gone = pd.MultiIndex.from_frame(levels[["council", "characteristic"]]).isin(wrong)
    levels = levels.assign(level=levels["level"].mask(gone), stable=levels["stable"].mask(gone, ""))
    dates = question_dates(study, level_questions(study, stands.questions))
    return dated_rows(levels.rename(columns={"characteristic": "item"}), dates).rename(
        columns={"item": "characteristic"}
    )


def new_look(released: pd.DataFrame, questions: pd.DataFrame) -> Look:
    """The release to be, as whoever has the earlier ones reads it. released: rows of release_items."""
    return Look("", released[["council", "group", "item", "option", "base", "count"]], stands_on(questions))
