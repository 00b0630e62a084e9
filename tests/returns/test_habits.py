"""Whatever habits a file has, no kept answer is another than was given without a word of it."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from analysis.cleaning.clean import Cleaned, clean_returns
from analysis.errors import RawFileError
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from tests.support.habits import (
    FILE,
    ITEMS,
    MEANT,
    Habits,
    random_habits,
    write_definition,
    write_export,
)
from tests.support.places import TESTS

STUDIES = TESTS / "studies"
SEEDS = range(300)
PLACED = (*ITEMS[:3], *ITEMS[3:], "barriers")


def account_of(habits: Habits, folder: Path) -> Cleaned:
    study, raw = folder / "study", folder / "raw"
    shutil.copytree(STUDIES / "toy", study)
    shutil.copytree(STUDIES / "raw" / "toy", raw)
    write_definition(habits, study)
    (study / "corrections.csv").write_text("file,return_id,item,found,corrected,reason,agreed_by,date\n", "utf-8")
    write_export(habits, raw)
    defined = load_study(study)
    received, notices = read_returns(defined, raw)
    return clean_returns(defined, received, notices, read_invited(defined, raw))


def kept_answers(account: Cleaned) -> dict[str, tuple[str, ...]]:
    """Each kept return of the members -> its answers, by the number of its id, or by its line."""
    kept = account.answers[account.answers["tool"] == "members"]
    return {
        str(row["return_id"]).removeprefix("members-"): tuple(str(row[item]) for item in PLACED)
        for _, row in kept.iterrows()
    }


def wrong_without_a_word(habits: Habits, account: Cleaned) -> list[str]:
    """What was counted otherwise than it was given, and no issue of its line says so."""
    kept = kept_answers(account)
    told = account.issues[account.issues["file"] == FILE]
    worded = set(zip(told["return_id"].astype(str).str.removeprefix("members-"), told["item"].astype(str), strict=True))
    if "mostly_late" in set(told["rule"]):  # the study's date_format is wrong of this file, and it says so
        return [str(number) for number in kept]
    if not habits.ids:
        meant = Counter(MEANT.values())
        found = Counter(kept.values())
        extra = found - meant - Counter({MEANT["201"]: habits.late_day})
        return [f"{answers}" for answers in extra.elements() if not len(worded)] + [f"lost {a}" for a in meant - found]
    wrong = [f"{number} is not kept" for number in MEANT if number not in kept]
    for number, answers in MEANT.items():
        for item, is_meant, found in zip(PLACED, answers, kept.get(number, answers), strict=True):
            if found != is_meant and (found or (number, item) not in worded):
                wrong.append(f"{number} {item}: {is_meant} became {found}")
    return wrong + [f"{number} counts" for number in kept if number not in {*MEANT, "209"}]


def refused_for(habits: Habits, folder: Path) -> str:
    """Why the file is refused; blank where it is read, and every answer that counts is the one that was given."""
    try:
        account = account_of(habits, folder)
    except RawFileError as error:
        return str(error)
    assert wrong_without_a_word(habits, account) == [], habits
    return ""


@pytest.mark.parametrize("decade", range(10))
def test_no_answer_is_taken_for_another_whatever_the_files_habits(tmp_path: Path, decade: int) -> None:
    for seed in SEEDS[decade::10]:
        habits = random_habits(random.Random(seed))
        refused = refused_for(habits, tmp_path / str(seed))
        assert not (refused and habits.is_clear), f"{seed}: {habits} is refused: {refused}"


def test_habits_are_read_and_asked_about_alike() -> None:
    """The draws hold files of both kinds, and each habit many times: else the property says little."""
    drawn = [random_habits(random.Random(seed)) for seed in SEEDS]
    assert min(Counter(habits.is_clear for habits in drawn).values()) > 60
    assert min(Counter(habits.ticks for habits in drawn).values()) > 10
